"""What the trials show: each scheduler on each memory, and two ways to prepare for a date."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from quizapp.scheduling.outlook import Deck, Pace
from quizapp.scheduling.plans import GOAL_RETENTION, LONGEST_PASS_DAYS, PASS_RETENTION
from quizapp.scheduling.same_day import SameDay
from quizapp.scheduling.simulation.course import (
    ANSWER_S,
    FIRST_S,
    KNOWN_BEFORE,
    WRONG_S,
    Course,
    Fit,
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
        spread: standard deviation of ``against`` from learner to learner; None for one learner.
    """

    memory: str
    scheduler: str
    result: Result
    against: float
    against_kindest: float | None = None
    spread: float | None = None


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
        fit: lets weights through as the product does; None leaves that row out.
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
        found = {name: run(memory, trial, maker, setting, dice) for name, maker in makers.items()}
        if fit is not None:
            ours = partial(fsrs_schedule, retention=retention)
            found[f"as it runs, {retention:.2f}, fits itself"] = run(
                memory, trial, ours, setting, dice, fit=fit
            )
        found[ORACLE] = run(memory, trial, _oracle(memory), setting, dice)
        rows += rows_against_sm2(memory, found)
    return tuple(rows)


def rows_against_sm2(memory: str, found: Mapping[str, Sequence[Result]]) -> list[Row]:
    """Return a row for each scheduler; ``found`` has the result of each learner, SM-2's too."""
    return [
        Row(
            memory,
            name,
            summed(results),
            _ratio(summed(results), summed(found[SM2])),
            _ratio(summed(results), summed(found[KINDEST])),
            _spread(results, found[SM2]),
        )
        for name, results in found.items()
    ]


def _ratio(ours: Result, base: Result) -> float:
    return ours.remembered / (base.remembered or 1.0)


def _spread(results: Sequence[Result], base: Sequence[Result]) -> float | None:
    if len(results) < 2:  # noqa: PLR2004 - one learner has no spread
        return None
    return statistics.stdev(map(_ratio, results, base))


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
            total = summed(run(memory, trial, maker, setting, dice))
            base = base or total.remembered
            rows.append(Row(memory, name, total, total.remembered / base if base else 0.0))
    return tuple(rows)


def run(
    memory: str,
    trial: Trial,
    maker: Callable[[int], Schedule],
    setting: Setting,
    dice: Callable[[str], Dice],
    *,
    fit: Fit | None = None,
) -> tuple[Result, ...]:
    """Return what one scheduler comes to on one memory, learner by learner."""
    # The same numbers for each scheduler: they differ by what they do, not by luck.
    return tuple(
        Course(
            trial, maker, MEMORIES[memory], dice(f"{setting.seed}:{memory}:{learner}"), fit=fit
        ).run()
        for learner in range(setting.learners)
    )


def summed(results: Sequence[Result]) -> Result:
    """Return the sum over learners."""
    total = Result(learners=0)
    for each in results:
        total.add(each)
    return total
