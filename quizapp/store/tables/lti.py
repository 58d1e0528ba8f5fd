"""Tables of LTI 1.3: platforms, our keys, launches under way, linked accounts, courses, grades."""

from datetime import datetime

from sqlalchemy import Boolean, Float, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import LINKED, NONE, PERSONAL, Base, BigId, Instant, Json


class LtiPlatform(Base):
    """A learning platform (a Moodle, a Canvas) that an administrator registered."""

    __tablename__ = "lti_platforms"
    __table_args__ = (UniqueConstraint("issuer", "client_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    name: Mapped[str] = mapped_column(String(80), info=NONE)
    issuer: Mapped[str] = mapped_column(String(255), info=NONE)
    client_id: Mapped[str] = mapped_column(String(255), info=NONE)
    deployments: Mapped[list[str]] = mapped_column(Json, default=list, info=NONE)
    auth_url: Mapped[str] = mapped_column(String(500), info=NONE)
    token_url: Mapped[str] = mapped_column(String(500), info=NONE)
    jwks_url: Mapped[str] = mapped_column(String(500), info=NONE)
    makes_teachers: Mapped[bool] = mapped_column(Boolean, default=False, info=NONE)
    """Whether an instructor of it gets the role teacher with the account made for them."""
    jwks: Mapped[list[dict[str, str]]] = mapped_column(Json, default=list, info=NONE)
    """Its public keys as they were last fetched."""
    jwks_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)
    jwks_tried_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)
    """When they were last asked for, whether that worked or not."""
    created_at: Mapped[datetime] = mapped_column(Instant, info=NONE)


class LtiKey(Base):
    """A key pair of ours; the private half is sealed with the site's secret key."""

    __tablename__ = "lti_keys"

    kid: Mapped[str] = mapped_column(String(64), primary_key=True, info=NONE)
    sealed: Mapped[str] = mapped_column(Text, info=NONE)
    public: Mapped[dict[str, str]] = mapped_column(Json, info=NONE)
    created_at: Mapped[datetime] = mapped_column(Instant, info=NONE)
    retired_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)
    """From then on it signs nothing; it is still published for a while."""


class LtiLaunch(Base):
    """A launch under way, for some minutes: the state and nonce given out, then what came back."""

    __tablename__ = "lti_launches"

    state: Mapped[str] = mapped_column(String(64), primary_key=True, info=NONE)
    """SHA-256 of the state."""
    platform_id: Mapped[int] = mapped_column(
        ForeignKey("lti_platforms.id", ondelete="CASCADE"), index=True, info=NONE
    )
    nonce: Mapped[str] = mapped_column(String(64), info=NONE)
    """SHA-256 of the nonce. So are the two that follow, of the cookie and of the ticket."""
    browser: Mapped[str] = mapped_column(String(64), info=NONE)
    ticket: Mapped[str | None] = mapped_column(String(64), unique=True, info=NONE)
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True, info=NONE)
    launched_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)
    """When the platform's answer was taken: a second one is refused."""
    message: Mapped[dict[str, object] | None] = mapped_column(Json, info=PERSONAL)
    """What the platform said, checked; None before, and again once the launch is done."""


class LtiAccount(Base):
    """Who an account is on a platform: its issuer's name for them."""

    __tablename__ = "lti_accounts"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=LINKED)
    issuer: Mapped[str] = mapped_column(String(255), info=PERSONAL)
    subject: Mapped[str] = mapped_column(String(255), info=PERSONAL)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True, info=LINKED
    )
    made_here: Mapped[bool] = mapped_column(Boolean, info=LINKED)
    """Whether a launch made the account, rather than its owner linking one they had."""
    created_at: Mapped[datetime] = mapped_column(Instant, info=PERSONAL)


class LtiCourse(Base):
    """A course (context) of a platform that a teacher connected with one class."""

    __tablename__ = "lti_courses"
    __table_args__ = (UniqueConstraint("platform_id", "deployment", "context"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    platform_id: Mapped[int] = mapped_column(
        ForeignKey("lti_platforms.id", ondelete="CASCADE"), index=True, info=NONE
    )
    deployment: Mapped[str] = mapped_column(String(255), info=NONE)
    context: Mapped[str] = mapped_column(String(255), info=NONE)
    title: Mapped[str] = mapped_column(String(120), info=PERSONAL)
    class_id: Mapped[int] = mapped_column(
        ForeignKey("classes.id", ondelete="CASCADE"), unique=True, info=NONE
    )
    members_url: Mapped[str] = mapped_column(String(1000), default="", info=NONE)
    """Where the platform gives the list of members; "" where it does not."""
    linked_by: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True, info=LINKED
    )
    linked_at: Mapped[datetime] = mapped_column(Instant, info=NONE)


class LtiLine(Base):
    """A link in a course that leads to a quiz, with the platform's column for its grades."""

    __tablename__ = "lti_lines"
    __table_args__ = (UniqueConstraint("course_id", "resource"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    course_id: Mapped[int] = mapped_column(
        ForeignKey("lti_courses.id", ondelete="CASCADE"), index=True, info=NONE
    )
    resource: Mapped[str] = mapped_column(String(255), info=NONE)
    assignment_id: Mapped[int] = mapped_column(
        ForeignKey("assignments.id", ondelete="CASCADE"), index=True, info=NONE
    )
    scores_url: Mapped[str] = mapped_column(String(1000), info=NONE)
    """The line item; scores are posted beneath it."""


class LtiGrade(Base):
    """The outbox: what the platform should hold of one learner's grade, and whether it does."""

    __tablename__ = "lti_grades"

    line_id: Mapped[int] = mapped_column(
        ForeignKey("lti_lines.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True, info=LINKED
    )
    state: Mapped[str] = mapped_column(String(8), info=LINKED)
    """waiting, sent or failed (given up until the grade changes or a teacher sends anew)."""
    share: Mapped[float | None] = mapped_column(Float, info=PERSONAL)
    """0..1; None takes back a grade that was sent."""
    changed_at: Mapped[datetime] = mapped_column(Instant, info=PERSONAL)
    sent_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)
    """When the platform last took a grade."""
    tries: Mapped[int] = mapped_column(Integer, default=0, info=LINKED)
    next_at: Mapped[datetime] = mapped_column(Instant, index=True, info=LINKED)
    problem: Mapped[str] = mapped_column(String(200), default="", info=LINKED)
    """Why the last try failed, as a key of the service's words; "" for none."""
