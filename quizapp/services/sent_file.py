"""A file that is made to be sent, in pieces: it is gone with the last of them."""

import weakref
from collections.abc import Iterator
from typing import IO, Final

_PIECE: Final = 2**16


class Pieces(Iterator[bytes]):
    """A file that is sent; it is closed with the last piece, or when nobody asks for more."""

    def __init__(self, file: IO[bytes]) -> None:
        file.seek(0)
        self._file = file
        self._closing = weakref.finalize(self, file.close)

    def __next__(self) -> bytes:
        """Return the next piece."""
        piece = b"" if self._file.closed else self._file.read(_PIECE)
        if not piece:
            self._closing()
            raise StopIteration
        return piece
