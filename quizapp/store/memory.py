"""Tables of memory: the append-only review log, the card states derived from it, reports."""

from datetime import datetime

from sqlalchemy import (
    Boolean,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import LINKED, PERSONAL, Base, BigId, Instant, Json


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
    """One entry of the log. Rows are only ever added; an undo is an entry of its own."""

    __tablename__ = "review_log"
    __table_args__ = (
        UniqueConstraint("user_id", "client_id"),
        Index("ix_review_log_user_card", "user_id", "card_id"),
        Index("ix_review_log_user_day", "user_id", "study_day"),
        {"sqlite_with_rowid": False},
    )

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, info=LINKED)
    """1, 2, 3... of this person, in the order stored: the cursor of the log."""
    client_id: Mapped[bytes] = mapped_column(LargeBinary(16), info=LINKED)
    request_hash: Mapped[bytes] = mapped_column(LargeBinary(16), info=LINKED)
    """Hash of the request: the same id with other content is a conflict."""
    card_id: Mapped[int] = mapped_column(ForeignKey("cards.id"), info=LINKED)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("questions.id"), info=LINKED)
    """The question version that was seen."""
    variant: Mapped[str] = mapped_column(String(16), default="", info=LINKED)
    kind: Mapped[str] = mapped_column(String(8), info=LINKED)
    """learn, review, relearn, quiz, goal, manual, import, undo, bury, suspend, flag, leech."""
    form: Mapped[str] = mapped_column(String(16), default="", info=LINKED)
    shown_at: Mapped[datetime] = mapped_column(Instant, info=PERSONAL)
    answered_at: Mapped[datetime] = mapped_column(Instant, info=PERSONAL)
    study_day: Mapped[int] = mapped_column(Integer, info=PERSONAL)
    utc_offset_min: Mapped[int] = mapped_column(SmallInteger, info=PERSONAL)
    rollover_hour: Mapped[int] = mapped_column(SmallInteger, info=LINKED)
    duration_ms: Mapped[int] = mapped_column(Integer, default=0, info=PERSONAL)
    rating: Mapped[int | None] = mapped_column(SmallInteger, info=LINKED)
    score: Mapped[float | None] = mapped_column(Float, info=LINKED)
    hints: Mapped[int] = mapped_column(SmallInteger, default=0, info=LINKED)
    elapsed_days: Mapped[int | None] = mapped_column(Integer, info=LINKED)
    recall: Mapped[float | None] = mapped_column(Float, info=LINKED)
    """Predicted recall at the moment of the review."""
    stability_before: Mapped[float | None] = mapped_column(Float, info=LINKED)
    difficulty_before: Mapped[float | None] = mapped_column(Float, info=LINKED)
    stability_after: Mapped[float | None] = mapped_column(Float, info=LINKED)
    difficulty_after: Mapped[float | None] = mapped_column(Float, info=LINKED)
    interval_raw_days: Mapped[float | None] = mapped_column(Float, info=LINKED)
    """Before fuzz and rounding."""
    interval_days: Mapped[int | None] = mapped_column(Integer, info=LINKED)
    due_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)
    due_day: Mapped[int | None] = mapped_column(Integer, info=LINKED)
    desired_retention: Mapped[float | None] = mapped_column(Float, info=LINKED)
    parameter_set: Mapped[str] = mapped_column(String(24), default="", info=LINKED)
    undoes: Mapped[int | None] = mapped_column(Integer, info=LINKED)
    """The seq of the entry that this one takes back."""
    response: Mapped[dict[str, object] | None] = mapped_column(Json, info=PERSONAL)


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
