"""Queries about what responses are worth whatever the key says."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.store.tables.assigning import AnswerCredit


def list_credits(session: Session, item_ids: Collection[int]) -> dict[tuple[int, str], float]:
    """Return the credits of items: score 0..1 by (item id, digest of the canonical response)."""
    rows = session.execute(
        select(AnswerCredit.item_id, AnswerCredit.digest, AnswerCredit.score).where(
            AnswerCredit.item_id.in_(item_ids)
        )
    )
    return {(row[0], row[1]): row[2] for row in rows}
