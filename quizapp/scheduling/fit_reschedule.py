"""What a reschedule does to one card: memory worked out anew, and the day it is then due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isclose
from typing import NamedTuple

from quizapp.scheduling import fsrs
from quizapp.scheduling.balance import fuzz_range
from quizapp.scheduling.card import Memory, Stage
from quizapp.scheduling.day import Moment
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.scheduler import SchedulerSettings, answer
from quizapp.scheduling.steps import stage_after_step, step_after


class Taken(NamedTuple):
    """What a reschedule needs of one entry of a card's log.

    Attributes:
        rating: None unless it is a review. study_day: as stored.
        undoes: seq of the entry taken back, or None.
        has_step: it gave a learning step, not a day of review.
    """

    seq: int
    card_id: int
    kind: str
    rating: int | None
    study_day: int
    undoes: int | None
    has_step: bool


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


def standing_reviews(entries: Iterable[Taken]) -> list[Taken]:
    """Return the reviews of one card that stand, since it was last made new, in their order."""
    kept = sorted(entries)
    undone = {entry.undoes for entry in kept if entry.undoes is not None}
    reviews: list[Taken] = []
    for entry in kept:
        if entry.seq in undone:
            continue
        if entry.kind == Kind.MANUAL:
            reviews.clear()
        elif entry.rating is not None and Kind(entry.kind).is_review:
            reviews.append(entry)
    return reviews


def reschedule(
    memory: Memory, *, card_id: int, entries: Iterable[Taken], settings: SchedulerSettings
) -> Move | None:
    """Return how a card changes when all its reviews count by the settings' parameters.

    Its day is the one that its last review would have given, fuzz included: a card whose reviews
    all used these settings keeps it. Cards in learning steps are left alone, and None is returned
    for a card that does not change.

    Args:
        memory: as the log comes to now.
        card_id: seeds the fuzz.
        entries: of the card, all.
        settings: the learner's.
    """
    if memory.stage is not Stage.REVIEW or memory.last_at is None:
        return None
    reviews = standing_reviews(entries)
    if not reviews:
        return None
    last = reviews[-1]
    before = _before_last(memory, reviews[:-1], parameters=settings.parameters)
    outcome = answer(
        before,
        rating=Rating(last.rating or Rating.AGAIN),
        card_id=card_id,
        # Only its day counts here: an interval in days follows.
        moment=Moment(memory.last_at, last.study_day, 0, 0),
        settings=settings,
    )
    if outcome.interval_raw_days is None:
        return None  # The learner has other steps now, and would be in one of them.
    if _stands(memory, outcome.memory, outcome.interval_raw_days, settings=settings):
        return None
    after = memory._replace(
        stability_days=outcome.memory.stability_days,
        difficulty=outcome.memory.difficulty,
        interval_days=outcome.interval_days,
        due_day=outcome.memory.due_day,
    )
    return None if after == memory else Move(card_id, memory, after, outcome.interval_raw_days)


def _stands(
    memory: Memory, anew: Memory, interval_raw_days: float, *, settings: SchedulerSettings
) -> bool:
    """Return whether a card keeps its day: memory is the same, and the day one that it may have.

    Of the days of the fuzz range the least full one was given then: it is as good as another.
    """
    pairs = (
        (memory.stability_days, anew.stability_days),
        (memory.difficulty, anew.difficulty),
    )
    if not all(a is not None and b is not None and isclose(a, b) for a, b in pairs):
        return False
    longest_days = settings.maximum_interval_days
    days = min(max(1, int(interval_raw_days)), longest_days)
    first, last = fuzz_range(days, maximum_days=longest_days)
    return first <= memory.interval_days <= last


def _before_last(memory: Memory, reviews: Sequence[Taken], *, parameters: Parameters) -> Memory:
    """Return the memory before the last review, had all used these parameters.

    The same calls as a replay makes, without its records: a log of 100 000 takes a second.
    """
    stage, step = Stage.NEW, 0
    stability = difficulty = 0.0
    day: int | None = None
    for review in reviews:
        rating = Rating(review.rating or Rating.AGAIN)
        if day is None:
            stability = fsrs.initial_stability(rating, parameters=parameters)
            difficulty = fsrs.initial_difficulty(rating, parameters=parameters)
        else:
            stability = fsrs.next_stability(
                stability,
                difficulty=difficulty,
                elapsed_days=max(0, review.study_day - day),
                rating=rating,
                parameters=parameters,
            )
            difficulty = fsrs.next_difficulty(difficulty, rating=rating, parameters=parameters)
        day = review.study_day
        step = step_after(step, rating=rating) if review.has_step else 0
        stage = stage_after_step(stage) if review.has_step else Stage.REVIEW
    if day is None:
        return Memory()
    return memory._replace(
        stage=stage,
        step=step,
        stability_days=stability,
        difficulty=difficulty,
        last_day=day,
        reps=memory.reps - 1,
    )
