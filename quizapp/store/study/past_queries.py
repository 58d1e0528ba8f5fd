"""Queries of what a person answered so far and remembers of some cards: for taking it along."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from quizapp.store.base import EPOCH, core_table
from quizapp.store.log.log_form import COLUMNS, row_of
from quizapp.store.log.log_parts import MILLISECOND
from quizapp.store.study.memory_queries import State, state_of
from quizapp.store.tables.content import SetCard
from quizapp.store.tables.memory import CardState, ReviewLog
from quizapp.store.tables.study_aids import CardNote

_LOG: Final = core_table(ReviewLog)
_STATES: Final = core_table(CardState)


@dataclass(slots=True)
class PastEntry:
    """An entry of the log, as far as another program or site can take it up.

    Attributes:
        answered_ms: milliseconds since 1970. due_ms: the same of a learning step, else None.
    """

    card_id: int
    seq: int
    kind: str
    form: str
    rating: int | None
    answered_ms: int
    study_day: int
    due_ms: int | None
    due_day: int | None
    duration_ms: int
    undoes: int | None


def cards_of_set(set_id: int) -> Select[int]:
    """Return the selection of all cards of a set."""
    return select(SetCard.card_id).where(SetCard.set_id == set_id)


def count_of_set(session: Session, set_id: int, *, user_id: int) -> tuple[int, int]:
    """Return how many cards a set has, and how many entries a person's log has about them."""
    cards = select(func.count()).select_from(SetCard).where(SetCard.set_id == set_id)
    entries = (
        select(func.count())
        .select_from(_LOG)
        .where(_LOG.c.user_id == user_id, _LOG.c.card_id.in_(cards_of_set(set_id)))
    )
    found = session.execute(select(cards.scalar_subquery(), entries.scalar_subquery())).one()
    return int(found[0]), int(found[1])


def list_past(session: Session, cards: Select[int], *, user_id: int) -> tuple[PastEntry, ...]:
    """Return a person's log about a selection of cards, by card, in the order stored."""
    rows = session.execute(
        select(*(_LOG.c[name] for name in COLUMNS))
        .where(ReviewLog.user_id == user_id, ReviewLog.card_id.in_(cards))
        .order_by(ReviewLog.card_id, ReviewLog.seq)
    )
    return tuple(
        PastEntry(
            card_id=row.card_id,
            seq=row.seq,
            kind=row.kind,
            form=row.form,
            rating=row.rating,
            answered_ms=(row.answered_at - EPOCH) // MILLISECOND,
            study_day=row.study_day,
            due_ms=None if row.due_at is None else (row.due_at - EPOCH) // MILLISECOND,
            due_day=row.due_day,
            duration_ms=row.duration_ms,
            undoes=row.undoes,
        )
        for row in map(row_of, rows)
    )


def list_states(session: Session, cards: Select[int], *, user_id: int) -> tuple[State, ...]:
    """Return a person's states of a selection of cards; cards never taken up have none."""
    rows = session.execute(
        select(_STATES).where(_STATES.c.user_id == user_id, _STATES.c.card_id.in_(cards))
    )
    return tuple(state_of(row) for row in rows)


def count_notes(session: Session, cards: Select[int], *, user_id: int) -> int:
    """Return how many of a selection of cards a person wrote a note on."""
    found = session.scalar(
        select(func.count())
        .select_from(CardNote)
        .where(CardNote.user_id == user_id, CardNote.card_id.in_(cards))
    )
    return found or 0
