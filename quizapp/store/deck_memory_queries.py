"""What a person's log and states say of a deck's cards: for what comes in, and what goes along."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from quizapp.store.base import core_table
from quizapp.store.content import CardRow, FactRow
from quizapp.store.log_form import COLUMNS, answered_at, row_of
from quizapp.store.memory import CardState, ReviewLog

_LOG: Final = core_table(ReviewLog)


@dataclass(frozen=True, slots=True)
class LastEntry:
    """The last entry of a person's log about a card.

    Attributes:
        imports_only: whether all their entries about it came from files.
    """

    answered_at: datetime
    imports_only: bool


@dataclass(slots=True)
class PastEntry:
    """An entry of the log, as far as another program or site can take it up."""

    card_id: int
    seq: int
    kind: str
    rating: int | None
    answered_at: datetime
    due_at: datetime | None
    duration_ms: int
    undoes: int | None


def last_entries(session: Session, article_id: str, *, user_id: int) -> dict[int, LastEntry]:
    """Return the last entry of a person's log about each card of a deck that has one."""
    rows = session.execute(
        select(
            ReviewLog.card_id,
            func.max(answered_at(_LOG)),
            func.min(case((ReviewLog.kind == "import", 1), else_=0)),
        )
        .where(ReviewLog.user_id == user_id, ReviewLog.card_id.in_(_card_ids(article_id)))
        .group_by(ReviewLog.card_id)
    )
    return {card: LastEntry(at, imports == 1) for card, at, imports in rows}


def list_past(session: Session, article_id: str, *, user_id: int) -> tuple[PastEntry, ...]:
    """Return a person's log about the cards of a deck, by card, in the order stored."""
    rows = session.execute(
        select(*(_LOG.c[name] for name in COLUMNS))
        .where(ReviewLog.user_id == user_id, ReviewLog.card_id.in_(_card_ids(article_id)))
        .order_by(ReviewLog.card_id, ReviewLog.seq)
    )
    return tuple(
        PastEntry(
            card_id=row.card_id,
            seq=row.seq,
            kind=row.kind,
            rating=row.rating,
            answered_at=row.answered_at,
            due_at=row.due_at,
            duration_ms=row.duration_ms,
            undoes=row.undoes,
        )
        for row in map(row_of, rows)
    )


def suspended_cards(session: Session, article_id: str, *, user_id: int) -> frozenset[int]:
    """Return the cards of a deck that a person has put away."""
    return frozenset(
        session.scalars(
            select(CardState.card_id).where(
                CardState.user_id == user_id,
                CardState.suspended.is_(True),
                CardState.card_id.in_(_card_ids(article_id)),
            )
        )
    )


def cards_with_state(session: Session, article_id: str, *, user_id: int) -> frozenset[int]:
    """Return the cards of a deck that a person has a state of."""
    return frozenset(
        session.scalars(
            select(CardState.card_id).where(
                CardState.user_id == user_id, CardState.card_id.in_(_card_ids(article_id))
            )
        )
    )


def _card_ids(article_id: str) -> Select[int]:
    return (
        select(CardRow.id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .where(FactRow.article_id == article_id)
    )
