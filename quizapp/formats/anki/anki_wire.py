"""The wire format of protocol buffers, as far as note types of Anki need it.

Pure. Source: protobuf.dev, "Encoding": a message is a row of (number, kind) keys and values.
"""

from collections.abc import Iterator
from typing import Final

Value = int | bytes
_VARINT: Final = 0
_EIGHT: Final = 1
_LENGTH: Final = 2
_FOUR: Final = 5
_LONGEST_VARINT: Final = 10
"""Bytes: 64 bits, seven a byte."""


def entries(message: bytes) -> Iterator[tuple[int, Value]]:
    """Yield the number and value of each field, in the order of the message.

    Raises:
        ValueError: the message is cut off, or holds what the format has no more (groups).
    """
    place = 0
    while place < len(message):
        key, place = _varint(message, place)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            whole, place = _varint(message, place)
            yield number, whole
            continue
        if kind == _LENGTH:
            length, place = _varint(message, place)
        elif kind in {_EIGHT, _FOUR}:
            length = 8 if kind == _EIGHT else 4
        else:
            raise ValueError(f"field {number} has the unknown kind {kind}")
        if length > len(message) - place:
            raise ValueError(f"field {number} is cut off")
        yield number, message[place : place + length]
        place += length


def fields(message: bytes) -> dict[int, Value]:
    """Return the last value of each field: what counts where a field is there once.

    Raises:
        ValueError: the message cannot be read.
    """
    return dict(entries(message))


def text_of(found: dict[int, Value], number: int) -> str:
    """Return the text of a field, "" if it is not there.

    Raises:
        ValueError: the field is no text.
    """
    value = found.get(number, b"")
    if isinstance(value, int):
        raise ValueError(f"field {number} is a number, not a text")  # noqa: TRY004 - of the file
    return value.decode("utf-8", "replace")


def _varint(message: bytes, place: int) -> tuple[int, int]:
    """Return a whole number without sign, and the place behind it."""
    value = 0
    for index in range(_LONGEST_VARINT):
        if place + index >= len(message):
            raise ValueError("a number is cut off")
        byte = message[place + index]
        value |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:  # noqa: PLR2004 - the bit that says "more follows"
            return value & 0xFFFF_FFFF_FFFF_FFFF, place + index + 1
    raise ValueError("a number is too long")
