"""What a file of pictures or sound is, told by its first bytes: a closed set, all else is refused.

Pure. Only as much of a header is read as gives a picture's size; nothing is decoded.
Source: PNG (ISO/IEC 15948), JPEG (ITU-T T.81), GIF89a, WebP container (RFC 9649), Ogg (RFC 3533),
MPEG audio (ISO/IEC 11172-3), RIFF WAVE, ISO base media files (ISO/IEC 14496-12).
"""

import re
import struct
from dataclasses import dataclass
from typing import Final

from quizapp.bank.medium import MOST_PIXELS, MediumKind
from quizapp.errors import InputError

_PNG: Final = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_GIF: Final = (b"GIF87a", b"GIF89a")
_WEBP_CHUNKS: Final = (b"VP8 ", b"VP8L", b"VP8X")
_MARKUP: Final = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<", re.DOTALL)
_DRAWING: Final = re.compile(rb"<(?:\w{1,20}:)?svg[\s>]", re.IGNORECASE)
_FILM: Final = re.compile(rb"hdlr.{8}vide", re.DOTALL)
_FILM_SIGNS: Final = (b"\x1aE\xdf\xa3", b"FLV\x01", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3")
_SOUND_BRANDS: Final = frozenset({b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2"})
_OGG_SOUNDS: Final = (b"OpusHead", b"\x01vorbis", b"\x7fFLAC", b"Speex   ")
_RATES_V1: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES_V2: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_SAMPLES: Final = (44_100, 48_000, 32_000)
_PADDING: Final = 4096
"""Empty bytes that may stand before the first frame of an MP3 file."""
_MOST_SEGMENTS: Final = 200
"""Segments of a JPEG file before its size is told; cameras write some twenty."""
_NO_SIZE: Final = frozenset({0xC4, 0xC8, 0xCC})
"""Markers among those of frames that tell no size: tables, an extension, arithmetic coding."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file is; width and height of a picture in pixels, 0 of a sound."""

    kind: MediumKind
    width: int = 0
    height: int = 0


def look(data: bytes, name: str) -> Seen:
    """Return what a file is.

    Args:
        data: all of its bytes. name: what the refusal calls it.

    Raises:
        InputError: it is none of the pictures and sounds that are taken; the message is why.
    """
    try:
        seen = _picture(data) or _sound(data)
    except (struct.error, IndexError, ValueError):
        seen = None
    if seen is None:
        raise _refused(data, name)
    if seen.width * seen.height > MOST_PIXELS:
        raise InputError(
            "“{name}” has {width} times {height} pixels, more than a page can show.",
            name=name,
            width=seen.width,
            height=seen.height,
        )
    return seen


def _refused(data: bytes, name: str) -> InputError:
    if _MARKUP.match(data[:200]):
        if _DRAWING.search(data[:100_000]):
            return InputError(
                "“{name}” is an SVG drawing, which can hold programs: save it as PNG.", name=name
            )
        return InputError("“{name}” is a page or text, no picture and no sound.", name=name)
    if data.startswith(_FILM_SIGNS) or data[4:8] == b"ftyp" or data[:4] in {b"RIFF", b"OggS"}:
        return InputError("“{name}” is a film, or a sound in a form that is not taken.", name=name)
    return InputError(
        "“{name}” is no picture or sound that is taken: PNG, JPEG, GIF, WebP, MP3, Ogg, WAV, M4A.",
        name=name,
    )


def _picture(data: bytes) -> Seen | None:
    """Return what picture it is, None if it is none or says no size."""
    if data.startswith(_PNG):
        found = Seen("png", *struct.unpack_from(">II", data, 16))
    elif data.startswith(b"\xff\xd8\xff"):
        found = Seen("jpeg", *_jpeg_size(data))
    elif data.startswith(_GIF):
        found = Seen("gif", *struct.unpack_from("<HH", data, 6))
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP" and data[12:16] in _WEBP_CHUNKS:
        found = Seen("webp", *_webp_size(data))
    else:
        return None
    return found if found.width and found.height else None


def _jpeg_size(data: bytes) -> tuple[int, int]:
    place = 2
    for _ in range(_MOST_SEGMENTS):
        while data[place] == 0xFF and data[place + 1] == 0xFF:  # noqa: PLR2004 - filling
            place += 1
        if data[place] != 0xFF:  # noqa: PLR2004 - each marker begins so
            break
        marker = data[place + 1]
        (length,) = struct.unpack_from(">H", data, place + 2)
        if 0xC0 <= marker <= 0xCF and marker not in _NO_SIZE:  # noqa: PLR2004 - of frames
            height, width = struct.unpack_from(">HH", data, place + 5)
            return width, height
        place += 2 + length
    raise ValueError("it tells no size")


def _webp_size(data: bytes) -> tuple[int, int]:
    chunk = data[12:16]
    if chunk == b"VP8X":
        wide, high = (int.from_bytes(data[at : at + 3], "little") for at in (24, 27))
        return wide + 1, high + 1
    if chunk == b"VP8L":
        if data[20] != 0x2F:  # noqa: PLR2004 - its sign
            raise ValueError("it tells no size")
        (bits,) = struct.unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    if data[23:26] != b"\x9d\x01\x2a":
        raise ValueError("it tells no size")
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF


def _sound(data: bytes) -> Seen | None:
    if data[:4] == b"OggS" and any(sign in data[28:64] for sign in _OGG_SOUNDS):
        return Seen("ogg")
    if data[:4] == b"RIFF" and data[8:16] == b"WAVEfmt ":
        return Seen("wav")
    if data[4:8] == b"ftyp" and data[8:12] in _SOUND_BRANDS and not _FILM.search(data):
        return Seen("m4a")
    return Seen("mp3") if _is_mp3(data) else None


def _is_mp3(data: bytes) -> bool:
    """Return whether two frames of MPEG audio, layer III, follow each other."""
    place = 0
    if data[:3] == b"ID3":
        a, b, c, d = data[6:10]
        place = 10 + (a << 21 | b << 14 | c << 7 | d)
    rest = data[place : place + _PADDING].lstrip(b"\x00")
    place += len(data[place : place + _PADDING]) - len(rest)
    length = _frame_bytes(data, place)
    if not length:
        return False
    # One frame alone may be all of a very short sound.
    return place + length >= len(data) or bool(_frame_bytes(data, place + length))


def _frame_bytes(data: bytes, place: int) -> int:
    """Return the length of the frame of layer III at a place, 0 if there is none."""
    if len(data) < place + 4:
        return 0
    first, second, third = data[place : place + 3]
    version, layer = (second >> 3) & 3, (second >> 1) & 3
    rate, sample = third >> 4, (third >> 2) & 3
    if first != 0xFF or second & 0xE0 != 0xE0 or version == 1 or layer != 1:  # noqa: PLR2004
        return 0
    if rate in {0, 15} or sample == 3:  # noqa: PLR2004 - free or forbidden
        return 0
    newest = version == 3  # noqa: PLR2004 - MPEG-1
    samples = _SAMPLES[sample] // {3: 1, 2: 2, 0: 4}[version]
    bits = (_RATES_V1 if newest else _RATES_V2)[rate] * 1000
    return (144 if newest else 72) * bits // samples + ((third >> 1) & 1)
