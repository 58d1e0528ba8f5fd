"""What was tried to keep more for the minutes: our scheduler with one thing changed at a time."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from quizapp.scheduling.same_day import SameDay
from quizapp.scheduling.simulation.course import Habit, Trial
from quizapp.scheduling.simulation.figures import (
    KINDEST,
    SM2,
    Row,
    Setting,
    rows_against_sm2,
    run,
)
from quizapp.scheduling.simulation.memories import MEMORIES, Dice
from quizapp.scheduling.simulation.schedulers import (
    PublishedSm2Schedule,
    Schedule,
    fsrs_schedule,
)

_BELOW: Final = (0.60, 0.65)
"""Retentions below those that the product offers."""
_ABOVE: Final = (0.70, 0.75, 0.80, 0.85)


def compare_tried(
    setting: Setting, *, retention: float, dice: Callable[[str], Dice]
) -> tuple[Row, ...]:
    """Return every variant on every memory, after SM-2 in its two readings.

    Args:
        setting: what is tried. retention: the suggested one. dice: as in ``compare_schedulers``.
    """
    usual = Trial(
        days=setting.days,
        minutes=setting.minutes,
        cards=setting.cards,
        new_per_day=setting.cards,
    )
    ways: dict[str, tuple[Callable[[int], Schedule], Habit]] = {
        SM2: (lambda _: PublishedSm2Schedule(), Habit()),
        KINDEST: (lambda _: PublishedSm2Schedule(graded=False), Habit()),
        "steps of 1, 10 and 10 minutes": (
            partial(fsrs_schedule, retention=retention, way=SameDay.ALWAYS),
            Habit(),
        ),
    }
    ours = partial(fsrs_schedule, retention=retention)
    for each in (*_BELOW, *_ABOVE):
        ways[f"retention {each:.2f}"] = (partial(fsrs_schedule, retention=each), Habit())
    ways |= {name: (ours, habit) for name, habit in _HABITS.items()}
    rows: list[Row] = []
    for memory in MEMORIES:
        found = {
            name: run(memory, replace(usual, habit=habit), maker, setting, dice)
            for name, (maker, habit) in ways.items()
        }
        rows += rows_against_sm2(memory, found)
    return tuple(rows)


_HABITS: Final[Mapping[str, Habit]] = {
    "highest recall first": Habit(lowest_first=False),
    "forgotten 3 times: last": Habit(leech_lapses=3),
    "0.3 of the minutes for new": Habit(new_share=0.3),
    "0.5 of the minutes for new": Habit(new_share=0.5),
}
