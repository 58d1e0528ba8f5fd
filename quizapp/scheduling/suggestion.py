"""Which desired retention keeps most for the minutes that a learner has."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from quizapp.scheduling.outlook import Course, Deck, Pace, look_ahead
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters

RETENTIONS: Final = (0.70, 0.75, 0.80, 0.85, 0.90, 0.95)
"""What the slider offers."""
_ENOUGH: Final = 0.98
"""Of two that keep as much but for so little, the higher: cards come back before they annoy."""
_PART: Final = 0.2
"""Of the minutes and cards that is looked at: a fifth shows the same in a fifth of the time."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What one retention comes to.

    Attributes:
        retention: desired. minutes: a day, over the last third of the days looked at.
        remembered: cards at the end. met: cards begun by then.
    """

    retention: float
    minutes: float
    remembered: float
    met: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The offers of every retention, lowest first, and the one that is suggested."""

    retention: float
    offers: tuple[Offer, ...]


def suggest_retention(
    deck: Deck,
    *,
    minutes: float,
    pace: Pace,
    days: int,
    today: int,
    new_per_day: float | None = None,
    parameters: Parameters = DEFAULT_PARAMETERS,
) -> Suggestion:
    """Return which retention keeps most cards after some days of so many minutes.

    Args:
        deck: what there is to learn.
        minutes: a day, at most.
        pace: of the learner.
        days: to look ahead.
        today: study day.
        new_per_day: at most; None lets new cards fill the minutes.
        parameters: the learner's.
    """
    part = Deck(deck.memories, int(deck.new * _PART) or deck.new, deck.weight)
    small = not deck.memories and deck.new * _PART >= 1
    chosen = part if small else deck
    share = _PART if small else 1.0
    offers = tuple(
        offer(
            chosen,
            Course(
                retention=retention,
                new_per_day=deck.cards if new_per_day is None else new_per_day * share,
                minutes=minutes * share,
            ),
            pace=pace,
            days=days,
            today=today,
            parameters=parameters,
            share=share,
        )
        for retention in RETENTIONS
    )
    most = max(each.remembered for each in offers)
    best = max(each.retention for each in offers if each.remembered >= most * _ENOUGH)
    return Suggestion(best, offers)


def offer(
    deck: Deck,
    course: Course,
    *,
    pace: Pace,
    days: int,
    today: int,
    parameters: Parameters = DEFAULT_PARAMETERS,
    share: float = 1.0,
) -> Offer:
    """Return what a course comes to; ``share`` is the part of the whole that the deck is."""
    ahead = look_ahead(
        deck,
        course,
        today=today,
        days=days,
        pace=pace,
        dice=even_dice(),
        parameters=parameters,
        curve=False,
    )
    late = ahead[-max(1, days // 3) :]
    return Offer(
        retention=course.retention,
        minutes=sum(day.minutes for day in late) / len(late) / share,
        remembered=ahead[-1].remembered / share,
        met=(len(deck.memories) * deck.weight + sum(day.new for day in ahead)) / share,
    )


def even_dice() -> Callable[[], float]:
    """Return a source of numbers that are spread evenly and always the same.

    Source: the additive recurrence with the golden ratio (Weyl, 1916), which keeps the share
    recalled near its expectation also for few cards.
    """
    at = 0.5

    def roll() -> float:
        nonlocal at
        at = (at + 0.6180339887498949) % 1.0
        return at

    return roll
