"""Queries of the cards of one's own deck: found, written, mended, deleted and put back."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    and_,
    delete,
    func,
    select,
    union,
)
from sqlalchemy.orm import Session

from quizapp.store.bank.content_queries import Row, insert_rows, update_rows
from quizapp.store.bank.visibility import is_asked
from quizapp.store.base import core_table
from quizapp.store.tables.classes import ClassMember
from quizapp.store.tables.content import ArticleRow, CardRow, FactRow
from quizapp.store.tables.decks import Deck, DeckNote, DeckShare, DeletedNote
from quizapp.store.tables.memory import CardState, ReviewLog

_STATES: Final = core_table(CardState)
_NOTES: Final = core_table(DeckNote)
_DELETED: Final = core_table(DeletedNote)
_KEPT: Final = ("fact_id", "position", "content", "topic", "tags", "edited_at")


def find_fact(session: Session, card_id: int, *, article_id: str) -> str | None:
    """Return the fact of a card of a deck, retired or not."""
    return session.scalar(
        select(FactRow.id)
        .join(CardRow, CardRow.fact_id == FactRow.id)
        .where(CardRow.id == card_id, FactRow.article_id == article_id)
    )


def find_note(session: Session, fact_id: str, *, article_id: str) -> Row | None:
    """Return the note of a deck that makes a fact, as a plain row."""
    return _found(session, _NOTES, fact_id, article_id)


def find_deleted(session: Session, fact_id: str, *, article_id: str) -> Row | None:
    """Return the deleted note of a deck that made a fact, as a plain row."""
    return _found(session, _DELETED, fact_id, article_id)


def find_last_note(session: Session, article_id: str) -> Row | None:
    """Return the last note of a deck, as a plain row."""
    row = session.execute(
        select(*(_NOTES.c[name] for name in _KEPT))
        .where(_NOTES.c.article_id == article_id)
        .order_by(_NOTES.c.position.desc(), _NOTES.c.fact_id.desc())
        .limit(1)
    ).mappings()
    found = row.first()
    return None if found is None else dict(found)


def list_note_topics(session: Session, article_id: str) -> tuple[str, ...]:
    """Return the topics in which the notes of a deck stand, in the order of the deck."""
    rows = session.execute(
        select(_NOTES.c.topic)
        .where(_NOTES.c.article_id == article_id)
        .group_by(_NOTES.c.topic)
        .order_by(func.min(_NOTES.c.position))
    )
    return tuple(str(row[0]) for row in rows)


def count_same_beginning(session: Session, article_id: str, *, beginning: str, but: str) -> int:
    """Return how many facts of a deck have a statement that begins so, whatever the case.

    Args:
        beginning: of the statement. but: a fact that does not count.
    """
    # Both sides by the database's own idea of small letters.
    begun = func.substr(func.lower(FactRow.statement), 1, func.length(beginning))
    counted = select(func.count()).where(
        FactRow.article_id == article_id,
        is_asked(FactRow.retired_in),
        FactRow.id != but,
        begun == func.lower(beginning),
    )
    return session.scalar(counted) or 0


def card_numbers(session: Session, fact_ids: Collection[str]) -> dict[str, tuple[int, ...]]:
    """Return the numbers of the cards of each of these facts that are asked, in their order."""
    found: dict[str, tuple[int, ...]] = dict.fromkeys(fact_ids, ())
    rows = session.execute(
        select(CardRow.fact_id, CardRow.id)
        .where(CardRow.fact_id.in_(fact_ids), is_asked(CardRow.retired_in))
        .order_by(CardRow.position, CardRow.id)
    )
    for fact_id, number in rows:
        found[fact_id] += (number,)
    return found


def count_answers(session: Session, card_ids: Collection[int], *, user_id: int) -> int:
    """Return how many answers a person gave to these cards."""
    counted = select(func.count()).where(
        ReviewLog.user_id == user_id,
        ReviewLog.card_id.in_(card_ids),
        ReviewLog.rating.is_not(None),
    )
    return session.scalar(counted) or 0


def list_learners(session: Session, article_id: str) -> tuple[int, ...]:
    """Return who sees a deck: its owner, and the members of classes it is shared with."""
    owner = select(Deck.owner_id).where(Deck.article_id == article_id)
    members = (
        select(ClassMember.user_id)
        .join(DeckShare, DeckShare.class_id == ClassMember.class_id)
        .where(DeckShare.article_id == article_id, ClassMember.blocked_at.is_(None))
    )
    return tuple(sorted(session.scalars(union(owner, members))))


def count_learnt(session: Session, card_ids: Collection[int], *, people: Collection[int]) -> int:
    """Return how many of these people have answered one of these cards."""
    # By person, then card: the states have no index by card alone.
    counted = select(func.count(_STATES.c.user_id.distinct())).where(
        _STATES.c.user_id.in_(people), _STATES.c.card_id.in_(card_ids), _STATES.c.reps > 0
    )
    return session.scalar(counted) or 0


def own_deleted_fact_ids(session: Session, *, user_id: int) -> dict[str, set[str]]:
    """Return the facts whose notes were deleted in each deck of a person's own, by the deck."""
    rows = session.execute(
        select(FactRow.article_id, FactRow.id)
        .join(Deck, Deck.article_id == FactRow.article_id)
        .join(ArticleRow, ArticleRow.id == Deck.article_id)
        .where(
            Deck.owner_id == user_id,
            ArticleRow.retired_in.is_(None),
            func.coalesce(FactRow.retired_in, 0) != 0,
        )
    )
    found: dict[str, set[str]] = {}
    for article_id, fact_id in rows:
        found.setdefault(article_id, set()).add(fact_id)
    return found


def put_notes(session: Session, article_id: str, rows: Sequence[Row]) -> None:
    """Write these notes of a deck, each over the one of its fact where there is one."""
    ids = [str(row["fact_id"]) for row in rows]
    there = _NOTES.c.article_id == article_id
    known = set(session.scalars(select(_NOTES.c.fact_id).where(there, _NOTES.c.fact_id.in_(ids))))
    whole: list[Row] = [{"article_id": article_id, **row} for row in rows]
    insert_rows(session, DeckNote, [row for row in whole if row["fact_id"] not in known])
    update_rows(
        session,
        DeckNote,
        [row for row in whole if row["fact_id"] in known],
        by=("article_id", "fact_id"),
    )
    session.execute(
        delete(_DELETED).where(_DELETED.c.article_id == article_id, _DELETED.c.fact_id.in_(ids))
    )


def set_deleted(
    session: Session, article_id: str, fact_ids: Collection[str], *, now: datetime
) -> None:
    """Move notes of a deck to those that were deleted."""
    which = and_(_NOTES.c.article_id == article_id, _NOTES.c.fact_id.in_(fact_ids))
    rows = session.execute(select(_NOTES).where(which)).mappings()
    insert_rows(session, DeletedNote, [{**row, "deleted_at": now} for row in rows])
    session.execute(delete(_NOTES).where(which))


def sweep_deleted(session: Session, *, before: datetime) -> int:
    """Forget the notes that were deleted before that instant; return how many."""
    gone = session.execute(delete(_DELETED).where(_DELETED.c.deleted_at < before))
    return int(getattr(gone, "rowcount", 0))


def _found(session: Session, table: Any, fact_id: str, article_id: str) -> Row | None:
    found = session.execute(
        select(*(table.c[name] for name in _KEPT)).where(
            table.c.article_id == article_id, table.c.fact_id == fact_id
        )
    )
    row = found.mappings().first()
    return None if row is None else dict(row)
