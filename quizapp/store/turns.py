"""Turns: writers of one process wait in a line, first come, first served.

SQLite lets one connection write. The others it lets sleep, for up to a tenth of a second at a
time, and whoever happens to wake at the right moment is next: some wait for ever while others
write again and again. In a line each waits for those before it, and is woken when its turn comes.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from quizapp.errors import BusyError, translatable

BUSY: Final = translatable(
    "The database is busy or its disk is full. Nothing was stored; try again."
)
AWAY: Final = translatable(
    "The database does not answer at the moment. Look whether your change was kept, then try again."
)


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """A thread that waits; ``joins`` says that it can go on in a transaction that is open."""

    thread: int
    called: threading.Lock
    joins: bool


class Turns:
    """A line of threads that want to do something one at a time."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._holder: int | None = None
        self._depth = 0
        self._line: deque[_Place] = deque()

    @property
    def waiting(self) -> int:
        """Return how many stand in the line."""
        return len(self._line)

    @contextmanager
    def turn(self, *, timeout_s: float, joins: bool = False) -> Iterator[None]:
        """Wait for this thread's turn, and keep it until the end; its own turns nest.

        Args:
            timeout_s: how long to wait at most.
            joins: whether it can go on where the one before it has stopped.

        Raises:
            BusyError: the turn did not come in time.
        """
        me = threading.get_ident()
        self._take(me, timeout_s, joins=joins)
        try:
            yield
        finally:
            self._pass_on(me)

    def pass_to_joining(self) -> bool:
        """Pass the turn on before its end, if whoever is next joins; return whether it was."""
        with self._guard:
            if self._depth != 1 or not self._line or not self._line[0].joins:
                return False
            self._call_next()
            return True

    def _take(self, me: int, timeout_s: float, *, joins: bool) -> None:
        with self._guard:
            if self._holder is None:
                self._holder = me
            if self._holder == me:
                self._depth += 1
                return
            place = _Place(me, threading.Lock(), joins)
            place.called.acquire()
            self._line.append(place)
        if place.called.acquire(timeout=timeout_s):
            return
        with self._guard:
            if self._holder == me:
                return  # Called at the very moment of giving up.
            self._line.remove(place)
        raise BusyError(BUSY)

    def _pass_on(self, me: int) -> None:
        with self._guard:
            if self._holder != me:
                return  # It was passed on before its end.
            self._depth -= 1
            if not self._depth:
                self._call_next()

    def _call_next(self) -> None:
        self._holder, self._depth = None, 0
        if self._line:
            place = self._line.popleft()
            self._holder, self._depth = place.thread, 1
            place.called.release()
