"""Pictures and sounds of decks: kept while a file waits, taken in with it, shown, and let go.

Bytes are stored first, some at a time, and what refers to them last: nobody waits long for the
database, and a crash between leaves nothing that a deck misses.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy.orm import Session

from quizapp.bank.medium import PICTURES, is_stand_in, on
from quizapp.errors import BusyError, InputError, NotFoundError, translatable
from quizapp.formats.incoming.incoming import Content, Incoming, ItemContent
from quizapp.formats.incoming.incoming_codec import content_from_json
from quizapp.services.processes.import_child import media_of
from quizapp.store.decks import deck_queries, media_queries
from quizapp.store.decks.media_queries import NewFile, StoredFile
from quizapp.store.engine import lock_for, reading, writing

MOST_OF_PERSON: Final = 500_000_000
"""Bytes of pictures and sounds that all decks of one person may have together."""
AT_ONCE: Final = 4_000_000
"""Bytes in one transaction: some ten milliseconds for which nobody else can write."""
FORGOTTEN_AFTER: Final = timedelta(hours=1)
"""After which bytes that nothing refers to are of an import that never came to its end."""
TYPES: Final[Mapping[str, str]] = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "m4a": "audio/mp4",
}
"""What each kind is sent as: never what a stranger says that it is."""


_NONE: Final = translatable("There is no such picture or sound.")


@dataclass(frozen=True, slots=True)
class MediaCount:
    """How many different pictures and sounds there are, and their bytes."""

    pictures: int = 0
    sounds: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class MediaFound:
    """What the doctor found: stored files, those whose bytes are others, and those missing."""

    files: int
    damaged: int
    missing: int


def find(*, user_id: int, sha256: str) -> StoredFile:
    """Return a picture or sound of a deck that the person sees, or of a quiz that asks them.

    Raises:
        NotFoundError: there is none such for them.
    """
    with reading() as session:
        found = media_queries.get_file(session, _seen(session, sha256, user_id=user_id))
    if found.kind not in TYPES:
        raise NotFoundError(_NONE)
    return found


def require_seen(*, user_id: int, sha256: str) -> None:
    """See that a person may see a picture or sound whose bytes their browser has already.

    Raises:
        NotFoundError: as ``find``.
    """
    with reading() as session:
        _seen(session, sha256, user_id=user_id)


def _seen(session: Session, sha256: str, *, user_id: int) -> int:
    found = media_queries.find_seen(session, sha256, user_id=user_id)
    if found is None:
        found = media_queries.find_asked(session, sha256, user_id=user_id)
    if found is None:
        raise NotFoundError(_NONE)
    return found


def keep(incoming: Incoming, *, user_id: int, now: datetime) -> None:
    """Store the media that the notes of a file refer to, before anything refers to them here.

    Raises:
        InputError: the person's decks would have more than they may.
    """
    wanted = names_in(note.content for note in incoming.notes)
    _check_room(incoming, wanted, user_id=user_id)
    some: list[NewFile] = []
    for held, data in media_of(incoming):
        if held.file not in wanted:
            continue
        some.append(NewFile(held.file, held.kind, data))
        if sum(len(each.data) for each in some) >= AT_ONCE:
            _put(some, user_id=user_id, now=now)
            some = []
    if some:
        _put(some, user_id=user_id, now=now)


def let_wait(session: Session, incoming: Incoming, *, user_id: int, import_id: int) -> None:
    """Let a file that waits for a yes refer to its media; forget what nothing refers to any more.

    Raises:
        BusyError: another import of the same person took them away in between.
    """
    wanted = names_in(note.content for note in incoming.notes)
    found = media_queries.ids_of(session, wanted, owner_id=user_id)
    if len(found) < len(wanted):
        raise BusyError(
            "Another file of yours was brought in at the same moment. Nothing was stored of this "
            "one. Try again."
        )
    media_queries.let_wait(session, found.values(), import_id=import_id)
    media_queries.sweep(session, owner_id=user_id)


def take_up(
    session: Session,
    contents: Iterable[Content],
    *,
    article_id: str,
    user_id: int,
    import_id: int,
) -> None:
    """Let a deck refer to the media of notes that were taken in, and the file to none.

    Raises:
        InputError: a medium is gone.
    """
    refer(session, contents, article_id=article_id, user_id=user_id)
    end_waiting(session, user_id=user_id, import_id=import_id)


def refer(session: Session, contents: Iterable[Content], *, article_id: str, user_id: int) -> None:
    """Let a deck refer to the media of notes that are taken in.

    Raises:
        InputError: a medium is gone.
    """
    wanted = names_in(contents)
    found = media_queries.ids_of(session, wanted, owner_id=user_id)
    if len(found) < len(wanted):
        raise InputError("A picture or sound of this file is gone. Choose the file again.")
    media_queries.add_to_deck(session, found.values(), article_id=article_id)


def end_waiting(session: Session, *, user_id: int, import_id: int) -> None:
    """Let a file that was taken in refer to no media; what nothing refers to any more is gone."""
    media_queries.end_waiting(session, import_id=import_id)
    media_queries.sweep(session, owner_id=user_id)


def let_go(session: Session, article_id: str, *, user_id: int) -> None:
    """Let a deck refer to nothing more; what no other deck of its owner has is deleted."""
    media_queries.drop_from_deck(session, article_id)
    media_queries.sweep(session, owner_id=user_id)


def names_in(contents: Iterable[Content]) -> frozenset[str]:
    """Return the SHA-256 of every medium that some contents refer to."""
    return frozenset(each.file for content in contents for each in content.media)


def says_all_in_words(content: Content) -> bool:
    """Return whether a note still asks and answers where its media are left away."""
    front, back = on(content.media, "front"), on(content.media, "back")
    if isinstance(content, ItemContent):
        return not is_stand_in(content.stem, front)
    return not (is_stand_in(content.front, front) or is_stand_in(content.back, back))


def count(incoming: Incoming, contents: Iterable[Content]) -> MediaCount:
    """Return how many different media of a file some of its contents refer to."""
    wanted = names_in(contents)
    held = [each for each in incoming.media if each.file in wanted]
    pictures = sum(each.kind in PICTURES for each in held)
    return MediaCount(pictures, len(held) - pictures, sum(each.size for each in held))


def count_in_deck(session: Session, article_id: str) -> MediaCount:
    """Return how many media a deck has, those of its older versions included."""
    return MediaCount(*media_queries.count_in_deck(session, article_id, pictures=PICTURES))


def examine() -> MediaFound:
    """Look at every stored file, and for every file that the notes of a deck show."""
    files = damaged = missing = 0
    with reading() as session:
        for _, sha256, kind, data in media_queries.every(session):
            files += 1
            damaged += kind not in TYPES or hashlib.sha256(data).hexdigest() != sha256
        for article_id in media_queries.decks_of_notes(session):
            notes = deck_queries.notes_as_rows(session, article_id)
            shown = names_in(content_from_json(cast("Any", row["content"])) for row in notes)
            if shown:
                there = media_queries.names_in_deck(session, article_id)
                missing += len(shown - there)
    return MediaFound(files, damaged, missing)


def _check_room(incoming: Incoming, wanted: frozenset[str], *, user_id: int) -> None:
    new = sum(each.size for each in incoming.media if each.file in wanted)
    if not new:
        return
    with reading() as session:
        there = media_queries.bytes_of(session, owner_id=user_id, without=wanted)
    if there + new > MOST_OF_PERSON:
        raise InputError(
            "Your decks hold {there} MB of pictures and sound, this file brings {new} MB more, and "
            "{most} MB is what one person may have. Delete a deck that you no longer need, or "
            "bring the file in without media.",
            there=there // 1_000_000,
            new=-(-new // 1_000_000),
            most=MOST_OF_PERSON // 1_000_000,
            field="file",
        )


def _put(files: list[NewFile], *, user_id: int, now: datetime) -> None:
    with writing() as session:
        lock_for(session, user_id)
        media_queries.put(session, files, owner_id=user_id, now=now)
