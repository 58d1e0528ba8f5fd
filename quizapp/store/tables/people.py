"""Tables of people: accounts, tokens, one-time links, rate limits, the audit log."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import LINKED, NONE, PERSONAL, Base, BigId, Instant, Json


class User(Base):
    """A person's account. ``name_key`` is the NFKC, casefolded name: look-alikes collide."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=LINKED)
    name: Mapped[str] = mapped_column(String(64), info=PERSONAL)
    name_key: Mapped[str] = mapped_column(String(64), unique=True, info=PERSONAL)
    password_hash: Mapped[str] = mapped_column(Text, info=PERSONAL)
    roles: Mapped[str] = mapped_column(String(64), default="", info=LINKED)
    """Roles beside learner, space separated and sorted: administrator author teacher."""
    zone: Mapped[str] = mapped_column(String(64), default="UTC", info=PERSONAL)
    rollover_hour: Mapped[int] = mapped_column(Integer, default=4, info=LINKED)
    theme: Mapped[str] = mapped_column(String(8), default="system", info=LINKED)
    language: Mapped[str] = mapped_column(String(8), default="", info=PERSONAL)
    """Of the site's own words; "" follows the browser."""
    desired_retention: Mapped[float] = mapped_column(default=0.9, info=LINKED)
    new_per_day: Mapped[int] = mapped_column(Integer, default=20, info=LINKED)
    reviews_per_day: Mapped[int] = mapped_column(Integer, default=200, info=LINKED)
    same_day: Mapped[str] = mapped_column(String(8), default="needed", info=LINKED)
    """How often a card is asked again on one day, of ``scheduling.same_day.SameDay``."""
    parameter_set: Mapped[str] = mapped_column(String(24), default="fsrs6-default", info=LINKED)
    """The parameters in force: a set that comes with the program, or one of the person's own."""
    auto_fit: Mapped[bool] = mapped_column(Boolean, default=True, info=LINKED)
    """Whether parameters are fitted by themselves when that is due."""
    epoch: Mapped[int] = mapped_column(Integer, default=0, info=LINKED)
    """Counts up when all sessions and cookies of the account must end."""
    created_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)
    disabled_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)


class ApiToken(Base):
    """A bearer token, kept as its SHA-256."""

    __tablename__ = "api_tokens"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=LINKED)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True, info=LINKED
    )
    name: Mapped[str] = mapped_column(String(64), info=PERSONAL)
    digest: Mapped[str] = mapped_column(String(64), unique=True, info=LINKED)
    created_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)


class OneTimeLink(Base):
    """A link that works once: the first administrator's, or a password reset."""

    __tablename__ = "one_time_links"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True, info=LINKED)
    purpose: Mapped[str] = mapped_column(String(16), info=NONE)
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), info=LINKED
    )
    created_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)
    expires_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)
    used_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)


class SecondStep(Base):
    """What a person's second step of signing in is checked by; no row while it is off."""

    __tablename__ = "second_steps"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    sealed: Mapped[str] = mapped_column(String(255), info=LINKED)
    """The shared secret, encrypted under the site's key for this person alone."""
    confirmed_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)
    last_step: Mapped[int] = mapped_column(Integer, info=LINKED)
    """The half minute of the last code taken: a code that was seen is worth nothing."""


class RecoveryCode(Base):
    """A code that stands in for the second step once, kept as its SHA-256."""

    __tablename__ = "recovery_codes"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True, info=LINKED)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True, info=LINKED
    )
    used_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)


class EndedSession(Base):
    """A session that was signed out of: a copy of its cookie opens nothing any more."""

    __tablename__ = "ended_sessions"

    key: Mapped[str] = mapped_column(String(24), primary_key=True, info=NONE)
    """Drawn at random when the session began; it says nothing of whose it was."""
    until: Mapped[datetime] = mapped_column(Instant, index=True, info=NONE)
    """When its cookie ends by itself, and this row with it."""


class OpenSession(Base):
    """A session that began and may go on: what its owner sees of it, and can end."""

    __tablename__ = "open_sessions"

    key: Mapped[str] = mapped_column(String(24), primary_key=True, info=LINKED)
    """Drawn at random when it began; worth nothing without the site's signature."""
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True, info=LINKED
    )
    epoch: Mapped[int] = mapped_column(Integer, info=LINKED)
    """Of the account then: with another one the session has ended."""
    device: Mapped[str] = mapped_column(String(64), info=PERSONAL)
    """Browser and system in two words, as it told them; no version, no address."""
    began_at: Mapped[datetime] = mapped_column(Instant, info=PERSONAL)
    used_at: Mapped[datetime] = mapped_column(Instant, info=PERSONAL)
    """When it was last renewed, which is at most once a day."""


class RateLimit(Base):
    """How often something was tried in a window; ``key`` is a keyed hash, not an address."""

    __tablename__ = "rate_limits"

    key: Mapped[str] = mapped_column(String(80), primary_key=True, info=NONE)
    window_start: Mapped[datetime] = mapped_column(Instant, info=NONE)
    count: Mapped[int] = mapped_column(Integer, info=NONE)


class AuditEntry(Base):
    """What staff did. Append-only; the actor's id is cleared when the account is erased."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    at: Mapped[datetime] = mapped_column(Instant, info=NONE)
    actor_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True, info=LINKED
    )
    action: Mapped[str] = mapped_column(String(48), info=NONE)
    subject: Mapped[str] = mapped_column(String(120), info=NONE)
    """What it was done to, as "kind:id": never a name."""
    detail: Mapped[dict[str, object]] = mapped_column(Json, default=dict, info=NONE)
