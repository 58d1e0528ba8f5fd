"""Anki packages (.apkg, .colpkg): notes as contents, and the answers that were given to them."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from quizapp.errors import InputError, Words, translatable
from quizapp.formats.anki import anki_cloze, anki_collection, anki_reviews
from quizapp.formats.anki.anki_archive import unpacked
from quizapp.formats.anki.anki_collection import Collection
from quizapp.formats.anki.anki_database import Database, Row, opened, text, whole
from quizapp.formats.anki.anki_faces import Kind, kind_of
from quizapp.formats.anki.anki_html import clean, one_line, plain
from quizapp.formats.anki.anki_notes import Card, RawNote, Taken, take
from quizapp.formats.anki.anki_template import Work
from quizapp.formats.incoming.incoming import (
    MOST_NOTES,
    Choices,
    Incoming,
    ItemContent,
    LeftOut,
    Note,
    PastReview,
    Reader,
)
from quizapp.formats.incoming.media import Shelf

MOST_CARDS: Final = 200_000
MOST_TEXT: Final = 50_000_000
"""Characters of all the plain texts together."""
_MOST_CELL: Final = 2_000_000
"""Bytes of the fields of one note; more is not even read."""
_SUSPENDED: Final = -1
_PARTED: Final = "\x1f"
"""Stands between the fields of a note."""
_LONGEST_KEY: Final = 100
_MOST_TAGS: Final = 100
_LONGEST_NAME: Final = 200
"""Characters of a tag or a topic."""
_SHOWN: Final = 80
_LOOKED_AT: Final = 2_000
_PACKAGES: Final = (".apkg", ".colpkg")


def read(data: bytes, choices: Choices) -> Incoming:
    """Return the notes of a package and, where they are wanted, its past answers.

    Raises:
        InputError: the package cannot be read as a whole.
    """
    with unpacked(data) as package, opened(package.path) as database:
        collection = anki_collection.read(database)
        if package.hollow or (package.oldest and _asks_for_update(database)):
            raise InputError(
                "All that is in this package is a note that asks to update Anki. Export it again "
                "in Anki, once with “Support older Anki versions” ticked and, should that not do, "
                "once without.",
                field="file",
            )
        return _Reading(database, collection, choices, Shelf(package.media)).incoming()


@dataclass(slots=True)
class _Reading:
    """The reading of one collection."""

    database: Database
    collection: Collection
    choices: Choices
    shelf: Shelf
    notes: list[Note] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    asked: dict[int, tuple[str, int]] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    length: int = 0
    work: Work = field(default_factory=Work)

    def incoming(self) -> Incoming:
        """Read it all."""
        self._check_number()
        cards = self._cards()
        kinds = {number: kind_of(each) for number, each in self.collection.note_types.items()}
        known: set[int] = set()
        for count, row in enumerate(self._rows(), 1):
            number, kind = whole(row[0]), kinds.get(whole(row[2]) or 0)
            mine = cards.pop(number, []) if number is not None else []
            known.update(card.id for card in mine)
            mine.sort(key=lambda card: card.order)
            self._take(row, kind, tuple(mine), count)
        orphans = sum(map(len, cards.values()))
        if orphans:
            reason = translatable(
                "Cards left out: {count}. Their notes are not in the package.", count=orphans
            )
            self._lose(translatable("cards"), "", reason)
        if not self.notes and not self.left_out:
            raise InputError(
                "There is no note in the package. Export a deck that has some.", field="file"
            )
        reviews = self._reviews(frozenset(known)) if self.choices.scheduling else ()
        return Incoming(
            _title({note.topic for note in self.notes}),
            tuple(self.notes),
            tuple(self.left_out),
            reviews,
            self.collection.rollover_hour,
            tuple(self.shelf.kept.values()),
            self.shelf.spool,
        )

    def _check_number(self) -> None:
        for table, most in (("notes", MOST_NOTES), ("cards", MOST_CARDS)):
            if self.database.number_of_rows(table, most=most) > most:
                raise _too_many()

    def _cards(self) -> dict[int, list[Card]]:
        """Return the cards by the number of their note."""
        found: dict[int, list[Card]] = {}
        for row in self.database.rows(
            "SELECT id, nid, CASE WHEN odid > 0 THEN odid ELSE did END, ord, queue FROM cards"
        ):
            card, note, deck, order, queue = (whole(each) for each in row)
            if card is not None and note is not None and order is not None and order >= 0:
                found.setdefault(note, []).append(Card(card, order, deck or 0, queue == _SUSPENDED))
        return found

    def _rows(self) -> Iterator[Row]:
        return self.database.rows(
            "SELECT id, guid, mid, CASE WHEN octet_length(tags) <= ?1 THEN tags END, "
            "CASE WHEN octet_length(flds) <= ?1 THEN flds END FROM notes ORDER BY id",
            _MOST_CELL,
        )

    def _take(self, row: Row, kind: Kind | None, cards: tuple[Card, ...], count: int) -> None:
        """Take a note, or say why not."""
        place = translatable("note {number}", number=count)
        fields = tuple(clean(each) for each in text(row[4]).split(_PARTED))
        decks = self.collection.decks
        raw = RawNote(
            fields,
            _tags(text(row[3])),
            one_line(decks.get(cards[0].deck, ""))[:_LONGEST_NAME] if cards else "",
            cards,
        )
        if row[4] is None:
            reason = translatable("It is longer than {most} characters.", most=_MOST_CELL)
            taken = Taken((), (reason,))
        else:
            both_ways = self.choices.both_ways
            taken = take(raw, kind, work=self.work, shelf=self.shelf, both_ways=both_ways)
        for reason in taken.reasons:
            self._lose(place, _beginning(fields), reason)
        guid = _key(row[1], fields)
        for found in taken.found:
            key = guid if found.order == 0 else f"{guid}:{found.order}"
            if key in self.keys:
                reason = translatable("Another note of the package has the same identifier.")
                self._lose(place, _beginning(fields), reason)
                continue
            self._add(
                Note(key, place, found.content, raw.deck, raw.tags, found.changed, found.suspended)
            )
            self.asked.update((card, (key, face)) for card, face in found.cards)

    def _add(self, note: Note) -> None:
        self.keys.add(note.key)
        self.notes.append(note)
        self.length += _length(note)
        self._stop_at_limits()

    def _stop_at_limits(self) -> None:
        if len(self.notes) + len(self.left_out) > MOST_NOTES or self.length > MOST_TEXT:
            raise _too_many()

    def _lose(self, place: str, what: str, reason: Words) -> None:
        self.left_out.append(LeftOut(place, what, reason))
        self._stop_at_limits()

    def _reviews(self, cards: frozenset[int]) -> tuple[PastReview, ...]:
        log = anki_reviews.read(
            self.database, scheduler=self.collection.scheduler, asked=self.asked, cards=cards
        )
        self.left_out.extend(log.counts.told())
        return tuple(log.reviews)


def _asks_for_update(database: Database) -> bool:
    """Return whether all there is is the note that newer packages hold for old programs."""
    rows = tuple(database.rows("SELECT flds FROM notes LIMIT 2"))
    if len(rows) != 1:
        return False
    first, _, rest = text(rows[0][0]).partition(_PARTED)
    # In whatever language it is, it names the files.
    return not rest.strip() and any(suffix in first for suffix in _PACKAGES)


def _key(guid: object, fields: tuple[str, ...]) -> str:
    """Return the name of a note: as in Anki, or a digest where that is none."""
    name = guid if isinstance(guid, str) else ""
    if name and len(name) <= _LONGEST_KEY and name.isprintable():
        return name
    seed = name or _PARTED.join(fields)
    return hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest()[:32]


def _tags(words: str) -> tuple[str, ...]:
    """Return the tags of a note, each once."""
    tags = (one_line(each)[:_LONGEST_NAME] for each in words.split()[:_MOST_TAGS])
    return tuple(dict.fromkeys(each for each in tags if each))


def _beginning(fields: tuple[str, ...]) -> str:
    """Return the first words of a note."""
    for each in fields:
        words = " ".join(plain(anki_cloze.shown(each[:_LOOKED_AT])).text.split())
        if words and not words.startswith(anki_cloze.PICTURE):
            return (
                words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}\N{HORIZONTAL ELLIPSIS}"
            )
    return ""


def _length(note: Note) -> int:
    content = note.content
    if isinstance(content, ItemContent):
        return 2 * len(content.stem) + len(content.explanation)
    return len(content.front) + len(content.back) + len(content.explanation)


def _title(topics: Iterable[str]) -> str:
    """Return the name of the deck that all notes stand in, "" if there is none."""
    levels = [topic.split("::") for topic in topics]
    shared: list[str] = []
    for names in zip(*levels, strict=False):
        if len(Counter(names)) > 1:
            break
        shared.append(names[0])
    return "::".join(shared)


def _too_many() -> InputError:
    return InputError(
        "The package holds more than {most} notes, or far more cards or words than a learner could "
        "study. Export its decks one by one.",
        most=MOST_NOTES,
        field="file",
    )


ANKI: Final = Reader(
    name="anki",
    title=translatable("Anki package"),
    suffixes=_PACKAGES,
    used_for=translatable("From Anki: File, Export, with or without your past answers."),
    read=read,
)
