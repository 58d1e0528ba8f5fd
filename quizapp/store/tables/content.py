"""Tables of content: revisions of the bank, and what is derived from the current one."""

from datetime import datetime

from sqlalchemy import (
    Boolean,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import LINKED, NONE, PERSONAL, Base, BigId, Instant, Json


class Revision(Base):
    """One publish of the bank. The current one has the highest id; a rollback adds one."""

    __tablename__ = "revisions"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    published_at: Mapped[datetime] = mapped_column(Instant, info=NONE)
    published_by: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True, info=LINKED
    )
    note: Mapped[str] = mapped_column(Text, default="", info=NONE)
    bank_hash: Mapped[str] = mapped_column(String(64), info=NONE)
    """SHA-256 over the paths and texts of all files."""
    counts: Mapped[dict[str, object]] = mapped_column(Json, info=NONE)
    """The plan's totals: new, reworded, key_changed, retired, learners."""


class Blob(Base):
    """The text of a bank file, kept once however many revisions hold it."""

    __tablename__ = "blobs"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True, info=NONE)
    text: Mapped[str] = mapped_column(Text, info=NONE)


class RevisionFile(Base):
    """Which text stood at which path of a revision."""

    __tablename__ = "revision_files"

    revision_id: Mapped[int] = mapped_column(
        ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True, info=NONE
    )
    path: Mapped[str] = mapped_column(String(300), primary_key=True, info=NONE)
    digest: Mapped[str] = mapped_column(ForeignKey("blobs.digest"), index=True, info=NONE)


class ArticleRow(Base):
    """A published article."""

    __tablename__ = "articles"
    # The bank's are few, and everybody sees them: they are found among everybody's decks.
    __table_args__ = (
        Index(
            "ix_articles_public",
            "id",
            sqlite_where=text("is_owned IS 0"),
            postgresql_where=text("is_owned IS false"),
        ),
    )

    id: Mapped[str] = mapped_column(String(80), primary_key=True, info=NONE)
    title: Mapped[str] = mapped_column(Text, info=NONE)
    language: Mapped[str] = mapped_column(String(8), info=NONE)
    summary: Mapped[str] = mapped_column(Text, default="", info=NONE)
    is_digest: Mapped[bool] = mapped_column(Boolean, default=False, info=NONE)
    source: Mapped[dict[str, object]] = mapped_column(Json, info=NONE)
    is_owned: Mapped[bool] = mapped_column(
        Boolean, default=False, server_default=false(), info=NONE
    )
    """Whether it is a person's deck, not the bank's: ``store.tables.decks`` says whose."""
    retired_in: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"), info=NONE)


class PassageRow(Base):
    """A passage of a published article."""

    __tablename__ = "passages"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True, info=NONE)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, info=NONE)
    heading: Mapped[str] = mapped_column(Text, default="", info=NONE)
    text: Mapped[str] = mapped_column(Text, info=NONE)


class FactRow(Base):
    """A published fact. Retired facts stay: memory and old attempts point at them."""

    __tablename__ = "facts"

    id: Mapped[str] = mapped_column(String(80), primary_key=True, info=NONE)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), index=True, info=NONE)
    position: Mapped[int] = mapped_column(Integer, info=NONE)
    passage: Mapped[int] = mapped_column(Integer, info=NONE)
    type: Mapped[str] = mapped_column(String(24), info=NONE)
    status: Mapped[str] = mapped_column(String(16), info=NONE)
    statement: Mapped[str] = mapped_column(Text, info=NONE)
    evidence: Mapped[str] = mapped_column(Text, info=NONE)
    explanation: Mapped[str] = mapped_column(Text, info=NONE)
    topics: Mapped[list[str]] = mapped_column(Json, info=NONE)
    retired_in: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"), info=NONE)


class CardRow(Base):
    """One thing to remember about a fact. ``key`` is "fact:view" and never changes."""

    __tablename__ = "cards"
    # Few cards are retired: the queue leaves them out by this index.
    __table_args__ = (Index("ix_cards_retired_in", "retired_in"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    key: Mapped[str] = mapped_column(String(120), unique=True, info=NONE)
    fact_id: Mapped[str] = mapped_column(ForeignKey("facts.id"), index=True, info=NONE)
    view: Mapped[str] = mapped_column(String(40), info=NONE)
    position: Mapped[int] = mapped_column(Integer, info=NONE)
    answer_hash: Mapped[str] = mapped_column(String(64), info=NONE)
    """Hash of the answer alone: when it changes the card is asked anew."""
    retired_in: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"), info=NONE)


class QuestionRow(Base):
    """One version of a question. Rows are never changed but for ``current``."""

    __tablename__ = "questions"
    __table_args__ = (
        UniqueConstraint("key", "version"),
        Index("ix_questions_card_current", "card_id", "current"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    card_id: Mapped[int] = mapped_column(ForeignKey("cards.id"), info=NONE)
    key: Mapped[str] = mapped_column(String(160), info=NONE)
    version: Mapped[str] = mapped_column(String(32), info=NONE)
    type: Mapped[str] = mapped_column(String(16), info=NONE)
    level: Mapped[str] = mapped_column(String(8), info=NONE)
    answer_hash: Mapped[str] = mapped_column(String(64), info=NONE)
    """The card's answer when this version was made: differs from the card's once rekeyed."""
    content: Mapped[dict[str, object]] = mapped_column(Json, info=NONE)
    """The question as generation.codec writes it."""
    warnings: Mapped[list[object]] = mapped_column(Json, default=list, info=NONE)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"), index=True, info=NONE)
    current: Mapped[bool] = mapped_column(Boolean, info=NONE)


class QuestionSet(Base):
    """A named selection of cards: an article's, a topic's, or a teacher's choice."""

    __tablename__ = "question_sets"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, info=NONE)
    key: Mapped[str | None] = mapped_column(String(170), unique=True, info=NONE)
    """"article:ID" or "topic:ARTICLE/TOPIC"; "passage:ARTICLE/N@USER" of a learner who studies a
    passage alone; None for a teacher's own."""
    kind: Mapped[str] = mapped_column(String(16), info=NONE)
    title: Mapped[str] = mapped_column(String(200), info=PERSONAL)
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True, info=LINKED
    )
    retired_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)
    deck_id: Mapped[str | None] = mapped_column(String(80), info=NONE)
    """The deck that all of its cards are of; None for a set of the bank's or of several."""


class SetCard(Base):
    """A card of a set, in the order of the article."""

    __tablename__ = "set_cards"
    __table_args__ = (Index("ix_set_cards_card_id", "card_id"), {"sqlite_with_rowid": False})

    set_id: Mapped[int] = mapped_column(
        ForeignKey("question_sets.id", ondelete="CASCADE"), primary_key=True, info=NONE
    )
    card_id: Mapped[int] = mapped_column(ForeignKey("cards.id"), primary_key=True, info=NONE)
    position: Mapped[int] = mapped_column(Integer, info=NONE)
