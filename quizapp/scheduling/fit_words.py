"""What a set of parameters means for a learner: intervals and factors that a person can picture."""

from dataclasses import dataclass
from typing import Final

from quizapp.scheduling import fsrs
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.rating import Rating

ON_TIME_REVIEWS: Final = 5
"""Right answers in a row, each on its day, whose intervals are told."""
_LAPSED_DAYS: Final = 30.0
_LEFT_ALONE: Final = 4
CURVE_DAYS: Final = 30

WEIGHT_WORDS: Final = (
    "days of memory after a first Again",
    "days of memory after a first Hard",
    "days of memory after a first Good",
    "days of memory after a first Easy",
    "difficulty after a first Again",
    "how much a better first answer lowers difficulty",
    "how much each answer moves difficulty",
    "how fast difficulty returns to the usual",
    "growth of memory with a right answer",
    "how much growth slows as memory gets long",
    "how much more is gained when nearly forgotten",
    "memory left after forgetting",
    "how much difficulty lowers what is left",
    "how much a long memory leaves behind",
    "how much more is left when it was due long ago",
    "growth after Hard, against Good",
    "growth after Easy, against Good",
    "effect of another answer on the same day",
    "shift of that effect",
    "how much that effect slows as memory gets long",
    "how the chance of recall fades when a card is late",
)
"""What w0 to w20 stand for, in their order."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a set of parameters means at a desired retention.

    Attributes:
        first_days: interval after a first Again, Hard, Good, Easy, in days.
        on_time_days: intervals of a card answered Good each time on its day, from the first.
        after_lapse_days: interval left to a card of 30 days' stability, forgotten on its day.
        hard_share: growth after Hard against Good, 0..1. easy_factor: after Easy, 1 or more.
        late_recall: recall of a card left alone four times as long as planned, 0..1.
        curve: recall on each day after a first Good, from day 0 to day 30.
    """

    first_days: tuple[float, float, float, float]
    on_time_days: tuple[float, ...]
    after_lapse_days: float
    hard_share: float
    easy_factor: float
    late_recall: float
    curve: tuple[float, ...]


def picture(parameters: Parameters, *, desired_retention: float) -> Picture:
    """Return what a set means, without fuzz, floor and learning steps."""

    def interval(stability: float) -> float:
        return fsrs.interval(stability, desired_retention=desired_retention, parameters=parameters)

    first = [fsrs.initial_stability(rating, parameters=parameters) for rating in Rating]
    good = first[2]
    again, hard, right, easy = (interval(stability) for stability in first)
    forgotten = fsrs.stability_after_forgetting(
        _LAPSED_DAYS,
        difficulty=fsrs.initial_difficulty(Rating.GOOD, parameters=parameters),
        recall=desired_retention,
        parameters=parameters,
    )
    return Picture(
        first_days=(again, hard, right, easy),
        on_time_days=_on_time(parameters, desired_retention),
        after_lapse_days=interval(forgotten),
        hard_share=parameters.weights[15],
        easy_factor=parameters.weights[16],
        late_recall=fsrs.retrievability(
            good, elapsed_days=_LEFT_ALONE * right, parameters=parameters
        ),
        curve=tuple(
            fsrs.retrievability(good, elapsed_days=day, parameters=parameters)
            for day in range(CURVE_DAYS + 1)
        ),
    )


def _on_time(parameters: Parameters, desired_retention: float) -> tuple[float, ...]:
    stability = fsrs.initial_stability(Rating.GOOD, parameters=parameters)
    difficulty = fsrs.initial_difficulty(Rating.GOOD, parameters=parameters)
    days: list[float] = []
    for _ in range(ON_TIME_REVIEWS):
        interval = min(
            fsrs.interval(stability, desired_retention=desired_retention, parameters=parameters),
            fsrs.MAXIMUM_STABILITY,
        )
        days.append(interval)
        stability = fsrs.next_stability(
            stability,
            difficulty=difficulty,
            elapsed_days=max(1, round(interval)),
            rating=Rating.GOOD,
            parameters=parameters,
        )
        difficulty = fsrs.next_difficulty(difficulty, rating=Rating.GOOD, parameters=parameters)
    return tuple(days)
