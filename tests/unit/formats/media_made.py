"""Small pictures and sounds made by hand, and how packages of Anki hold them."""

import json
import struct
import zlib
from collections.abc import Mapping

import zstandard

from tests.unit.formats.anki_made import Version, message


def png(width: int = 3, height: int = 2, *, colour: tuple[int, int, int] = (180, 60, 40)) -> bytes:
    """Return a picture in one colour."""
    rows = b"".join(b"\0" + bytes(colour) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(rows))
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


JPEG = (
    b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    b"\xff\xc0\0\x0b\x08\0\x05\0\x07\1\1\x11\0\xff\xda\0\x08\1\1\0\0\x3f\0\0\xff\xd9"
)
"""The head of a picture of 7 times 5 pixels."""
GIF = b"GIF89a\x04\0\x03\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\4\0\3\0\0\2\3D\x7c\5\0;"
WEBP = (
    b"RIFF\x1e\0\0\0WEBPVP8L\x11\0\0\0\x2f"
    + struct.pack("<I", (9 - 1) | (8 - 1) << 14)
    + b"\x07\x10\xfd\x8f\xfe\x07\x22\xa2\xff\x01\0\0"
)
WEBP_WIDE = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\x0b\0\0" + b"\x05\0\0"
MP3 = (b"\xff\xfb\x90\x00" + bytes(413)) * 3
"""Three frames of silence, 128 kbit/s at 44.1 kHz."""
OGG = b"OggS\0\2" + bytes(20) + b"\1\x13OpusHead\1\1\0\0\x80\xbb\0\0\0\0\0"
WAV = (
    b"RIFF\x2c\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0"
    b"data\x08\0\0\0" + b"\x80" * 8
)
M4A = b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42\0\0\0\x10moovhdlr" + bytes(8) + b"soun"
FILM = b"\0\0\0\x18ftypisom\0\0\0\0isomiso2\0\0\0\x10moovhdlr" + bytes(8) + b"vide"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>'
KINDS: Mapping[str, bytes] = {
    "png": png(),
    "jpeg": JPEG,
    "gif": GIF,
    "webp": WEBP,
    "mp3": MP3,
    "ogg": OGG,
    "wav": WAV,
    "m4a": M4A,
}


def packed(files: Mapping[str, bytes], version: Version) -> dict[str, bytes]:
    """Return the entries of a package that hold these media: numbered files, and their list."""
    if version == "anki21b":
        names = [(1, message((1, name), (2, len(data)))) for name, data in files.items()]
        found = {"media": zstandard.compress(message(*names))}
        each = {str(n): zstandard.compress(data) for n, data in enumerate(files.values())}
        return found | each
    places = {str(place): name for place, name in enumerate(files)}
    found = {"media": json.dumps(places).encode()}
    return found | {str(place): data for place, data in enumerate(files.values())}
