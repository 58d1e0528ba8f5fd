"""What a reschedule does to one card: memory worked out anew, and the day it is then due."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quizapp.scheduling import fsrs
from quizapp.scheduling.balance import choose_interval, fuzz_range, seeded_fraction
from quizapp.scheduling.card import Memory, Stage
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.replay import LogEntry, remembered_anew
from quizapp.scheduling.scheduler import SchedulerSettings


@dataclass(frozen=True, slots=True)
class Move:
    """A card that a reschedule changes.

    Attributes:
        before: its memory now. after: its memory then.
        interval_raw_days: by the model, counted from the last review.
    """

    card_id: int
    before: Memory
    after: Memory
    interval_raw_days: float

    @property
    def later_days(self) -> int:
        """Return by how many days later the card is due; negative when earlier."""
        return (self.after.due_day or 0) - (self.before.due_day or 0)


def standing_reviews(entries: Iterable[LogEntry]) -> list[LogEntry]:
    """Return the reviews of one card that stand, since it was last made new, in their order."""
    kept = sorted(entries, key=lambda entry: entry.seq)
    undone = {entry.undoes for entry in kept if entry.undoes is not None}
    reviews: list[LogEntry] = []
    for entry in kept:
        if entry.seq in undone:
            continue
        if entry.kind is Kind.MANUAL:
            reviews.clear()
        elif entry.is_review:
            reviews.append(entry)
    return reviews


def reschedule(
    memory: Memory, *, card_id: int, entries: Sequence[LogEntry], settings: SchedulerSettings
) -> Move | None:
    """Return how a card changes when all its reviews count by the settings' parameters.

    The interval is counted from the last review, with the fuzz that review had: a card whose
    reviews all used these parameters keeps its day. Cards in learning steps are left alone, and
    None is returned for a card that does not change.

    Args:
        memory: as the log comes to now.
        card_id: seeds the fuzz.
        entries: of the card, all.
        settings: the learner's.
    """
    if memory.stage is not Stage.REVIEW or memory.last_day is None:
        return None
    stability, difficulty = remembered_anew(
        standing_reviews(entries), parameters=settings.parameters
    )
    if stability is None or difficulty is None:
        return None
    raw = fsrs.interval(
        stability, desired_retention=settings.desired_retention, parameters=settings.parameters
    )
    longest = settings.maximum_interval_days
    days = min(max(math.floor(raw), 1), longest)
    shortest, furthest = fuzz_range(days, maximum_days=longest)
    interval = choose_interval(
        shortest,
        furthest,
        today=memory.last_day,
        fraction=seeded_fraction(card_id, reps=max(0, memory.reps - 1)),
        balance=None,
    )
    after = replace(
        memory,
        stability_days=stability,
        difficulty=difficulty,
        interval_days=interval,
        due_day=memory.last_day + interval,
    )
    return None if after == memory else Move(card_id, memory, after, raw)
