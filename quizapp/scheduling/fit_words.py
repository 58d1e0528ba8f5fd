"""What a set of parameters means for a learner: intervals and factors that a person can picture."""

import re
from dataclasses import dataclass
from typing import Final

from quizapp.errors import Words, translatable
from quizapp.scheduling import fsrs
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.rating import Rating

ON_TIME_REVIEWS: Final = 5
"""Right answers in a row, each on its day, whose intervals are told."""
_LAPSED_DAYS: Final = 30.0
_LEFT_ALONE: Final = 4
CURVE_DAYS: Final = 30

WEIGHT_WORDS: Final = (
    translatable("days of memory after a first Again"),
    translatable("days of memory after a first Hard"),
    translatable("days of memory after a first Good"),
    translatable("days of memory after a first Easy"),
    translatable("difficulty after a first Again"),
    translatable("how much a better first answer lowers difficulty"),
    translatable("how much each answer moves difficulty"),
    translatable("how fast difficulty returns to the usual"),
    translatable("growth of memory with a right answer"),
    translatable("how much growth slows as memory gets long"),
    translatable("how much more is gained when nearly forgotten"),
    translatable("memory left after forgetting"),
    translatable("how much difficulty lowers what is left"),
    translatable("how much a long memory leaves behind"),
    translatable("how much more is left when it was due long ago"),
    translatable("growth after Hard, against Good"),
    translatable("growth after Easy, against Good"),
    translatable("effect of another answer on the same day"),
    translatable("shift of that effect"),
    translatable("how much that effect slows as memory gets long"),
    translatable("how the chance of recall fades when a card is late"),
)
"""What w0 to w20 stand for, in their order."""

FEW_ANSWERS: Final = translatable("There are {answers} answers so far; a fit needs {least}.")
FEW_CARDS: Final = translatable("The answers are of {cards} cards; a fit needs {least}.")
FEW_TESTED: Final = translatable(
    "Only {tested} answers came a day or more after the one before; a fit needs {least}."
)
ALL_FORGOTTEN: Final = translatable(
    "Almost everything was forgotten: that tells nothing of how long memory lasts."
)
NOTHING_FORGOTTEN: Final = translatable(
    "Almost nothing was forgotten yet: that tells nothing of how memory fades."
)
NO_WEIGHTS: Final = translatable("No usable weights came out. The set in force stays.")
NO_BETTER: Final = translatable("It predicted your latest answers no better.")
THE_SAME: Final = translatable("It comes to the weights in force.")
COSTLY: Final = translatable(
    "It predicts better, but in your minutes you would keep clearly fewer cards with it. It waits "
    "for your word."
)
WAITS_TOO: Final = translatable(
    "It predicts better. As an earlier one would cost you cards, this one waits for your word too."
)
MEANWHILE: Final = translatable("Other parameters were put in force meanwhile: they stay.")
_REFUSALS: Final = (
    FEW_ANSWERS,
    FEW_CARDS,
    FEW_TESTED,
    ALL_FORGOTTEN,
    NOTHING_FORGOTTEN,
    NO_WEIGHTS,
    NO_BETTER,
    THE_SAME,
    MEANWHILE,
    COSTLY,
    WAITS_TOO,
)
_VALUE: Final = re.compile(r"\\\{(\w+)\\\}")
"""The place of a value in an escaped template."""


def refusal(stored: str) -> Words:
    """Return why a fit was refused as words that can be said in another language.

    The store keeps the English sentence; it is read back by the templates above.
    """
    for template in _REFUSALS:
        found = re.fullmatch(_VALUE.sub(r"(?P<\1>\\d+)", re.escape(template)), stored)
        if found:
            return Words(template, **found.groupdict())
    return Words(stored)


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
