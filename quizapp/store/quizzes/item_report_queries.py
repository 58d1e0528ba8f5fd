"""Queries behind the item report: a constant number, however many learners and questions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Text, and_, bindparam, func, select, type_coerce
from sqlalchemy.orm import Session

from quizapp.store.base import core_table
from quizapp.store.prepared import Prepared
from quizapp.store.tables.assigning import AttemptItem
from quizapp.store.tables.classes import (
    Assignment,
    AssignmentItem,
    Attempt,
    AttemptAnswer,
    ClassMember,
)
from quizapp.store.tables.content import CardRow, FactRow, QuestionRow
from quizapp.store.tables.people import User


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
    version: str


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
            QuestionRow.version,
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


_ATTEMPTS: Final = core_table(Attempt)
_ASKED: Final = core_table(AttemptItem)
_ANSWERS: Final = core_table(AttemptAnswer)
_CELLS: Final = Prepared(
    select(
        _ASKED.c.attempt_id,
        _ASKED.c.item_id,
        _ANSWERS.c.score,
        # As the text that is stored: a class gives few different ones.
        type_coerce(_ANSWERS.c.response, Text),
    )
    .select_from(_ATTEMPTS)
    .join(_ASKED, _ASKED.c.attempt_id == _ATTEMPTS.c.id)
    .outerjoin(
        _ANSWERS,
        and_(_ANSWERS.c.attempt_id == _ASKED.c.attempt_id, _ANSWERS.c.item_id == _ASKED.c.item_id),
    )
    .where(
        _ATTEMPTS.c.assignment_id == bindparam("assignment_id"),
        _ATTEMPTS.c.submitted_at.is_not(None),
    )
)


def list_cells(session: Session, assignment_id: int) -> Sequence[Sequence[Any]]:
    """Return (attempt id, item id, score, response) of all that submitted attempts were asked.

    The score is None where nothing was answered; the response is the JSON text that is stored.
    Plain rows, as there may be a hundred thousand.
    """
    return _CELLS.rows(session, {"assignment_id": assignment_id})


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


def list_cards(session: Session, question_ids: Collection[int]) -> dict[int, int]:
    """Return the card that each of these question versions asks, by question id."""
    rows = session.execute(
        select(QuestionRow.id, QuestionRow.card_id).where(QuestionRow.id.in_(question_ids))
    )
    return {row[0]: row[1] for row in rows}
