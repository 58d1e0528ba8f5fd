"""Which questions an attempt asks: those chosen for all, or drawn for its learner."""

from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.store import quiz_queries
from quizapp.store.classes import Assignment


def choose(
    session: Session, row: Assignment, *, user_id: int, seed: str, now: datetime
) -> tuple[int, ...]:
    """Return the items that an attempt asks, in the order of the assignment."""
    return tuple(item.item_id for item in quiz_queries.list_items(session, row.id))
