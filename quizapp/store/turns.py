"""Turns: writers of one process wait in a line, first come, first served.

SQLite lets one connection write. The others it lets sleep, for up to a tenth of a second at a
time, and whoever happens to wake at the right moment is next: some wait for ever while others
write again and again. In a line each waits for those before it, and is woken when its turn comes.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from quizapp.errors import BusyError, translatable

BUSY: Final = translatable(
    "The database is busy or its disk is full. Nothing was stored; try again."
)
AWAY: Final = translatable(
    "The database does not answer at the moment. Look whether your change was kept, then try again."
)


class Turns:
    """A line of threads that want to do something one at a time."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._holder: int | None = None
        self._depth = 0
        self._line: deque[tuple[int, threading.Lock]] = deque()

    @property
    def waiting(self) -> int:
        """Return how many stand in the line."""
        return len(self._line)

    @contextmanager
    def turn(self, *, timeout_s: float) -> Iterator[None]:
        """Wait for this thread's turn, and keep it until the end; its own turns nest.

        Raises:
            BusyError: the turn did not come in time.
        """
        me = threading.get_ident()
        self._take(me, timeout_s)
        try:
            yield
        finally:
            self._pass_on()

    def _take(self, me: int, timeout_s: float) -> None:
        with self._guard:
            if self._holder is None:
                self._holder = me
            if self._holder == me:
                self._depth += 1
                return
            called = threading.Lock()
            called.acquire()
            place = (me, called)
            self._line.append(place)
        if called.acquire(timeout=timeout_s):
            return
        with self._guard:
            if self._holder == me:
                return  # Called at the very moment of giving up.
            self._line.remove(place)
        raise BusyError(BUSY)

    def _pass_on(self) -> None:
        with self._guard:
            self._depth -= 1
            if self._depth:
                return
            self._holder = None
            if self._line:
                self._holder, called = self._line.popleft()
                self._depth = 1
                called.release()
