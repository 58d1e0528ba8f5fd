"""What a rating says about the memory itself, whatever the interval: shared with replay."""

from datetime import datetime
from typing import NamedTuple

from quizapp.scheduling import fsrs
from quizapp.scheduling.card import Memory, Stage
from quizapp.scheduling.day import Moment
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.scheduling.rating import Rating


class Recollection(NamedTuple):
    """What a rating says about the memory itself, whatever the interval.

    Attributes:
        elapsed_days: study days since the last review, at least 0; None for a new card.
        recall: predicted recall at the review, 0..1; None for a new card.
        stability_days: after the review. difficulty: after the review.
    """

    elapsed_days: int | None
    recall: float | None
    stability_days: float
    difficulty: float


def recall(memory: Memory, *, day: int, parameters: Parameters = DEFAULT_PARAMETERS) -> float:
    """Return the predicted recall on a study day, 0..1; 0 for a new card."""
    if memory.stability_days is None or memory.last_day is None:
        return 0.0
    return fsrs.retrievability(
        memory.stability_days, elapsed_days=day - memory.last_day, parameters=parameters
    )


def recollect(memory: Memory, *, rating: Rating, day: int, parameters: Parameters) -> Recollection:
    """Return the stability and difficulty after a rating: all that the model itself says.

    Elapsed days are the difference of the stored study days. A journey west can make that negative:
    it then counts as the same day.
    """
    if memory.stability_days is None or memory.difficulty is None or memory.last_day is None:
        return Recollection(
            elapsed_days=None,
            recall=None,
            stability_days=fsrs.initial_stability(rating, parameters=parameters),
            difficulty=fsrs.initial_difficulty(rating, parameters=parameters),
        )
    elapsed = max(0, day - memory.last_day)
    return Recollection(
        elapsed_days=elapsed,
        recall=recall(memory, day=day, parameters=parameters),
        stability_days=stability_after(memory, rating=rating, day=day, parameters=parameters),
        difficulty=fsrs.next_difficulty(memory.difficulty, rating=rating, parameters=parameters),
    )


def stability_after(memory: Memory, *, rating: Rating, day: int, parameters: Parameters) -> float:
    """Return the stability after a rating, in days, as ``recollect`` says it."""
    if memory.stability_days is None or memory.difficulty is None or memory.last_day is None:
        return fsrs.initial_stability(rating, parameters=parameters)
    return fsrs.next_stability(
        memory.stability_days,
        difficulty=memory.difficulty,
        elapsed_days=max(0, day - memory.last_day),
        rating=rating,
        parameters=parameters,
    )


def kind_of(memory: Memory) -> Kind:
    """Return what a review of this card is called in the log, by its stage before the answer."""
    match memory.stage:
        case Stage.NEW | Stage.LEARNING:
            return Kind.LEARN
        case Stage.REVIEW:
            return Kind.REVIEW
        case Stage.RELEARNING:
            return Kind.RELEARN


def remember(
    memory: Memory,
    *,
    known: Recollection,
    rating: Rating,
    moment: Moment,
    stage: Stage,
    step: int,
    due_day: int,
    due_at: datetime | None,
    interval_days: int,
) -> Memory:
    """Return the memory with the review in it.

    Args:
        stage, step: of the learning step given, or review and 0.
        due_day: study day on which the card is due.
        due_at: of a learning step, else None.
        interval_days: given; 0 for a learning step.
    """
    lapsed = memory.stage is Stage.REVIEW and rating is Rating.AGAIN
    return Memory(
        stage=stage,
        step=step,
        stability_days=known.stability_days,
        difficulty=known.difficulty,
        last_day=moment.day,
        last_at=moment.at,
        due_day=due_day,
        due_at=due_at,
        interval_days=interval_days,
        reps=memory.reps + 1,
        lapses=memory.lapses + lapsed,
    )
