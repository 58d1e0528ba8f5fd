"""What the trials show: each scheduler on each memory, and two ways to prepare for a date."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeAlias

from quizapp.scheduling.outlook import Deck, Pace
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.scheduling.plans import GOAL_RETENTION, LONGEST_PASS_DAYS, PASS_RETENTION
from quizapp.scheduling.same_day import SameDay
from quizapp.scheduling.simulation.course import (
    ANSWER_S,
    FIRST_S,
    KNOWN_BEFORE,
    WRONG_S,
    Answer,
    Course,
    GoalDates,
    Result,
    Trial,
)
from quizapp.scheduling.simulation.memories import MEMORIES, Dice
from quizapp.scheduling.simulation.schedulers import (
    AnkiSchedule,
    OracleSchedule,
    PublishedSm2Schedule,
    Schedule,
    Sm2Schedule,
    fsrs_schedule,
)
from quizapp.scheduling.suggestion import suggest_retention

BEFORE_FIT_DAYS: Final = 120
"""A learner like the one who is tried has studied so long when the weights are fitted."""
SM2: Final = "SM-2"
KINDEST: Final = "SM-2, right is always 4"
ORACLE: Final = "oracle: true recall"
RIVAL: Final = 0.95
"""The usual way to prepare for an exam: ask for more retention all along."""
PACE: Final = Pace(
    review_s=ANSWER_S,
    relearn_s=WRONG_S,
    new_s=KNOWN_BEFORE * ANSWER_S + (1 - KNOWN_BEFORE) * (FIRST_S + ANSWER_S),
)
"""Of the simulated learners, with one step for a new card that was missed; what a forgotten card
costs more holds its next review."""
ORACLES: Final = {
    "ACT-R": partial(OracleSchedule, young=0.28, old=0.32, grown=1),
    "multiscale": partial(OracleSchedule, young=0.68, old=0.80, grown=4),
    "FSRS-6": partial(OracleSchedule, young=0.90, old=0.50, grown=1, again=False),
}
"""By memory: the thresholds that kept most of some 30 to 90 tried, none below 0.5 for FSRS-6.

Below that, a learner who truly forgets as FSRS-6 says keeps most by meeting new cards all year and
reviewing none: the count of cards remembered rewards it, and nobody wants it.
"""


Fit: TypeAlias = Callable[[Sequence[Answer]], Parameters | None]
"""Returns weights fitted to a log of one learner, or None when the default is to stay."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is tried.

    Attributes:
        days: of study. learners: of each memory. minutes: a day. cards: to learn at most.
        goal_cards, goal_days: size of the set and days to the date in the trials of a goal.
        seed: another gives other learners.
    """

    days: int = 365
    learners: int = 2
    minutes: float = 20.0
    cards: int = 20_000
    goal_cards: int = 300
    goal_days: int = 60
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One scheduler on one memory, over all learners.

    Attributes:
        memory, scheduler: names. result: summed over learners. against: cards remembered over
            those of the first row of the memory: of SM-2, or of the rival way to a goal.
        against_kindest: over those of SM-2 where every right answer counts as a 4; None for goals.
    """

    memory: str
    scheduler: str
    result: Result
    against: float
    against_kindest: float | None = None


def suggested(setting: Setting) -> float:
    """Return the retention that the product suggests to somebody with so many minutes a day."""
    deck = Deck(memories=(), new=setting.cards)
    return suggest_retention(
        deck, minutes=setting.minutes, pace=PACE, days=setting.days, today=0
    ).retention


def compare_schedulers(
    setting: Setting, *, retention: float, dice: Callable[[str], Dice], fit: Fit | None = None
) -> tuple[Row, ...]:
    """Return every scheduler on every memory.

    Args:
        setting: what is tried.
        retention: the suggested one.
        dice: makes a source of numbers from a name: equal names give equal numbers.
        fit: returns weights fitted to a log, or None to keep the default; None leaves that out.
    """
    trial = Trial(
        days=setting.days,
        minutes=setting.minutes,
        cards=setting.cards,
        new_per_day=setting.cards,
    )
    makers: dict[str, Callable[[int], Schedule]] = {
        SM2: lambda _: PublishedSm2Schedule(),
        KINDEST: lambda _: PublishedSm2Schedule(graded=False),
        "SM-2 with steps": lambda _: Sm2Schedule(),
        "SM-2 as in Anki": lambda _: AnkiSchedule(),
        "FSRS-6 at 0.90": partial(fsrs_schedule, retention=0.9),
        f"FSRS-6 at {retention:.2f}, usual steps": partial(
            fsrs_schedule, retention=retention, way=SameDay.ALWAYS
        ),
        f"FSRS-6 at {retention:.2f}, suggested": partial(fsrs_schedule, retention=retention),
    }
    rows: list[Row] = []
    for memory in MEMORIES:
        tried = dict(makers)
        if fit is not None:
            weights = _fitted(memory, trial, setting, retention=retention, dice=dice, fit=fit)
            tried[f"FSRS-6 fitted, at {retention:.2f}"] = partial(
                fsrs_schedule, retention=retention, parameters=weights
            )
        tried[ORACLE] = _oracle(memory)
        totals = {name: run(memory, trial, maker, setting, dice) for name, maker in tried.items()}
        base, kindest = (totals[name].remembered or 1.0 for name in (SM2, KINDEST))
        rows += [
            Row(memory, name, total, total.remembered / base, total.remembered / kindest)
            for name, total in totals.items()
        ]
    return tuple(rows)


def _oracle(memory: str) -> Callable[[int], Schedule]:
    return lambda _: ORACLES[memory]()


def compare_goals(setting: Setting, *, dice: Callable[[str], Dice]) -> tuple[Row, ...]:
    """Return on every memory what a goal's plan and a high retention come to at the date."""
    days, last = setting.goal_days, max(1, setting.goal_days - LONGEST_PASS_DAYS)
    pace = -(-setting.goal_cards // max(1, last - LONGEST_PASS_DAYS))
    plain = Trial(days=days, minutes=setting.minutes, cards=setting.goal_cards, new_per_day=pace)
    planned = Trial(
        days=days,
        minutes=setting.minutes,
        cards=setting.goal_cards,
        new_per_day=pace,
        goal=GoalDates(pass_from=last, on_day=days, way=GOAL_RETENTION, after=PASS_RETENTION),
    )
    ways: Sequence[tuple[str, Trial, float]] = (
        (f"retention {RIVAL:.2f}", plain, RIVAL),
        ("goal plan", planned, GOAL_RETENTION),
    )
    rows: list[Row] = []
    for memory in MEMORIES:
        base = 0.0
        for name, trial, retention in ways:
            maker = partial(fsrs_schedule, retention=retention)
            total = run(memory, trial, maker, setting, dice)
            base = base or total.remembered
            rows.append(Row(memory, name, total, total.remembered / base if base else 0.0))
    return tuple(rows)


def _fitted(
    memory: str,
    trial: Trial,
    setting: Setting,
    *,
    retention: float,
    dice: Callable[[str], Dice],
    fit: Fit,
) -> Parameters:
    """Return weights fitted to another learner of the same memory, or the default."""
    earlier = Course(
        replace(trial, days=min(BEFORE_FIT_DAYS, trial.days)),
        partial(fsrs_schedule, retention=retention),
        MEMORIES[memory],
        dice(f"{setting.seed}:{memory}:before the fit"),
    )
    earlier.run()
    return fit(earlier.answers) or DEFAULT_PARAMETERS


def run(
    memory: str,
    trial: Trial,
    maker: Callable[[int], Schedule],
    setting: Setting,
    dice: Callable[[str], Dice],
) -> Result:
    """Return what one scheduler comes to on one memory, summed over the learners."""
    total = Result(learners=0)
    for learner in range(setting.learners):
        # The same numbers for each scheduler: they differ by what they do, not by luck.
        course = Course(trial, maker, MEMORIES[memory], dice(f"{setting.seed}:{memory}:{learner}"))
        total.add(course.run())
    return total
