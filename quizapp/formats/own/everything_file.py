"""Everything of one learner in one zip file: decks with their media, memory, plans, preferences.

``quizapp.json`` says what the file is and holds what no other part does. Each deck is a deck file
(``formats/own/deck_file.py``, without answers), the memory is memory files of some thousand entries
each (``formats/own/memory_file.py``), pictures and sounds lie beside them under their SHA-256::

    quizapp.json  decks/001.deck.json ...  memory/001.json ...  media/SHA256.png ...

Cards of decks stand in the memory under the digests of their keys where the file was made, which
follow from the id that ``quizapp.json`` names for the deck: so they find their cards again under
whatever id the deck gets elsewhere.
"""

import gzip
import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Annotated, Any, Final, Self

from pydantic import Field, StringConstraints, ValidationError

from quizapp.errors import InputError
from quizapp.formats.incoming.incoming import MOST_NOTES, Incoming
from quizapp.formats.incoming.media import MOST_KEPT, MOST_OF_ONE, Held
from quizapp.formats.incoming.media_kinds import look
from quizapp.formats.own import deck_file, memory_file
from quizapp.formats.own.everything_account import Account, Strict
from quizapp.formats.safe.safe_zip import MOST_PACKED, Packed

FORMAT: Final = "quizapp-everything-1"
"""Of the files that are written; one that means something else gets another number."""
_FAMILY, _NUMBER = FORMAT.rsplit("-", 1)
HEAD: Final = "quizapp.json"
ENTRIES_IN_A_PART: Final = 10_000
"""Of the log: what a reader holds at once stays some ten megabytes."""
LARGEST_PART: Final = 12 * 2**20
"""Bytes of one part of the memory."""
LARGEST_DECK: Final = 40 * 2**20
LARGEST_HEAD: Final = 2 * 2**20
MOST_DECKS: Final = 1_000
MOST_OF_ALL: Final = 2 * MOST_NOTES
"""Notes of all decks together."""
_MEMORY: Final = "memory/"
_MEDIA: Final = "media/"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""In the packed files, so that the same things give the same bytes."""

Millis = memory_file.Millis
Count = Annotated[int, Field(ge=0, le=10**9)]
DeckId = Annotated[str, StringConstraints(pattern=r"^own-[0-9a-z-]{1,50}$")]


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes that a file may have.

    Attributes:
        packed: itself. unpacked: of it, counted as they come. media: of pictures and sounds.
    """

    packed: int
    unpacked: int
    media: int


ON_A_PAGE: Final = Room(packed=MOST_PACKED, unpacked=400_000_000, media=MOST_KEPT)
BY_COMMAND: Final = Room(packed=700_000_000, unpacked=1_000_000_000, media=500_000_000)
"""Of who runs the site: as much media as one person may have."""


SOURCE_NAME_LETTERS: Final = 200
"""As many of the name of the file that a deck came from, at most."""


class FiledDeck(Strict):
    """A deck of the file: where it lies, its id where the file was made, and where it came from."""

    file: Annotated[str, StringConstraints(pattern=r"^decks/[0-9A-Za-z-]{1,80}\.deck\.json$")]
    id: DeckId
    source_name: Annotated[str, StringConstraints(max_length=SOURCE_NAME_LETTERS)] = ""
    format: Annotated[str, StringConstraints(pattern=r"^[0-9a-z_-]{1,24}$")] = "quizapp"
    created_at: Millis


class Counts(Strict):
    """How much the file holds: what is missing of it is noticed."""

    decks: Count
    notes: Count
    media: Count
    entries: Count


class Head(Strict):
    """The file ``quizapp.json``."""

    format: str
    made_at: Annotated[str, StringConstraints(max_length=40)]
    counts: Counts
    decks: Annotated[list[FiledDeck], Field(max_length=MOST_DECKS)]
    account: Account


@dataclass(frozen=True, slots=True)
class Everything:
    """A whole file.

    Attributes:
        memory: its parts in their order, each a memory file, packed with gzip.
        decks: in the order of the head; their bytes of media are in ``spool``.
        media: in the order of their bytes there.
    """

    head: Head
    memory: tuple[bytes, ...]
    decks: tuple[Incoming, ...]
    media: tuple[Held, ...]
    spool: IO[bytes] | None = None


class Writer:
    """Packs a file, part by part; the head comes last, when everything is counted.

    As a context: left without ``end``, what was written has no head, and nobody takes it up.
    """

    def __init__(self, out: IO[bytes]) -> None:
        self._archive = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self._decks: list[FiledDeck] = []
        self._counts = {"decks": 0, "notes": 0, "media": 0, "entries": 0}
        self._parts = 0

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Write what is held back, whatever happened: the file is its owner's to close."""
        self._archive.close()

    def deck(self, data: bytes, *, notes: int, **about: Any) -> None:
        """Add a deck file.

        Args:
            notes: that it holds.
            about: what ``FiledDeck`` says of it beside the file.
        """
        self._counts["decks"] += 1
        self._counts["notes"] += notes
        name = f"decks/{self._counts['decks']:03}{deck_file.SUFFIX}"
        self._decks.append(FiledDeck(file=name, **about))
        self._put(name, data)

    def memory(self, file: memory_file.MemoryFile) -> None:
        """Add entries of the log, in parts that a reader takes."""
        text = memory_file.text_of(file)
        if len(text) > LARGEST_PART and len(file.log) > 1:
            half = len(file.log) // 2
            self.memory(file.model_copy(update={"log": file.log[:half]}))
            self.memory(file.model_copy(update={"log": file.log[half:], "notes": []}))
            return
        self._parts += 1
        self._counts["entries"] += len(file.log)
        self._put(f"{_MEMORY}{self._parts:03}.json", text)

    def medium(self, sha256: str, kind: str, data: bytes) -> None:
        """Add a picture or sound, which packing would make no smaller."""
        self._counts["media"] += 1
        self._put(f"{_MEDIA}{sha256}.{kind}", data, how=zipfile.ZIP_STORED)

    def end(self, *, made_at: str, account: Account) -> Counts:
        """Write the head; return what the file holds."""
        head = Head(
            format=FORMAT,
            made_at=made_at,
            counts=Counts(**self._counts),
            decks=self._decks,
            account=account,
        )
        text = json.dumps(head.model_dump(mode="json"), ensure_ascii=False, indent=1)
        self._put(HEAD, text.encode())
        return head.counts

    def _put(self, name: str, data: bytes, *, how: int = zipfile.ZIP_DEFLATED) -> None:
        self._archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, how)


def read(data: bytes, *, room: Room = ON_A_PAGE) -> Everything:
    """Return what a file holds; each part was looked at. The caller closes ``spool``.

    Args:
        data: the file.
        room: how large it may be.

    Raises:
        InputError: it is damaged, cut off, too large, of a newer quizapp, or none of ours.
    """
    packed = Packed(data, most_unpacked=room.unpacked, most_packed=room.packed)
    head = _head(packed)
    spool = tempfile.TemporaryFile()  # noqa: SIM115 - who takes the media closes it
    try:
        return _read(packed, head, spool, room)
    except BaseException:
        spool.close()
        raise


def _read(packed: Packed, head: Head, spool: IO[bytes], room: Room) -> Everything:
    media = tuple(_media(packed, spool, most=room.media))
    held = {each.file: each for each in media}
    decks = []
    notes = 0
    for each in head.decks:
        deck = deck_file.read_with_media(packed.read(each.file, most=LARGEST_DECK), held)
        decks.append(deck)
        notes += len(deck.notes) + len(deck.left_out)
        if notes > MOST_OF_ALL:
            raise InputError(
                "The decks of the file hold more than {most} notes together.",
                most=MOST_OF_ALL,
                field="file",
            )
    memory, entries = _memory(packed)
    _check_counts(
        head.counts, Counts(decks=len(decks), notes=notes, media=len(media), entries=entries)
    )
    return Everything(head, memory, tuple(decks), media, spool)


def head_from(found: object) -> Head:
    """Return a head of plain JSON values.

    Raises:
        InputError: it is none that can be read here.
    """
    _check_format(found)
    try:
        return Head.model_validate_json(json.dumps(found))
    except (ValidationError, ValueError) as error:
        raise _unsound(HEAD, error) from None


def _head(packed: Packed) -> Head:
    if HEAD not in packed:
        raise InputError(
            "This is no file of everything that quizapp makes: it lacks {name}.",
            name=HEAD,
            field="file",
        )
    try:
        found = json.loads(packed.read(HEAD, most=LARGEST_HEAD), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise InputError(
            "This file is damaged: {name} in it cannot be read. Download it again.",
            name=HEAD,
            field="file",
        ) from None
    head = head_from(found)
    if len({each.id for each in head.decks} | {each.file for each in head.decks}) < 2 * len(
        head.decks
    ):
        raise InputError("{name} in the file names a deck twice.", name=HEAD, field="file")
    return head


def _check_format(found: object) -> None:
    name = found.get("format") if isinstance(found, dict) else None
    if name == FORMAT:
        return
    family, _, number = str(name)[:100].rpartition("-")
    if family == _FAMILY and number.isascii() and number.isdigit() and int(number) > int(_NUMBER):
        raise InputError(
            "This file was made by a newer quizapp than runs here ({format}). Ask who runs this "
            "site to bring it up to date.",
            format=str(name)[:40],
            field="file",
        )
    raise InputError(
        "This is no file of everything that quizapp makes: its format is not {format}.",
        format=FORMAT,
        field="file",
    )


def _media(packed: Packed, spool: IO[bytes], *, most: int) -> Iterator[Held]:
    """Yield the pictures and sounds, and write their bytes one behind the other.

    Raises:
        InputError: one is not what its name says.
    """
    whole = 0
    for name in packed.names:
        if not name.startswith(_MEDIA):
            continue
        data = packed.read(name, most=MOST_OF_ONE)
        whole += len(data)
        if whole > most:
            raise InputError(
                "The pictures and sounds of the file are more than {most} MB.",
                most=most // 1_000_000,
                field="file",
            )
        shown = name[len(_MEDIA) :][:80]
        path = PurePosixPath(name)
        seen = look(data, shown)
        if name != f"{_MEDIA}{path.name}" or path.suffix != f".{seen.kind}":
            raise InputError(
                "In the file “{name}” is not of the kind that its name says.",
                name=shown,
                field="file",
            )
        if hashlib.sha256(data).hexdigest() != path.stem:
            raise InputError(
                "In the file “{name}” is damaged, or another picture or sound than its name says.",
                name=shown,
                field="file",
            )
        spool.write(data)
        yield Held(path.stem, seen.kind, len(data), seen.width, seen.height)


def _memory(packed: Packed) -> tuple[tuple[bytes, ...], int]:
    """Return the parts of the memory, and how many entries they hold together."""
    names = sorted(name for name in packed.names if name.startswith(_MEMORY))
    if not names:
        raise InputError("The file lacks its memory. Download it again.", field="file")
    parts, entries = [], 0
    for name in names:
        text = packed.read(name, most=LARGEST_PART)
        # Looked at here, where a hostile one ends nothing but this process.
        entries += len(memory_file.read(text, largest=LARGEST_PART).log)
        if entries > memory_file.MOST_ENTRIES:
            raise InputError(
                "The file holds more than {most} entries.",
                most=memory_file.MOST_ENTRIES,
                field="file",
            )
        parts.append(gzip.compress(text, 1, mtime=0))
    return tuple(parts), entries


def _check_counts(said: Counts, found: Counts) -> None:
    """Refuse a file that holds less, or more, than it says."""
    if said != found:
        raise InputError(
            "The file is not whole: it says that it holds {said}, and holds {found}. Download it "
            "again.",
            said=_told(said),
            found=_told(found),
            field="file",
        )


def _told(counts: Counts) -> str:
    return ", ".join(f"{many} {what}" for what, many in counts.model_dump().items())


def _unsound(name: str, error: ValidationError | ValueError) -> InputError:
    place, what = name, ""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        place = f"{name}: {'.'.join(str(part) for part in first['loc'])[:200]}"
        what = first["msg"]
    return InputError(
        "This file cannot be used: at {place}: {what}.", place=place, what=what, field="file"
    )


def _refuse(constant: str) -> None:
    raise ValueError(constant)
