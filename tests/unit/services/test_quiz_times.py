"""When a quiz is due and ends for one learner."""

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.services.quizzes.quiz_times import times_for
from quizapp.store.tables.assigning import Accommodation, AssignmentException
from quizapp.store.tables.classes import Assignment

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def quiz(**changes: object) -> Assignment:
    values: dict[str, object] = {
        "opens_at": MONDAY,
        "due_at": MONDAY + timedelta(days=1),
        "closes_at": MONDAY + timedelta(days=2),
        "time_limit_s": 600,
        "attempts_allowed": 1,
    }
    return Assignment(**(values | changes))


def granted(**changes: object) -> Accommodation:
    values: dict[str, object] = {
        "time_factor": 1.0,
        "untimed": False,
        "later_minutes": 0,
        "extra_attempts": 0,
    }
    return Accommodation(**(values | changes))


def excepted(**changes: object) -> AssignmentException:
    values: dict[str, object] = {
        "due_at": None,
        "closes_at": None,
        "extra_time_s": 0,
        "extra_attempts": 0,
    }
    return AssignmentException(**(values | changes))


def test_without_grants_the_times_of_the_quiz_hold() -> None:
    times = times_for(quiz())
    assert times.closes_at == MONDAY + timedelta(days=2)
    assert times.deadline(started_at=MONDAY) == MONDAY + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("started", "end"),
    [
        (timedelta(0), timedelta(minutes=15)),
        (timedelta(days=2) - timedelta(minutes=1), timedelta(days=2)),
    ],
    ids=["the limit", "the closing"],
)
def test_the_earlier_end_decides(started: timedelta, end: timedelta) -> None:
    times = times_for(quiz(), accommodation=granted(time_factor=1.5))
    assert times.deadline(started_at=MONDAY + started) == MONDAY + end


def test_an_untimed_learner_ends_with_the_closing() -> None:
    times = times_for(quiz(), accommodation=granted(untimed=True, later_minutes=60))
    assert times.time_limit_s is None
    assert times.deadline(started_at=MONDAY) == MONDAY + timedelta(days=2, hours=1)


def test_an_exceptions_time_replaces_the_accommodations() -> None:
    due = MONDAY + timedelta(days=4)
    times = times_for(
        quiz(), accommodation=granted(later_minutes=60), exception=excepted(due_at=due)
    )
    assert times.due_at == due
    assert times.closes_at == due, "the closing never comes before the due time"


def test_extra_time_and_attempts_add_up() -> None:
    times = times_for(
        quiz(),
        accommodation=granted(time_factor=2.0, extra_attempts=1),
        exception=excepted(extra_time_s=60, extra_attempts=2),
    )
    assert times.time_limit_s == 1260
    assert times.attempts_allowed == 4


def test_any_number_of_attempts_stays_any_number() -> None:
    times = times_for(quiz(attempts_allowed=0), accommodation=granted(extra_attempts=1))
    assert times.attempts_allowed == 0
