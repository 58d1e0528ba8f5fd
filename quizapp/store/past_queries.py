"""Queries of what a person answered so far and remembers of some cards: for taking it along."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import BigInteger, Select, func, select, type_coerce
from sqlalchemy.orm import Session

from quizapp.store.base import core_table
from quizapp.store.content import SetCard
from quizapp.store.memory import CardState, ReviewLog
from quizapp.store.memory_queries import State, state_of
from quizapp.store.study_aids import CardNote

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


def list_past(session: Session, cards: Select[int], *, user_id: int) -> tuple[PastEntry, ...]:
    """Return a person's log about a selection of cards, by card, in the order stored."""
    rows = session.execute(
        select(
            ReviewLog.card_id,
            ReviewLog.seq,
            ReviewLog.kind,
            ReviewLog.form,
            ReviewLog.rating,
            # As stored: years of answers are soon told, and dates nobody asks for take seconds.
            type_coerce(ReviewLog.answered_at, BigInteger),
            ReviewLog.study_day,
            type_coerce(ReviewLog.due_at, BigInteger),
            ReviewLog.due_day,
            ReviewLog.duration_ms,
            ReviewLog.undoes,
        )
        .where(ReviewLog.user_id == user_id, ReviewLog.card_id.in_(cards))
        .order_by(ReviewLog.card_id, ReviewLog.seq)
    )
    return tuple(PastEntry(*row) for row in rows)


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
