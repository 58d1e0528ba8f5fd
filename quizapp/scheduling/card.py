"""What is known of one card's memory: the cache that a replay of the log must reproduce."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Stage(StrEnum):
    """Where a card stands in its life."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


class Memory(NamedTuple):
    """The memory state of one card of one learner.

    Attributes:
        stage: learning steps are in minutes, reviews in study days.
        step: index of the current learning step; 0 in review.
        stability_days: days until recall falls to 0.9; None while new. In [0.001, 36500].
        difficulty: 1 (easy) to 10; None while new.
        last_day: study day of the last review, days since 1970-01-01; None while new.
        last_at: instant of the last review (UTC); None while new.
        due_day: study day on which the card is due; None while new.
        due_at: instant at which a learning step is due; None in review and while new.
        interval_days: the interval given at the last review; 0 in learning.
        reps: reviews so far. lapses: times forgotten from review.
    """

    stage: Stage = Stage.NEW
    step: int = 0
    stability_days: float | None = None
    difficulty: float | None = None
    last_day: int | None = None
    last_at: datetime | None = None
    due_day: int | None = None
    due_at: datetime | None = None
    interval_days: int = 0
    reps: int = 0
    lapses: int = 0


NEW = Memory()
"""A card that was never reviewed."""
