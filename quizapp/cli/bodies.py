"""Bodies on their way: how long the server waits for one, and how many at a time.

granian reads a body in the thread that answers, for as long as its sender keeps the line open.
Here each body has time to come: some at the start, and more with each piece. Once that is used up,
or too many are being waited for, the line is closed, which ends the read.
"""

import threading
import time
from collections.abc import Callable
from typing import Final

from quizapp.errors import BusyError, translatable
from quizapp.log_lines import ERROR, INFO, log, trace_of

GRACE_S: Final = 10.0
"""A body may take so long at first: a form or an answer of 64 kB has to be there by then."""
SLOWEST_BYTES_S: Final = 8_000
"""So many bytes that came are another second; a telephone at the edge of its cell sends more."""
LONGEST_PAUSE_S: Final = 30.0
"""Nothing at all may come for so long; who was fast before cannot save up more."""
PIECE_BYTES: Final = 2**16
"""So much is waited for at once: at the slowest pace it is there within the first seconds."""
AWAITED: Final = 32
"""Bodies of a process that are waited for at once before the application is asked, each by a
thread. One that is just behind the one before is there in a millisecond: who has kept us waiting
longest is not."""
GIVES_WAY_S: Final = 1.0
"""An upload of which a piece takes longer gives its place to another where all are taken."""
_EVERY_S: Final = 1.0
_OTHERS: Final = translatable(
    "Other large files are being sent at this moment. Try again in a minute."
)


class Body:
    """What is known of one body: since when, and how long at most, its next piece is waited for.

    Args:
        close: closes the line, so that the read ends; called once at most, by any thread.
    """

    __slots__ = ("asked_s", "close", "left_s")

    def __init__(self, close: Callable[[], None]) -> None:
        self.close = close
        self.asked_s = 0.0
        self.left_s = GRACE_S


class Bodies:
    """The bodies of one process.

    Args:
        awaited: how many may be waited for before the application is asked.
        uploads: how many longer ones may come while it reads them.
        now: seconds on a clock that never goes back.
    """

    def __init__(self, *, awaited: int, uploads: int, now: Callable[[], float]) -> None:
        self._awaited = awaited
        self._uploads = uploads
        self._now = now
        # By identity. One of two threads gets what both take out of a dictionary.
        self._heads: dict[int, Body] = {}
        self._pieces: dict[int, Body] = {}
        self._long: set[Body] = set()
        self._guard = threading.Lock()
        self._some = threading.Event()
        threading.Thread(target=self._watch, name="bodies", daemon=True).start()

    def first(self, body: Body, read: Callable[[], bytes]) -> bytes | None:
        """Return the beginning of a body; None where it was given up, as the line is closed."""
        return self._wait(self._heads, body, read)

    def next(self, body: Body, read: Callable[[], bytes]) -> bytes | None:
        """Return the next piece of a long body, as ``first``.

        Raises:
            BusyError: other long ones are coming, none of them slowly.
        """
        if body not in self._long:
            self._admit(body)
        return self._wait(self._pieces, body, read)

    def forget(self, body: Body) -> None:
        """Forget a body: nothing more of it is read."""
        if body in self._long:
            with self._guard:
                self._long.discard(body)

    def _wait(self, where: dict[int, Body], body: Body, read: Callable[[], bytes]) -> bytes | None:
        body.asked_s = self._now()
        where[id(body)] = body
        if not self._some.is_set():
            self._some.set()
        if len(self._heads) > self._awaited:
            self._give_up(self._heads, min(self._heads.copy().values(), key=_asked, default=body))
        try:
            data = read()
        finally:
            in_time = where.pop(id(body), None) is not None
        if not in_time:
            return None
        took_s = self._now() - body.asked_s
        body.left_s = min(body.left_s - took_s + len(data) / SLOWEST_BYTES_S, LONGEST_PAUSE_S)
        return data

    def _admit(self, body: Body) -> None:
        with self._guard:
            if len(self._long) >= self._uploads:
                slow = min(self._pieces.copy().values(), key=_asked, default=None)
                if slow is None or self._now() - slow.asked_s < GIVES_WAY_S:
                    raise BusyError(_OTHERS)
                self._give_up(self._pieces, slow)
                self._long.discard(slow)
            self._long.add(body)

    def _give_up(self, where: dict[int, Body], body: Body) -> None:
        if where.pop(id(body), None) is None:
            return
        log(INFO, "body_given_up", waited_s=round(self._now() - body.asked_s, 1))
        try:
            body.close()
        except Exception as error:  # noqa: BLE001 - whatever it is, others are still to be ended
            log(ERROR, "failure", exception=trace_of(error))

    def _watch(self) -> None:
        """Give up what is late, once a second as long as anything is waited for."""
        while self._some.wait():
            time.sleep(_EVERY_S)
            now_s = self._now()
            for where in (self._heads, self._pieces):
                for body in where.copy().values():
                    if now_s - body.asked_s > body.left_s:
                        self._give_up(where, body)
            if not (self._heads or self._pieces):
                self._some.clear()
                # One that came before the line above would be forgotten otherwise.
                if self._heads or self._pieces:
                    self._some.set()


def _asked(body: Body) -> float:
    return body.asked_s
