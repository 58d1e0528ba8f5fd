"""Golden values of a learner's work."""

from collections.abc import Sequence

import pytest

from quizapp.analytics.learners import DayActivity, Review, Streak, activity, retention, streak
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
) -> Review:
    return Review(
        study_day=day,
        kind=kind,
        rating=rating,
        duration_ms=ms,
        elapsed_days=elapsed,
        recall=recall,
        desired_retention=desired,
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
