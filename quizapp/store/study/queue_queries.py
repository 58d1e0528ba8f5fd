"""Queries of the study queue: what is due, in which order, how much, and what was done today.

Each is built once, and its work is bounded by what is due and what was done today, not by how
many cards the learner has. Rows are chosen by a select that an index covers, and only then read:
without fresh statistics SQLite takes all of a learner's rows to be ten, and would read them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Float,
    FromClause,
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
    text,
    union_all,
)
from sqlalchemy.orm import Session

from quizapp.scheduling.card import Memory, Stage
from quizapp.scheduling.kind import Kind
from quizapp.store.base import Instant, core_table
from quizapp.store.log.log_form import is_first
from quizapp.store.prepared import Prepared
from quizapp.store.tables.content import CardRow, QuestionRow, SetCard
from quizapp.store.tables.memory import CardState, ReviewLog

_CARDS: Final = core_table(CardRow)
_QUESTIONS: Final = core_table(QuestionRow)
_SET_CARDS: Final = core_table(SetCard)
_STATES: Final = core_table(CardState)
_LOG: Final = core_table(ReviewLog)
_REVIEWS: Final = tuple(str(kind) for kind in Kind if kind.is_review)
_AFTER_ALL: Final = 2**31 - 1
"""A seq that no entry has."""


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


def memory_of(row: Any) -> Memory:
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
    picks = session.execute(
        _PICKS_OF_SET if set_id else _PICKS,
        {
            "user": user_id,
            "set": set_id,
            "day": day,
            "until": due_before,
            "limit": limit,
            "new_limit": new_limit,
        },
    )
    order = {card_id: place for place, (card_id, _) in enumerate(sorted(picks, key=_part))}
    return read_queued(session, user_id=user_id, card_ids=list(order))


def read_queued(
    session: Session, *, user_id: int, card_ids: Sequence[int]
) -> tuple[QueuedCard, ...]:
    """Return these cards of a person's, in the order given."""
    order = {card_id: place for place, card_id in enumerate(card_ids)}
    rows = session.execute(_QUEUED, {"user": user_id, "cards": list(order)})
    cards = (QueuedCard(row.card_id, row.fact_id, memory_of(row), row.last_form) for row in rows)
    return tuple(sorted(cards, key=lambda card: order[card.card_id]))


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
    rows = _DAY_ENTRIES.rows(session, {"user": user_id, "day": day})
    entries = [
        DayEntry(seq, card_id, kind, duration_ms, rating, is_first(rest), undoes)
        for seq, card_id, kind, duration_ms, rating, rest, undoes in rows
    ]
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


def seqs_of_days(first: ColumnElement[int], last: ColumnElement[int]) -> Select[Any]:
    """Select the seqs of a person's entries of some study days."""
    opening, entry = _LOG.alias(), _LOG.alias()
    found: Select[Any] = select(entry.c.seq).where(
        opening.c.user_id == bindparam("user"),
        opening.c.opened_day.between(first, last),
        *of_stretch(entry, opening),
    )
    return found


def of_stretch(entry: FromClause, opening: FromClause) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of an entry that lies in the stretch that another one opens.

    A log is written day by day: the index on days holds the first entry of each stretch of one
    day, and the others follow it up to the next such entry.
    """
    following = _LOG.alias()
    end = (
        select(following.c.seq)
        .where(
            following.c.user_id == opening.c.user_id,
            following.c.seq > opening.c.seq,
            following.c.opened_day.is_not(None),
        )
        .order_by(following.c.seq)
        .limit(1)
        .correlate(opening)
        .scalar_subquery()
    )
    return (
        entry.c.user_id == opening.c.user_id,
        entry.c.seq >= opening.c.seq,
        entry.c.seq < func.coalesce(end, _AFTER_ALL),
    )


def open_states() -> ColumnElement[bool]:
    """Return the condition of a state that may be asked: the first columns of the queue's index.

    It reads the parameters ``user`` and ``day``.
    """
    return and_(
        _STATES.c.user_id == bindparam("user"),
        _STATES.c.suspended.is_(False),
        or_(_STATES.c.buried_until_day.is_(None), _STATES.c.buried_until_day <= bindparam("day")),
        _STATES.c.card_id.not_in(select(_CARDS.c.id).where(_CARDS.c.retired_in.is_not(None))),
    )


def _asked_today() -> Select[Any]:
    """Select every card of each fact that was asked today."""
    sibling, entry, undo = _CARDS.alias("sibling"), _LOG.alias("entry"), _LOG.alias("undo")
    undone = select(undo.c.undoes).where(*_of_day(undo), undo.c.undoes.is_not(None))
    return (
        select(sibling.c.id)
        .select_from(entry)
        .join(_CARDS, _CARDS.c.id == entry.c.card_id)
        .join(sibling, sibling.c.fact_id == _CARDS.c.fact_id)
        .where(*_of_day(entry), entry.c.kind.in_(_REVIEWS), entry.c.seq.not_in(undone))
    )


def _of_day(entry: FromClause) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of a person's entries of the present day; they read user and day.

    From the day's first entry on, which is to the end of the log. Chosen by their stretches,
    PostgreSQL takes a day to be a ninth of a log, and reads all of it to compare.
    """
    opening = _LOG.alias()
    first = select(func.min(opening.c.seq)).where(
        opening.c.user_id == bindparam("user"), opening.c.opened_day == bindparam("day")
    )
    return (
        entry.c.user_id == bindparam("user"),
        entry.c.seq >= first.scalar_subquery(),
        entry.c.study_day == bindparam("day"),
    )


def unasked_today() -> ColumnElement[bool]:
    """Return the condition that no card of a state's fact was asked today; reads user and day."""
    return _STATES.c.card_id.not_in(_asked_today())


def _in_set() -> ColumnElement[bool]:
    return _STATES.c.card_id.in_(
        select(_SET_CARDS.c.card_id).where(_SET_CARDS.c.set_id == bindparam("set"))
    )


def _parts(*more: ColumnElement[bool]) -> dict[str, Select[Any]]:
    """Return the three parts of the queue as selects of card ids, without order and limit."""
    asked = unasked_today()
    ids: Any = select(_STATES.c.card_id)
    begun: Any = ids.where(
        open_states(),
        _STATES.c.stage.in_((str(Stage.LEARNING), str(Stage.RELEARNING))),
        # A step that is due until then is due today or, shortly before the rollover, tomorrow.
        _STATES.c.due_day <= bindparam("day", type_=Integer) + 1,
        *more,
    )
    steps = _STATES.alias("steps")
    return {
        "learning": select(steps.c.card_id).where(
            steps.c.user_id == bindparam("user"),
            steps.c.card_id.in_(begun),
            steps.c.due_at <= bindparam("until", type_=Instant),
        ),
        "review": ids.where(
            open_states(),
            _STATES.c.stage == str(Stage.REVIEW),
            _STATES.c.due_day <= bindparam("day"),
            asked,
            *more,
        ),
        "new": ids.where(
            open_states(),
            _STATES.c.stage == str(Stage.NEW),
            # Always so of a new card; said, the index gives them in the order of their ids.
            _STATES.c.due_day.is_(None),
            _STATES.c.last_day.is_(None),
            _STATES.c.stability_days.is_(None),
            asked,
            *more,
        ),
    }


def _picks(*more: ColumnElement[bool]) -> CompoundSelect[Any]:
    """Return the ids of the queue's cards in one statement, each part in its order."""
    parts = _parts(*more)
    # Lowest recall first: within one parameter set recall falls with elapsed days over stability.
    faded = cast(bindparam("day", type_=Integer) - _STATES.c.last_day, Float) / (
        _STATES.c.stability_days
    )
    return union_all(
        _ranked(
            parts["learning"]
            .order_by(text("steps.due_at, steps.card_id"))
            .limit(bindparam("limit")),
            0,
        ),
        _ranked(
            parts["review"].order_by(faded.desc(), _STATES.c.card_id).limit(bindparam("limit")), 1
        ),
        _ranked(parts["new"].order_by(_STATES.c.card_id).limit(bindparam("new_limit")), 2),
    )


def _ranked(part: Select[Any], number: int) -> Select[Any]:
    limited = part.subquery()
    ranked: Select[Any] = select(limited.c.card_id, literal(number).label("part"))
    return ranked


def _part(pick: Row[Any]) -> int:
    part: int = pick.part
    return part


def _counts(*more: ColumnElement[bool]) -> Select[Any]:
    """Return the three counts in one statement."""
    return select(
        *(
            select(func.count()).select_from(_capped(part)).scalar_subquery().label(name)
            for name, part in _parts(*more).items()
        )
    )


def _capped(part: Select[Any]) -> Subquery:
    return part.limit(bindparam("limit")).subquery()


_PICKS: Final = _picks()
_PICKS_OF_SET: Final = _picks(_in_set())
_QUEUED: Final = (
    select(*_STATES.c, _CARDS.c.fact_id)
    .join(_CARDS, _CARDS.c.id == _STATES.c.card_id)
    .where(
        _STATES.c.user_id == bindparam("user"),
        _STATES.c.card_id.in_(bindparam("cards", expanding=True)),
    )
)
_COUNTS: Final = _counts()
_COUNTS_OF_SET: Final = _counts(_in_set())
_DAY_ENTRIES: Final = Prepared(
    select(
        _LOG.c.seq,
        _LOG.c.card_id,
        _LOG.c.kind,
        _LOG.c.duration_ms,
        _LOG.c.rating,
        _LOG.c.rest,
        _LOG.c.undoes,
    )
    .where(*_of_day(_LOG))
    .order_by(_LOG.c.seq)
)
_CURRENT_QUESTIONS: Final = (
    select(_QUESTIONS.c.card_id, _QUESTIONS.c.id, _QUESTIONS.c.type, _QUESTIONS.c.level)
    .where(
        _QUESTIONS.c.card_id.in_(bindparam("cards", expanding=True)), _QUESTIONS.c.current.is_(True)
    )
    .order_by(_QUESTIONS.c.card_id, _QUESTIONS.c.key)
)
