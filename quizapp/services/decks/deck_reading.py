"""A file that a person brings: read in a child process, kept until they say yes, and previewed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any, Final

from sqlalchemy.orm import Session

from quizapp.errors import InputError, NotFoundError, Words, translatable
from quizapp.formats.incoming.incoming import Choices, Content, Incoming, ItemContent, Note
from quizapp.formats.incoming.incoming_codec import content_to_json
from quizapp.formats.own.everything_codec import EVERYTHING
from quizapp.formats.readers import READERS
from quizapp.generation.generate import generate
from quizapp.generation.item_questions import type_for
from quizapp.generation.seeds import PUBLISHED_SEED
from quizapp.services.decks import deck_media
from quizapp.services.decks.deck_build import Kept, deck_of, kept_of, key_digest
from quizapp.services.decks.deck_fitting import (
    as_kept,
    fact_nowhere,
    first_words,
    fit,
    from_kept,
    nowhere,
)
from quizapp.services.decks.deck_media import MediaCount
from quizapp.services.decks.deck_topics import LEVELS
from quizapp.services.processes.import_child import AT_LEISURE_S, MAX_BYTES, read_file
from quizapp.services.processes.uncollected import uncollected
from quizapp.services.questions.question_words import FORMS, KeyedQuestion, keyed
from quizapp.store.bank.content_queries import Row
from quizapp.store.decks import deck_queries, media_queries, own_card_queries
from quizapp.store.engine import reading, writing
from quizapp.store.tables.decks import DeckImport

WAITS_FOR: Final = timedelta(days=7)
"""How long a file waits for a yes before it is forgotten."""
SAMPLE: Final = 20
"""Notes that a preview shows as they will be asked."""
NEW: Final = "new"
"""In the place of a deck: a deck of its own."""
PAIR: Final = translatable("Pairs")


@dataclass(frozen=True, slots=True)
class SampleNote:
    """A note as it will be asked: one question for each form."""

    place: str
    topic: str
    tags: tuple[str, ...]
    suspended: bool
    questions: tuple[KeyedQuestion, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that is left out or changed: where, what, and why."""

    place: str
    what: str
    reason: Words


@dataclass(frozen=True, slots=True)
class Target:
    """A deck that the file can go into.

    Attributes:
        added, updated, same: what would become of the file's notes there.
        kept: those that stay as their owner changed them here, or deleted.
    """

    article_id: str
    title: str
    added: int
    updated: int
    same: int
    kept: int


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What taking in a file would bring; nothing of it is stored in any deck yet.

    Attributes:
        kinds: words for a kind of note -> how many.
        targets: decks of the person's that hold some of the notes already, the best first.
        reviews: past answers that can come along; first, last: of them.
        media: pictures and sounds that come in.
    """

    id: int
    title: str
    source_name: str
    format: str
    notes: int
    kinds: Mapping[Words, int]
    topics: int
    suspended: int
    sample: tuple[SampleNote, ...]
    changed: tuple[Loss, ...]
    left_out: tuple[Loss, ...]
    targets: tuple[Target, ...]
    reviews: int
    with_reviews: bool
    media: MediaCount


def stage(
    *,
    user_id: int,
    data: bytes,
    name: str,
    reader: str,
    choices: Choices,
    now: datetime,
    within_s: float = AT_LEISURE_S,
) -> int:
    """Read a file and keep what it brings until the person says yes; return the number of that.

    A file that waited before is forgotten: one waits at a time.

    Args:
        name: of the file. reader: name of one of ``READERS``, or "" to go by the file's name.
        within_s: seconds by the clock that reading it may take.

    Raises:
        InputError: the file cannot be read. BusyError: too many are read at this moment.
    """
    kind = kind_of(len(data), name=name, reader=reader)
    with read_whole(data, kind=kind, choices=choices, within_s=within_s) as incoming:
        deck_media.keep(incoming, user_id=user_id, now=now)
    with writing() as session:
        row = DeckImport(
            user_id=user_id,
            source_name=plain_name(name),
            format=kind,
            made_at=now,
            with_reviews=choices.scheduling and bool(incoming.reviews),
            incoming=as_kept(incoming),
        )
        deck_queries.let_one_wait(session, row)
        deck_media.let_wait(session, incoming, user_id=user_id, import_id=row.id)
        return row.id


def kind_of(size: int, *, name: str, reader: str) -> str:
    """Return the name of the reader that a file of so many bytes goes to.

    Raises:
        InputError: no reader takes it.
    """
    if size > MAX_BYTES:
        raise InputError("A file may have at most 100 MB. Nothing was stored.", field="file")
    if not size:
        raise InputError("The file is empty: there is nothing to bring in.", field="file")
    kind = reader or reader_for(name)
    if kind not in READERS:
        raise InputError("Choose what kind of file it is.", field="format")
    return kind


@contextmanager
def read_whole(data: bytes, *, kind: str, choices: Choices, within_s: float) -> Iterator[Incoming]:
    """Give what a file brings, as far as it makes facts; bytes of media until the block ends.

    Raises:
        InputError: it cannot be read, or nothing of it can come in.
        BusyError: too many are read at this moment.
    """
    with uncollected():
        incoming = read_file(data, reader=kind, choices=choices, within_s=within_s)
        try:
            incoming = fit(incoming)
            if not incoming.notes:
                raise _nothing_in(incoming)
            yield incoming
        finally:
            if incoming.spool is not None:
                incoming.spool.close()


def _nothing_in(incoming: Incoming) -> InputError:
    first = incoming.left_out[0].reason if incoming.left_out else translatable("It is empty.")
    return InputError("Nothing of this file can be brought in: {first}", first=first, field="file")


def forget_waiting(*, now: datetime) -> int:
    """Forget the files that nobody said yes to for a week; return how many."""
    with writing() as session:
        gone = deck_queries.drop_waiting_before(session, instant=now - WAITS_FOR)
        media_queries.sweep(session, before=now - deck_media.FORGOTTEN_AFTER)
        return gone


def reader_for(name: str) -> str:
    """Return the name of the reader of files that are called so; the longest suffix decides.

    Raises:
        InputError: no reader reads such files.
    """
    known = ((suffix, each.name) for each in READERS.values() for suffix in each.suffixes)
    fitting = [each for each in known if name.lower().endswith(each[0])]
    if fitting:
        return max(fitting, key=lambda each: len(each[0]))[1]
    raise InputError(
        "A file that is called {name} is none that can be brought in. Known are: {known}.",
        name=plain_name(name)[-40:],
        known=", ".join(suffix for each in READERS.values() for suffix in each.suffixes),
        field="file",
    )


def preview(*, user_id: int, import_id: int) -> ImportPreview:
    """Return what taking in a file that waits would bring.

    Raises:
        NotFoundError: no such file of theirs waits.
    """
    with reading() as session:
        row = get_waiting(session, import_id, user_id=user_id)
        found = row.incoming or {}
        reviews: Any = found.get("reviews", ())
        # Only how many there are is told: they need not be read one by one.
        incoming = from_kept({**found, "reviews": []})
        targets = _targets(session, user_id=user_id, notes=incoming.notes)
        number, source, kind, asked = row.id, row.source_name, row.format, row.with_reviews
    return ImportPreview(
        id=number,
        title=title_of(incoming, source),
        source_name=source,
        format=READERS[kind].title if kind in READERS else kind,
        notes=len(incoming.notes),
        kinds=Counter(_kind(note.content) for note in incoming.notes),
        topics=len({note.topic for note in incoming.notes}),
        suspended=sum(note.suspended for note in incoming.notes),
        sample=sample(incoming.notes[:SAMPLE]),
        changed=tuple(
            Loss(note.place, first_words(note.content), each)
            for note in incoming.notes
            for each in note.changed
        ),
        left_out=tuple(Loss(each.place, each.what, each.reason) for each in incoming.left_out),
        targets=targets,
        reviews=len(reviews),
        with_reviews=asked,
        media=deck_media.count(incoming, (note.content for note in incoming.notes)),
    )


def get_waiting(session: Session, import_id: int, *, user_id: int) -> DeckImport:
    """Return a file of the person's that waits.

    Raises:
        NotFoundError: none such waits.
    """
    row = deck_queries.find_waiting(session, import_id, user_id=user_id)
    if row is None or row.taken_at is not None or row.incoming is None or row.format == EVERYTHING:
        raise NotFoundError("No such file waits to be taken in.")
    return row


def title_of(incoming: Incoming, source_name: str) -> str:
    """Return what a deck of this file is called, at most 200 characters."""
    title = incoming.title or PurePosixPath(source_name).stem or source_name
    if not title and incoming.notes:
        title = first_words(incoming.notes[0].content)
    return " ".join(title.replace("::", LEVELS).split())[:200] or "…"


def rows_by_fact(rows: Sequence[Row]) -> dict[str, Row]:
    """Return the notes of a deck by the fact they make."""
    return {str(row["fact_id"]): row for row in rows}


def is_same(row: Row, kept: Kept) -> bool:
    """Return whether a note of a deck is as the file has it."""
    return (
        row["content"] == content_to_json(kept.content)
        and row["topic"] == kept.topic
        and row["tags"] == list(kept.tags)
    )


def what_becomes(before: Row | None, kept: Kept, *, was_deleted: bool, over_own: bool) -> str:
    """Return what becomes of a note of a file in a deck: added, updated, same or kept.

    Args:
        before: the deck's note of the same fact, if it has one. kept: as the file has it.
        was_deleted: whether the deck had one that its owner deleted.
        over_own: whether what they changed or deleted here gives way.
    """
    if before is None:
        return "kept" if was_deleted and not over_own else "added"
    if is_same(before, kept):
        return "same"
    return "kept" if before["edited_at"] is not None and not over_own else "updated"


def _targets(session: Session, *, user_id: int, notes: Sequence[Note]) -> tuple[Target, ...]:
    digests = [key_digest(note.key) for note in notes]
    facts = deck_queries.own_fact_ids(session, user_id=user_id)
    deleted = own_card_queries.own_deleted_fact_ids(session, user_id=user_id)
    found = []
    for line in deck_queries.list_visible(session, user_id=user_id):
        if not line.is_mine:
            continue
        here, gone = facts.get(line.article_id, set()), deleted.get(line.article_id, set())
        shared = [
            note
            for note, digest in zip(notes, digests, strict=True)
            if f"{line.article_id}-{digest}" in here
        ]
        away = sum(f"{line.article_id}-{digest}" in gone for digest in digests)
        # What a deck asks is read only where the file has some of it.
        what = _counted(session, line.article_id, shared) if shared else Counter[str]()
        added = len(notes) - len(shared) - away
        kept = what["kept"] + away
        found.append(
            Target(line.article_id, line.title, added, what["updated"], what["same"], kept)
        )
    return tuple(sorted(found, key=lambda each: (each.added, each.title)))


def _counted(session: Session, article_id: str, notes: Sequence[Note]) -> Counter[str]:
    """Return how many of these notes, which a deck has, become what."""
    known = rows_by_fact(deck_queries.notes_as_rows(session, article_id))
    kept = (kept_of(article_id, note) for note in notes)
    return Counter(
        what_becomes(known[each.fact_id], each, was_deleted=False, over_own=False) for each in kept
    )


def sample(notes: Sequence[Note]) -> tuple[SampleNote, ...]:
    """Return notes with the questions that they make, generated as they will be."""
    head = nowhere()
    bank, _ = deck_of(head, [kept_of(head.article_id, note) for note in notes])
    made: dict[str, list[KeyedQuestion]] = {}
    for question in generate(bank, seed=PUBLISHED_SEED).questions:
        made.setdefault(question.fact, []).append(keyed(question))
    return tuple(
        SampleNote(
            note.place,
            note.topic.replace("::", LEVELS),
            note.tags,
            note.suspended,
            tuple(made.get(fact_nowhere(note), ())),
        )
        for note in notes
    )


def _kind(content: Content) -> Words:
    if not isinstance(content, ItemContent):
        return PAIR
    words = FORMS[type_for(content.interaction)]
    return words if isinstance(words, Words) else translatable(words)


def plain_name(name: str) -> str:
    """Return the last part of a file's name without what no screen shows, at most 200 letters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[:200]


def forget(*, user_id: int) -> None:
    """Forget a file of the person's that waits."""
    with writing() as session:
        deck_queries.drop_waiting(session, user_id=user_id)
        media_queries.sweep(session, owner_id=user_id)
