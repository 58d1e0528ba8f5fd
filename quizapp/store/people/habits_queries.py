"""Queries of the calendar's secret addresses."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quizapp.store.tables.habits import CalendarFeed
from quizapp.store.tables.people import User


@dataclass(frozen=True, slots=True)
class FeedOwner:
    """Whose calendar an address is; ``language`` is "" where none was chosen."""

    user_id: int
    disabled: bool
    language: str


def find_feed(session: Session, *, user_id: int) -> datetime | None:
    """Return when the person's address was made; None while it is switched off."""
    return session.scalar(select(CalendarFeed.made_at).where(CalendarFeed.user_id == user_id))


def put_feed(session: Session, *, user_id: int, digest: str, now: datetime) -> None:
    """Store the hash of a new address in the place of the one before."""
    session.merge(CalendarFeed(user_id=user_id, digest=digest, made_at=now))


def drop_feed(session: Session, *, user_id: int) -> None:
    """Switch the person's address off; nothing where it is off."""
    session.execute(delete(CalendarFeed).where(CalendarFeed.user_id == user_id))


def find_owner(session: Session, *, digest: str) -> FeedOwner | None:
    """Return whose address has this hash, or None."""
    row = session.execute(
        select(User.id, User.disabled_at.is_not(None), User.language)
        .join(CalendarFeed, CalendarFeed.user_id == User.id)
        .where(CalendarFeed.digest == digest)
    ).first()
    return None if row is None else FeedOwner(row[0], disabled=bool(row[1]), language=row[2])
