"""Queries of media: put once, referred to by decks, sent to who sees the deck, gone with the last.

A deck is seen by the one condition of ``store.bank.visibility``, and nothing here widens it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Text, delete, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from quizapp.store.bank.content_queries import Row, insert_rows
from quizapp.store.bank.visibility import visible_to
from quizapp.store.base import core_table
from quizapp.store.tables.assigning import AttemptItem
from quizapp.store.tables.classes import AssignmentItem, Attempt
from quizapp.store.tables.content import ArticleRow, CardRow, FactRow, QuestionRow
from quizapp.store.tables.decks import Deck, DeckImport, DeckNote
from quizapp.store.tables.media import DeckMedium, MediaFile, WaitingMedium

_FILES: Final = core_table(MediaFile)
_IN_DECKS: Final = core_table(DeckMedium)
_WAITING: Final = core_table(WaitingMedium)
_AT_ONCE: Final = 500
"""Names in one statement."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The bytes of a medium and what they are."""

    kind: str
    data: bytes


@dataclass(frozen=True, slots=True)
class NewFile:
    """A medium to be put: SHA-256 of its bytes as 64 hex digits, what it is, and the bytes."""

    sha256: str
    kind: str
    data: bytes


def put(session: Session, files: Collection[NewFile], *, owner_id: int, now: datetime) -> None:
    """Store files that the person does not have yet; nothing refers to them so far."""
    known = ids_of(session, (each.sha256 for each in files), owner_id=owner_id)
    insert_rows(
        session,
        MediaFile,
        [
            {
                "owner_id": owner_id,
                "sha256": each.sha256,
                "kind": each.kind,
                "size": len(each.data),
                "stored_at": now,
                "data": each.data,
            }
            for each in files
            if each.sha256 not in known
        ],
    )


def ids_of(session: Session, names: Iterable[str], *, owner_id: int) -> dict[str, int]:
    """Return the numbers of the person's files, by SHA-256; of those that there are."""
    wanted = sorted(set(names))
    found: dict[str, int] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(
            select(_FILES.c.sha256, _FILES.c.id).where(
                _FILES.c.owner_id == owner_id,
                _FILES.c.sha256.in_(wanted[start : start + _AT_ONCE]),
            )
        )
        found.update({str(name): int(number) for name, number in rows})
    return found


def let_wait(session: Session, media_ids: Iterable[int], *, import_id: int) -> None:
    """Let a file that waits for a yes refer to media."""
    rows: list[Row] = [
        {"import_id": import_id, "media_id": each} for each in sorted(set(media_ids))
    ]
    insert_rows(session, WaitingMedium, rows)


def add_to_deck(session: Session, media_ids: Iterable[int], *, article_id: str) -> None:
    """Let a deck refer to media; what it has already stays: old answers show what was seen."""
    known = set(
        session.scalars(select(_IN_DECKS.c.media_id).where(_IN_DECKS.c.article_id == article_id))
    )
    new = sorted(set(media_ids) - known)
    insert_rows(session, DeckMedium, [{"article_id": article_id, "media_id": each} for each in new])


def end_waiting(session: Session, *, import_id: int) -> None:
    """Let an import that was taken in refer to nothing more."""
    session.execute(delete(_WAITING).where(_WAITING.c.import_id == import_id))


def drop_from_deck(session: Session, article_id: str) -> None:
    """Let a deck refer to nothing more."""
    session.execute(delete(_IN_DECKS).where(_IN_DECKS.c.article_id == article_id))


def sweep(session: Session, *, owner_id: int | None = None, before: datetime | None = None) -> int:
    """Delete the files that nothing refers to; return how many.

    Args:
        owner_id: of one person alone.
        before: only what was stored before that instant.
    """
    session.flush()
    gone = delete(_FILES).where(
        ~select(_IN_DECKS.c.media_id).where(_IN_DECKS.c.media_id == _FILES.c.id).exists(),
        ~select(_WAITING.c.media_id).where(_WAITING.c.media_id == _FILES.c.id).exists(),
    )
    if owner_id is not None:
        gone = gone.where(_FILES.c.owner_id == owner_id)
    if before is not None:
        gone = gone.where(_FILES.c.stored_at < before)
    done = session.execute(gone.execution_options(synchronize_session=False))
    return int(getattr(done, "rowcount", 0))


def bytes_of(session: Session, *, owner_id: int, without: Collection[str] = ()) -> int:
    """Return how many bytes the person's files have together, but for those of these names."""
    whole = session.scalar(
        select(func.coalesce(func.sum(_FILES.c.size), 0)).where(_FILES.c.owner_id == owner_id)
    )
    known = ids_of(session, without, owner_id=owner_id)
    ids, same = sorted(known.values()), 0
    for start in range(0, len(ids), _AT_ONCE):
        some = _FILES.c.id.in_(ids[start : start + _AT_ONCE])
        same += session.scalar(select(func.sum(_FILES.c.size)).where(some)) or 0
    return int(whole or 0) - same


def find_seen(session: Session, sha256: str, *, user_id: int) -> int | None:
    """Return the number of a file of a deck that the person sees, or of an import that waits."""
    in_deck = (
        select(_IN_DECKS.c.media_id)
        .join(Deck, Deck.article_id == _IN_DECKS.c.article_id)
        .join(ArticleRow, ArticleRow.id == Deck.article_id)
        .where(
            _IN_DECKS.c.media_id == _FILES.c.id,
            ArticleRow.retired_in.is_(None),
            visible_to(user_id, _IN_DECKS.c.article_id),
        )
        .exists()
    )
    waiting = (
        select(_WAITING.c.media_id)
        .join(DeckImport, DeckImport.id == _WAITING.c.import_id)
        .where(_WAITING.c.media_id == _FILES.c.id, DeckImport.user_id == user_id)
        .exists()
    )
    return _first(session, sha256, or_(in_deck, waiting))


def find_asked(session: Session, sha256: str, *, user_id: int) -> int | None:
    """Return the number of a file of a question which an attempt of the person asks, or asked.

    A teacher may assign questions of a deck that the class does not see otherwise.
    """
    asked = (
        select(_IN_DECKS.c.media_id)
        .join(FactRow, FactRow.article_id == _IN_DECKS.c.article_id)
        .join(CardRow, CardRow.fact_id == FactRow.id)
        .join(QuestionRow, QuestionRow.card_id == CardRow.id)
        .join(AssignmentItem, AssignmentItem.question_id == QuestionRow.id)
        .join(AttemptItem, AttemptItem.item_id == AssignmentItem.id)
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .where(
            _IN_DECKS.c.media_id == _FILES.c.id,
            Attempt.user_id == user_id,
            type_coerce(QuestionRow.content, Text).contains(sha256, autoescape=True),
        )
        .exists()
    )
    return _first(session, sha256, asked)


def _first(session: Session, sha256: str, which: ColumnElement[bool]) -> int | None:
    number: int | None = session.scalar(
        select(_FILES.c.id).where(_FILES.c.sha256 == sha256, which).limit(1)
    )
    return number


def get_file(session: Session, media_id: int) -> StoredFile:
    """Return what a file is, and its bytes."""
    row = session.execute(select(_FILES.c.kind, _FILES.c.data).where(_FILES.c.id == media_id)).one()
    return StoredFile(row[0], bytes(row[1]))


def count_in_deck(
    session: Session, article_id: str, *, pictures: Collection[str]
) -> tuple[int, int, int]:
    """Return how many pictures and sounds a deck has, and their bytes.

    Args:
        pictures: the kinds that are pictures.
    """
    rows = session.execute(
        select(_FILES.c.kind, func.count(), func.sum(_FILES.c.size))
        .join(_IN_DECKS, _IN_DECKS.c.media_id == _FILES.c.id)
        .where(_IN_DECKS.c.article_id == article_id)
        .group_by(_FILES.c.kind)
    ).all()
    whole = sum(many for _, many, _ in rows)
    seen = sum(many for kind, many, _ in rows if kind in pictures)
    return seen, whole - seen, sum(int(size) for _, _, size in rows)


def files_of(
    session: Session, *, owner_id: int, names: Collection[str] | None = None
) -> Iterator[tuple[str, StoredFile]]:
    """Yield the person's files by SHA-256, one at a time: of these names, or all of them."""
    query = select(_FILES.c.id, _FILES.c.sha256).where(_FILES.c.owner_id == owner_id)
    rows = session.execute(query.order_by(_FILES.c.sha256)).all()
    for number, sha256 in rows:
        if names is not None and sha256 not in names:
            continue
        yield sha256, get_file(session, number)


def decks_of_notes(session: Session) -> tuple[str, ...]:
    """Return the decks that have notes."""
    return tuple(session.scalars(select(DeckNote.article_id).distinct()))


def names_in_deck(session: Session, article_id: str) -> frozenset[str]:
    """Return the SHA-256 of every file that a deck has."""
    return frozenset(
        session.scalars(
            select(_FILES.c.sha256)
            .join(_IN_DECKS, _IN_DECKS.c.media_id == _FILES.c.id)
            .where(_IN_DECKS.c.article_id == article_id)
        )
    )


def every(session: Session) -> Iterator[tuple[int, str, str, bytes]]:
    """Yield number, SHA-256, kind and bytes of every file, one at a time, to be looked at."""
    numbers = session.scalars(select(_FILES.c.id).order_by(_FILES.c.id)).all()
    for number in numbers:
        row = session.execute(
            select(_FILES.c.id, _FILES.c.sha256, _FILES.c.kind, _FILES.c.data).where(
                _FILES.c.id == number
            )
        ).first()
        if row is not None:
            yield row[0], row[1], row[2], bytes(row[3])
