"""What a review log tells about forgetting: the histories that parameters are fitted to."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from quizapp.scheduling.kind import Kind

MOST_REVIEWS: Final = 50_000
"""Fitted to at most: some seven seconds. The prior's weight is gone long before that many."""
LONGEST_HISTORY: Final = 200
"""Reviews of one card that count: one drilled without end says little about the others."""


class LoggedReview(NamedTuple):
    """What a fit needs of one entry of the log.

    Attributes:
        seq: place in the log. kind: as stored. rating: 1-4, or None.
        study_day: as stored. undoes: seq of the entry taken back, or None.
        is_first: the entry found no memory of its card: a history begins with it.
    """

    seq: int
    card_id: int
    kind: str
    rating: int | None
    study_day: int
    undoes: int | None
    is_first: bool


class Step(NamedTuple):
    """One review of a history: when in the log, on which study day, how rated."""

    seq: int
    study_day: int
    rating: int

    @property
    def recalled(self) -> bool:
        """Return whether the card was remembered."""
        return self.rating > 1


History = tuple[Step, ...]
"""The reviews of one card from its first on; none was taken back, none forgotten on purpose."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What can be fitted to.

    Attributes:
        reviews: answers in the log that stand.
        histories: those used, at most MOST_REVIEWS reviews in all.
        left_out: answers that stand and are not used, for want of room.
    """

    reviews: int
    histories: tuple[History, ...]
    left_out: int

    @property
    def cards(self) -> int:
        """Return how many histories are used."""
        return len(self.histories)


def gather(entries: Iterable[LoggedReview], *, most_reviews: int = MOST_REVIEWS) -> Evidence:
    """Return the evidence in a log.

    A card forgotten on purpose (its answer was changed) begins a second history. Where the log is
    longer than can be used, whole cards are drawn: the same ones every time, whatever their age.

    Args:
        entries: of one person, in the order of their seq; a log whose beginning was cut off
            loses the histories that began before the cut.
        most_reviews: to use, 1 or more.
    """
    kept = tuple(entries)
    undone = {each.undoes for each in kept if each.undoes is not None}
    running: dict[int, list[Step]] = {}
    ended: list[tuple[int, list[Step]]] = []
    reviews = 0
    for each in kept:
        if each.seq in undone:
            continue
        if each.kind == Kind.MANUAL and each.card_id in running:
            ended.append((each.card_id, running.pop(each.card_id)))
        if each.rating is None or not Kind(each.kind).is_review:
            continue
        reviews += 1
        if each.is_first or each.card_id in running:
            steps = running.setdefault(each.card_id, [])
            if len(steps) < LONGEST_HISTORY:
                steps.append(Step(each.seq, each.study_day, each.rating))
    found = [*ended, *running.items()]
    used = _drawn(found, most_reviews=most_reviews)
    count = sum(len(steps) for steps in used)
    return Evidence(reviews, used, reviews - count)


def _drawn(found: Sequence[tuple[int, list[Step]]], *, most_reviews: int) -> tuple[History, ...]:
    """Return as many histories as there is room for, drawn by a digest of card and beginning."""
    left = most_reviews
    used: list[History] = []
    for _, steps in sorted(found, key=_lot):
        if len(steps) <= left:
            left -= len(steps)
            used.append(tuple(steps))
    return tuple(used)


def _lot(history: tuple[int, list[Step]]) -> bytes:
    card_id, steps = history
    return hashlib.sha256(f"fit:{card_id}:{steps[0].seq}".encode()).digest()
