"""Golden values of a learner's work."""

from collections.abc import Sequence

import pytest

from quizapp.analytics.learners import (
    DayActivity,
    Rest,
    Review,
    Run,
    Streak,
    activity,
    retention,
    retention_by_form,
    run_back,
    streak,
    weekday,
)
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.rating import Rating


def review(
    day: int,
    rating: Rating = Rating.GOOD,
    *,
    kind: Kind = Kind.REVIEW,
    elapsed: int | None = 3,
    ms: int = 6_000,
    recall: float | None = 0.9,
    desired: float | None = 0.85,
    form: str = "",
) -> Review:
    return Review(
        study_day=day,
        kind=kind,
        rating=rating,
        duration_ms=ms,
        elapsed_days=elapsed,
        recall=recall,
        desired_retention=desired,
        form=form,
    )


def test_work_is_counted_by_study_day_and_a_long_absence_as_a_minute() -> None:
    log = [review(10), review(10, ms=3_600_000), review(12, ms=30_000), review(13), review(9)]
    assert activity(log, first_day=10, last_day=12) == (
        DayActivity(day=10, reviews=2, minutes=1.1),
        DayActivity(day=11, reviews=0, minutes=0),
        DayActivity(day=12, reviews=1, minutes=0.5),
    )


def test_a_clock_that_ran_backwards_costs_no_minutes() -> None:
    assert activity([review(1, ms=-5_000)], first_day=1, last_day=1)[0].minutes == 0


def test_true_retention_counts_cards_that_came_back_on_a_later_day() -> None:
    log = [
        review(1, Rating.AGAIN, recall=0.8, desired=0.9),
        review(1, Rating.HARD, recall=0.9, desired=0.9),
        review(2, Rating.GOOD, recall=0.7, desired=0.8),
        review(3, Rating.EASY, recall=1.0, desired=0.8),
        # None of these counts: a step, a first look, the same day, a quiz.
        review(3, Rating.AGAIN, kind=Kind.RELEARN),
        review(3, Rating.AGAIN, kind=Kind.LEARN, elapsed=None),
        review(3, Rating.AGAIN, elapsed=0),
        review(3, Rating.AGAIN, kind=Kind.QUIZ),
    ]
    figures = retention(log)
    assert figures.reviews == 4
    assert figures.true.value == 0.75
    assert figures.desired.value == pytest.approx(0.85)
    assert figures.predicted.value == pytest.approx(0.85)


def test_retention_without_reviews_says_why() -> None:
    figures = retention([review(1, kind=Kind.LEARN)])
    assert figures.true.value is None
    assert "come back" in figures.true.reason


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        ([], 10, Streak(current=0, longest=0, today=False)),
        ([10], 10, Streak(current=1, longest=1, today=True)),
        ([8, 9], 10, Streak(current=2, longest=2, today=False)),
        ([7, 8], 10, Streak(current=0, longest=2, today=False)),
        ([1, 2, 3, 9, 10, 10], 10, Streak(current=2, longest=3, today=True)),
        ([9, 10, 11], 10, Streak(current=2, longest=2, today=True)),
    ],
)
def test_a_streak_lasts_until_a_study_day_is_missed(
    days: Sequence[int], today: int, expected: Streak
) -> None:
    assert streak(days, today=today) == expected


def test_retention_is_told_by_form_and_the_most_asked_comes_first() -> None:
    log = [
        review(1, Rating.AGAIN, form="typed"),
        review(1, Rating.GOOD, form="mcq"),
        review(2, Rating.GOOD, form="mcq"),
        review(2, Rating.GOOD, form="cloze", kind=Kind.LEARN),
    ]
    found = retention_by_form(log)
    assert [(form, each.reviews, each.true.value) for form, each in found.items()] == [
        ("mcq", 2, 1.0),
        ("typed", 1, 0.0),
    ]


MONDAY = 4
"""1970-01-05."""


def test_weekdays_are_those_of_the_calendar() -> None:
    assert [weekday(day) for day in (0, MONDAY, MONDAY + 6, MONDAY + 7)] == [3, 0, 6, 0]


def test_a_weekday_off_neither_breaks_the_streak_nor_counts() -> None:
    worked = {MONDAY, MONDAY + 1, MONDAY + 2, MONDAY + 3, MONDAY + 4, MONDAY + 7}
    weekend = Rest(weekdays=frozenset({5, 6}))
    assert streak(worked, today=MONDAY + 7).current == 1
    assert streak(worked, today=MONDAY + 7, rest=weekend) == Streak(6, 6, today=True)
    assert streak(worked | {MONDAY + 5}, today=MONDAY + 7, rest=weekend).current == 7


def test_so_many_days_of_each_week_may_be_free() -> None:
    one = Rest(per_week=1)
    worked = {MONDAY, MONDAY + 2, MONDAY + 3, MONDAY + 4, MONDAY + 5, MONDAY + 6, MONDAY + 8}
    # Tuesday of the first week is free, Monday of the second as well.
    assert streak(worked, today=MONDAY + 8, rest=one).current == 7
    assert streak(worked - {MONDAY + 3}, today=MONDAY + 8, rest=one).current == 5


def test_the_longest_streak_may_begin_within_the_week_of_a_break() -> None:
    one = Rest(per_week=1)
    # Mon-Thu, then Fri and Sat off: from Thursday back the week has its day off to itself.
    early = set(range(MONDAY - 7, MONDAY + 4))
    worked = early | {MONDAY + 6}
    found = streak(worked, today=MONDAY + 30, rest=one)
    assert (found.current, found.longest) == (0, len(early))


def test_today_is_waited_for_and_takes_no_day_off() -> None:
    assert streak({MONDAY}, today=MONDAY + 1, rest=Rest(per_week=0)).current == 1
    assert streak({MONDAY}, today=MONDAY + 2, rest=Rest(per_week=1)).current == 1
    assert streak({MONDAY}, today=MONDAY + 3, rest=Rest(per_week=1)).current == 0


def test_a_stretch_of_days_says_whether_the_streak_may_go_on_before_it() -> None:
    assert run_back({9, 10}, today=10, first=9) == Run(2, broken_on=None)
    assert run_back({10}, today=10, first=8) == Run(1, broken_on=9)
