"""Queries behind a teacher's report: one query each, however many learners there are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.store.tables.classes import (
    Assignment,
    AssignmentItem,
    Attempt,
    AttemptAnswer,
    ClassMember,
    SchoolClass,
)
from quizapp.store.tables.content import CardRow, FactRow, QuestionRow
from quizapp.store.tables.people import User

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GradeCell:
    """The score of one learner's answer to one item in one submitted attempt."""

    user_id: int
    attempt_id: int
    number: int
    item_id: int
    score: float | None
    response: Content | None


def list_grade_cells(session: Session, assignment_id: int) -> tuple[GradeCell, ...]:
    """Return every answer of every submitted attempt of an assignment: one query."""
    rows = session.execute(
        select(
            Attempt.user_id,
            Attempt.id,
            Attempt.number,
            AttemptAnswer.item_id,
            AttemptAnswer.score,
            AttemptAnswer.response,
        )
        .join(AttemptAnswer, AttemptAnswer.attempt_id == Attempt.id)
        .where(Attempt.assignment_id == assignment_id, Attempt.submitted_at.is_not(None))
        .order_by(Attempt.user_id, Attempt.number)
    )
    return tuple(GradeCell(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One attempt of one learner, for the teacher's report."""

    attempt_id: int
    user_id: int
    number: int
    seed: str
    started_at: datetime
    submitted_at: datetime | None
    score: float | None
    max_score: float | None


def list_assignment_attempts(session: Session, assignment_id: int) -> tuple[AttemptRow, ...]:
    """Return all attempts at an assignment, by learner and number: one query."""
    rows = session.execute(
        select(
            Attempt.id,
            Attempt.user_id,
            Attempt.number,
            Attempt.seed,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.score,
            Attempt.max_score,
        )
        .where(Attempt.assignment_id == assignment_id)
        .order_by(Attempt.user_id, Attempt.number)
    )
    return tuple(AttemptRow(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class ItemFact:
    """What an item of an assignment asks about."""

    item_id: int
    fact_id: str
    article_id: str
    passage: int
    statement: str
    topics: tuple[str, ...]


def facts_of_items(session: Session, assignment_id: int) -> dict[int, ItemFact]:
    """Return the fact behind each item, by item id."""
    rows = session.execute(
        select(
            AssignmentItem.id,
            FactRow.id,
            FactRow.article_id,
            FactRow.passage,
            FactRow.statement,
            FactRow.topics,
        )
        .join(QuestionRow, QuestionRow.id == AssignmentItem.question_id)
        .join(CardRow, CardRow.id == QuestionRow.card_id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .where(AssignmentItem.assignment_id == assignment_id)
    )
    return {row[0]: ItemFact(*row[:5], tuple(row[5])) for row in rows}


def learners_of_class(session: Session, class_id: int) -> tuple[tuple[int, str], ...]:
    """Return (user id, name) of the class's learners who are not blocked, by name."""
    rows = session.execute(
        select(User.id, User.name)
        .join(ClassMember, ClassMember.user_id == User.id)
        .where(
            ClassMember.class_id == class_id,
            ClassMember.role == "learner",
            ClassMember.blocked_at.is_(None),
        )
        .order_by(User.name_key)
    )
    return tuple((row[0], row[1]) for row in rows)


@dataclass(frozen=True, slots=True)
class ClassQuiz:
    """A quiz of a class as its teacher's list shows it.

    Attributes:
        done: learners of the class who handed in.
        mean_share: mean of their best shares, 0..1; None while nobody has.
    """

    id: int
    title: str
    opens_at: datetime | None
    due_at: datetime | None
    questions: int
    done: int
    mean_share: float | None


def list_class_quizzes(session: Session, class_id: int) -> tuple[ClassQuiz, ...]:
    """Return the quizzes of a class, newest first, without withdrawn ones: one query."""
    best = (
        select(
            Attempt.assignment_id,
            Attempt.user_id,
            func.max(Attempt.score / Attempt.max_score).label("share"),
        )
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(
            ClassMember,
            (ClassMember.class_id == Assignment.class_id)
            & (ClassMember.user_id == Attempt.user_id)
            & ClassMember.blocked_at.is_(None),
        )
        .where(
            Assignment.class_id == class_id,
            ClassMember.role == "learner",
            Attempt.submitted_at.is_not(None),
            Attempt.max_score > 0,
        )
        .group_by(Attempt.assignment_id, Attempt.user_id)
        .subquery()
    )
    mean = (
        select(
            best.c.assignment_id,
            func.count().label("done"),
            func.avg(best.c.share).label("share"),
        )
        .group_by(best.c.assignment_id)
        .subquery()
    )
    questions = (
        select(func.count())
        .select_from(AssignmentItem)
        .where(AssignmentItem.assignment_id == Assignment.id, AssignmentItem.dropped_at.is_(None))
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Assignment.id,
            Assignment.title,
            Assignment.opens_at,
            Assignment.due_at,
            questions,
            func.coalesce(mean.c.done, 0),
            mean.c.share,
        )
        .outerjoin(mean, mean.c.assignment_id == Assignment.id)
        .where(Assignment.class_id == class_id, Assignment.withdrawn_at.is_(None))
        .order_by(Assignment.id.desc())
    )
    return tuple(ClassQuiz(*row) for row in rows)


def find_attempt_for_teacher(
    session: Session, *, attempt_id: int, user_id: int
) -> tuple[Attempt, Assignment, SchoolClass, str] | None:
    """Return an attempt in a class the person teaches, with its learner's name."""
    row = session.execute(
        select(Attempt, Assignment, SchoolClass, User.name)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(SchoolClass, SchoolClass.id == Assignment.class_id)
        .join(ClassMember, ClassMember.class_id == SchoolClass.id)
        .join(User, User.id == Attempt.user_id)
        .where(
            Attempt.id == attempt_id,
            ClassMember.user_id == user_id,
            ClassMember.role == "teacher",
            ClassMember.blocked_at.is_(None),
        )
    ).first()
    return None if row is None else (row[0], row[1], row[2], row[3])
