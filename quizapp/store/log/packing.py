"""Numbers and words in few bytes: small numbers take one, words say how long they are."""

import struct
from typing import Any, Final

_LOW: Final = 0x7F
_MORE: Final = 0x80
_BITS: Final = 7
_LONGEST: Final = 255


def number(value: int) -> bytes:
    """Return a whole number from 0 on: seven bits a byte, the lowest first.

    Raises:
        ValueError: it is below 0.
    """
    if 0 <= value <= _LOW:
        return value.to_bytes()
    if value < 0:
        raise ValueError(f"{value} cannot be packed: it is below 0")
    found = bytearray()
    while value > _LOW:
        found.append(value & _LOW | _MORE)
        value >>= _BITS
    found.append(value)
    return bytes(found)


def word(text: str) -> bytes:
    """Return a text of at most 255 bytes with its length.

    Raises:
        ValueError: it is longer.
    """
    data = text.encode()
    if len(data) > _LONGEST:
        raise ValueError(f"{text[:40]!r}... cannot be packed: it is too long")
    return len(data).to_bytes() + data


class Reading:
    """Reads packed values one after the other."""

    __slots__ = ("data", "place")

    def __init__(self, data: bytes, place: int) -> None:
        self.data = data
        self.place = place

    def number(self) -> int:
        """Return the next number."""
        data, place = self.data, self.place
        value = data[place]
        place += 1
        if value & _MORE:
            value &= _LOW
            shift = _BITS
            while data[place] & _MORE:
                value |= (data[place] & _LOW) << shift
                shift += _BITS
                place += 1
            value |= data[place] << shift
            place += 1
        self.place = place
        return value

    def byte(self) -> int:
        """Return the next byte."""
        self.place += 1
        return self.data[self.place - 1]

    def take(self, length: int) -> bytes:
        """Return the next bytes."""
        start = self.place
        self.place = start + length
        return self.data[start : self.place]

    def word(self) -> str:
        """Return the next text."""
        return self.take(self.byte()).decode()

    def of(self, form: struct.Struct) -> tuple[Any, ...]:
        """Return the next values of a fixed form."""
        values = form.unpack_from(self.data, self.place)
        self.place += form.size
        return values

    def rest(self) -> bytes:
        """Return what is left."""
        return self.data[self.place :]
