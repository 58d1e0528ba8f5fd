"""Pictures and sounds that come with notes: judged by their bytes, never by their names.

What is kept goes into a file of its own on the way, so that a hundred megabytes of pictures are
not a hundred megabytes of memory.
"""

import hashlib
import io
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, Final, Protocol

from quizapp.bank.medium import LONGEST_ALT, Medium, MediumKind, Side
from quizapp.errors import InputError, Words, translatable
from quizapp.formats.incoming.media_kinds import Seen, look
from quizapp.formats.incoming.plain_text import one_line

MOST_OF_ONE: Final = 8_000_000
"""Bytes of one picture or sound: a telephone's photograph, or eight minutes of speech."""
MOST_KEPT: Final = 100_000_000
"""Bytes of all that one file brings."""
MOST_READ: Final = 200_000_000
"""Bytes that are unpacked for it, what is refused included."""
_IN_MEMORY: Final = 4_000_000
"""Bytes that need no file yet."""
_SHOWN: Final = 60
_ELSEWHERE: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|data:|blob:|file:", re.IGNORECASE)
_MEANT: Final = re.compile(r"[^\W\d_]{3,}")
"""Three letters together: the least that a word has."""
_BY_MACHINE: Final = re.compile(
    r"(?:pasted?|img|image|images|pic|picture|photo|dsc|dscn|pxl|screenshot|screen shot|scan|clip"
    r"|download|untitled|unnamed|latex|quizlet|tmp|file|media|bildschirmfoto|captura)"
    r"(?:[\W\d_].*)?|[\W\d_]*[0-9a-f]{8,}[\W\d_]*.*",
    re.IGNORECASE | re.DOTALL,
)
"""Names that programs and cameras give: they say nothing about what is seen."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A picture or sound as a note names it; ``alt`` is what its author said that it shows."""

    name: str
    is_picture: bool
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A medium that comes in: SHA-256 of its bytes, how many they are, and what they are."""

    file: str
    kind: MediumKind
    size: int
    width: int = 0
    height: int = 0


class Files(Protocol):
    """The files that come with notes."""

    def read(self, name: str, *, most: int) -> bytes | None:
        """Return the bytes of a file, at most ``most`` + 1; None if there is none of that name.

        Raises:
            InputError: it is damaged; the message is the reason.
        """


class NoFiles:
    """Notes that come without files."""

    def read(self, name: str, *, most: int) -> bytes | None:
        """Return None: there is no file."""
        del name, most
        return None


@dataclass(frozen=True, slots=True)
class Placed:
    """What of some media comes in, and a sentence for each thing that does not or was changed."""

    media: tuple[Medium, ...] = ()
    said: tuple[Words, ...] = ()


@dataclass(slots=True)
class Shelf:
    """The media of one file that notes refer to, each once.

    Attributes:
        kept: in the order of their bytes in ``spool``.
    """

    files: Files
    kept: dict[str, Held] = field(default_factory=dict)
    spool: IO[bytes] | None = None
    _known: dict[str, Held | Words] = field(default_factory=dict)
    _read: int = 0
    _size: int = 0

    def turn_to(self, files: Files) -> None:
        """Go on with other files, whose names say nothing about those before."""
        self.files = files
        self._known.clear()

    def place(self, refs: Iterable[Ref], side: Side) -> Placed:
        """Return the media that stand on a side of a note, as far as they come in."""
        media: list[Medium] = []
        said: list[Words] = []
        for ref in refs:
            found = self.find(ref.name)
            if isinstance(found, Words):
                said.append(found)
                continue
            alt = one_line(ref.alt)[:LONGEST_ALT]
            medium = Medium(found.file, found.kind, side, alt, found.width, found.height)
            if medium.is_picture and not alt:
                words = meaning(ref.name)
                said.append(_named(words, ref.name))
                medium = Medium(found.file, found.kind, side, words, found.width, found.height)
            media.append(medium)
        return Placed(tuple(media), tuple(said))

    def find(self, name: str) -> Held | Words:
        """Return a medium by the name that a note has for it, or why it does not come in."""
        if name not in self._known:
            try:
                self._known[name] = self._taken(name)
            except InputError as error:
                self._known[name] = error.words
        return self._known[name]

    def _taken(self, name: str) -> Held:
        shown = _brief(name)
        if not name or _ELSEWHERE.match(name):
            raise InputError(
                "“{name}” lies elsewhere and was not fetched: put it into the deck first.",
                name=shown,
            )
        left = MOST_READ - self._read
        data = self.files.read(name, most=min(MOST_OF_ONE, left)) if left > 0 else b""
        if data is None:
            raise InputError("“{name}” is not in the file.", name=shown)
        self._read += len(data)
        if left <= 0 or self._read > MOST_READ:
            raise _too_much(shown)
        if len(data) > MOST_OF_ONE:
            raise InputError(
                "“{name}” is larger than {most} MB.", name=shown, most=MOST_OF_ONE // 1_000_000
            )
        return self._keep(data, look(data, shown), shown)

    def _keep(self, data: bytes, seen: Seen, shown: str) -> Held:
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self.kept:
            if self._size + len(data) > MOST_KEPT:
                raise _too_much(shown)
            self.spool = _room_in(self.spool, len(data))
            self.spool.write(data)
            self._size += len(data)
            self.kept[digest] = Held(digest, seen.kind, len(data), seen.width, seen.height)
        return self.kept[digest]


def _room_in(spool: IO[bytes] | None, more: int) -> IO[bytes]:
    """Return what some bytes more can be written to: memory at first, then a file."""
    if spool is None:
        return io.BytesIO()
    if not isinstance(spool, io.BytesIO) or spool.tell() + more <= _IN_MEMORY:
        return spool
    file = tempfile.TemporaryFile()  # noqa: SIM115 - who takes the media closes it
    file.write(spool.getvalue())
    return file


def meaning(name: str) -> str:
    """Return the words of a file's name that tell what is seen, "" where a machine named it."""
    stem = PurePosixPath(name.replace("\\", "/")).name
    stem = stem.rpartition(".")[0] or stem
    words = one_line(re.sub(r"[_\-.+]+", " ", stem))[:LONGEST_ALT]
    if not _MEANT.search(words) or _BY_MACHINE.fullmatch(words) or _BY_MACHINE.fullmatch(stem):
        return ""
    return words


def folded(name: str) -> str:
    """Return a name as systems compare it that do not tell capitals from small letters."""
    return unicodedata.normalize("NFC", name).casefold()


def _named(words: str, name: str) -> Words:
    if words:
        return translatable(
            "Nobody has said in words what a picture shows: whoever cannot see it is told the "
            "name of its file, “{words}”.",
            words=_brief(words),
        )
    return translatable(
        "Nobody has said in words what “{name}” shows: whoever cannot see it is told only that "
        "there is a picture.",
        name=_brief(name),
    )


def _too_much(shown: str) -> InputError:
    return InputError(
        "“{name}” is more than one file may bring: pictures and sounds of {most} MB in all.",
        name=shown,
        most=MOST_KEPT // 1_000_000,
    )


def _brief(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}\N{HORIZONTAL ELLIPSIS}"
