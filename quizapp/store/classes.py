"""Tables of teaching: classes, members, quizzes, attempts and their answers."""

from datetime import datetime

from sqlalchemy import (
    Boolean,
    Float,
    ForeignKey,
    Integer,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import LINKED, NONE, PERSONAL, Base, BigId, Instant, Json


class SchoolClass(Base):
    """A class: learners and teachers, a zone, a join code."""

    __tablename__ = "classes"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    name: Mapped[str] = mapped_column(String(120), info=PERSONAL)
    zone: Mapped[str] = mapped_column(String(64), info=NONE)
    join_code: Mapped[str] = mapped_column(String(8), unique=True, info=NONE)
    join_open: Mapped[bool] = mapped_column(Boolean, default=True, info=NONE)
    created_at: Mapped[datetime] = mapped_column(Instant, info=NONE)
    archived_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)


class ClassMember(Base):
    """A person in a class, as learner or teacher; a blocked one cannot join again."""

    __tablename__ = "class_members"

    class_id: Mapped[int] = mapped_column(
        ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True, info=LINKED
    )
    role: Mapped[str] = mapped_column(String(8), info=LINKED)
    """learner or teacher."""
    joined_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)
    blocked_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)


class Assignment(Base):
    """A question set given to a class as a quiz. The server's clock decides its times."""

    __tablename__ = "assignments"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    class_id: Mapped[int] = mapped_column(
        ForeignKey("classes.id", ondelete="CASCADE"), index=True, info=NONE
    )
    set_id: Mapped[int | None] = mapped_column(
        ForeignKey("question_sets.id", ondelete="SET NULL"), index=True, info=NONE
    )
    title: Mapped[str] = mapped_column(String(200), info=PERSONAL)
    attempts_allowed: Mapped[int] = mapped_column(Integer, info=NONE)
    """0 means any number."""
    opens_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)
    due_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)
    """After it nothing can be started or saved; late policies come with a later release."""
    time_limit_s: Mapped[int | None] = mapped_column(Integer, info=NONE)
    shuffle: Mapped[bool] = mapped_column(Boolean, info=NONE)
    feedback: Mapped[str] = mapped_column(String(16), info=NONE)
    """after_submit or after_due."""
    pass_mark: Mapped[float | None] = mapped_column(Float, info=NONE)
    """Share of the points, 0..1."""
    created_by: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True, info=LINKED
    )
    created_at: Mapped[datetime] = mapped_column(Instant, info=NONE)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)


class AssignmentItem(Base):
    """One question version of an assignment, fixed when it was assigned."""

    __tablename__ = "assignment_items"
    __table_args__ = (UniqueConstraint("assignment_id", "question_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    assignment_id: Mapped[int] = mapped_column(
        ForeignKey("assignments.id", ondelete="CASCADE"), index=True, info=NONE
    )
    position: Mapped[int] = mapped_column(Integer, info=NONE)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), info=NONE)
    points: Mapped[float] = mapped_column(Float, default=1.0, info=NONE)
    dropped_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)


class Attempt(Base):
    """One try of one learner at a quiz."""

    __tablename__ = "attempts"
    __table_args__ = (UniqueConstraint("assignment_id", "user_id", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=LINKED)
    assignment_id: Mapped[int] = mapped_column(
        ForeignKey("assignments.id", ondelete="CASCADE"), index=True, info=LINKED
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True, info=LINKED
    )
    number: Mapped[int] = mapped_column(Integer, info=LINKED)
    seed: Mapped[str] = mapped_column(String(16), info=LINKED)
    """Decides the order of questions and options; random, not derived from any key."""
    started_at: Mapped[datetime] = mapped_column(Instant, info=PERSONAL)
    deadline_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)
    submitted_at: Mapped[datetime | None] = mapped_column(Instant, info=PERSONAL)
    score: Mapped[float | None] = mapped_column(Float, info=PERSONAL)
    """Points reached; None until submitted."""
    max_score: Mapped[float | None] = mapped_column(Float, info=LINKED)


class AttemptAnswer(Base):
    """The latest saved response to one question of an attempt."""

    __tablename__ = "attempt_answers"

    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempts.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    item_id: Mapped[int] = mapped_column(
        ForeignKey("assignment_items.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        info=LINKED,
    )
    response: Mapped[dict[str, object] | None] = mapped_column(Json, info=PERSONAL)
    saved_at: Mapped[datetime] = mapped_column(Instant, info=PERSONAL)
    flagged: Mapped[bool] = mapped_column(Boolean, default=False, info=LINKED)
    score: Mapped[float | None] = mapped_column(Float, info=PERSONAL)
    """0..1 once submitted."""
