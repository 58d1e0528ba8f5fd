"""What the model said at an answer: worked out again from what the log keeps of it."""

from dataclasses import dataclass

from quizapp.scheduling import fsrs
from quizapp.scheduling.card import Memory
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.recollection import recollect


@dataclass(frozen=True, slots=True)
class Trace:
    """What the model said.

    Attributes:
        recall: predicted at the answer, 0..1; None for a new card.
        stability_days, difficulty: after the answer.
        interval_raw_days: before fuzz and rounding; None for a learning step.
    """

    recall: float | None = None
    stability_days: float | None = None
    difficulty: float | None = None
    interval_raw_days: float | None = None


NOTHING = Trace()
"""Of an entry that is no answer."""


def trace_of_answer(
    rating: Rating,
    *,
    stability_before_days: float | None,
    difficulty_before: float | None,
    elapsed_days: int | None,
    desired_retention: float | None,
    is_step: bool,
    parameters: Parameters,
) -> Trace:
    """Return what the model said at an answer.

    Args:
        stability_before_days, difficulty_before: of the card when it was asked; None when new.
        elapsed_days: study days since the review before.
        desired_retention: then; None gives no interval.
        is_step: a learning step was given, not an interval.
    """
    known = recollect(
        Memory(
            # A file from elsewhere may say what the model cannot: it counts as the nearest it can.
            stability_days=_within(
                stability_before_days, fsrs.MINIMUM_STABILITY, fsrs.MAXIMUM_STABILITY
            ),
            difficulty=_within(difficulty_before, fsrs.MINIMUM_DIFFICULTY, fsrs.MAXIMUM_DIFFICULTY),
            last_day=None if elapsed_days is None else 0,
        ),
        rating=rating,
        day=elapsed_days or 0,
        parameters=parameters,
    )
    raw = (
        None
        if is_step or desired_retention is None
        else fsrs.interval(
            known.stability_days, desired_retention=desired_retention, parameters=parameters
        )
    )
    return Trace(known.recall, known.stability_days, known.difficulty, raw)


def recall_at_answer(
    *,
    stability_before_days: float | None,
    difficulty_before: float | None,
    elapsed_days: int | None,
    parameters: Parameters,
) -> float | None:
    """Return the recall of ``trace_of_answer`` alone: of a long log the rest is not wanted."""
    stability_days = _within(stability_before_days, fsrs.MINIMUM_STABILITY, fsrs.MAXIMUM_STABILITY)
    if stability_days is None or difficulty_before is None or elapsed_days is None:
        return None
    return fsrs.retrievability(stability_days, elapsed_days=elapsed_days, parameters=parameters)


def _within(value: float | None, least: float, most: float) -> float | None:
    return None if value is None else min(max(value, least), most)
