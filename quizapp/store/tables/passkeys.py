"""Tables of passkeys: who has which, and the challenges that were answered."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import LINKED, NONE, PERSONAL, Base, BigId, Instant


class PasskeyHolder(Base):
    """A person who has made a passkey once: what authenticators know them by."""

    __tablename__ = "passkey_holders"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    handle: Mapped[str] = mapped_column(String(64), unique=True, info=LINKED)
    """Random, and told to every authenticator of theirs in place of a name."""
    asked_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)
    """Since when a passkey is asked for after the password; None while it is not."""


class Passkey(Base):
    """A key pair on a device of a person's: its public half, and what it was last used for."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=LINKED)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True, info=LINKED
    )
    credential: Mapped[str] = mapped_column(String(1400), unique=True, info=PERSONAL)
    """The device's id of it, in base64url: 1023 bytes at most."""
    public_key: Mapped[str] = mapped_column(Text, info=LINKED)
    """COSE, in base64url."""
    sign_count: Mapped[int] = mapped_column(BigInteger, info=LINKED)
    """Of its last use; a smaller one is that of a copy. Many devices always say 0."""
    host: Mapped[str] = mapped_column(String(255), info=LINKED)
    """The name that this site had when it was made: it works under no other."""
    name: Mapped[str] = mapped_column(String(64), info=PERSONAL)
    created_at: Mapped[datetime] = mapped_column(Instant, info=PERSONAL)
    last_used_at: Mapped[datetime | None] = mapped_column(Instant, info=PERSONAL)


class SpentChallenge(Base):
    """A challenge that was answered: it is worth nothing more. It says nothing of by whom."""

    __tablename__ = "spent_challenges"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True, info=NONE)
    until: Mapped[datetime] = mapped_column(Instant, index=True, info=NONE)
    """When the challenge ends by itself, and this row with it."""
