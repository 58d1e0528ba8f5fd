"""Queries about what the rules of a quiz may draw. The number per call is constant."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.store.tables.content import CardRow, QuestionRow, SetCard


@dataclass(frozen=True, slots=True)
class Drawable:
    """A current question that can be graded, and a set it is in."""

    question_id: int
    set_id: int


def list_drawable(session: Session, *, set_ids: Collection[int]) -> tuple[Drawable, ...]:
    """Return the current questions of these sets, in the order of their cards."""
    rows = session.execute(
        select(QuestionRow.id, SetCard.set_id)
        .join(CardRow, CardRow.id == QuestionRow.card_id)
        .join(SetCard, SetCard.card_id == CardRow.id)
        .where(
            SetCard.set_id.in_(set_ids),
            QuestionRow.current.is_(True),
            CardRow.retired_in.is_(None),
            QuestionRow.type != "flashcard",
        )
        .order_by(SetCard.set_id, SetCard.position, QuestionRow.id)
    )
    return tuple(Drawable(*row) for row in rows)
