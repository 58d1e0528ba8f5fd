"""Tables beside memory: a learner's own notes, hints taken of a showing, rounds of practice."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import LINKED, PERSONAL, Base, Instant, Json


class CardNote(Base):
    """What a learner wrote on a card. Cards are retired, never deleted: a note outlives edits."""

    __tablename__ = "card_notes"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    card_id: Mapped[int] = mapped_column(
        ForeignKey("cards.id"), primary_key=True, index=True, info=LINKED
    )
    text: Mapped[str] = mapped_column(Text, info=PERSONAL)
    version: Mapped[int] = mapped_column(Integer, info=LINKED)
    """Counts up at each write: an edit that began from an older one is refused."""
    changed_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)


class HintsTaken(Base):
    """How many hints a learner took of the present showing of a card: a reload forgets none."""

    __tablename__ = "hints_taken"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    card_id: Mapped[int] = mapped_column(
        ForeignKey("cards.id"), primary_key=True, index=True, info=LINKED
    )
    variant: Mapped[str] = mapped_column(String(16), info=LINKED)
    hints: Mapped[int] = mapped_column(SmallInteger, info=LINKED)


class PracticeRound(Base):
    """Where a learner is in a mode of practice with a set. Nothing of it is memory."""

    __tablename__ = "practice_rounds"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, info=LINKED
    )
    set_id: Mapped[int] = mapped_column(
        ForeignKey("question_sets.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        info=LINKED,
    )
    mode: Mapped[str] = mapped_column(String(8), primary_key=True, info=LINKED)
    """learn, match, timeline, cram."""
    content: Mapped[dict[str, object]] = mapped_column(Json, info=PERSONAL)
    version: Mapped[int] = mapped_column(Integer, info=LINKED)
    """Counts up at each answer: the same answer sent twice counts once."""
    changed_at: Mapped[datetime] = mapped_column(Instant, info=LINKED)
