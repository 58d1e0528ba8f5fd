"""Tables of teaching: classes, members, quizzes, attempts and their answers."""

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    Date,
    Float,
    ForeignKey,
    Integer,
    String,
    Text,
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
    join_expires_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)
    """From then on the code and its link open nothing, whether the door is open or not."""
    term_starts_on: Mapped[date | None] = mapped_column(Date, info=NONE)
    term_ends_on: Mapped[date | None] = mapped_column(Date, info=NONE)
    """Last day of the term, in the class's zone."""
    retention_days: Mapped[int | None] = mapped_column(Integer, info=NONE)
    """Days after the term's end (or the archiving) that learners' work is kept; None for ever."""


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
    external_id: Mapped[str | None] = mapped_column(String(64), info=PERSONAL)
    """The school's own number of the person, from the roster."""
    made_here: Mapped[bool] = mapped_column(Boolean, default=False, info=LINKED)
    """Whether this class's roster made the account: its teachers may then let it in anew."""
    shares_recall: Mapped[bool] = mapped_column(Boolean, default=True, info=LINKED)
    """Whether the class's teachers see recall by fact from reviews outside assignments."""
    shares_times: Mapped[bool] = mapped_column(Boolean, default=False, info=LINKED)
    """Whether they see on which days and at what times of day the person studied."""


class Assignment(Base):
    """A quiz or a study goal given to a class, a group or persons.

    The server's clock decides its times. ``version`` counts up with each change of a teacher.
    """

    __tablename__ = "assignments"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    class_id: Mapped[int] = mapped_column(
        ForeignKey("classes.id", ondelete="CASCADE"), index=True, info=NONE
    )
    set_id: Mapped[int | None] = mapped_column(
        ForeignKey("question_sets.id", ondelete="SET NULL"), index=True, info=NONE
    )
    title: Mapped[str] = mapped_column(String(200), info=PERSONAL)
    kind: Mapped[str] = mapped_column(String(8), default="quiz", info=NONE)
    """quiz or goal."""
    attempts_allowed: Mapped[int] = mapped_column(Integer, info=NONE)
    """0 means any number."""
    attempt_counts: Mapped[str] = mapped_column(String(8), default="best", info=NONE)
    """Which attempt is the grade: best, last, first or average."""
    visible_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)
    """Before it learners do not see that there is an assignment; None for at once."""
    opens_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)
    due_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)
    """What is handed in later is late."""
    closes_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)
    """After it nothing can be started or saved; never before ``due_at``."""
    late_percent: Mapped[float] = mapped_column(Float, default=0.0, info=NONE)
    """Taken off the grade for each begun ``late_unit`` after ``due_at``, 0..100."""
    late_unit: Mapped[str] = mapped_column(String(4), default="day", info=NONE)
    """hour or day."""
    late_floor: Mapped[float] = mapped_column(Float, default=0.0, info=NONE)
    """Lateness alone brings no grade below this percent, 0..100."""
    missing_percent: Mapped[float | None] = mapped_column(Float, info=NONE)
    """The grade of who handed nothing in once it is closed, 0..100; None leaves it open."""
    time_limit_s: Mapped[int | None] = mapped_column(Integer, info=NONE)
    shuffle: Mapped[bool] = mapped_column(Boolean, info=NONE)
    one_by_one: Mapped[bool] = mapped_column(Boolean, default=False, info=NONE)
    """Whether each question has a page of its own."""
    back_allowed: Mapped[bool] = mapped_column(Boolean, default=True, info=NONE)
    """Whether an earlier question can be changed when shown one by one."""
    password: Mapped[str] = mapped_column(String(64), default="", info=NONE)
    """Asked for at the start of an attempt, said aloud in the room; "" for none."""
    show_score: Mapped[str] = mapped_column(String(8), default="submit", info=NONE)
    """When learners see it: during, submit, due or never. So for the three that follow."""
    show_key: Mapped[str] = mapped_column(String(8), default="submit", info=NONE)
    show_explanation: Mapped[str] = mapped_column(String(8), default="submit", info=NONE)
    show_passage: Mapped[str] = mapped_column(String(8), default="submit", info=NONE)
    pass_mark: Mapped[float | None] = mapped_column(Float, info=NONE)
    """Share of the points, 0..1."""
    grade_as: Mapped[str] = mapped_column(String(8), default="points", info=NONE)
    """How the gradebook writes it: points, percent or pass."""
    category_id: Mapped[int | None] = mapped_column(
        ForeignKey("grade_categories.id", ondelete="SET NULL"), index=True, info=NONE
    )
    sections: Mapped[list[dict[str, object]]] = mapped_column(Json, default=list, info=NONE)
    """The parts of a quiz, in order, each with its title, note and (drawn per learner) rules."""
    drawn: Mapped[bool] = mapped_column(Boolean, default=False, info=NONE)
    """Whether each learner is asked questions of their own, drawn by the rules at the start."""
    goal: Mapped[dict[str, object] | None] = mapped_column(Json, info=NONE)
    """Of a study goal: {"recall": 0..1} until ``due_at``, or {"minutes": a day}."""
    version: Mapped[int] = mapped_column(Integer, default=1, info=NONE)
    changed_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)
    created_by: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True, info=LINKED
    )
    created_at: Mapped[datetime] = mapped_column(Instant, info=NONE)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)


class AssignmentItem(Base):
    """One question version of an assignment: chosen by its teacher, or drawn for somebody."""

    __tablename__ = "assignment_items"
    __table_args__ = (UniqueConstraint("assignment_id", "question_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    assignment_id: Mapped[int] = mapped_column(
        ForeignKey("assignments.id", ondelete="CASCADE"), index=True, info=NONE
    )
    position: Mapped[int] = mapped_column(Integer, info=NONE)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), info=NONE)
    points: Mapped[float] = mapped_column(Float, default=1.0, info=NONE)
    section: Mapped[int] = mapped_column(Integer, default=0, info=NONE)
    """Index into the assignment's sections."""
    dropped_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)
    dropped_as: Mapped[str] = mapped_column(String(8), default="", info=NONE)
    """removed: counts for nobody; credit: full points for everybody who was asked it."""
    replaces_id: Mapped[int | None] = mapped_column(
        ForeignKey("assignment_items.id", ondelete="SET NULL"), info=NONE
    )
    """The dropped item in whose place it stands."""


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
    """Points reached, before anything is taken off for lateness; None until submitted."""
    max_score: Mapped[float | None] = mapped_column(Float, info=LINKED)
    late_by_s: Mapped[int] = mapped_column(Integer, default=0, info=PERSONAL)
    """Seconds after the learner's own due time that it was handed in; 0 in time."""
    sequence: Mapped[int] = mapped_column(Integer, default=0, info=LINKED)
    """Counts the saves: a tab that has not seen the last one is told, and overwrites nothing."""
    reached: Mapped[int] = mapped_column(Integer, default=1, info=LINKED)
    """The furthest question seen, from 1, where going back is not allowed."""


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
    """0..1 once submitted: by machine, or by what a teacher gave in its place."""
    manual_score: Mapped[float | None] = mapped_column(Float, info=PERSONAL)
    """0..1, given by a teacher; stands above what the machine says."""
    comment: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    """A teacher's words to the learner."""
    graded_by: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True, info=LINKED
    )
    graded_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)
