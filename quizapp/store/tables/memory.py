"""Tables of memory: the append-only review log, the card states derived from it, reports."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import LINKED, PERSONAL, Base, BigId, Instant, Json, NarrowId
from quizapp.store.coded import TAG, KindCode, RatingCode


class StudySet(Base):
    """A question set that a learner chose to study: each of its cards has a state of theirs."""

    __tablename__ = "study_sets"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    set_id: Mapped[int] = mapped_column(
        ForeignKey("question_sets.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        info=LINKED,
    )
    added_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)


class CardState(Base):
    """The memory of one card of one person: a cache that a replay of the log reproduces."""

    __tablename__ = "card_states"
    __table_args__ = (
        # Serves the queue alone: due day, then what lowest-recall-first is computed from.
        Index(
            "ix_card_states_queue",
            "user_id",
            "suspended",
            "stage",
            "due_day",
            "last_day",
            "stability_days",
            "card_id",
            "buried_until_day",
        ),
        {"sqlite_with_rowid": False},
    )

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    card_id: Mapped[int] = mapped_column(ForeignKey("cards.id"), primary_key=True, info=LINKED)
    stage: Mapped[str] = mapped_column(String(10), info=LINKED)
    step: Mapped[int] = mapped_column(SmallInteger, info=LINKED)
    stability_days: Mapped[float | None] = mapped_column(Float, info=LINKED)
    difficulty: Mapped[float | None] = mapped_column(Float, info=LINKED)
    last_day: Mapped[int | None] = mapped_column(Integer, info=LINKED)
    last_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)
    due_day: Mapped[int | None] = mapped_column(Integer, info=LINKED)
    due_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)
    interval_days: Mapped[int] = mapped_column(Integer, info=LINKED)
    reps: Mapped[int] = mapped_column(Integer, info=LINKED)
    lapses: Mapped[int] = mapped_column(Integer, info=LINKED)
    last_form: Mapped[str | None] = mapped_column(String(16), info=LINKED)
    """The question type asked last: the next one differs."""
    suspended: Mapped[bool] = mapped_column(Boolean, default=False, info=LINKED)
    buried_until_day: Mapped[int | None] = mapped_column(Integer, info=LINKED)
    """Hidden on study days before this one."""
    leech: Mapped[bool] = mapped_column(Boolean, default=False, info=LINKED)
    flag: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0", info=LINKED)
    """The learner's own mark, 1 to 4; 0 for none."""


class ReviewLog(Base):
    """One entry of the log. Rows are only ever added; an undo is an entry of its own.

    Columns hold what queries ask for, ``rest`` all else: ``store/log/log_form.py`` alone reads it.
    """

    __tablename__ = "review_log"
    __table_args__ = (
        # By two bytes of the client id; a trigger refuses an id twice.
        Index("ix_review_log_user_client", "user_id", text(TAG)),
        Index("ix_review_log_user_card", "user_id", "card_id"),
        # Of each stretch of entries of one day the first: a log is written day by day.
        Index(
            "ix_review_log_user_day",
            "user_id",
            "opened_day",
            sqlite_where=text("opened_day IS NOT NULL"),
            postgresql_where=text("opened_day IS NOT NULL"),
        ),
        {"sqlite_with_rowid": False},
    )

    # In the order in which PostgreSQL needs no gaps between them.
    user_id: Mapped[int] = mapped_column(
        NarrowId, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    card_id: Mapped[int] = mapped_column(NarrowId, ForeignKey("cards.id"), info=LINKED)
    clock_ms: Mapped[int] = mapped_column(BigInteger, info=PERSONAL)
    """When it was answered: milliseconds after the midnight, UTC, that the study day's date has."""
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, info=LINKED)
    """1, 2, 3... of this person, in the order stored: the cursor of the log."""
    study_day: Mapped[int] = mapped_column(Integer, info=PERSONAL)
    duration_ms: Mapped[int] = mapped_column(Integer, default=0, info=PERSONAL)
    undoes: Mapped[int | None] = mapped_column(Integer, info=LINKED)
    """The seq of the entry that this one takes back."""
    opened_day: Mapped[int | None] = mapped_column(Integer, info=LINKED)
    """The study day, where the entry before it was of another one; else empty."""
    kind: Mapped[str] = mapped_column(KindCode, info=LINKED)
    """Of ``scheduling.kind.Kind``."""
    rating: Mapped[int | None] = mapped_column(RatingCode, info=LINKED)
    rest: Mapped[bytes] = mapped_column(LargeBinary, info=PERSONAL)


class Report(Base):
    """A learner's word that a question is wrong, and what came of it."""

    __tablename__ = "reports"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=LINKED)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True, info=LINKED
    )
    card_id: Mapped[int] = mapped_column(ForeignKey("cards.id"), index=True, info=LINKED)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), info=LINKED)
    response: Mapped[dict[str, object] | None] = mapped_column(Json, info=PERSONAL)
    reason: Mapped[str] = mapped_column(String(24), info=LINKED)
    text: Mapped[str] = mapped_column(Text, info=PERSONAL)
    status: Mapped[str] = mapped_column(String(12), default="open", index=True, info=LINKED)
    """open, fixed, answered, declined."""
    outcome: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    created_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)
    resolved_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)
    resolved_by: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), info=LINKED
    )
