"""Places: so many threads at a time, the others in a line, first come, first served."""

import threading
from collections import deque


class Places:
    """A number of places that threads take and give back.

    A semaphore of the standard library gives a place that has become free to whoever asks next,
    not to whoever has waited longest.
    """

    def __init__(self, number: int) -> None:
        self._guard = threading.Lock()
        self._free = number
        self._line: deque[threading.Lock] = deque()

    @property
    def waiting(self) -> int:
        """Return how many stand in the line."""
        return len(self._line)

    def take(self) -> None:
        """Take a place, as soon as one is free and nobody waits longer for it."""
        with self._guard:
            if self._free:
                self._free -= 1
                return
            called = threading.Lock()
            called.acquire()
            self._line.append(called)
        called.acquire()

    def give_back(self) -> None:
        """Give a place back: whoever has waited longest has it from now on."""
        with self._guard:
            if self._line:
                self._line.popleft().release()
            else:
                self._free += 1
