"""Zip files of strangers: names, places and sizes are looked at before anything is unpacked.

Pure. Nothing is ever written anywhere; a name is only what an entry is asked for by.
"""

import io
import stat
import struct
import zipfile
import zlib
from typing import Final

from quizapp.errors import InputError

MOST_PACKED: Final = 100_000_000
"""Bytes of the file itself."""
MOST_ENTRIES: Final = 60_000
"""Entries: QTI 2.1 has one a question, and a file brings at most 50 000."""
MOST_UNPACKED: Final = 200_000_000
"""Bytes that are unpacked of one file, counted as they come."""
MOST_OF_ONE: Final = 60_000_000
"""Bytes of one entry, unpacked."""
_ENTRY: Final = b"PK\x01\x02"
_LOCAL: Final = struct.Struct("<4s22xHH")
_LOCAL_SIGN: Final = b"PK\x03\x04"
_CHUNK: Final = 1 << 16
_ENCRYPTED: Final = 0x1
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DAMAGED: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError),
    *(ValueError, OSError, RuntimeError),
)
"""What the library raises on bytes that are no sound zip file."""


class Packed:
    """A zip file whose entries have been looked at."""

    def __init__(
        self,
        data: bytes,
        *,
        most_unpacked: int = MOST_UNPACKED,
        most_packed: int = MOST_PACKED,
    ) -> None:
        """Look at every entry.

        Args:
            data: the file.
            most_packed: bytes that it may have itself.
            most_unpacked: bytes that may be unpacked of it, counted as they come.

        Raises:
            InputError: it is no zip, damaged, too large, locked, or holds an entry that is a
                link, lies over another, has a name that leads out, or the name of another.
        """
        if not data:
            raise InputError("There is nothing in the file.", field="file")
        if len(data) > most_packed:
            raise InputError(
                "The file is larger than {most} MB. Split it in parts.",
                most=most_packed // 1_000_000,
                field="file",
            )
        if not data.startswith(_LOCAL_SIGN):
            raise InputError("It is no zip file. Choose another format for it.", field="file")
        # Counted before the library makes an object of each.
        if data.count(_ENTRY) > MOST_ENTRIES:
            raise InputError(
                "The zip file holds more than {most} files.", most=MOST_ENTRIES, field="file"
            )
        self._left = most_unpacked
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
            _check_places(data, entries)
        except _DAMAGED:
            raise _damaged() from None
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            _check(entry)
            if entry.filename in self._entries:
                raise InputError(
                    "The zip file holds {name} twice.", name=_name(entry), field="file"
                )
            self._entries[entry.filename] = entry
        self.names = tuple(
            name for name, entry in self._entries.items() if not _is_aside(name, entry)
        )
        """Of the files in it, in its order; what systems hide in zip files is left away."""

    def __contains__(self, name: str) -> bool:
        """Return whether a file of that name is in it."""
        return name in self._entries

    def read(self, name: str, *, most: int = MOST_OF_ONE) -> bytes:
        """Return the bytes of a file in it.

        Args:
            most: bytes that it may have.

        Raises:
            InputError: there is no such file, it is damaged, or more is unpacked than may be.
        """
        if name not in self._entries:
            raise InputError("The zip file lacks {name}.", name=name[:100], field="file")
        most = min(self._left, most)
        data = bytearray()
        try:
            with self._archive.open(self._entries[name]) as stream:
                while chunk := stream.read(_CHUNK):
                    data += chunk
                    if len(data) > most:
                        raise InputError(
                            "Unpacked, {name} is larger than {most} MB.",
                            name=name[:100],
                            most=most // 1_000_000,
                            field="file",
                        )
        except _DAMAGED:
            raise _damaged() from None
        self._left -= len(data)
        return bytes(data)


def _check_places(data: bytes, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse entries that lie over one another: few bytes would be unpacked many times."""
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        start = entry.header_offset
        sign, name_length, extra_length = _LOCAL.unpack_from(data, start)
        if sign != _LOCAL_SIGN:
            raise zipfile.BadZipFile("an entry has no header")
        if start < end:
            raise InputError(
                "In the zip file {name} lies over another file.", name=_name(entry), field="file"
            )
        end = start + _LOCAL.size + name_length + extra_length + entry.compress_size
        if end > len(data):
            raise zipfile.BadZipFile("an entry is cut off")


def _check(entry: zipfile.ZipInfo) -> None:
    """Refuse an entry that is a link, locked, packed unusually, or whose name leads out."""
    name = entry.orig_filename
    parts = name.split("/")
    drive = len(parts[0]) == 2 and parts[0].endswith(":")  # noqa: PLR2004 - "C:"
    if "\\" in name or name.startswith("/") or ".." in parts or "\0" in name or drive:
        raise InputError(
            "In the zip file the name {name} leads out of it.", name=_name(entry), field="file"
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise InputError("In the zip file {name} is a link.", name=_name(entry), field="file")
    if entry.flag_bits & _ENCRYPTED:
        raise InputError(
            "The zip file is locked with a password. Unlock it, and choose it again.",
            field="file",
        )
    if entry.compress_type not in _METHODS:
        raise InputError(
            "In the zip file {name} is packed in an unusual way. Pack it anew with deflate.",
            name=_name(entry),
            field="file",
        )


def _is_aside(name: str, entry: zipfile.ZipInfo) -> bool:
    return entry.is_dir() or any(part.startswith((".", "__MACOSX")) for part in name.split("/"))


def _name(entry: zipfile.ZipInfo) -> str:
    printable = (sign if sign.isprintable() else "?" for sign in entry.orig_filename[:100])
    return f"\N{LEFT DOUBLE QUOTATION MARK}{''.join(printable)}\N{RIGHT DOUBLE QUOTATION MARK}"


def _damaged() -> InputError:
    return InputError(
        "The zip file is damaged or cut off. Download or export it anew.", field="file"
    )
