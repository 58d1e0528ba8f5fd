"""The pictures and sounds of an Anki package: which name lies in which of its entries.

Names are only looked up, never used as paths. Source: ankitects/anki, import_export/package/media
and proto/anki/import_export.proto (MediaEntries).
"""

import html
import json
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from quizapp.errors import InputError
from quizapp.formats.anki.anki_wire import entries, fields, text_of
from quizapp.formats.incoming.media import folded

_LIST: Final = "media"
_MOST_LIST: Final = 16_000_000
"""Bytes of the list of names: 100 000 of them with their digests."""
_MOST_FILES: Final = 100_000
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_MOST_WINDOW: Final = 2**25
"""Bytes of memory a packer may ask for."""
_PACKED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENTRY: Final = 1
_NAME: Final = 1
_OLD_PLACE: Final = 255


@dataclass(slots=True)
class AnkiMedia:
    """The media of one package; the list of their names is read when the first is asked for."""

    archive: zipfile.ZipFile
    _places: dict[str, str] | None = None
    _folded: dict[str, list[str]] = field(default_factory=dict)

    def read(self, name: str, *, most: int) -> bytes | None:
        """Return the bytes of a file, at most ``most`` + 1; None if there is none of that name.

        Raises:
            InputError: it is damaged.
        """
        place = self._place(name)
        if place is None:
            return None
        data = _unpacked(self.archive, place, most=most)
        if data is None:
            raise InputError("“{name}” is damaged.", name=name[:60])
        return data

    def _place(self, name: str) -> str | None:
        """Return the entry in which a file of that name lies.

        Fields hold names as HTML and sometimes as addresses do; some systems do not tell capitals
        from small letters, and there a deck may have been made.
        """
        if self._places is None:
            self._places = _list_of(self.archive)
            for each in self._places:
                self._folded.setdefault(folded(each), []).append(each)
        for way in (name, html.unescape(name), unquote(html.unescape(name))):
            exact = unicodedata.normalize("NFC", way)
            if exact in self._places:
                return self._places[exact]
            alike = self._folded.get(folded(way), [])
            if len(alike) == 1:
                return self._places[alike[0]]
        return None


def _list_of(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the entry of each name; nothing of a list that cannot be read."""
    data = _unpacked(archive, _LIST, most=_MOST_LIST, is_list=True)
    if data is None or len(data) > _MOST_LIST:
        return {}
    try:
        found = _as_messages(data) if not data.lstrip().startswith(b"{") else _as_json(data)
    except (ValueError, RecursionError):
        return {}
    here = set(archive.namelist())
    return {
        unicodedata.normalize("NFC", name): place for name, place in found.items() if place in here
    }


def _as_json(data: bytes) -> dict[str, str]:
    """Return the names of the first two versions of packages: place -> name."""
    found = json.loads(data)
    return {
        name: place
        for place, name in found.items()
        if isinstance(name, str) and place.isascii() and place.isdecimal()
    }


def _as_messages(data: bytes) -> dict[str, str]:
    """Return the names of the newest version: a row of messages, in the order of the places."""
    found: dict[str, str] = {}
    for place, (number, message) in enumerate(entries(data)):
        if place >= _MOST_FILES:
            raise ValueError("there are too many files")
        if number == _ENTRY and isinstance(message, bytes):
            entry = fields(message)
            found[text_of(entry, _NAME)] = str(entry.get(_OLD_PLACE, place))
    return found


def _unpacked(
    archive: zipfile.ZipFile, name: str, *, most: int, is_list: bool = False
) -> bytes | None:
    """Return an entry without both of its packings, at most one byte more than may be.

    Returns None for what is damaged, missing, or packed in an unusual way.
    """
    import zstandard  # noqa: PLC0415 - it stays out of a server until a package is read

    damage = (
        *(zipfile.BadZipFile, zlib.error, zstandard.ZstdError, struct.error, EOFError, KeyError),
        *(ValueError, NotImplementedError, RuntimeError, OSError),
    )
    try:
        entry = archive.getinfo(name)
        if entry.compress_type not in _PACKED:
            return None
        with archive.open(entry) as stream:
            data = stream.read(most + 1)
        if not data.startswith(_ZSTD):
            return data
        unpacker = zstandard.ZstdDecompressor(max_window_size=_MOST_WINDOW)
        with archive.open(entry) as stream:
            return unpacker.stream_reader(stream, read_across_frames=is_list).read(most + 1)
    except damage:
        return None
