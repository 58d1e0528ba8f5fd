"""Tables of a learner's habits: days of rest, and the address of their calendar."""

from datetime import datetime

from sqlalchemy import ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import LINKED, PERSONAL, Base, Instant


class StudyRest(Base):
    """The days on which a learner need not study to keep the streak; no row: none."""

    __tablename__ = "study_rests"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    weekdays: Mapped[int] = mapped_column(SmallInteger, default=0, info=PERSONAL)
    """Bit n is set for weekday n, Monday 0."""
    per_week: Mapped[int] = mapped_column(SmallInteger, default=0, info=PERSONAL)


class CalendarFeed(Base):
    """The secret address of a learner's calendar, kept as its SHA-256; no row: switched off."""

    __tablename__ = "calendar_feeds"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    digest: Mapped[str] = mapped_column(String(64), unique=True, info=LINKED)
    made_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)
