"""What a person's log and states say of a deck's cards: for what comes in, and what goes along."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from quizapp.store.base import core_table
from quizapp.store.log.log_form import answered_at
from quizapp.store.tables.content import CardRow, FactRow
from quizapp.store.tables.memory import CardState, ReviewLog

_LOG: Final = core_table(ReviewLog)


@dataclass(frozen=True, slots=True)
class LastEntry:
    """The last entry of a person's log about a card.

    Attributes:
        imports_only: whether all their entries about it came from files.
    """

    answered_at: datetime
    imports_only: bool


def last_entries(session: Session, article_id: str, *, user_id: int) -> dict[int, LastEntry]:
    """Return the last entry of a person's log about each card of a deck that has one."""
    rows = session.execute(
        select(
            ReviewLog.card_id,
            func.max(answered_at(_LOG)),
            func.min(case((ReviewLog.kind == "import", 1), else_=0)),
        )
        .where(ReviewLog.user_id == user_id, ReviewLog.card_id.in_(cards_of_deck(article_id)))
        .group_by(ReviewLog.card_id)
    )
    return {card: LastEntry(at, imports == 1) for card, at, imports in rows}


def suspended_cards(session: Session, article_id: str, *, user_id: int) -> frozenset[int]:
    """Return the cards of a deck that a person has put away."""
    return frozenset(
        session.scalars(
            select(CardState.card_id).where(
                CardState.user_id == user_id,
                CardState.suspended.is_(True),
                CardState.card_id.in_(cards_of_deck(article_id)),
            )
        )
    )


def cards_with_state(session: Session, article_id: str, *, user_id: int) -> frozenset[int]:
    """Return the cards of a deck that a person has a state of."""
    return frozenset(
        session.scalars(
            select(CardState.card_id).where(
                CardState.user_id == user_id, CardState.card_id.in_(cards_of_deck(article_id))
            )
        )
    )


def cards_of_deck(article_id: str) -> Select[int]:
    """Return the selection of all cards of a deck."""
    return (
        select(CardRow.id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .where(FactRow.article_id == article_id)
    )
