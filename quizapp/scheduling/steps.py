"""Learning and relearning steps: which one follows a rating. Source: Anki, py-fsrs."""

import math
from dataclasses import dataclass
from itertools import pairwise

from quizapp.errors import InputError
from quizapp.scheduling.card import Memory, Stage
from quizapp.scheduling.rating import Rating


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the stage it belongs to, its index from 0, and how long it waits, in minutes."""

    stage: Stage
    index: int
    minutes: float


def next_step(
    memory: Memory,
    *,
    rating: Rating,
    learning_min: tuple[float, ...],
    relearning_min: tuple[float, ...],
) -> Step | None:
    """Return the step that follows a rating, or None when the card goes (back) to review.

    Args:
        memory: before the answer.
        rating: given.
        learning_min: minutes of each learning step.
        relearning_min: minutes of each relearning step.
    """
    match memory.stage:
        case Stage.NEW | Stage.LEARNING:
            return _step_within(
                memory.step, stage=Stage.LEARNING, steps=learning_min, rating=rating
            )
        case Stage.RELEARNING:
            return _step_within(
                memory.step, stage=Stage.RELEARNING, steps=relearning_min, rating=rating
            )
        case Stage.REVIEW:
            if rating is not Rating.AGAIN or not relearning_min:
                return None
            return Step(Stage.RELEARNING, 0, relearning_min[0])


def _step_within(
    index: int, *, stage: Stage, steps: tuple[float, ...], rating: Rating
) -> Step | None:
    """Return the step after a rating in a row of steps. Source: Anki, py-fsrs."""
    if not steps:
        return None
    match rating:
        case Rating.AGAIN:
            return Step(stage, 0, steps[0])
        case Rating.HARD if index < len(steps):
            return Step(stage, index, _hard_minutes(index, steps))
        case Rating.GOOD if index + 1 < len(steps):
            return Step(stage, index + 1, steps[index + 1])
        case _:
            # Good on the last step, Easy, or a step that the settings no longer have.
            return None


def _hard_minutes(index: int, steps: tuple[float, ...]) -> float:
    if index > 0:
        return steps[index]
    return steps[0] * 1.5 if len(steps) == 1 else (steps[0] + steps[1]) / 2.0


def stage_after_step(stage: Stage) -> Stage:
    """Return the stage of a card that was given a step."""
    match stage:
        case Stage.NEW | Stage.LEARNING:
            return Stage.LEARNING
        case Stage.REVIEW | Stage.RELEARNING:
            return Stage.RELEARNING


def step_after(index: int, *, rating: Rating) -> int:
    """Return the index of the step that was given, by the step before and the rating."""
    match rating:
        case Rating.AGAIN:
            return 0
        case Rating.HARD:
            return index
        case Rating.GOOD | Rating.EASY:
            return index + 1


def check_steps(steps: tuple[float, ...], *, field: str) -> None:
    """Refuse steps that cannot be waited for in their order.

    Raises:
        InputError: a step is not a number above 0, or is shorter than the one before it.
    """
    if any(not math.isfinite(minutes) or minutes <= 0 for minutes in steps):
        raise InputError("Each step is a number of minutes above 0.", field=field)
    if any(later < earlier for earlier, later in pairwise(steps)):
        raise InputError("Each step is at least as long as the one before it.", field=field)
