"""A file that is sent in pieces: it is closed with the last of them, or when nobody asks for more.

Whoever reads slowly holds a thread of the server until the last piece is taken. So there are places
for few such files at a time, and one for each person: the other threads go on answering.
"""

import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator
from typing import IO, Final

from quizapp.errors import BusyError, translatable

PLACES: Final = 2
"""Of a process, whose threads are three at least."""
_PIECE: Final = 2**16
_MINE: Final = translatable(
    "Another file of yours is being sent at this moment. Wait until it has arrived, or stop it."
)
_OTHERS: Final = translatable(
    "Other large files are being sent at this moment. Try again in a minute."
)
_LOCK: Final = threading.RLock()
"""Taken again by a file that the collector ends while its thread holds it."""
_SENT_TO: Final[set[int]] = set()
"""People who have a place."""


class Pieces(Iterator[bytes]):
    """A file on its way to a person."""

    def __init__(self, file: IO[bytes], *, user_id: int) -> None:
        """Take a place for it; without one the file is closed.

        Raises:
            BusyError: all places are taken, or the person has one.
        """
        try:
            _take_place(user_id)
        except BusyError:
            file.close()
            raise
        file.seek(0)
        self._file = file
        # However it ends: read to its end, closed, or forgotten.
        self.close = weakref.finalize(self, _end, file, user_id)

    def __next__(self) -> bytes:
        """Return the next piece."""
        piece = b"" if self._file.closed else self._file.read(_PIECE)
        if not piece:
            self.close()
            raise StopIteration
        return piece


def written(write: Callable[[IO[bytes]], object]) -> IO[bytes]:
    """Return a file that is gone once it is closed, with what ``write`` wrote, at its beginning."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 - who sends it closes it
    try:
        write(out)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return out


def _take_place(user_id: int) -> None:
    with _LOCK:
        if user_id in _SENT_TO:
            raise BusyError(_MINE)
        if len(_SENT_TO) >= PLACES:
            raise BusyError(_OTHERS)
        _SENT_TO.add(user_id)


def _end(file: IO[bytes], user_id: int) -> None:
    file.close()
    with _LOCK:
        _SENT_TO.discard(user_id)
