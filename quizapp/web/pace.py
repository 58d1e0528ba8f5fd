"""How often one person may ask: nobody has a program take over the site in their name.

Counted in each process, without the database: a limit on what a server is made to do, not a
quota. What guesses at secrets is limited in the database, by ``services.people.limits``.
"""

import time
from typing import Final

from flask import Flask, current_app

from quizapp.errors import TooManyError

_KEY: Final = "quizapp_pace"
_MOST_KNOWN: Final = 20_000
"""People remembered at once; those who could ask as much as anybody are forgotten first."""
_MINUTE_S: Final = 60.0
_WAIT_S: Final = 10
"""Seconds after which a sixth of a minute's requests is free again."""


class Pace:
    """A bucket a person: it holds a minute's requests and is filled evenly.

    Two requests of one person at the same instant may count as one: nothing hangs on one more.

    Args:
        per_minute: requests one person may make in a minute, and at once; 0 for any number.
    """

    def __init__(self, *, per_minute: int) -> None:
        self._per_minute = per_minute
        self._left: dict[int, tuple[float, float]] = {}

    def take(self, user_id: int, *, now_s: float) -> None:
        """Count one request.

        Args:
            user_id: who asks.
            now_s: seconds on a clock that never goes back.

        Raises:
            TooManyError: the person's requests are used up; it says when to come back.
        """
        if not self._per_minute:
            return
        left, at_s = self._left.get(user_id, (float(self._per_minute), now_s))
        left = min(self._per_minute, left + (now_s - at_s) * self._per_minute / _MINUTE_S)
        if left < 1:
            self._left[user_id] = (left, now_s)
            raise TooManyError(
                "You asked too often. Nothing was stored: wait {seconds} seconds, then try again.",
                seconds=_WAIT_S,
                retry_after_s=_WAIT_S,
            )
        if len(self._left) >= _MOST_KNOWN and user_id not in self._left:
            self._forget(now_s)
        self._left[user_id] = (left - 1, now_s)

    def _forget(self, now_s: float) -> None:
        """Forget who has not asked for a minute: their bucket is full again."""
        kept = {
            who: known for who, known in self._left.copy().items() if now_s - known[1] < _MINUTE_S
        }
        self._left = kept if len(kept) < _MOST_KNOWN else {}


def init_pace(app: Flask, *, per_minute: int) -> None:
    """Begin to count the requests of an application."""
    app.extensions[_KEY] = Pace(per_minute=per_minute)


def keep(user_id: int) -> None:
    """Count one request of a person.

    Raises:
        TooManyError: they asked too often.
    """
    pace: Pace = current_app.extensions[_KEY]
    pace.take(user_id, now_s=time.monotonic())
