"""An Anki package as an archive: the collection that counts, unpacked into a private file.

Only the collection is unpacked here, under a limit; names in the archive are never used as paths.
Source: ankitects/anki, import_export/package (the three versions and their order).
"""

import io
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Protocol

from quizapp.errors import InputError
from quizapp.formats.anki.anki_media import AnkiMedia
from quizapp.formats.anki.anki_wire import fields

MOST_ENTRIES: Final = 100_000
"""Files in a package; a large collection has some ten thousand pictures."""
MOST_UNPACKED: Final = 180 * 2**20
"""Bytes of a collection: 50 000 notes with markup, and 500 000 reviews."""
_ENTRY_SIGN: Final = b"PK\x01\x02"
_LOCAL_HEADER_BYTES: Final = 30
_FREE_BYTES: Final = 16 * 2**20
"""Up to here a collection may be packed as tightly as it likes."""
_MOST_TIMES: Final = 300
"""Beyond, texts are not packed tighter than this: what is, was made to fill a disk."""
_MOST_WINDOW: Final = 2**25
"""Bytes of memory a packer may ask for; Anki's asks for 2 MB."""
_PIECE: Final = 2**16
_PACKED_WITH_ZSTD: Final = "collection.anki21b"
_OLDEST: Final = "collection.anki2"
_COLLECTIONS: Final = (_PACKED_WITH_ZSTD, "collection.anki21", _OLDEST)
"""Newest first: an older one beside it may hold nothing but a note that asks to update Anki."""
_FIRST_WITH_MORE: Final = 2
"""From this version of a package on, the oldest collection in it is only such a note."""
_MOST_META: Final = 1_000
_ENCRYPTED: Final = 0x1


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A collection in a file of its own.

    Attributes:
        oldest: whether it is the one that newer packages hold only for old programs.
        hollow: whether the package says that there should have been a newer one.
        media: the pictures and sounds beside it, to be read while it is there.
    """

    path: Path
    oldest: bool
    hollow: bool
    media: AnkiMedia


class _Stream(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


@contextmanager
def unpacked(data: bytes) -> Iterator[Unpacked]:
    """Give the collection of a package; the file is gone afterwards.

    Raises:
        InputError: the package is damaged, locked, too large, or none.
    """
    # The library stays out of a server until a package is read.
    import zstandard  # noqa: PLC0415

    damage = (
        *(zipfile.BadZipFile, zlib.error, zstandard.ZstdError, struct.error, EOFError),
        *(ValueError, NotImplementedError, RuntimeError),
    )
    with tempfile.TemporaryDirectory(prefix="anki-") as folder, ExitStack() as stack:
        path = Path(folder) / "collection"
        try:
            archive = stack.enter_context(_opened(data))
            entry = _collection(archive)
            hollow = entry.filename == _OLDEST and _version(archive) >= _FIRST_WITH_MORE
            with archive.open(entry) as packed, path.open("xb") as file:
                stream: _Stream = packed
                if entry.filename == _PACKED_WITH_ZSTD:
                    unpacker = zstandard.ZstdDecompressor(max_window_size=_MOST_WINDOW)
                    stream = unpacker.stream_reader(packed, read_across_frames=True)
                _copy(stream, file, packed_bytes=entry.compress_size)
        except damage:
            raise InputError(
                "The package is damaged or was cut off on its way. Export it again in Anki, or "
                "download it again.",
                field="file",
            ) from None
        except OSError:
            raise InputError(
                "There is no room to unpack the package. Try again later, or tell who runs the "
                "site.",
                field="file",
            ) from None
        oldest = entry.filename == _OLDEST
        yield Unpacked(path, oldest=oldest, hollow=hollow, media=AnkiMedia(archive))


def _opened(data: bytes) -> zipfile.ZipFile:
    """Return the archive, once all of its entries are what a package may hold."""
    if not data.startswith(b"PK"):
        raise InputError(
            "This is no Anki package (.apkg or .colpkg). Export one in Anki: File, Export.",
            field="file",
        )
    # Each entry of the list begins with this sign: counted before the list is read into memory.
    if data.count(_ENTRY_SIGN) > MOST_ENTRIES:
        raise InputError(
            "The package holds more than {most} files. Export its decks one by one, without media.",
            most=MOST_ENTRIES,
            field="file",
        )
    archive = zipfile.ZipFile(io.BytesIO(data))
    end, seen = 0, set()
    for entry in sorted(archive.infolist(), key=lambda each: each.header_offset):
        _check(entry)
        if entry.filename in seen or entry.header_offset < end:
            raise InputError(
                "Files in the package lie over one another: it was not made by Anki.", field="file"
            )
        seen.add(entry.filename)
        end = entry.header_offset + _LOCAL_HEADER_BYTES + entry.compress_size
    return archive


def _check(entry: zipfile.ZipInfo) -> None:
    """Refuse an entry that Anki never writes: locked, a link, or with a path for a name."""
    name = entry.orig_filename
    if entry.flag_bits & _ENCRYPTED:
        raise InputError(
            "The package is locked with a password. Unlock it, or export it again in Anki.",
            field="file",
        )
    if (
        stat.S_ISLNK(entry.external_attr >> 16)
        or any(sign in name for sign in "/\\:\0")
        or name.startswith(".")
    ):
        shown = "".join(sign if sign.isprintable() else "?" for sign in name[:80])
        raise InputError(
            "The package holds a file named “{name}”. Anki writes no such names: it was made or "
            "changed by something else. Export it again in Anki: File, Export.",
            name=shown,
            field="file",
        )


def _collection(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Return the entry of the newest collection."""
    entries = {entry.filename: entry for entry in archive.infolist()}
    for name in _COLLECTIONS:
        if name in entries:
            if entries[name].compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise zipfile.BadZipFile("an unusual method")
            return entries[name]
    if any(name.startswith("collection.") for name in entries):
        raise InputError(
            "The package was made by a newer Anki than is known here. Export it again with "
            "“Support older Anki versions” ticked.",
            field="file",
        )
    raise InputError(
        "There is no collection in this file: it is no Anki package. Export one in Anki: File, "
        "Export.",
        field="file",
    )


def _version(archive: zipfile.ZipFile) -> int:
    """Return the version that the package gives itself, 0 if it gives none."""
    if "meta" not in archive.namelist():
        return 0
    with archive.open("meta") as file:
        version = fields(file.read(_MOST_META)).get(1, 0)
    return version if isinstance(version, int) else 0


def _copy(stream: _Stream, file: IO[bytes], *, packed_bytes: int) -> None:
    """Unpack, and stop at the limits."""
    done = 0
    while piece := stream.read(_PIECE):
        done += len(piece)
        if done > MOST_UNPACKED or (
            done > _FREE_BYTES and done > _MOST_TIMES * max(packed_bytes, 1)
        ):
            raise InputError(
                "Unpacked, the collection is larger than may be read here ({most} MB). Export its "
                "decks one by one.",
                most=MOST_UNPACKED // 2**20,
                field="file",
            )
        file.write(piece)
