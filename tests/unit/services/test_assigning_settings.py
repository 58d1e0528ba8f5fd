"""Settings of a quiz: what cannot be, what is warned about, and presets."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quizapp.errors import InputError
from quizapp.services.assigning.assigning_presets import PRESETS, fill
from quizapp.services.assigning.assigning_settings import (
    LocalTimes,
    Settings,
    Times,
    check,
    local_times,
    tidy,
    warnings,
)

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
PLAIN = Settings(title="Week 1")
DUE = Times(due_at=NOW + timedelta(days=7), closes_at=NOW + timedelta(days=7))


def refusal(settings: Settings, times: Times = DUE, *, before: Times | None = None) -> str:
    """Return the field that a refusal names, or "" without one."""
    try:
        check(settings, times, now=NOW, before=before)
    except InputError as error:
        return error.field
    return ""


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, ""),
        ({"title": ""}, "title"),
        ({"title": "t" * 201}, "title"),
        ({"title": "bell \x07"}, "title"),
        ({"password": "p" * 65}, "password"),
        ({"password": "p" * 64}, ""),
        ({"attempts_allowed": 101}, "attempts"),
        ({"time_limit_s": 59}, "time_limit"),
        ({"time_limit_s": 86_401}, "time_limit"),
        ({"late_percent": 100.5}, "late_percent"),
        ({"missing_percent": -1.0}, "missing_percent"),
        ({"pass_mark": 1.2}, "pass_mark"),
        ({"grade_as": "pass"}, "pass_mark"),
        ({"grade_as": "pass", "pass_mark": 0.5}, ""),
        ({"attempt_counts": "middle"}, "attempt_counts"),
        ({"show_key": "soon"}, "show_key"),
    ],
)
def test_a_setting_that_cannot_be_names_its_field(changes: dict[str, object], field: str) -> None:
    assert refusal(replace(PLAIN, **changes)) == field  # type: ignore[arg-type]  # values of a test


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"opens_at": 1, "due_at": 2, "closes_at": 3}, ""),
        ({"opens_at": 2, "due_at": 2, "closes_at": 3}, "due_at"),
        ({"opens_at": 4, "due_at": 5, "closes_at": 3}, "closes_at"),
        ({"due_at": 3, "closes_at": 2}, "closes_at"),
        ({"opens_at": 3, "closes_at": 3}, "closes_at"),
        ({"visible_at": 2, "opens_at": 1}, "visible_at"),
        ({"visible_at": 4, "closes_at": 3}, "visible_at"),
        ({"due_at": -1}, "due_at"),
        ({"closes_at": 0}, "closes_at"),
        ({"opens_at": 4000}, "opens_at"),
    ],
)
def test_times_in_an_order_that_cannot_be_name_their_field(
    days: dict[str, int], field: str
) -> None:
    times = Times(**{name: NOW + timedelta(days=day) for name, day in days.items()})
    assert refusal(PLAIN, times) == field


def test_a_time_that_is_over_may_stay_and_may_not_be_chosen() -> None:
    past = Times(due_at=NOW - timedelta(days=1), closes_at=NOW + timedelta(days=1))
    assert refusal(PLAIN, past, before=past) == ""
    earlier = replace(past, due_at=NOW - timedelta(days=2))
    assert refusal(PLAIN, earlier, before=past) == "due_at"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"show_key": "due"}, "due_at"),
        ({"late_percent": 10.0}, "late_percent"),
        ({"missing_percent": 0.0}, "missing_percent"),
    ],
)
def test_what_needs_an_end_is_refused_without_one(changes: dict[str, object], field: str) -> None:
    assert refusal(replace(PLAIN, **changes), Times()) == field  # type: ignore[arg-type]  # values of a test


def test_a_key_before_the_next_attempt_is_warned_about() -> None:
    assert warnings(PLAIN, DUE) == ()
    several = replace(PLAIN, attempts_allowed=0)
    assert "may try again" in warnings(several, DUE)[0]
    during = replace(several, show_key="during")
    assert "copied" in warnings(during, DUE)[0]
    assert "nothing can be late" in warnings(replace(PLAIN, late_percent=10.0), DUE)[0]
    assert "learners can count" in warnings(replace(PLAIN, show_score="never"), DUE)[0]


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_a_preset_can_be_used_as_it_is(name: str) -> None:
    given = LocalTimes(due=datetime(2026, 3, 9, 18))  # noqa: DTZ001 - by the clock on the wall
    settings, times = fill(PRESETS[name], PLAIN, given)
    assert settings.title == "Week 1"
    assert times.due == given.due
    check(settings, times.in_zone("Europe/Paris"), now=NOW)


def test_local_times_come_back_as_they_were() -> None:
    for given in (
        LocalTimes(),
        LocalTimes(due=datetime(2026, 3, 9, 18)),  # noqa: DTZ001 - by the clock on the wall
        LocalTimes(due=datetime(2026, 3, 9, 18), no_close=True),  # noqa: DTZ001 - the same
        LocalTimes(due=datetime(2026, 3, 9, 18), closes=datetime(2026, 3, 12, 18)),  # noqa: DTZ001 - the same
    ):
        assert local_times(given.in_zone("Asia/Tokyo"), zone="Asia/Tokyo") == given


def test_going_back_is_only_forbidden_where_each_question_has_its_page() -> None:
    assert tidy(replace(PLAIN, back_allowed=False)).back_allowed
    assert not tidy(replace(PLAIN, back_allowed=False, one_by_one=True)).back_allowed
