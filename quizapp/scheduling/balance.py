"""Which day of the fuzz range a review is given: by a seed, the load, easy days and siblings.

Deterministic: the same card, repetition and inputs give the same day, so that the interval shown
above a button is the interval given.
"""

import hashlib
import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from quizapp.scheduling.day import date_of

# (from, to, part of that stretch) in days. Source: Anki's fuzz ranges, as in py-fsrs.
_FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, math.inf, 0.05))
_SHORTEST_FUZZED_DAYS = 3
SIBLING_DISTANCE_DAYS = 5
MOST_CANDIDATES = 7
"""Days of a fuzz range that are weighed: of a long one some, so that their load is soon read."""
_LOAD_POWER = 2.0

Load: TypeAlias = Callable[[int], float] | Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Balance:
    """What speaks for one day of the fuzz range over another.

    Attributes:
        load: expected minutes of study on a study day, as a function or a mapping (0 where absent).
        easy_days: weight of a weekday, Monday 0 to Sunday 6; 1 where absent, 0 avoids the day.
        sibling_days: study days on which cards of the same fact are due.
        days_off: first and last study day of each stretch without study; to be avoided.
    """

    load: Load = field(default_factory=dict)
    easy_days: Mapping[int, float] = field(default_factory=dict)
    sibling_days: Collection[int] = ()
    days_off: Collection[tuple[int, int]] = ()

    def minutes(self, day: int) -> float:
        """Return the expected minutes on a study day, never below 0."""
        load = self.load
        minutes = load.get(day, 0.0) if isinstance(load, Mapping) else load(day)
        return max(minutes, 0.0)

    def easiness(self, day: int) -> float:
        """Return the weight of the study day's weekday, never below 0; 0 on a day off."""
        if any(first <= day <= last for first, last in self.days_off):
            return 0.0
        if not self.easy_days:
            return 1.0
        return max(self.easy_days.get(date_of(day).weekday(), 1.0), 0.0)

    def sibling_distance(self, day: int) -> int:
        """Return how far the nearest sibling is, in days, counted up to SIBLING_DISTANCE_DAYS."""
        if not self.sibling_days:
            return SIBLING_DISTANCE_DAYS
        return min(SIBLING_DISTANCE_DAYS, *(abs(day - other) for other in self.sibling_days))


def seeded_fraction(card_id: int, *, reps: int) -> float:
    """Return a number in [0, 1) that depends on the card and its repetitions alone."""
    digest = hashlib.sha256(f"fuzz:{card_id}:{reps}".encode()).digest()
    # 53 bits are what a float holds: more could round up to 1.
    return (int.from_bytes(digest[:8], "big") >> 11) / 2.0**53


@lru_cache(maxsize=4096)
def fuzz_range(interval_days: int, *, maximum_days: int) -> tuple[int, int]:
    """Return the shortest and the longest interval that may be given instead of this one."""
    if interval_days < _SHORTEST_FUZZED_DAYS:
        return interval_days, interval_days
    reach = 1.0 + sum(
        part * max(min(float(interval_days), end) - start, 0.0) for start, end, part in _FUZZ
    )
    longest = min(round(interval_days + reach), maximum_days)
    return min(max(2, round(interval_days - reach)), longest), longest


def candidate_intervals(shortest: int, longest: int) -> tuple[int, ...]:
    """Return the intervals of a range that a balance weighs: all, or seven evenly spread."""
    if longest - shortest < MOST_CANDIDATES:
        return tuple(range(shortest, longest + 1))
    stretch = (longest - shortest) / (MOST_CANDIDATES - 1)
    return tuple(shortest + round(stretch * number) for number in range(MOST_CANDIDATES))


def choose_interval(
    shortest: int,
    longest: int,
    *,
    today: int,
    fraction: float,
    balance: Balance | None,
    at_least: int = 1,
) -> int:
    """Return the interval to give, from shortest to longest, in days.

    Without a balance each is as likely as another. With one, days that would stand too near a
    sibling are left out while others remain; the rest weigh less the more minutes they hold, and
    an easy day's weight always multiplies, on an empty day too.

    Args:
        shortest: days, at least 1.
        longest: days, at least the shortest.
        today: study day of the review.
        fraction: the seed, in [0, 1).
        balance: what speaks for one day over another.
        at_least: the interval of the rating below this one, in days.
    """
    if balance is None or max(shortest, at_least) >= longest:
        shortest, longest = max(shortest, at_least), max(longest, at_least)
        return shortest + int(fraction * (longest - shortest + 1))
    candidates = (each for each in candidate_intervals(shortest, longest) if each >= at_least)
    days = [today + each for each in candidates]
    usable = [day for day in days if balance.easiness(day) > 0] or days
    if balance.sibling_days:
        furthest = max(balance.sibling_distance(day) for day in usable)
        usable = [day for day in usable if balance.sibling_distance(day) == furthest]
    weights = [
        (balance.easiness(day) or 1.0) / (1.0 + balance.minutes(day)) ** _LOAD_POWER
        for day in usable
    ]
    mark = fraction * sum(weights)
    for day, weight in zip(usable, weights, strict=True):
        mark -= weight
        if mark < 0:
            return day - today
    return usable[-1] - today
