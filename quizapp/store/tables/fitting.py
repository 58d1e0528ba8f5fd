"""Tables of fitting: a person's own parameter sets, what came of each fit, jobs, reschedules."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import LINKED, PERSONAL, Base, Instant, Json


class ParameterSet(Base):
    """Weights that were fitted to one person. Never changed: the log names the set it used."""

    __tablename__ = "parameter_sets"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    name: Mapped[str] = mapped_column(String(24), primary_key=True, info=LINKED)
    """Follows from the weights: two sets of one name are one set."""
    weights: Mapped[list[float]] = mapped_column(Json, info=PERSONAL)
    made_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)


class Fit(Base):
    """What came of one fit: accepted or not, and why."""

    __tablename__ = "fits"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, info=LINKED)
    """1, 2, 3... of this person."""
    made_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)
    reviews: Mapped[int] = mapped_column(Integer, info=LINKED)
    """Answers that stood in the log: the next fit is due by them."""
    set_before: Mapped[str] = mapped_column(String(24), info=LINKED)
    set_after: Mapped[str | None] = mapped_column(String(24), info=LINKED)
    """The accepted set; none when the set in force stayed."""
    refused: Mapped[str] = mapped_column(Text, default="", info=LINKED)
    figures: Mapped[dict[str, object]] = mapped_column(Json, info=PERSONAL)


class FitJob(Base):
    """The fit that a person waits for, or the last one: a person has one at a time."""

    __tablename__ = "fit_jobs"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        info=LINKED,
    )
    state: Mapped[str] = mapped_column(String(8), index=True, info=LINKED)
    """waiting, running, done, failed."""
    asked_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)
    started_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)
    """When a process took it; with it the process proves that the job is still its own."""
    ended_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)
    error: Mapped[str] = mapped_column(Text, default="", info=LINKED)


class Reschedule(Base):
    """One reschedule: a run of refit entries in the log."""

    __tablename__ = "reschedules"
    __table_args__ = (UniqueConstraint("user_id", "client_id"), {"sqlite_with_rowid": False})

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    first_seq: Mapped[int] = mapped_column(
        Integer, primary_key=True, autoincrement=False, info=LINKED
    )
    last_seq: Mapped[int] = mapped_column(Integer, info=LINKED)
    client_id: Mapped[bytes] = mapped_column(LargeBinary(16), info=LINKED)
    """Of the form that asked for it: sending it twice does it once."""
    made_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)
    parameter_set: Mapped[str] = mapped_column(String(24), info=LINKED)
    cards: Mapped[int] = mapped_column(Integer, info=LINKED)
    """Entries: cards whose memory was worked out anew."""
    moved: Mapped[int] = mapped_column(Integer, info=LINKED)
    """Of those, cards that are due on another day."""
    undone_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)
