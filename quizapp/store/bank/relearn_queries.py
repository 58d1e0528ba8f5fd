"""Queries about the memory that a publish touches: who remembers a card, and how to forget it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from quizapp.store.bank.content_queries import chunks
from quizapp.store.tables.memory import CardState, ReviewLog
from quizapp.store.tables.people import User


@dataclass(frozen=True, slots=True)
class Touched:
    """How much memory hangs on one card."""

    learners: int
    reviews: int


@dataclass(frozen=True, slots=True)
class Remembered:
    """One card that one person has learnt something of, with their clock."""

    user_id: int
    card_id: int
    zone: str
    rollover_hour: int
    stability_days: float | None
    difficulty: float | None


def touched_by_card(session: Session, card_ids: Sequence[int]) -> dict[int, Touched]:
    """Return learners and reviews of each of these cards that has any."""
    found: dict[int, Touched] = {}
    for some in chunks(card_ids):
        rows = session.execute(
            select(CardState.card_id, func.count(), func.sum(CardState.reps))
            .where(CardState.card_id.in_(some), CardState.reps > 0)
            .group_by(CardState.card_id)
        )
        found.update((card, Touched(learners, int(reviews))) for card, learners, reviews in rows)
    return found


def learners_of(
    session: Session, card_ids: Sequence[int], *, among: Sequence[int] | None = None
) -> set[int]:
    """Return the people who have learnt something of any of these cards.

    Args:
        among: people who are looked at, by the key of their states; None for everybody.
    """
    theirs = true() if among is None else CardState.user_id.in_(among)
    found: set[int] = set()
    for some in chunks(card_ids):
        found.update(
            session.scalars(
                select(CardState.user_id)
                .where(theirs, CardState.card_id.in_(some), CardState.reps > 0)
                .distinct()
            )
        )
    return found


def list_remembered(
    session: Session, card_ids: Sequence[int], *, among: Sequence[int] | None = None
) -> tuple[Remembered, ...]:
    """Return who remembers which of these cards, by person and card.

    Args:
        among: as in ``learners_of``.
    """
    theirs = true() if among is None else CardState.user_id.in_(among)
    found: list[Remembered] = []
    for some in chunks(card_ids):
        rows = session.execute(
            select(
                CardState.user_id,
                CardState.card_id,
                User.zone,
                User.rollover_hour,
                CardState.stability_days,
                CardState.difficulty,
            )
            .join(User, User.id == CardState.user_id)
            .where(theirs, CardState.card_id.in_(some), CardState.reps > 0)
        )
        found.extend(Remembered(*row) for row in rows)
    return tuple(sorted(found, key=lambda each: (each.user_id, each.card_id)))


def last_seqs(session: Session, user_ids: Sequence[int]) -> dict[int, int]:
    """Return the last seq of each of these people who have a log."""
    found: dict[int, int] = {}
    for some in chunks(user_ids):
        found.update(
            session.execute(
                select(ReviewLog.user_id, func.max(ReviewLog.seq))
                .where(ReviewLog.user_id.in_(some))
                .group_by(ReviewLog.user_id)
            ).all()
        )
    return found
