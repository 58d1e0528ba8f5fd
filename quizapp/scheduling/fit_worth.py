"""What a fitted set is worth to a learner: how many cards they would keep with it in their time.

A set that predicts better can still leave a learner with fewer cards: it may ask so much sooner
that the minutes of a day no longer reach for what is new. So before a set is used by itself, its
memory is taken for the truth, and a learner who has it studies a year with their cards planned by
it, and by what would plan them otherwise. Pure; the numbers that decide what is recalled are
handed in.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.scheduling.same_day import SameDay
from quizapp.scheduling.simulation.course import Course, Trial
from quizapp.scheduling.simulation.memories import Dice, FsrsMemory
from quizapp.scheduling.simulation.schedulers import fsrs_schedule

DAYS: Final = 365
LEAST_KEPT: Final = 0.95
"""Of the cards kept otherwise. Chance alone moves what is worked out by some two in a hundred."""
_MINUTES: Final = 4.0
"""A day that are worked out; more, and the cards with them, are stood for by this part."""


@dataclass(frozen=True, slots=True)
class Situation:
    """How a learner studies.

    Attributes:
        retention: desired. minutes: a day, at most. cards: there are to learn.
        new_per_day: at most. way: how often a card is asked again on one day.
    """

    retention: float
    minutes: float
    cards: int
    new_per_day: int
    way: SameDay = SameDay.NEEDED


@dataclass(frozen=True, slots=True)
class Worth:
    """Shares of the cards that would be remembered after a year, 0..1.

    Attributes:
        before: with the set in force or the usual one, whichever keeps more, so that many small
            losses do not add up. after: with the fitted set.
    """

    before: float
    after: float

    @property
    def is_costly(self) -> bool:
        """Return whether the fitted set would leave the learner with clearly fewer cards."""
        return self.after < self.before * LEAST_KEPT


def worth(
    found: Parameters,
    *,
    in_force: Parameters,
    situation: Situation,
    dice: Callable[[], Dice],
) -> Worth:
    """Return what a learner who forgets as a fitted set says would keep with it and without.

    Args:
        found: fitted. in_force: used now.
        situation: the learner's; at least one card.
        dice: makes a source of numbers, the same each time: sets differ by what they do.
    """
    share = min(1.0, _MINUTES / situation.minutes)
    trial = Trial(
        days=DAYS,
        minutes=situation.minutes * share,
        cards=math.ceil(situation.cards * share),
        new_per_day=math.ceil(situation.new_per_day * share),
    )

    def kept(planned_by: Parameters) -> float:
        maker = partial(
            fsrs_schedule,
            retention=situation.retention,
            parameters=planned_by,
            way=situation.way,
        )
        course = Course(trial, maker, partial(FsrsMemory, parameters=found), dice())
        return course.run().remembered / trial.cards

    return Worth(
        before=max(kept(each) for each in {in_force.name: in_force, **_USUAL}.values()),
        after=kept(found),
    )


_USUAL: Final = {DEFAULT_PARAMETERS.name: DEFAULT_PARAMETERS}
