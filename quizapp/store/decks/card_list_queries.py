"""Queries that list the cards of one's own deck: by state, by what is searched, the deleted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Select, and_, false, func, literal, or_, select
from sqlalchemy.orm import Session

from quizapp.store.bank.visibility import is_asked
from quizapp.store.base import core_table
from quizapp.store.tables.content import CardRow, FactRow
from quizapp.store.tables.decks import DeckNote, DeletedNote
from quizapp.store.tables.memory import CardState

Which = Literal["all", "new", "learning", "due", "suspended", "flagged", "leech"]
_STATES: Final = core_table(CardState)
_NOTES: Final = core_table(DeckNote)
_DELETED: Final = core_table(DeletedNote)


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card of a deck with its note, and how it stands with the person who asks.

    Attributes:
        view: what of the note it asks. content: the note's, as it is stored.
        stage: None where the person does not study it.
        due_day: study day, or None. due_at: of a learning step.
        flag: 0 for none.
    """

    card_id: int
    fact_id: str
    view: str
    content: dict[str, Any]
    topic: str
    tags: tuple[str, ...]
    edited_at: datetime | None
    stage: str | None
    due_day: int | None
    due_at: datetime | None
    reps: int
    suspended: bool
    buried_until_day: int | None
    flag: int
    leech: bool


@dataclass(frozen=True, slots=True)
class SearchedCard:
    """What words of a card are looked for in."""

    card_id: int
    statement: str
    explanation: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeletedLine:
    """A note that was deleted, with the number of a card that it had."""

    card_id: int
    content: dict[str, Any]
    tags: tuple[str, ...]
    deleted_at: datetime


def count_cards(session: Session, article_id: str, *, user_id: int, day: int) -> dict[Which, int]:
    """Return how many cards of a deck there are of each kind.

    Args:
        day: the person's study day.
    """
    kinds: tuple[Which, ...] = ("all", "new", "learning", "due", "suspended", "flagged", "leech")
    counted = (func.count().filter(_is(kind, day)) for kind in kinds)
    row = session.execute(_cards(select(*counted), article_id, user_id)).one()
    return dict(zip(kinds, row, strict=True))


def count_deleted(session: Session, article_id: str) -> int:
    """Return how many deleted notes of a deck can be put back."""
    counted = select(func.count()).where(DeletedNote.article_id == article_id)
    return session.scalar(counted) or 0


def list_cards(
    session: Session,
    article_id: str,
    *,
    user_id: int,
    day: int,
    which: Which,
    limit: int,
    offset: int,
) -> tuple[CardLine, ...]:
    """Return some cards of a kind, in the order of the deck."""
    found = _lines(article_id, user_id).where(_is(which, day)).limit(limit).offset(offset)
    return tuple(map(_line, session.execute(found)))


def list_cards_of(
    session: Session, article_id: str, *, user_id: int, card_ids: Collection[int]
) -> tuple[CardLine, ...]:
    """Return those cards of a deck that are among these, in the order of the deck."""
    found = _lines(article_id, user_id).where(CardRow.id.in_(card_ids))
    return tuple(map(_line, session.execute(found)))


def list_searched(
    session: Session, article_id: str, *, user_id: int, day: int, which: Which
) -> tuple[SearchedCard, ...]:
    """Return what is searched of all cards of a kind, in the order of the deck."""
    columns = select(CardRow.id, FactRow.statement, FactRow.explanation, _NOTES.c.tags)
    rows = session.execute(_ordered(_cards(columns, article_id, user_id)).where(_is(which, day)))
    return tuple(SearchedCard(row[0], row[1], row[2], tuple(row[3])) for row in rows)


def list_deleted(
    session: Session, article_id: str, *, limit: int, offset: int
) -> tuple[DeletedLine, ...]:
    """Return some deleted notes of a deck, the last deleted first."""
    card = select(func.min(CardRow.id)).where(CardRow.fact_id == _DELETED.c.fact_id)
    rows = session.execute(
        select(card.scalar_subquery(), _DELETED.c.content, _DELETED.c.tags, _DELETED.c.deleted_at)
        .where(_DELETED.c.article_id == article_id)
        .order_by(_DELETED.c.deleted_at.desc(), _DELETED.c.fact_id)
        .limit(limit)
        .offset(offset)
    )
    return tuple(DeletedLine(row[0], row[1], tuple(row[2]), row[3]) for row in rows)


def _cards(found: Any, article_id: str, user_id: int) -> Any:
    """Join the cards of a deck with their notes and the person's states."""
    return (
        found.select_from(FactRow)
        .join(CardRow, CardRow.fact_id == FactRow.id)
        .join(
            _NOTES,
            and_(_NOTES.c.article_id == FactRow.article_id, _NOTES.c.fact_id == FactRow.id),
        )
        .outerjoin(_STATES, and_(_STATES.c.card_id == CardRow.id, _STATES.c.user_id == user_id))
        .where(FactRow.article_id == article_id, is_asked(CardRow.retired_in))
    )


def _ordered(found: Any) -> Any:
    return found.order_by(_NOTES.c.position, FactRow.id, CardRow.position, CardRow.id)


def _lines(article_id: str, user_id: int) -> Select[Any]:
    columns = select(
        CardRow.id,
        FactRow.id,
        CardRow.view,
        _NOTES.c.content,
        _NOTES.c.topic,
        _NOTES.c.tags,
        _NOTES.c.edited_at,
        _STATES.c.stage,
        _STATES.c.due_day,
        _STATES.c.due_at,
        func.coalesce(_STATES.c.reps, 0),
        func.coalesce(_STATES.c.suspended, false()),
        _STATES.c.buried_until_day,
        func.coalesce(_STATES.c.flag, 0),
        func.coalesce(_STATES.c.leech, false()),
    )
    found: Select[Any] = _ordered(_cards(columns, article_id, user_id))
    return found


def _line(row: Any) -> CardLine:
    card, fact, view, content, topic, tags, edited, stage, due_day, due_at, reps, *rest = row
    suspended, buried, flag, leech = rest
    return CardLine(
        card_id=card,
        fact_id=fact,
        view=view,
        content=content,
        topic=topic,
        tags=tuple(tags),
        edited_at=edited,
        stage=stage,
        due_day=due_day,
        due_at=due_at,
        reps=reps,
        suspended=bool(suspended),
        buried_until_day=buried,
        flag=flag,
        leech=bool(leech),
    )


def _is(which: Which, day: int) -> ColumnElement[bool]:
    """Return the condition that a card is of a kind, on a study day."""
    away = or_(
        func.coalesce(_STATES.c.suspended, false()).is_(True),
        func.coalesce(_STATES.c.buried_until_day > day, false()),
    )
    kinds: dict[Which, ColumnElement[bool]] = {
        "all": literal(value=True),
        "new": func.coalesce(_STATES.c.stage, "new") == "new",
        "learning": _STATES.c.stage.in_(("learning", "relearning")),
        "due": and_(_STATES.c.due_day <= day, ~away),
        "suspended": func.coalesce(_STATES.c.suspended, false()).is_(True),
        "flagged": func.coalesce(_STATES.c.flag, 0) > 0,
        "leech": func.coalesce(_STATES.c.leech, false()).is_(True),
    }
    return kinds[which]
