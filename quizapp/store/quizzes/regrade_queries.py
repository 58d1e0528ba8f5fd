"""Queries behind regrading items of a quiz: as many whatever the learners and questions are."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, select, text
from sqlalchemy.orm import Session

from quizapp.store.bank import content_queries
from quizapp.store.tables.assigning import AttemptItem
from quizapp.store.tables.classes import (
    Assignment,
    AssignmentItem,
    Attempt,
    AttemptAnswer,
    ClassMember,
)

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RegradeItem:
    """An item to be graded anew."""

    item_id: int
    assignment_id: int
    class_id: int
    question_id: int
    points: float
    dropped_as: str


@dataclass(frozen=True, slots=True)
class AnswerToGrade:
    """A stored answer to one of the items.

    Attributes:
        seed: the attempt's. response: as sent (shown positions).
        score: 0..1 as it counts now; None where nothing was graded yet.
        manual_score: 0..1 by a teacher.
    """

    attempt_id: int
    item_id: int
    user_id: int
    number: int
    seed: str
    submitted_at: datetime | None
    response: Content | None
    score: float | None
    manual_score: float | None


@dataclass(frozen=True, slots=True)
class AttemptToSum:
    """A submitted attempt that asks one of the items.

    Attributes:
        asked: those of the items it asks.
        other_points, other_max: what the rest of its questions gives, and could give.
    """

    attempt_id: int
    assignment_id: int
    user_id: int
    number: int
    late_by_s: int
    score: float
    max_score: float
    other_points: float
    other_max: float
    asked: tuple[int, ...]


def list_items(session: Session, item_ids: Collection[int]) -> tuple[RegradeItem, ...]:
    """Return the items by id."""
    rows = session.execute(
        select(
            AssignmentItem.id,
            AssignmentItem.assignment_id,
            Assignment.class_id,
            AssignmentItem.question_id,
            AssignmentItem.points,
            AssignmentItem.dropped_as,
        )
        .join(Assignment, Assignment.id == AssignmentItem.assignment_id)
        .where(AssignmentItem.id.in_(item_ids))
        .order_by(AssignmentItem.id)
    )
    return tuple(RegradeItem(*row) for row in rows)


def lock_learners(session: Session, class_ids: Collection[int]) -> None:
    """Let nobody of these classes hand in while this transaction runs (SQLite: already so).

    The locks are those of ``engine.lock_for``, taken in the order of the ids, so that two
    teachers who regrade at the same time wait for each other and never for ever.
    """
    members = select(ClassMember.user_id).where(ClassMember.class_id.in_(class_ids))
    gone = (
        select(Attempt.user_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(Assignment.class_id.in_(class_ids), Attempt.submitted_at.is_(None))
    )
    people = sorted(session.scalars(members.union(gone)))
    if people and session.get_bind().dialect.name == "postgresql":
        session.execute(
            text(
                "SELECT count(pg_advisory_xact_lock(id)) FROM"
                " (SELECT unnest(CAST(:ids AS bigint[])) AS id ORDER BY 1) AS people"
            ),
            {"ids": people},
        )


def list_answers(
    session: Session, item_ids: Collection[int], *, attempt_id: int | None = None
) -> tuple[AnswerToGrade, ...]:
    """Return every stored answer to the items, of running attempts too, of one or of all."""
    only = () if attempt_id is None else (AttemptAnswer.attempt_id == attempt_id,)
    rows = session.execute(
        select(
            AttemptAnswer.attempt_id,
            AttemptAnswer.item_id,
            Attempt.user_id,
            Attempt.number,
            Attempt.seed,
            Attempt.submitted_at,
            AttemptAnswer.response,
            AttemptAnswer.score,
            AttemptAnswer.manual_score,
        )
        .join(Attempt, Attempt.id == AttemptAnswer.attempt_id)
        .where(AttemptAnswer.item_id.in_(item_ids), *only)
        .order_by(AttemptAnswer.attempt_id, AttemptAnswer.item_id)
    )
    return tuple(AnswerToGrade(*row) for row in rows)


def list_attempts(
    session: Session, item_ids: Collection[int], *, attempt_id: int | None = None
) -> tuple[AttemptToSum, ...]:
    """Return the submitted attempts that ask one of the items, one or all: two queries."""
    only = () if attempt_id is None else (AttemptItem.attempt_id == attempt_id,)
    asked: dict[int, list[int]] = {}
    for asking, item_id in session.execute(
        select(AttemptItem.attempt_id, AttemptItem.item_id)
        .where(AttemptItem.item_id.in_(item_ids), *only)
        .order_by(AttemptItem.item_id)
    ):
        asked.setdefault(asking, []).append(item_id)
    here = select(AttemptItem.attempt_id).where(AttemptItem.item_id.in_(item_ids), *only)
    counts = and_(AssignmentItem.dropped_as != "removed", AssignmentItem.id.not_in(item_ids))
    worth = case(
        (AssignmentItem.dropped_as == "credit", 1.0),
        else_=func.coalesce(AttemptAnswer.manual_score, AttemptAnswer.score, 0.0),
    )
    rows: Iterable[Any] = session.execute(
        select(
            Attempt.id,
            Attempt.assignment_id,
            Attempt.user_id,
            Attempt.number,
            Attempt.late_by_s,
            func.coalesce(Attempt.score, 0.0),
            func.coalesce(Attempt.max_score, 0.0),
            func.coalesce(func.sum(case((counts, AssignmentItem.points * worth))), 0.0),
            func.coalesce(func.sum(case((counts, AssignmentItem.points))), 0.0),
        )
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .join(AssignmentItem, AssignmentItem.id == AttemptItem.item_id)
        .outerjoin(
            AttemptAnswer,
            and_(
                AttemptAnswer.attempt_id == Attempt.id, AttemptAnswer.item_id == AttemptItem.item_id
            ),
        )
        .where(Attempt.submitted_at.is_not(None), Attempt.id.in_(here))
        .group_by(Attempt.id)
        .order_by(Attempt.id)
    )
    whole: Iterable[tuple[Any, ...]] = ((*row, tuple(asked[row[0]])) for row in rows)
    return tuple(AttemptToSum(*each) for each in whole)


def set_scores(session: Session, scores: Mapping[tuple[int, int], float]) -> None:
    """Store scores 0..1 by (attempt id, item id)."""
    content_queries.update_rows(
        session,
        AttemptAnswer,
        [
            {"attempt_id": attempt_id, "item_id": item_id, "score": score}
            for (attempt_id, item_id), score in scores.items()
        ],
        by=("attempt_id", "item_id"),
    )


def set_points(session: Session, points: Iterable[tuple[int, float, float]]) -> None:
    """Store (attempt id, points reached, points possible)."""
    content_queries.update_rows(
        session,
        Attempt,
        [
            {"id": attempt_id, "score": score, "max_score": max_score}
            for attempt_id, score, max_score in points
        ],
        by=("id",),
    )
