"""Queries behind a teacher's report: one query each, however many learners there are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.store.classes import AssignmentItem, Attempt, AttemptAnswer, ClassMember
from quizapp.store.content import CardRow, FactRow, QuestionRow
from quizapp.store.people import User

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
    passage: int
    statement: str
    topics: tuple[str, ...]


def facts_of_items(session: Session, assignment_id: int) -> dict[int, ItemFact]:
    """Return the fact behind each item, by item id."""
    rows = session.execute(
        select(AssignmentItem.id, FactRow.id, FactRow.passage, FactRow.statement, FactRow.topics)
        .join(QuestionRow, QuestionRow.id == AssignmentItem.question_id)
        .join(CardRow, CardRow.id == QuestionRow.card_id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .where(AssignmentItem.assignment_id == assignment_id)
    )
    return {row[0]: ItemFact(row[0], row[1], row[2], row[3], tuple(row[4])) for row in rows}


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
