"""Queries behind tables of all answers to a quiz: as many whatever the learners and questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Text, and_, bindparam, case, or_, select, type_coerce
from sqlalchemy.orm import Session

from quizapp.store.base import core_table
from quizapp.store.prepared import Prepared
from quizapp.store.tables.assigning import AttemptItem
from quizapp.store.tables.classes import AssignmentItem, Attempt, AttemptAnswer
from quizapp.store.tables.content import CardRow, FactRow, QuestionRow
from quizapp.store.tables.people import User


@dataclass(frozen=True, slots=True)
class ItemAbout:
    """A question of an assignment, dropped or not, with what it asks about."""

    item_id: int
    position: int
    section: int
    points: float
    dropped_as: str
    question_id: int
    type: str
    level: str
    version: str
    fact_id: str
    article_id: str
    passage: int
    statement: str
    topics: list[str]


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A submitted attempt with its learner's name."""

    attempt_id: int
    assignment_id: int
    user_id: int
    name: str
    number: int
    seed: str
    started_at: datetime
    submitted_at: datetime
    score: float | None
    max_score: float | None
    late_by_s: int


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """What a submitted attempt has at a question that it asks; empty where nothing was saved.

    Attributes:
        response: JSON as it is stored. score: 0..1 as it counts. manual_score: 0..1 by a teacher.
    """

    attempt_id: int
    item_id: int
    response: str | None
    score: float | None
    manual_score: float | None
    comment: str


def list_items_about(session: Session, assignment_id: int) -> tuple[ItemAbout, ...]:
    """Return the questions of an assignment in order, dropped ones too."""
    rows: Iterable[Any] = session.execute(
        select(
            AssignmentItem.id,
            AssignmentItem.position,
            AssignmentItem.section,
            AssignmentItem.points,
            AssignmentItem.dropped_as,
            QuestionRow.id,
            QuestionRow.type,
            QuestionRow.level,
            QuestionRow.version,
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
        .order_by(AssignmentItem.section, AssignmentItem.position, AssignmentItem.id)
    )
    return tuple(ItemAbout(*row) for row in rows)


def list_handed_in(session: Session, assignment_id: int) -> tuple[HandedIn, ...]:
    """Return the submitted attempts at an assignment, by learner and number."""
    rows = session.execute(
        select(
            Attempt.id,
            Attempt.assignment_id,
            Attempt.user_id,
            User.name,
            Attempt.number,
            Attempt.seed,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.score,
            Attempt.max_score,
            Attempt.late_by_s,
        )
        .join(User, User.id == Attempt.user_id)
        .where(Attempt.assignment_id == assignment_id, Attempt.submitted_at.is_not(None))
        .order_by(User.name_key, User.id, Attempt.number)
    )
    return tuple(HandedIn(*row[:7], row[7], *row[8:]) for row in rows if row[7] is not None)


def list_cells(session: Session, assignment_id: int) -> tuple[AnswerCell, ...]:
    """Return what each submitted attempt has at each question it asks: one query."""
    rows = session.execute(
        select(
            AttemptItem.attempt_id,
            AttemptItem.item_id,
            # As the text that is stored: a class gives few different ones.
            type_coerce(AttemptAnswer.response, Text),
            AttemptAnswer.score,
            AttemptAnswer.manual_score,
            AttemptAnswer.comment,
        )
        .select_from(Attempt)
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .outerjoin(
            AttemptAnswer,
            and_(
                AttemptAnswer.attempt_id == Attempt.id, AttemptAnswer.item_id == AttemptItem.item_id
            ),
        )
        .where(Attempt.assignment_id == assignment_id, Attempt.submitted_at.is_not(None))
    )
    return tuple(AnswerCell(*row[:5], row[5] or "") for row in rows)


_ATTEMPTS: Final = core_table(Attempt)
_ASKED: Final = core_table(AttemptItem)
_ANSWERS: Final = core_table(AttemptAnswer)
_SCORES: Final = Prepared(
    select(
        _ASKED.c.attempt_id,
        _ASKED.c.item_id,
        case(
            (
                or_(_ANSWERS.c.response.is_not(None), _ANSWERS.c.manual_score.is_not(None)),
                _ANSWERS.c.score,
            )
        ),
        _ANSWERS.c.manual_score.is_not(None),
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


def list_scores(
    session: Session, assignment_id: int
) -> dict[int, dict[int, tuple[float | None, bool]]]:
    """Return (score 0..1, given by a teacher) of each question that submitted attempts ask.

    By attempt and item; the score is None where nothing was answered. One query, and no
    responses are read.
    """
    found: dict[int, dict[int, tuple[float | None, bool]]] = {}
    for attempt_id, item_id, score, by_hand in _SCORES.rows(
        session, {"assignment_id": assignment_id}
    ):
        found.setdefault(attempt_id, {})[item_id] = (score, bool(by_hand))
    return found
