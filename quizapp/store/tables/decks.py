"""Tables of decks: documents that a person brought in, their notes, and with whom they are shared.

What is studied of a deck stands in the tables of content like the bank's: its article is marked
``is_owned``, and only the rows here say whose it is. Without them nobody sees it.
"""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import LINKED, NONE, PERSONAL, Base, BigId, Instant, Json


class Deck(Base):
    """A document with an owner; one whose article is retired was deleted by its owner."""

    __tablename__ = "decks"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True, info=NONE)
    owner_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True, info=LINKED
    )
    title: Mapped[str] = mapped_column(String(200), info=PERSONAL)
    source_name: Mapped[str] = mapped_column(String(200), info=PERSONAL)
    """Name of the file it came from first."""
    format: Mapped[str] = mapped_column(String(24), info=LINKED)
    created_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)
    changed_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)
    handed_over_as: Mapped[str | None] = mapped_column(String(80), info=LINKED)
    """Id of the bank's article that was made of it for the authors."""
    handed_over_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)


class DeckNote(Base):
    """A note of a deck, as it came in: what its fact and cards are made from."""

    __tablename__ = "deck_notes"
    __table_args__ = ({"sqlite_with_rowid": False},)

    article_id: Mapped[str] = mapped_column(
        ForeignKey("decks.article_id", ondelete="CASCADE"), primary_key=True, info=NONE
    )
    fact_id: Mapped[str] = mapped_column(ForeignKey("facts.id"), primary_key=True, info=NONE)
    position: Mapped[int] = mapped_column(Integer, info=LINKED)
    content: Mapped[dict[str, object]] = mapped_column(Json, info=PERSONAL)
    topic: Mapped[str] = mapped_column(Text, info=PERSONAL)
    tags: Mapped[list[str]] = mapped_column(Json, info=PERSONAL)
    edited_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)
    """When its owner last changed it here: a file that brings it again leaves it as it is."""


class DeletedNote(Base):
    """A note that its owner deleted: it can be put back for a while."""

    __tablename__ = "deleted_notes"
    __table_args__ = ({"sqlite_with_rowid": False},)

    article_id: Mapped[str] = mapped_column(
        ForeignKey("decks.article_id", ondelete="CASCADE"), primary_key=True, info=NONE
    )
    fact_id: Mapped[str] = mapped_column(ForeignKey("facts.id"), primary_key=True, info=NONE)
    position: Mapped[int] = mapped_column(Integer, info=LINKED)
    """Where it stood in the deck."""
    content: Mapped[dict[str, object]] = mapped_column(Json, info=PERSONAL)
    topic: Mapped[str] = mapped_column(Text, info=PERSONAL)
    tags: Mapped[list[str]] = mapped_column(Json, info=PERSONAL)
    edited_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)
    deleted_at: Mapped[datetime] = mapped_column(Instant, index=True, info=LINKED)


class DeckShare(Base):
    """A class with which a deck is shared: its members see it and may study it."""

    __tablename__ = "deck_shares"
    __table_args__ = ({"sqlite_with_rowid": False},)

    article_id: Mapped[str] = mapped_column(
        ForeignKey("decks.article_id", ondelete="CASCADE"), primary_key=True, info=NONE
    )
    class_id: Mapped[int] = mapped_column(
        ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True, index=True, info=LINKED
    )
    shared_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)


class DeckImport(Base):
    """A file that a person brought: on its way, waiting for a yes, or taken in with its report."""

    __tablename__ = "deck_imports"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True, info=LINKED
    )
    article_id: Mapped[str | None] = mapped_column(
        ForeignKey("decks.article_id", ondelete="CASCADE"), index=True, info=LINKED
    )
    """The deck it went into; None while it waits."""
    source_name: Mapped[str] = mapped_column(String(200), info=PERSONAL)
    format: Mapped[str] = mapped_column(String(24), info=LINKED)
    made_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)
    taken_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)
    with_reviews: Mapped[bool] = mapped_column(Boolean, info=LINKED)
    """Whether past answers were asked for."""
    incoming: Mapped[dict[str, object] | None] = mapped_column(Json, info=PERSONAL)
    """What the file brings, until it is taken in."""
    state: Mapped[str] = mapped_column(
        String(12), default="read", server_default="read", info=LINKED
    )
    """sent, reading, read (waits for a yes), asked, taking, or failed; one taken in stays "taking"
    and has ``taken_at``."""
    asked: Mapped[dict[str, object] | None] = mapped_column(Json, info=PERSONAL)
    """What was asked for: how it is to be read, or where it is to go."""
    progress: Mapped[dict[str, object] | None] = mapped_column(Json, info=LINKED)
    """How far a process is with it: the step in words, how much of it is done, and of how much."""
    problem: Mapped[dict[str, object] | None] = mapped_column(Json, info=LINKED)
    """In words, why it could not be read or taken in."""
    started_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)
    """When a process took it; with it the process proves that it is still its own."""
    seen_at: Mapped[datetime | None] = mapped_column(Instant, info=LINKED)
    """When that process last gave a sign of life."""
    report: Mapped[dict[str, object] | None] = mapped_column(Json, info=PERSONAL)
    """What came of each note."""
