"""Everything of a person in one file: written as they ask for it, from one snapshot."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import IO, Final

from sqlalchemy.orm import Session

from quizapp.formats.own import deck_file
from quizapp.formats.own.deck_file import FiledNote
from quizapp.formats.own.everything_file import (
    ENTRIES_IN_A_PART,
    SOURCE_NAME_LETTERS,
    Counts,
    Writer,
)
from quizapp.services.decks import deck_media
from quizapp.services.decks.deck_build import Kept, key_of
from quizapp.services.decks.deck_draft import kept_in
from quizapp.services.files import memory_saving
from quizapp.services.files.everything_account import account_of
from quizapp.store.base import EPOCH
from quizapp.store.decks import deck_memory_queries, deck_queries, media_queries
from quizapp.store.engine import reading
from quizapp.store.tables.decks import Deck

SUFFIX: Final = ".quizapp.zip"


def file_name(now: datetime) -> str:
    """Return what a file that is made now is called."""
    return f"everything-{now:%Y-%m-%d}{SUFFIX}"


def write(out: IO[bytes], *, user_id: int, now: datetime) -> Counts:
    """Write everything of a person; return how much that is.

    Raises:
        NotFoundError: there is no such account.
    """
    with reading() as session, Writer(out) as writer:
        account = account_of(session, user_id=user_id)
        wanted: set[str] = set()
        for deck in deck_queries.list_own(session, user_id=user_id):
            wanted |= _deck(session, deck, writer, user_id=user_id)
        for part in memory_saving.parts(session, user_id=user_id, size=ENTRIES_IN_A_PART, now=now):
            writer.memory(part)
        for sha256, found in media_queries.files_of(session, owner_id=user_id, names=wanted):
            writer.medium(sha256, found.kind, found.data)
        return writer.end(made_at=now.isoformat(timespec="seconds"), account=account)


def _deck(session: Session, deck: Deck, writer: Writer, *, user_id: int) -> frozenset[str]:
    """Add a deck; return the SHA-256 of the media that its notes show."""
    rows = deck_queries.notes_as_rows(session, deck.article_id)
    there = media_queries.names_in_deck(session, deck.article_id)
    kept = [each for row in rows if (each := _with(kept_in(row), there)) is not None]
    cards = deck_queries.cards_of(session, deck.article_id)
    away = deck_memory_queries.suspended_cards(session, deck.article_id, user_id=user_id)
    put_away = {fact for (fact, _), number in cards.items() if number in away}
    notes = [
        FiledNote(
            key_of(each.fact_id),
            each.content,
            each.topic,
            each.tags,
            suspended=each.fact_id in put_away,
        )
        for each in kept
    ]
    # Answers stand in the memory, whole: here they could only be past ones.
    data = deck_file.write(deck.title, notes, (), rollover_hour=None)
    writer.deck(
        data,
        notes=len(notes),
        id=deck.article_id,
        # Whatever a row has from elsewhere: everything of a person can always be taken along.
        source_name=deck.source_name[:SOURCE_NAME_LETTERS],
        format=deck.format,
        created_at=(deck.created_at - EPOCH) // timedelta(milliseconds=1),
    )
    return deck_media.names_in(each.content for each in kept)


def _with(note: Kept, there: frozenset[str]) -> Kept | None:
    """Return a note with the media that the site still has; None where it asks by the others."""
    media = tuple(each for each in note.content.media if each.file in there)
    if len(media) == len(note.content.media):
        return note
    if not deck_media.says_all_in_words(note.content):
        return None
    return replace(note, content=replace(note.content, media=media))
