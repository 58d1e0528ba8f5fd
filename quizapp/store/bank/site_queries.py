"""Queries of the site as a whole: how much there is, and when the bank was published."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.store.base import Base
from quizapp.store.tables.content import Revision


def count_rows(session: Session, *, tables: tuple[str, ...]) -> dict[str, int]:
    """Return how many rows each of the named tables has."""
    return {
        name: session.scalar(select(func.count()).select_from(Base.metadata.tables[name])) or 0
        for name in tables
    }


def find_last_publish(session: Session) -> tuple[int, datetime] | None:
    """Return number and instant of the present revision, or None before the first."""
    row = session.execute(
        select(Revision.id, Revision.published_at).order_by(Revision.id.desc()).limit(1)
    ).first()
    return (row.id, row.published_at) if row else None
