"""Where a learner stands with a study goal."""

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.services.assigning.goal_pace import gone_of, minutes_pace, recall_pace

START = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("recall", "later", "begun", "gone", "pace"),
    [
        (None, None, 0, 0.5, "hidden"),
        (0.95, 0.91, 9, 0.5, "kept"),
        (0.9, 0.9, 9, 0.5, "kept"),
        (0.95, 0.5, 9, 0.5, "there"),
        (0.95, None, 9, 1.0, "there"),
        (0.45, 0.2, 9, 0.5, "track"),
        (0.44, 0.2, 9, 0.5, "behind"),
        (0.0, 0.0, 0, 0.0, "idle"),
        (0.0, 0.0, 0, 0.9, "idle"),
        (0.89, 0.89, 9, 1.0, "missed"),
        (0.0, 0.0, 0, 1.0, "missed"),
    ],
)
def test_recall_is_measured_against_an_even_way_to_the_date(
    recall: float | None, later: float | None, begun: int, gone: float, pace: str
) -> None:
    assert recall_pace(recall=recall, later=later, goal=0.9, begun=begun, gone=gone) == pace


@pytest.mark.parametrize(
    ("minutes", "asked", "pace"),
    [
        (None, 70, "hidden"),
        (0, 70, "idle"),
        (0, 0, "track"),
        (70, 70, "track"),
        (69.9, 70, "behind"),
    ],
)
def test_minutes_are_measured_against_the_days_that_count(
    minutes: float | None, asked: float, pace: str
) -> None:
    assert minutes_pace(minutes=minutes, asked=asked) == pace


def test_minutes_of_a_goal_that_is_over_were_reached_or_not() -> None:
    assert minutes_pace(minutes=70, asked=70, over=True) == "there"
    assert minutes_pace(minutes=0, asked=70, over=True) == "missed"
    assert minutes_pace(minutes=None, asked=70, over=True) == "hidden"


def test_the_time_gone_by_stays_between_none_and_all() -> None:
    end = START + timedelta(days=10)
    assert gone_of(START, end, now=START - timedelta(days=1)) == 0.0
    assert gone_of(START, end, now=START + timedelta(days=5)) == 0.5
    assert gone_of(START, end, now=end) == 1.0
    assert gone_of(START, None, now=end) == 0.0
    assert gone_of(end, START + timedelta(days=5), now=START) == 1.0
