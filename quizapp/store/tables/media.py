"""Tables of media: pictures and sounds that came with decks, and what refers to them.

The bytes lie in the database: one backup, one move, one transaction, one truth for every server.
A file is its owner's, once however many decks of theirs have it, and goes with the last of them.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import LINKED, NONE, PERSONAL, Base, BigId, Instant


class MediaFile(Base):
    """The bytes of a picture or sound that a person brought in."""

    __tablename__ = "media_files"
    __table_args__ = (UniqueConstraint("owner_id", "sha256"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), info=LINKED)
    sha256: Mapped[str] = mapped_column(String(64), index=True, info=LINKED)
    kind: Mapped[str] = mapped_column(String(8), info=LINKED)
    """One of ``bank.medium.MediumKind``: what it is sent as follows from it alone."""
    size: Mapped[int] = mapped_column(Integer, info=LINKED)
    """Bytes."""
    stored_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)
    data: Mapped[bytes] = mapped_column(LargeBinary, info=PERSONAL)


class DeckMedium(Base):
    """A file that a deck has: who sees the deck sees it."""

    __tablename__ = "deck_media"
    __table_args__ = ({"sqlite_with_rowid": False},)

    article_id: Mapped[str] = mapped_column(
        ForeignKey("decks.article_id", ondelete="CASCADE"), primary_key=True, info=NONE
    )
    media_id: Mapped[int] = mapped_column(
        ForeignKey("media_files.id", ondelete="CASCADE"), primary_key=True, index=True, info=LINKED
    )


class WaitingMedium(Base):
    """A file that an import brings which waits for a yes: its owner alone sees it."""

    __tablename__ = "waiting_media"
    __table_args__ = ({"sqlite_with_rowid": False},)

    import_id: Mapped[int] = mapped_column(
        ForeignKey("deck_imports.id", ondelete="CASCADE"), primary_key=True, info=NONE
    )
    media_id: Mapped[int] = mapped_column(
        ForeignKey("media_files.id", ondelete="CASCADE"), primary_key=True, index=True, info=LINKED
    )
