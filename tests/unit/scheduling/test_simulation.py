"""Learners to try schedulers on, and what the trials show."""

import random
from functools import partial

import pytest

from quizapp.scheduling.plans import GOAL_RETENTION
from quizapp.scheduling.simulation.course import Course, GoalDates, Result, Trial
from quizapp.scheduling.simulation.figures import Setting, compare_goals
from quizapp.scheduling.simulation.memories import (
    DAY_S,
    MEMORIES,
    ActivationMemory,
    MultiscaleMemory,
)
from quizapp.scheduling.simulation.schedulers import Sm2Schedule, fsrs_schedule


def dice(name: str) -> random.Random:
    return random.Random(name)  # noqa: S311 - learners to try on


def two_sessions(gap_days: int, delay_days: int) -> float:
    """Return recall after a session, a gap, a second session and a delay, over both outcomes."""

    def after(*, right: bool) -> tuple[float, float]:
        memory = MultiscaleMemory(dice("x").random)
        memory.practise(0.0, right=False)
        memory.practise(60.0, right=True)
        chance = memory.recall(gap_days * DAY_S)
        memory.practise(gap_days * DAY_S, right=right)
        if not right:
            memory.practise(gap_days * DAY_S + 60, right=True)
        return chance, memory.recall((gap_days + delay_days) * DAY_S)

    (chance, recalled), (_, forgotten) = after(right=True), after(right=False)
    return chance * recalled + (1 - chance) * forgotten


def test_the_best_gap_grows_with_the_delay_and_its_part_of_it_falls() -> None:
    gaps = range(1, 41)
    best = {d: max(gaps, key=lambda gap: two_sessions(gap, d)) for d in (7, 35, 350)}
    assert best[7] < best[35] < best[350]
    assert best[7] / 7 > best[350] / 350
    # Source: Cepeda et al. 2008: 5-10 % of a year.
    assert 0.05 <= best[350] / 350 <= 0.11


def test_a_trace_laid_down_while_active_fades_sooner() -> None:
    massed, spaced = (ActivationMemory(dice("same").random) for _ in range(2))
    for memory, gap in ((massed, 30.0), (spaced, 2 * DAY_S)):
        for number in range(4):
            memory.practise(number * gap, right=True)
    assert massed.recall(3 * 30.0 + 30 * DAY_S) < spaced.recall(6 * DAY_S + 30 * DAY_S)


@pytest.mark.parametrize("name", sorted(MEMORIES))
def test_recall_is_a_chance_that_falls_with_time(name: str) -> None:
    memory = MEMORIES[name](dice(name).random)
    assert memory.recall(0.0) == 0.0
    for number in range(6):
        memory.practise(number * 3 * DAY_S, right=number > 0)
    later = [memory.recall((15 + days) * DAY_S) for days in (1, 5, 30, 300)]
    assert later == sorted(later, reverse=True)
    assert all(0.0 <= chance <= 1.0 for chance in later)


def test_sm2_gives_one_day_six_days_and_then_the_ease() -> None:
    card, day = Sm2Schedule(), 0
    given: list[int] = []
    while len(given) < 4:
        if card.answer(day, at_s=0.0, right=True) is None:
            given.append(card.interval_days)
            day = card.due_day
    assert given == [1, 6, 15, 38]
    card.answer(day, at_s=0.0, right=False)
    assert card.answer(day, at_s=600.0, right=True) is None
    assert card.interval_days == 1


def run(**goal: object) -> Result:
    trial = Trial(days=40, minutes=15, cards=60, new_per_day=4, **goal)  # type: ignore[arg-type]
    maker = partial(fsrs_schedule, retention=GOAL_RETENTION)
    return Course(trial, maker, MEMORIES["FSRS-6"], dice("one").random).run()


def test_the_same_numbers_give_the_same_course_within_the_minutes() -> None:
    assert run() == run()
    assert run().minutes <= 40 * 16
    assert run().met == 60


def test_a_last_pass_lifts_recall_at_the_date() -> None:
    goal = GoalDates(pass_from=35, on_day=40, way=GOAL_RETENTION, after=0.9)
    assert run(goal=goal).remembered > run().remembered + 1


def test_a_goal_plan_beats_a_high_retention_for_fewer_minutes_in_every_memory() -> None:
    setting = Setting(learners=1)
    rows = compare_goals(setting, dice=lambda name: dice(name).random)
    for rival, plan in zip(rows[::2], rows[1::2], strict=True):
        assert plan.result.remembered >= rival.result.remembered, plan.memory
        assert plan.result.minutes < rival.result.minutes, plan.memory
