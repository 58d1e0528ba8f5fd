"""A sitting: how much a learner wants to study now. Pure: it only says when enough is enough."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

CARDS: Final = (10, 20, 50)
MINUTES: Final = (5, 10, 20)
A_FEW: Final = 5
"""Questions that "a few more" adds."""
_LARGEST: Final = 500
_FORM: Final = re.compile(r"([nm])(\d{1,3})(?:-(\d{1,15}))?")


@dataclass(frozen=True, slots=True)
class Sitting:
    """A number of questions, or of minutes, counted from where it began.

    Attributes:
        minutes: whether ``size`` counts minutes; else it counts answers.
        since: milliseconds since 1970, or answers of the study day, at its beginning; None
            when it has not begun.
    """

    minutes: bool
    size: int
    since: int | None = None

    @property
    def text(self) -> str:
        """Return it as an address carries it: "n20-35", "m10-1772445500000"."""
        begun = "" if self.since is None else f"-{self.since}"
        return f"{'m' if self.minutes else 'n'}{self.size}{begun}"

    def begun(self, *, done: int, now: datetime) -> "Sitting":
        """Return it as begun now, unless it has begun before.

        Args:
            done: answers given on this study day.
        """
        if self.since is not None:
            return self
        return replace(self, since=int(now.timestamp() * 1000) if self.minutes else done)

    def left(self, *, done: int, now: datetime) -> int:
        """Return how many questions, or minutes begun, are left; 0 when it is over.

        A new study day counts answers from 0 again: what was given before it is then forgotten.
        """
        if self.since is None:
            return self.size
        if not self.minutes:
            return max(0, self.size - max(0, done - self.since))
        spent_ms = max(0, int(now.timestamp() * 1000) - self.since)
        return max(0, -((spent_ms - self.size * 60_000) // 60_000))

    def taken(self, *, done: int) -> int:
        """Return how many answers were given in a sitting of questions."""
        return max(0, done - (self.since or 0))


def read_sitting(text: str) -> Sitting | None:
    """Return the sitting that an address names; None for anything else: then all is asked."""
    found = _FORM.fullmatch(text) if text.isascii() else None
    if found is None or not 1 <= int(found[2]) <= _LARGEST:
        return None
    return Sitting(found[1] == "m", int(found[2]), None if found[3] is None else int(found[3]))
