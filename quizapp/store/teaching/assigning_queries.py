"""Queries of assigning: lists of assignments, what sets hold, what was used last."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, func, select
from sqlalchemy.orm import Session

from quizapp.store.bank.visibility import set_assignable_by
from quizapp.store.tables.assigning import AssignmentTarget, GradeCategory
from quizapp.store.tables.classes import (
    Assignment,
    AssignmentItem,
    Attempt,
    ClassMember,
    SchoolClass,
)
from quizapp.store.tables.content import (
    ArticleRow,
    CardRow,
    FactRow,
    PassageRow,
    QuestionRow,
    QuestionSet,
    SetCard,
)


@dataclass(frozen=True, slots=True)
class SetPassage:
    """A passage that cards of a set are about, with the number of their facts."""

    set_id: int
    article: str
    article_title: str
    number: int
    heading: str
    facts: int

    @property
    def key(self) -> str:
        """Return it as rules name it."""
        return f"{self.article}/{self.number}"


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """An assignment in the list of its class.

    Attributes:
        questions: not dropped; of a drawn quiz those that somebody was asked.
        targets: groups and learners named; 0 for the whole class.
        attempts: started. submitted: handed in.
    """

    row: Assignment
    questions: int
    targets: int
    attempts: int
    submitted: int


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A question of an assignment, dropped or not.

    Attributes:
        asked: attempts that ask it, where they are recorded.
    """

    item_id: int
    question_id: int
    position: int
    points: float
    section: int
    dropped_at: datetime | None
    dropped_as: str
    replaces_id: int | None
    current: bool


def list_assignments(session: Session, class_id: int) -> tuple[AssignmentLine, ...]:
    """Return the assignments of a class, newest first; one statement."""
    questions = (
        select(func.count())
        .select_from(AssignmentItem)
        .where(AssignmentItem.assignment_id == Assignment.id, AssignmentItem.dropped_at.is_(None))
        .scalar_subquery()
    )
    targets = (
        select(func.count())
        .select_from(AssignmentTarget)
        .where(AssignmentTarget.assignment_id == Assignment.id)
        .scalar_subquery()
    )
    attempts = (
        select(func.count()).select_from(Attempt).where(Attempt.assignment_id == Assignment.id)
    )
    rows = session.execute(
        select(
            Assignment,
            questions,
            targets,
            attempts.scalar_subquery(),
            attempts.where(Attempt.submitted_at.is_not(None)).scalar_subquery(),
        )
        .where(Assignment.class_id == class_id)
        .order_by(Assignment.id.desc())
    )
    return tuple(AssignmentLine(*row) for row in rows)


def list_all_items(session: Session, assignment_id: int) -> tuple[ItemLine, ...]:
    """Return the questions of an assignment in order, dropped ones too."""
    rows = session.execute(
        select(
            AssignmentItem.id,
            AssignmentItem.question_id,
            AssignmentItem.position,
            AssignmentItem.points,
            AssignmentItem.section,
            AssignmentItem.dropped_at,
            AssignmentItem.dropped_as,
            AssignmentItem.replaces_id,
            and_(QuestionRow.current.is_(True), CardRow.retired_in.is_(None)),
        )
        .join(QuestionRow, QuestionRow.id == AssignmentItem.question_id)
        .join(CardRow, CardRow.id == QuestionRow.card_id)
        .where(AssignmentItem.assignment_id == assignment_id)
        .order_by(AssignmentItem.section, AssignmentItem.position, AssignmentItem.id)
    )
    return tuple(ItemLine(*row[:8], current=bool(row[8])) for row in rows)


def count_attempts(session: Session, assignment_id: int) -> int:
    """Return how many attempts were started."""
    return session.scalar(select(func.count()).where(Attempt.assignment_id == assignment_id)) or 0


def drop_items(session: Session, assignment_id: int) -> None:
    """Delete the questions of an assignment, which gets others in the same transaction."""
    session.execute(delete(AssignmentItem).where(AssignmentItem.assignment_id == assignment_id))


def lock_assignment(session: Session, assignment_id: int) -> None:
    """Keep others from starting an attempt or changing it until the transaction ends."""
    session.execute(select(Assignment.id).where(Assignment.id == assignment_id).with_for_update())


def find_last(session: Session, *, class_id: int, user_id: int, kind: str) -> Assignment | None:
    """Return the assignment that a teacher last gave to a class."""
    return session.scalar(
        select(Assignment)
        .where(
            Assignment.class_id == class_id,
            Assignment.created_by == user_id,
            Assignment.kind == kind,
        )
        .order_by(Assignment.id.desc())
        .limit(1)
    )


def list_categories(session: Session, class_ids: Collection[int]) -> tuple[GradeCategory, ...]:
    """Return the grade categories of classes, in their order."""
    return tuple(
        session.scalars(
            select(GradeCategory)
            .where(GradeCategory.class_id.in_(class_ids))
            .order_by(GradeCategory.class_id, GradeCategory.position, GradeCategory.id)
        )
    )


def list_taught(session: Session, user_id: int) -> tuple[SchoolClass, ...]:
    """Return the classes in use that a person teaches, by name."""
    return tuple(
        session.scalars(
            select(SchoolClass)
            .join(ClassMember, ClassMember.class_id == SchoolClass.id)
            .where(
                ClassMember.user_id == user_id,
                ClassMember.role == "teacher",
                ClassMember.blocked_at.is_(None),
                SchoolClass.archived_at.is_(None),
            )
            .order_by(SchoolClass.name, SchoolClass.id)
        )
    )


def list_passages(session: Session, set_ids: Sequence[int]) -> tuple[SetPassage, ...]:
    """Return the passages that the cards of sets are about, in the order of the article."""
    rows = session.execute(
        select(
            SetCard.set_id,
            FactRow.article_id,
            ArticleRow.title,
            FactRow.passage,
            func.coalesce(func.max(PassageRow.heading), ""),
            func.count(FactRow.id.distinct()),
        )
        .join(CardRow, CardRow.id == SetCard.card_id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .join(ArticleRow, ArticleRow.id == FactRow.article_id)
        .outerjoin(
            PassageRow,
            and_(PassageRow.article_id == FactRow.article_id, PassageRow.number == FactRow.passage),
        )
        .where(SetCard.set_id.in_(list(set_ids)), CardRow.retired_in.is_(None))
        .group_by(SetCard.set_id, FactRow.article_id, ArticleRow.title, FactRow.passage)
        .order_by(SetCard.set_id, FactRow.article_id, FactRow.passage)
    )
    return tuple(SetPassage(*row) for row in rows)


def list_usable_sets(
    session: Session, *, user_id: int, set_ids: Collection[int]
) -> dict[int, tuple[str, bool]]:
    """Return (title, retired) by id of those of the sets that a person may assign."""
    rows = session.execute(
        select(QuestionSet.id, QuestionSet.title, QuestionSet.retired_at.is_not(None)).where(
            QuestionSet.id.in_(list(set_ids)),
            set_assignable_by(user_id),
        )
    )
    return {row[0]: (row[1], bool(row[2])) for row in rows}


def list_current(session: Session, question_ids: Collection[int]) -> frozenset[int]:
    """Return those of the questions that are current and can be graded."""
    return frozenset(
        session.scalars(
            select(QuestionRow.id)
            .join(CardRow, CardRow.id == QuestionRow.card_id)
            .where(
                QuestionRow.id.in_(list(question_ids)),
                QuestionRow.current.is_(True),
                QuestionRow.type != "flashcard",
                CardRow.retired_in.is_(None),
            )
        )
    )


def list_reachable(
    session: Session, *, user_id: int, question_ids: Collection[int]
) -> frozenset[int]:
    """Return those of the questions that are in a set which the person may assign."""
    return frozenset(
        session.scalars(
            select(QuestionRow.id)
            .distinct()
            .join(SetCard, SetCard.card_id == QuestionRow.card_id)
            .join(QuestionSet, QuestionSet.id == SetCard.set_id)
            .where(
                QuestionRow.id.in_(list(question_ids)),
                QuestionSet.retired_at.is_(None),
                set_assignable_by(user_id),
            )
        )
    )
