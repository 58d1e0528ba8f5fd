"""Tables of the studio: documents written in the browser, drafts, and half-filled forms."""

from datetime import datetime

from sqlalchemy import Float, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import LINKED, NONE, PERSONAL, Base, BigId, Instant, Json


class StudioFile(Base):
    """A bank file as the browser last left it: it lies over the file of that path on disk."""

    __tablename__ = "studio_files"

    path: Mapped[str] = mapped_column(String(300), primary_key=True, info=NONE)
    text: Mapped[str | None] = mapped_column(Text, info=NONE)
    """None: the file is taken away."""
    base: Mapped[str | None] = mapped_column(String(64), info=NONE)
    """SHA-256 of the disk's text that the edit began from; None: the disk had no such file."""
    version: Mapped[int] = mapped_column(Integer, info=NONE)
    """Counts up at each write."""
    changed_at: Mapped[datetime] = mapped_column(Instant, info=NONE)
    changed_by: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True, info=LINKED
    )
    published: Mapped[str | None] = mapped_column(String(64), info=NONE)
    """SHA-256 of the text that was last published from here, that of "" for a file taken away
    (no bank has an empty file); None: never."""


class DraftArticle(Base):
    """Where an article of the studio came from, and what cleaning left out of it."""

    __tablename__ = "draft_articles"

    article_id: Mapped[str] = mapped_column(String(80), primary_key=True, info=NONE)
    title: Mapped[str] = mapped_column(Text, info=NONE)
    language: Mapped[str] = mapped_column(String(8), info=NONE)
    dropped: Mapped[list[dict[str, object]]] = mapped_column(Json, default=list, info=NONE)
    """Each {line, why, text, restored}."""
    source_name: Mapped[str] = mapped_column(String(200), default="", info=NONE)
    created_at: Mapped[datetime] = mapped_column(Instant, info=NONE)
    created_by: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True, info=LINKED
    )
    drafted_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)


class DraftRow(Base):
    """A fact that was proposed, and what its author made of it."""

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    article_id: Mapped[str] = mapped_column(String(80), index=True, info=NONE)
    position: Mapped[int] = mapped_column(Integer, info=NONE)
    state: Mapped[str] = mapped_column(String(12), default="proposed", info=NONE)
    """proposed, accepted or rejected."""
    held: Mapped[str] = mapped_column(Text, default="", info=NONE)
    """Why it is held back behind a switch, or ""."""
    confidence: Mapped[float] = mapped_column(Float, info=NONE)
    origin: Mapped[str] = mapped_column(String(12), default="rules", info=NONE)
    """rules or model."""
    fact: Mapped[dict[str, object]] = mapped_column(Json, info=NONE)
    entities: Mapped[list[dict[str, object]]] = mapped_column(Json, default=list, info=NONE)
    """The new entities that the fact needs."""
    fact_id: Mapped[str] = mapped_column(String(80), default="", info=NONE)
    """Id in the document once accepted, else ""."""
    version: Mapped[int] = mapped_column(Integer, default=1, info=NONE)
    changed_at: Mapped[datetime] = mapped_column(Instant, info=NONE)
    changed_by: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True, info=LINKED
    )


class StudioForm(Base):
    """A form as a person left it, kept until it is sent: it survives a crash of the browser."""

    __tablename__ = "studio_forms"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    subject: Mapped[str] = mapped_column(String(160), primary_key=True, info=LINKED)
    """fact:ID, draft:ID, entity:ID or passage:ARTICLE:N."""
    content: Mapped[dict[str, object]] = mapped_column(Json, info=PERSONAL)
    base: Mapped[str] = mapped_column(String(64), info=LINKED)
    """Digest of the item that the form began from."""
    version: Mapped[int] = mapped_column(Integer, info=LINKED)
    saved_at: Mapped[datetime] = mapped_column(Instant, info=PERSONAL)
