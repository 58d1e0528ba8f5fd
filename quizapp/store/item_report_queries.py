"""Queries behind the item report: a constant number, however many learners and questions."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.store.assigning import AttemptItem
from quizapp.store.classes import Assignment, AssignmentItem, Attempt, AttemptAnswer, ClassMember
from quizapp.store.content import CardRow, FactRow, QuestionRow
from quizapp.store.people import User


@dataclass(frozen=True, slots=True)
class ReportItem:
    """A question version of an assignment, with the fact it asks about."""

    item_id: int
    question_id: int
    points: float
    fact_id: str
    article_id: str
    passage: int
    statement: str


@dataclass(frozen=True, slots=True)
class ReportAttempt:
    """A submitted attempt of somebody who is a learner of the class now."""

    attempt_id: int
    user_id: int
    name: str
    number: int
    seed: str
    score: float
    max_score: float


class ReportCell(NamedTuple):
    """An answer of a submitted attempt: there may be a hundred thousand."""

    attempt_id: int
    item_id: int
    score: float | None
    response: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How the questions about one fact went in the other quizzes of the class."""

    fact_id: str
    quizzes: int
    answers: int
    mean: float


def list_items(session: Session, assignment_id: int) -> tuple[ReportItem, ...]:
    """Return the questions that count, in order."""
    rows = session.execute(
        select(
            AssignmentItem.id,
            AssignmentItem.question_id,
            AssignmentItem.points,
            FactRow.id,
            FactRow.article_id,
            FactRow.passage,
            FactRow.statement,
        )
        .join(QuestionRow, QuestionRow.id == AssignmentItem.question_id)
        .join(CardRow, CardRow.id == QuestionRow.card_id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .where(AssignmentItem.assignment_id == assignment_id, AssignmentItem.dropped_at.is_(None))
        .order_by(AssignmentItem.section, AssignmentItem.position, AssignmentItem.id)
    )
    return tuple(ReportItem(*row) for row in rows)


def list_attempts(session: Session, assignment_id: int) -> tuple[ReportAttempt, ...]:
    """Return the submitted attempts of the class's learners, by learner and number."""
    rows = session.execute(
        select(
            Attempt.id,
            Attempt.user_id,
            User.name,
            Attempt.number,
            Attempt.seed,
            func.coalesce(Attempt.score, 0.0),
            func.coalesce(Attempt.max_score, 0.0),
        )
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(
            ClassMember,
            (ClassMember.class_id == Assignment.class_id)
            & (ClassMember.user_id == Attempt.user_id),
        )
        .join(User, User.id == Attempt.user_id)
        .where(
            Attempt.assignment_id == assignment_id,
            Attempt.submitted_at.is_not(None),
            ClassMember.role == "learner",
            ClassMember.blocked_at.is_(None),
        )
        .order_by(Attempt.user_id, Attempt.number)
    )
    return tuple(ReportAttempt(*row) for row in rows)


def list_cells(session: Session, assignment_id: int) -> tuple[ReportCell, ...]:
    """Return every answer of every submitted attempt."""
    rows = session.execute(
        select(
            AttemptAnswer.attempt_id,
            AttemptAnswer.item_id,
            AttemptAnswer.score,
            AttemptAnswer.response,
        )
        .join(Attempt, Attempt.id == AttemptAnswer.attempt_id)
        .where(Attempt.assignment_id == assignment_id, Attempt.submitted_at.is_not(None))
    )
    return tuple(ReportCell(*row) for row in rows)


def list_asked(session: Session, assignment_id: int) -> frozenset[tuple[int, int]]:
    """Return (attempt id, item id) of everything that submitted attempts were asked."""
    rows = session.execute(
        select(AttemptItem.attempt_id, AttemptItem.item_id)
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .where(Attempt.assignment_id == assignment_id, Attempt.submitted_at.is_not(None))
    )
    return frozenset((row[0], row[1]) for row in rows)


def list_elsewhere(session: Session, *, assignment_id: int, class_id: int) -> dict[str, Elsewhere]:
    """Return, by fact, how the class's first attempts at its other quizzes went."""
    rows = session.execute(
        select(
            CardRow.fact_id,
            func.count(Assignment.id.distinct()),
            func.count(),
            func.avg(AttemptAnswer.score),
        )
        .select_from(AttemptAnswer)
        .join(AssignmentItem, AssignmentItem.id == AttemptAnswer.item_id)
        .join(Assignment, Assignment.id == AssignmentItem.assignment_id)
        .join(Attempt, Attempt.id == AttemptAnswer.attempt_id)
        .join(QuestionRow, QuestionRow.id == AssignmentItem.question_id)
        .join(CardRow, CardRow.id == QuestionRow.card_id)
        .where(
            Assignment.class_id == class_id,
            Assignment.id != assignment_id,
            AssignmentItem.dropped_at.is_(None),
            Attempt.submitted_at.is_not(None),
            Attempt.number == 1,
            AttemptAnswer.score.is_not(None),
        )
        .group_by(CardRow.fact_id)
    )
    return {row[0]: Elsewhere(row[0], row[1], row[2], float(row[3])) for row in rows}


def list_cards(session: Session, assignment_id: int) -> dict[int, int]:
    """Return the card that each item of an assignment asks, by item id."""
    rows = session.execute(
        select(AssignmentItem.id, QuestionRow.card_id)
        .join(QuestionRow, QuestionRow.id == AssignmentItem.question_id)
        .where(AssignmentItem.assignment_id == assignment_id)
    )
    return {row[0]: row[1] for row in rows}
