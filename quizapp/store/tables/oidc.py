"""Tables of OpenID Connect: requests under way, and who an account is at a provider."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import LINKED, NONE, PERSONAL, Base, BigId, Instant


class OidcRequest(Base):
    """A sign-in that was begun at a provider, for some minutes."""

    __tablename__ = "oidc_requests"

    state: Mapped[str] = mapped_column(String(64), primary_key=True, info=LINKED)
    """SHA-256 of the state; the two that follow are of the nonce and of what the browser holds."""
    nonce: Mapped[str] = mapped_column(String(64), info=LINKED)
    browser: Mapped[str] = mapped_column(String(64), info=LINKED)
    verifier: Mapped[str] = mapped_column(String(64), info=LINKED)
    """What the code is redeemed with (PKCE). It never leaves the server before that."""
    issuer: Mapped[str] = mapped_column(String(255), info=NONE)
    token_url: Mapped[str] = mapped_column(String(500), info=NONE)
    jwks_url: Mapped[str] = mapped_column(String(500), info=NONE)
    by_post: Mapped[bool] = mapped_column(Boolean, info=NONE)
    """Whether the provider wants our secret in the form rather than in a header."""
    next_path: Mapped[str] = mapped_column(String(500), info=LINKED)
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True, info=LINKED
    )
    """Who links their account, having proved who they are; None for signing in."""
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True, info=LINKED)


class OidcAccount(Base):
    """Who an account is at a provider: its issuer's name for them, and nothing else."""

    __tablename__ = "oidc_accounts"
    __table_args__ = (
        UniqueConstraint("issuer", "subject"),
        UniqueConstraint("user_id", "issuer"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=LINKED)
    issuer: Mapped[str] = mapped_column(String(255), info=PERSONAL)
    subject: Mapped[str] = mapped_column(String(255), info=PERSONAL)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), info=LINKED)
    made_here: Mapped[bool] = mapped_column(Boolean, info=LINKED)
    """Whether the first sign-in made the account, rather than its owner linking one they had."""
    created_at: Mapped[datetime] = mapped_column(Instant, info=PERSONAL)
    last_used_at: Mapped[datetime | None] = mapped_column(Instant, info=PERSONAL)
