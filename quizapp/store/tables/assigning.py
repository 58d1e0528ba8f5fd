"""Tables around assignments: groups, accommodations, who is meant, what was drawn, what counts."""

from datetime import datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Float,
    ForeignKey,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import LINKED, NONE, PERSONAL, Base, BigId, Instant, Json


class ClassGroup(Base):
    """A named part of a class."""

    __tablename__ = "class_groups"
    __table_args__ = (UniqueConstraint("class_id", "name"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    class_id: Mapped[int] = mapped_column(
        ForeignKey("classes.id", ondelete="CASCADE"), index=True, info=NONE
    )
    name: Mapped[str] = mapped_column(String(80), info=NONE)


class GroupMember(Base):
    """A learner in a group."""

    __tablename__ = "group_members"

    group_id: Mapped[int] = mapped_column(
        ForeignKey("class_groups.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True, info=LINKED
    )


class Accommodation(Base):
    """What a learner is granted at every quiz of a class, also at one that is running."""

    __tablename__ = "accommodations"

    class_id: Mapped[int] = mapped_column(
        ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True, info=LINKED
    )
    time_factor: Mapped[float] = mapped_column(Float, default=1.0, info=PERSONAL)
    """Of the time limit, 1 to 3."""
    untimed: Mapped[bool] = mapped_column(Boolean, default=False, info=PERSONAL)
    later_minutes: Mapped[int] = mapped_column(Integer, default=0, info=PERSONAL)
    """Added to the due and the closing time."""
    extra_attempts: Mapped[int] = mapped_column(Integer, default=0, info=PERSONAL)
    changed_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)


class GradeCategory(Base):
    """A part of a class's grade, with its weight."""

    __tablename__ = "grade_categories"
    __table_args__ = (UniqueConstraint("class_id", "name"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    class_id: Mapped[int] = mapped_column(
        ForeignKey("classes.id", ondelete="CASCADE"), index=True, info=NONE
    )
    name: Mapped[str] = mapped_column(String(80), info=NONE)
    weight: Mapped[float] = mapped_column(Float, info=NONE)
    """Relative to the other categories; above 0."""
    drop_lowest: Mapped[int] = mapped_column(Integer, default=0, info=NONE)
    position: Mapped[int] = mapped_column(Integer, default=0, info=NONE)


class AssignmentTarget(Base):
    """A group or a person that an assignment is for. Without any it is for the whole class."""

    __tablename__ = "assignment_targets"
    __table_args__ = (
        CheckConstraint("(group_id IS NULL) <> (user_id IS NULL)", name="one_of_two"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=LINKED)
    assignment_id: Mapped[int] = mapped_column(
        ForeignKey("assignments.id", ondelete="CASCADE"), index=True, info=LINKED
    )
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("class_groups.id", ondelete="CASCADE"), index=True, info=LINKED
    )
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True, info=LINKED
    )


class AssignmentException(Base):
    """Other times or attempts of one learner at one assignment, or that it does not count.

    A time here replaces the assignment's, and the accommodation's lateness with it.
    """

    __tablename__ = "assignment_exceptions"

    assignment_id: Mapped[int] = mapped_column(
        ForeignKey("assignments.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True, info=LINKED
    )
    due_at: Mapped[datetime | None] = mapped_column(Instant, info=PERSONAL)
    closes_at: Mapped[datetime | None] = mapped_column(Instant, info=PERSONAL)
    extra_time_s: Mapped[int] = mapped_column(Integer, default=0, info=PERSONAL)
    extra_attempts: Mapped[int] = mapped_column(Integer, default=0, info=PERSONAL)
    excused_at: Mapped[datetime | None] = mapped_column(Instant, info=PERSONAL)
    changed_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)


class AttemptItem(Base):
    """A question that an attempt asks, fixed when the attempt starts."""

    __tablename__ = "attempt_items"

    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempts.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    item_id: Mapped[int] = mapped_column(
        ForeignKey("assignment_items.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        info=LINKED,
    )
    position: Mapped[int] = mapped_column(Integer, info=LINKED)
    """From 1, before any shuffling by the attempt's seed."""


class AnswerCredit(Base):
    """What a response to an item is worth for everybody, whatever the question's key says."""

    __tablename__ = "answer_credits"
    __table_args__ = (UniqueConstraint("item_id", "digest"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("assignment_items.id", ondelete="CASCADE"), index=True, info=NONE
    )
    digest: Mapped[str] = mapped_column(String(64), info=NONE)
    """SHA-256 of the canonical response, folded as typed answers are compared."""
    response: Mapped[dict[str, object]] = mapped_column(Json, info=NONE)
    """The canonical response, to be shown."""
    score: Mapped[float] = mapped_column(Float, info=NONE)
    """0..1."""
    made_by: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True, info=LINKED
    )
    made_at: Mapped[datetime] = mapped_column(Instant, info=NONE)


class Notice(Base):
    """Something a learner is told once: a grade that was changed, an extension, a comment."""

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=LINKED)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True, info=LINKED
    )
    assignment_id: Mapped[int | None] = mapped_column(
        ForeignKey("assignments.id", ondelete="CASCADE"), index=True, info=LINKED
    )
    kind: Mapped[str] = mapped_column(String(24), info=LINKED)
    """regraded, dropped, extended, commented, goal: the page has the words."""
    values: Mapped[dict[str, object]] = mapped_column(Json, default=dict, info=PERSONAL)
    note: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    """A teacher's own words."""
    made_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)
    seen_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)
