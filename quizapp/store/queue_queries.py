"""Queries of the study queue: what is due, in which order, how much, and what was done today.

Each is one statement, built once, whose work is bounded by what is due and what was done today,
not by how many cards the learner has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Float,
    Integer,
    Row,
    Select,
    Subquery,
    and_,
    bindparam,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from quizapp.scheduling.card import Memory, Stage
from quizapp.scheduling.kind import Kind
from quizapp.store.base import Instant, core_table
from quizapp.store.content import CardRow, QuestionRow, SetCard
from quizapp.store.memory import CardState, ReviewLog

_CARDS: Final = core_table(CardRow)
_QUESTIONS: Final = core_table(QuestionRow)
_SET_CARDS: Final = core_table(SetCard)
_STATES: Final = core_table(CardState)
_LOG: Final = core_table(ReviewLog)
_REVIEWS: Final = tuple(str(kind) for kind in Kind if kind.is_review)


@dataclass(frozen=True, slots=True)
class QueuedCard:
    """A card that may be asked now, with all that decides when and how.

    Attributes:
        fact: id of its fact: siblings share it.
        last_form: question type asked last, or None.
    """

    card_id: int
    fact: str
    memory: Memory
    last_form: str | None


@dataclass(frozen=True, slots=True)
class DueCounts:
    """How many cards wait; each number is exact up to the cap asked for, and no higher.

    Attributes:
        learning: learning steps due within the learn-ahead time.
        review: cards in review that are due.
        new: cards never asked.
    """

    learning: int
    review: int
    new: int


@dataclass(frozen=True, slots=True)
class DayEntry:
    """What one log entry says about the work of a day."""

    seq: int
    card_id: int
    kind: str
    duration_ms: int
    rating: int | None
    first: bool
    undoes: int | None


def memory_of(row: Row[Any]) -> Memory:
    """Return the memory in a row that has the columns of ``card_states``."""
    return Memory(
        stage=Stage(row.stage),
        step=row.step,
        stability_days=row.stability_days,
        difficulty=row.difficulty,
        last_day=row.last_day,
        last_at=row.last_at,
        due_day=row.due_day,
        due_at=row.due_at,
        interval_days=row.interval_days,
        reps=row.reps,
        lapses=row.lapses,
    )


def list_queue(
    session: Session,
    *,
    user_id: int,
    set_id: int | None,
    day: int,
    due_before: datetime,
    limit: int,
    new_limit: int,
) -> tuple[QueuedCard, ...]:
    """Return cards to ask: learning by due time, then reviews by recall, then new ones in order.

    Cards of a fact that was already asked today are left out, but for learning steps, which were
    begun. Retired, suspended and buried cards are left out.

    Args:
        day: study day of the learner.
        due_before: learning steps due until then count.
        limit: most cards of each of learning and review; new_limit: most new cards.
    """
    rows = session.execute(
        _QUEUE_OF_SET if set_id else _QUEUE,
        {
            "user": user_id,
            "set": set_id,
            "day": day,
            "until": due_before,
            "limit": limit,
            "new_limit": new_limit,
        },
    )
    return tuple(
        QueuedCard(row.card_id, row.fact_id, memory_of(row), row.last_form) for row in rows
    )


def count_due(
    session: Session, *, user_id: int, set_id: int | None, day: int, due_before: datetime, cap: int
) -> DueCounts:
    """Return how many cards wait, counting no further than ``cap`` of each kind."""
    row = session.execute(
        _COUNTS_OF_SET if set_id else _COUNTS,
        {"user": user_id, "set": set_id, "day": day, "until": due_before, "limit": cap},
    ).one()
    return DueCounts(learning=row.learning, review=row.review, new=row.new)


def list_day_entries(session: Session, *, user_id: int, day: int) -> tuple[DayEntry, ...]:
    """Return what was logged on a study day, in order; undone entries and undos are left out."""
    rows = session.execute(_DAY_ENTRIES, {"user": user_id, "day": day}).all()
    entries = [DayEntry(*row) for row in rows]
    undone = {entry.undoes for entry in entries if entry.undoes is not None}
    return tuple(e for e in entries if e.seq not in undone and e.kind in _REVIEWS)


def list_current_questions(
    session: Session, card_ids: Sequence[int]
) -> tuple[tuple[int, int, str, str], ...]:
    """Return (card id, question id, type, level) of the questions that are asked of these cards."""
    if not card_ids:
        return ()
    rows = session.execute(_CURRENT_QUESTIONS, {"cards": list(card_ids)})
    return tuple((card, question, kind, level) for card, question, kind, level in rows)


def _open_states() -> ColumnElement[bool]:
    """Return the condition of a state that may be asked: the first columns of the queue's index."""
    return and_(
        _STATES.c.user_id == bindparam("user"),
        _STATES.c.suspended.is_(False),
        or_(_STATES.c.buried_until_day.is_(None), _STATES.c.buried_until_day <= bindparam("day")),
        _STATES.c.card_id.not_in(select(_CARDS.c.id).where(_CARDS.c.retired_in.is_not(None))),
    )


def _asked_today() -> Select[tuple[int]]:
    """Select every card of each fact that was asked today."""
    sibling = _CARDS.alias("sibling")
    undo = _LOG.alias("undo")
    undone = select(undo.c.undoes).where(
        undo.c.user_id == bindparam("user"),
        undo.c.study_day == bindparam("day"),
        undo.c.undoes.is_not(None),
    )
    return (
        select(sibling.c.id)
        .select_from(_LOG)
        .join(_CARDS, _CARDS.c.id == _LOG.c.card_id)
        .join(sibling, sibling.c.fact_id == _CARDS.c.fact_id)
        .where(
            _LOG.c.user_id == bindparam("user"),
            _LOG.c.study_day == bindparam("day"),
            _LOG.c.kind.in_(_REVIEWS),
            _LOG.c.seq.not_in(undone),
        )
    )


def _in_set() -> ColumnElement[bool]:
    return _STATES.c.card_id.in_(
        select(_SET_CARDS.c.card_id).where(_SET_CARDS.c.set_id == bindparam("set"))
    )


def _parts(*more: ColumnElement[bool]) -> dict[str, Select[tuple[int]]]:
    """Return the three parts of the queue as selects of card ids, without order and limit."""
    asked = _STATES.c.card_id.not_in(_asked_today())
    ids = select(_STATES.c.card_id)
    stages = (str(Stage.LEARNING), str(Stage.RELEARNING))
    return {
        "learning": ids.where(
            _open_states(),
            _STATES.c.stage.in_(stages),
            _STATES.c.due_at <= bindparam("until", type_=Instant),
            *more,
        ),
        "review": ids.where(
            _open_states(),
            _STATES.c.stage == str(Stage.REVIEW),
            _STATES.c.due_day <= bindparam("day"),
            asked,
            *more,
        ),
        "new": ids.where(_open_states(), _STATES.c.stage == str(Stage.NEW), asked, *more),
    }


def _queue(*more: ColumnElement[bool]) -> Select[Any]:
    """Return the queue in one statement."""
    parts = _parts(*more)
    # Lowest recall first: within one parameter set recall falls with elapsed days over stability.
    faded = cast(bindparam("day", type_=Integer) - _STATES.c.last_day, Float) / (
        _STATES.c.stability_days
    )
    picks = union_all(
        _ranked(parts["learning"].order_by(_STATES.c.due_at).limit(bindparam("limit")), 0),
        _ranked(
            parts["review"].order_by(faded.desc(), _STATES.c.card_id).limit(bindparam("limit")), 1
        ),
        _ranked(parts["new"].order_by(_STATES.c.card_id).limit(bindparam("new_limit")), 2),
    ).subquery()
    return (
        select(*_STATES.c, _CARDS.c.fact_id)
        .select_from(picks)
        .join(
            _STATES,
            and_(_STATES.c.user_id == bindparam("user"), _STATES.c.card_id == picks.c.card_id),
        )
        .join(_CARDS, _CARDS.c.id == picks.c.card_id)
        .order_by(
            picks.c.part,
            func.coalesce(_STATES.c.due_at, literal(0, type_=Integer)),
            func.coalesce(faded, 0.0).desc(),
            _STATES.c.card_id,
        )
    )


def _ranked(part: Select[tuple[int]], number: int) -> Select[Any]:
    limited = part.subquery()
    return select(limited.c.card_id, literal(number).label("part"))


def _counts(*more: ColumnElement[bool]) -> Select[Any]:
    """Return the three counts in one statement."""
    return select(
        *(
            select(func.count()).select_from(_capped(part)).scalar_subquery().label(name)
            for name, part in _parts(*more).items()
        )
    )


def _capped(part: Select[tuple[int]]) -> Subquery:
    return part.limit(bindparam("limit")).subquery()


_QUEUE: Final = _queue()
_QUEUE_OF_SET: Final = _queue(_in_set())
_COUNTS: Final = _counts()
_COUNTS_OF_SET: Final = _counts(_in_set())
_DAY_ENTRIES: Final = (
    select(
        _LOG.c.seq,
        _LOG.c.card_id,
        _LOG.c.kind,
        _LOG.c.duration_ms,
        _LOG.c.rating,
        _LOG.c.stability_before.is_(None),
        _LOG.c.undoes,
    )
    .where(_LOG.c.user_id == bindparam("user"), _LOG.c.study_day == bindparam("day"))
    .order_by(_LOG.c.seq)
)
_CURRENT_QUESTIONS: Final = (
    select(_QUESTIONS.c.card_id, _QUESTIONS.c.id, _QUESTIONS.c.type, _QUESTIONS.c.level)
    .where(
        _QUESTIONS.c.card_id.in_(bindparam("cards", expanding=True)), _QUESTIONS.c.current.is_(True)
    )
    .order_by(_QUESTIONS.c.card_id, _QUESTIONS.c.key)
)
