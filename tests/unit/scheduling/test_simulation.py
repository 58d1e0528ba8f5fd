"""Learners to try schedulers on, and what the trials show."""

import random
from collections import Counter
from functools import partial

import pytest

from quizapp.scheduling.plans import GOAL_RETENTION
from quizapp.scheduling.same_day import SameDay
from quizapp.scheduling.simulation.course import (
    Course,
    GoalDates,
    Habit,
    Result,
    Trial,
    graded,
)
from quizapp.scheduling.simulation.figures import Setting, compare_goals
from quizapp.scheduling.simulation.memories import (
    DAY_S,
    MEMORIES,
    ActivationMemory,
    MultiscaleMemory,
)
from quizapp.scheduling.simulation.schedulers import (
    PublishedSm2Schedule,
    Sm2Schedule,
    fsrs_schedule,
)


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
        if card.answer(day, at_s=0.0, grade=4) is None:
            given.append(card.interval_days)
            day = card.due_day
    assert given == [1, 6, 15, 38]
    card.answer(day, at_s=0.0, grade=2)
    assert card.answer(day, at_s=600.0, grade=4) is None
    assert card.interval_days == 1


def test_published_sm2_repeats_what_is_below_4_that_day_and_moves_the_ease_once() -> None:
    card = PublishedSm2Schedule()
    assert card.answer(0, at_s=0.0, grade=4) is None
    assert card.answer(1, at_s=0.0, grade=3) is not None
    assert (card.interval_days, card.due_day) == (6, 7)
    assert card.answer(1, at_s=600.0, grade=3) is not None
    assert card.answer(1, at_s=1200.0, grade=5) is None
    assert (card.interval_days, card.due_day) == (6, 7)
    assert card.ease == pytest.approx(2.36)
    assert card.answer(7, at_s=0.0, grade=5) is None
    assert card.ease == pytest.approx(2.46)
    assert card.interval_days == 15
    assert card.answer(22, at_s=0.0, grade=1) is not None
    assert card.answer(22, at_s=600.0, grade=5) is None
    assert card.ease == pytest.approx(2.46)
    assert (card.interval_days, card.due_day) == (1, 23)


def test_where_every_right_answer_is_a_4_nothing_right_is_repeated() -> None:
    card = PublishedSm2Schedule(graded=False)
    assert [card.answer(day, at_s=0.0, grade=3) for day in (0, 1, 7)] == [None] * 3
    assert (card.ease, card.interval_days) == (2.5, 15)


def test_grades_come_in_the_shares_of_the_logs_and_right_as_often_as_recalled() -> None:
    rolls = [(each + 0.5) / 10_000 for each in range(10_000)]
    given = Counter(graded(roll, 0.8) for roll in rolls)
    assert given[2] == 2000
    assert [given[each] / 8000 for each in (3, 4, 5)] == pytest.approx(
        [0.224, 0.631, 0.145], abs=0.001
    )
    assert {graded(roll, 0.0) for roll in rolls} == {2}


@pytest.mark.parametrize("name", sorted(MEMORIES))
def test_asked_again_only_where_needed_keeps_more_than_the_usual_steps(name: str) -> None:
    kept = {}
    for way in SameDay:
        trial = Trial(days=90, minutes=10, cards=3000, new_per_day=3000)
        maker = partial(fsrs_schedule, retention=0.7, way=way)
        kept[way] = Course(trial, maker, MEMORIES[name], dice("one").random).run().remembered
    assert kept[SameDay.NEEDED] > 1.02 * kept[SameDay.ALWAYS]


def test_leeches_wait_and_new_cards_get_their_share() -> None:
    def met(habit: Habit) -> int:
        trial = Trial(days=40, minutes=6, cards=3000, new_per_day=3000, habit=habit)
        maker = partial(fsrs_schedule, retention=0.9)
        return Course(trial, maker, MEMORIES["ACT-R"], dice("one").random).run().met

    assert met(Habit(new_share=0.5)) > met(Habit()) + 20
    assert met(Habit(leech_lapses=1)) != met(Habit())


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
