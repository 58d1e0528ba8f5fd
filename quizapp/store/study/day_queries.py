"""Queries of study days: work done by day, the streak, the pace, and what is due next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    literal,
    select,
)
from sqlalchemy.orm import Session

from quizapp.scheduling.card import Stage
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.rating import Rating
from quizapp.store.base import core_table
from quizapp.store.study.queue_queries import of_stretch, seqs_of_days
from quizapp.store.tables.content import CardRow
from quizapp.store.tables.memory import CardState, ReviewLog, StudySet

_CARDS: Final = core_table(CardRow)
_STATES: Final = core_table(CardState)
_LOG: Final = core_table(ReviewLog)
_REVIEWS: Final = tuple(str(kind) for kind in Kind if kind.is_review)
_STEPS: Final = (str(Stage.LEARNING), str(Stage.RELEARNING))


@dataclass(frozen=True, slots=True)
class DayWork:
    """What was done on one study day.

    Attributes:
        reviews: answers. milliseconds: spent on them.
        tested: answers of cards in review: what true retention is counted from.
        recalled: of those, how many were not forgotten.
    """

    day: int
    reviews: int
    milliseconds: int
    tested: int
    recalled: int


@dataclass(frozen=True, slots=True)
class NextDue:
    """When something is due after what is due now: a learning step, a review day, or neither."""

    step_at: datetime | None
    review_day: int | None


def list_days(session: Session, *, user_id: int, first: int, last: int) -> tuple[DayWork, ...]:
    """Return the work of the study days from ``first`` to ``last`` that had any, in order."""
    rows = session.execute(_DAYS, {"user": user_id, "first": first, "last": last})
    return tuple(DayWork(day, n, int(ms), int(t), int(r)) for day, n, ms, t, r in rows)


def list_studied_days(session: Session, *, user_id: int, first: int, last: int) -> frozenset[int]:
    """Return the study days from ``first`` to ``last`` that have at least one answer.

    Each day is one look into the index on days, however many answers it holds.
    """
    rows = session.execute(_STUDIED, {"user": user_id, "first": first, "last": last})
    return frozenset(day for (day,) in rows)


def find_first_day(session: Session, *, user_id: int) -> int | None:
    """Return the first study day of a person's log, or None."""
    found: int | None = session.scalar(
        select(func.min(_LOG.c.opened_day)).where(_LOG.c.user_id == user_id)
    )
    return found


def list_last_durations(session: Session, *, user_id: int, limit: int) -> tuple[int, ...]:
    """Return the milliseconds of a person's last answers, newest first."""
    rows = session.scalars(
        select(_LOG.c.duration_ms)
        .where(_LOG.c.user_id == user_id, _LOG.c.kind.in_(_REVIEWS))
        .order_by(_LOG.c.seq.desc())
        .limit(limit)
    )
    return tuple(rows)


def find_next_due(session: Session, *, user_id: int, now: datetime, day: int) -> NextDue:
    """Return what is due next after now and after this study day; suspended cards do not count."""
    open_states = and_(
        _STATES.c.user_id == user_id,
        _STATES.c.suspended.is_(False),
        _STATES.c.card_id.not_in(select(_CARDS.c.id).where(_CARDS.c.retired_in.is_not(None))),
    )
    step_at = session.scalar(
        select(func.min(_STATES.c.due_at)).where(
            open_states, _STATES.c.stage.in_(_STEPS), _STATES.c.due_at > now
        )
    )
    review_day = session.scalar(
        select(func.min(_STATES.c.due_day)).where(
            open_states, _STATES.c.stage == str(Stage.REVIEW), _STATES.c.due_day > day
        )
    )
    return NextDue(step_at, review_day)


def count_study_sets(session: Session, *, user_id: int) -> int:
    """Return how many sets a person studies."""
    return session.execute(
        select(func.count()).select_from(StudySet).where(StudySet.user_id == user_id)
    ).scalar_one()


def _days() -> Select[Any]:
    undo = _LOG.alias("undo")
    undone = select(undo.c.undoes).where(
        undo.c.user_id == bindparam("user"),
        undo.c.seq.in_(seqs_of_days(bindparam("first"), bindparam("latest", value=10**6))),
        undo.c.undoes.is_not(None),
    )
    tested = _LOG.c.kind == str(Kind.REVIEW)
    return (
        select(
            _LOG.c.study_day,
            func.count(),
            func.sum(_LOG.c.duration_ms),
            _sum_of(tested),
            _sum_of(and_(tested, _LOG.c.rating != int(Rating.AGAIN))),
        )
        .where(
            _LOG.c.user_id == bindparam("user"),
            _LOG.c.seq.in_(seqs_of_days(bindparam("first"), bindparam("last"))),
            _LOG.c.kind.in_(_REVIEWS),
            _LOG.c.seq.not_in(undone),
        )
        .group_by(_LOG.c.study_day)
        .order_by(_LOG.c.study_day)
    )


def _sum_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)


def _studied() -> Select[Any]:
    """Select the days of a stretch that have an answer: a walk over days, not over the log."""
    days = select(bindparam("last", type_=Integer).label("day")).cte("days", recursive=True)
    walk = days.union_all(
        select(days.c.day - 1).where(days.c.day > bindparam("first", type_=Integer))
    )
    opening, entry = _LOG.alias(), _LOG.alias()
    has_review = (
        select(literal(1))
        .where(*of_stretch(entry, opening), entry.c.kind.in_(_REVIEWS))
        .correlate(opening)
        .exists()
    )
    studied = (
        select(literal(1))
        .where(
            opening.c.user_id == bindparam("user"),
            opening.c.opened_day == walk.c.day,
            has_review,
        )
        .exists()
    )
    return select(walk.c.day).where(studied)


_DAYS: Final = _days()
_STUDIED: Final = _studied()
