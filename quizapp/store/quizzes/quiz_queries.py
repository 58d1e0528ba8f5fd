"""Queries about assignments, attempts and their answers. The number per call is constant."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.store.bank.visibility import set_assignable_by
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
    QuestionRow,
    QuestionSet,
    SetCard,
)
from quizapp.store.tables.decks import Deck

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A question of an assignment with its stored content."""

    item_id: int
    position: int
    points: float
    question_id: int
    card_id: int
    content: Content
    language: str
    """Of the article, as in its ``lang``."""
    section: int = 0
    """Index into the assignment's sections."""
    dropped_as: str = ""
    """removed or credit; "" while it counts as any other."""


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    """A current question of a set that may be put into a quiz."""

    question_id: int
    card_id: int
    fact_id: str
    type: str
    level: str
    content: Content


@dataclass(frozen=True, slots=True)
class SetChoice:
    """A question set that may be assigned; the title of a deck's topic begins with the deck's."""

    id: int
    title: str
    kind: str
    facts: int


def list_items(session: Session, assignment_id: int) -> tuple[ItemRow, ...]:
    """Return the questions of an assignment that were not dropped, in order."""
    rows = session.execute(
        select(
            AssignmentItem.id,
            AssignmentItem.position,
            AssignmentItem.points,
            QuestionRow.id,
            QuestionRow.card_id,
            QuestionRow.content,
            ArticleRow.language,
            AssignmentItem.section,
        )
        .join(QuestionRow, QuestionRow.id == AssignmentItem.question_id)
        .join(CardRow, CardRow.id == QuestionRow.card_id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .join(ArticleRow, ArticleRow.id == FactRow.article_id)
        .where(AssignmentItem.assignment_id == assignment_id, AssignmentItem.dropped_at.is_(None))
        .order_by(AssignmentItem.position)
    )
    return tuple(ItemRow(*row) for row in rows)


def count_items(session: Session, assignment_id: int) -> int:
    """Return how many questions of an assignment were not dropped."""
    query = (
        select(func.count())
        .select_from(AssignmentItem)
        .where(AssignmentItem.assignment_id == assignment_id, AssignmentItem.dropped_at.is_(None))
    )
    return session.scalar(query) or 0


def list_placed(
    session: Session, assignment_ids: Collection[int]
) -> dict[int, list[tuple[int, int]]]:
    """Return (section, question id) of the questions that were not dropped, by assignment."""
    found: dict[int, list[tuple[int, int]]] = {}
    rows = session.execute(
        select(
            AssignmentItem.assignment_id, AssignmentItem.section, AssignmentItem.question_id
        ).where(
            AssignmentItem.assignment_id.in_(assignment_ids), AssignmentItem.dropped_at.is_(None)
        )
    )
    for assignment_id, section, question_id in rows:
        found.setdefault(assignment_id, []).append((section, question_id))
    return found


def list_set_choices(session: Session, *, user_id: int) -> tuple[SetChoice, ...]:
    """Return the sets a person may assign, published ones first, each with its facts counted."""
    rows = session.execute(
        select(
            QuestionSet.id,
            QuestionSet.title,
            QuestionSet.kind,
            func.count(CardRow.fact_id.distinct()),
            Deck.title,
        )
        .join(SetCard, SetCard.set_id == QuestionSet.id)
        .join(CardRow, CardRow.id == SetCard.card_id)
        .outerjoin(Deck, Deck.article_id == QuestionSet.deck_id)
        .where(
            QuestionSet.retired_at.is_(None),
            CardRow.retired_in.is_(None),
            set_assignable_by(user_id),
        )
        .group_by(QuestionSet.id, QuestionSet.title, QuestionSet.kind, Deck.title)
        .order_by(QuestionSet.id)
    )
    return tuple(
        SetChoice(number, f"{deck}: {title}" if deck and kind == "topic" else title, kind, facts)
        for number, title, kind, facts, deck in rows
    )


def list_set_questions(session: Session, set_id: int) -> tuple[QuestionChoice, ...]:
    """Return every current question of a set that can be graded, in the order of its cards."""
    rows = session.execute(
        select(
            QuestionRow.id,
            QuestionRow.card_id,
            CardRow.fact_id,
            QuestionRow.type,
            QuestionRow.level,
            QuestionRow.content,
        )
        .join(CardRow, CardRow.id == QuestionRow.card_id)
        .join(SetCard, SetCard.card_id == CardRow.id)
        .where(
            SetCard.set_id == set_id,
            QuestionRow.current.is_(True),
            CardRow.retired_in.is_(None),
            QuestionRow.type != "flashcard",
        )
        .order_by(SetCard.position, QuestionRow.id)
    )
    return tuple(QuestionChoice(*row) for row in rows)


def list_questions(session: Session, ids: Iterable[int]) -> dict[int, QuestionChoice]:
    """Return question versions by id, current or not."""
    rows = session.execute(
        select(
            QuestionRow.id,
            QuestionRow.card_id,
            CardRow.fact_id,
            QuestionRow.type,
            QuestionRow.level,
            QuestionRow.content,
        )
        .join(CardRow, CardRow.id == QuestionRow.card_id)
        .where(QuestionRow.id.in_(list(ids)))
    )
    return {row[0]: QuestionChoice(*row) for row in rows}


def find_assignment_for_teacher(
    session: Session, *, assignment_id: int, user_id: int
) -> tuple[Assignment, SchoolClass] | None:
    """Return an assignment of a class the person teaches, with the class."""
    row = session.execute(
        select(Assignment, SchoolClass)
        .join(SchoolClass, SchoolClass.id == Assignment.class_id)
        .join(ClassMember, ClassMember.class_id == SchoolClass.id)
        .where(
            Assignment.id == assignment_id,
            ClassMember.user_id == user_id,
            ClassMember.role == "teacher",
            ClassMember.blocked_at.is_(None),
        )
    ).first()
    return None if row is None else (row[0], row[1])


def list_attempts(session: Session, *, assignment_id: int, user_id: int) -> tuple[Attempt, ...]:
    """Return a learner's attempts at an assignment, first to last."""
    return tuple(
        session.scalars(
            select(Attempt)
            .where(Attempt.assignment_id == assignment_id, Attempt.user_id == user_id)
            .order_by(Attempt.number)
        )
    )


def find_attempt(session: Session, *, attempt_id: int, user_id: int) -> Attempt | None:
    """Return an attempt if it is that person's."""
    return session.scalar(
        select(Attempt).where(Attempt.id == attempt_id, Attempt.user_id == user_id)
    )


def list_running(session: Session, assignment_id: int) -> tuple[Attempt, ...]:
    """Return the attempts at an assignment that were not submitted."""
    return tuple(
        session.scalars(
            select(Attempt).where(
                Attempt.assignment_id == assignment_id, Attempt.submitted_at.is_(None)
            )
        )
    )


def list_overdue_of_learner(session: Session, *, user_id: int, now: datetime) -> tuple[int, ...]:
    """Return the ids of a learner's running attempts whose deadline has passed."""
    return tuple(
        session.scalars(
            select(Attempt.id).where(
                Attempt.user_id == user_id,
                Attempt.submitted_at.is_(None),
                Attempt.deadline_at <= now,
            )
        )
    )
