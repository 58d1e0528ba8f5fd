"""Which study day an instant belongs to, at rollover, clock changes and on journeys."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.scheduling.card import NEW
from quizapp.scheduling.day import (
    date_of,
    day_from_label,
    day_number,
    day_start,
    get_zone,
    label,
    moment,
    study_day,
)
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.scheduler import SchedulerSettings, answer

MADRID = "Europe/Madrid"


def local(text: str, zone: str = MADRID) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def day_of(text: str, zone: str = MADRID, rollover_hour: int = 4) -> str:
    return label(moment(local(text, zone), zone=zone, rollover_hour=rollover_hour).day)


def test_the_day_changes_at_the_rollover_and_not_at_midnight() -> None:
    assert day_of("2026-11-22T23:59:59") == "2026-11-22"
    assert day_of("2026-11-23T00:00:00") == "2026-11-22"
    assert day_of("2026-11-23T03:59:59") == "2026-11-22"
    assert day_of("2026-11-23T04:00:00") == "2026-11-23"


def test_a_moment_keeps_the_offset_and_the_rollover_hour() -> None:
    seen = moment(local("2026-07-01T12:00"), zone=MADRID, rollover_hour=2)
    assert (seen.utc_offset_min, seen.rollover_hour) == (120, 2)
    assert seen.at == datetime(2026, 7, 1, 10, tzinfo=UTC)
    nepal = moment(
        local("2026-07-01T12:00", "Asia/Kathmandu"), zone="Asia/Kathmandu", rollover_hour=4
    )
    assert nepal.utc_offset_min == 345
    assert (
        moment(
            local("2026-01-01T12:00", "America/St_Johns"), zone="America/St_Johns", rollover_hour=4
        ).utc_offset_min
        == -210
    )


def test_the_hour_that_spring_skips_does_not_move_the_rollover() -> None:
    # 2026-03-29, 02:00 becomes 03:00.
    before = local("2026-03-29T01:59:59")
    assert label(moment(before, zone=MADRID, rollover_hour=4).day) == "2026-03-28"
    two_hours_later = before + timedelta(hours=1, seconds=1)
    assert two_hours_later.astimezone(ZoneInfo(MADRID)).hour == 4
    assert label(moment(two_hours_later, zone=MADRID, rollover_hour=4).day) == "2026-03-29"
    # A rollover at the skipped hour: the day starts at the change.
    start = day_start(day_number(date(2026, 3, 29)), zone=MADRID, rollover_hour=2)
    assert start == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_the_hour_that_autumn_repeats_starts_the_day_once() -> None:
    # 2026-10-25, 03:00 becomes 02:00.
    first = datetime(2026, 10, 25, 0, tzinfo=UTC)
    day = day_number(date(2026, 10, 25))
    assert day_start(day, zone=MADRID, rollover_hour=2) == first
    seconds = range(0, 3 * 3600, 600)
    days = [
        moment(first + timedelta(seconds=second), zone=MADRID, rollover_hour=2).day
        for second in seconds
    ]
    assert set(days) == {day}


def test_a_day_has_23_24_or_25_hours() -> None:
    def hours(on: date) -> float:
        day = day_number(on)
        start = day_start(day, zone=MADRID, rollover_hour=4)
        end = day_start(day + 1, zone=MADRID, rollover_hour=4)
        return (end - start) / timedelta(hours=1)

    assert hours(date(2026, 3, 28)) == 23
    assert hours(date(2026, 10, 24)) == 25
    assert hours(date(2026, 11, 22)) == 24


def test_both_ends_of_a_25_hour_day_are_one_study_day() -> None:
    start = local("2026-10-24T04:00")
    late = local("2026-10-25T03:59:59")
    assert (late - start) > timedelta(hours=24)
    assert moment(start, zone=MADRID, rollover_hour=4).day == (
        moment(late, zone=MADRID, rollover_hour=4).day
    )
    first = answer(
        NEW,
        rating=Rating.EASY,
        card_id=1,
        settings=SchedulerSettings(),
        moment=moment(start, zone=MADRID, rollover_hour=4),
    )
    second = answer(
        first.memory,
        rating=Rating.GOOD,
        card_id=1,
        settings=SchedulerSettings(),
        moment=moment(late, zone=MADRID, rollover_hour=4),
    )
    assert second.elapsed_days == 0


def test_evening_and_next_morning_are_two_days() -> None:
    # py-fsrs calls 22:00 to 08:00 the same day.
    evening = moment(local("2026-11-22T22:00"), zone=MADRID, rollover_hour=4)
    morning = moment(local("2026-11-23T08:00"), zone=MADRID, rollover_hour=4)
    first = answer(NEW, rating=Rating.EASY, card_id=1, settings=SchedulerSettings(), moment=evening)
    second = answer(
        first.memory, rating=Rating.GOOD, card_id=1, settings=SchedulerSettings(), moment=morning
    )
    assert second.elapsed_days == 1


@pytest.mark.parametrize(
    ("zone", "hours", "elapsed"),
    [
        ("Asia/Shanghai", 6, 1),  # +8 from London: the next study day has begun there.
        ("America/Anchorage", 6, 0),  # -9: it is still the same study day.
        ("America/Anchorage", -11, 0),  # -9 soon after the rollover: yesterday; never below 0.
    ],
)
def test_a_journey_counts_the_days_of_the_calendar_it_arrives_in(
    zone: str, hours: int, elapsed: int
) -> None:
    home = datetime(2026, 1, 14, 16, tzinfo=UTC)
    away = home + timedelta(hours=hours)
    if hours < 0:
        home, away = away, away + timedelta(hours=1)
    left = moment(home, zone="Europe/London", rollover_hour=4)
    arrived = moment(away, zone=zone, rollover_hour=4)
    assert arrived.utc_offset_min in {480, -540}
    first = answer(NEW, rating=Rating.EASY, card_id=1, settings=SchedulerSettings(), moment=left)
    second = answer(
        first.memory, rating=Rating.GOOD, card_id=1, settings=SchedulerSettings(), moment=arrived
    )
    assert second.elapsed_days == elapsed
    assert second.memory.last_day == arrived.day


def test_a_rollover_hour_changed_in_mid_session_moves_no_stored_day() -> None:
    at = local("2026-11-23T03:00")
    before = moment(at, zone=MADRID, rollover_hour=4)
    after = moment(at + timedelta(minutes=5), zone=MADRID, rollover_hour=2)
    assert label(before.day) == "2026-11-22"
    assert label(after.day) == "2026-11-23"
    first = answer(NEW, rating=Rating.EASY, card_id=1, settings=SchedulerSettings(), moment=before)
    second = answer(
        first.memory, rating=Rating.GOOD, card_id=1, settings=SchedulerSettings(), moment=after
    )
    assert first.memory.last_day == before.day
    assert second.elapsed_days == 1


def test_a_date_that_a_zone_left_out_starts_at_the_change() -> None:
    # Samoa had no 2011-12-30: 23:59:59 on the 29th was followed by the 31st.
    start = day_start(day_number(date(2011, 12, 30)), zone="Pacific/Apia", rollover_hour=4)
    assert start == datetime(2011, 12, 30, 10, tzinfo=UTC)
    following = day_start(day_number(date(2011, 12, 31)), zone="Pacific/Apia", rollover_hour=4)
    assert following == datetime(2011, 12, 30, 14, tzinfo=UTC)


@given(
    st.integers(10_000, 30_000),
    st.sampled_from([MADRID, "America/Anchorage", "Pacific/Kiritimati", "Australia/Lord_Howe"]),
    st.integers(0, 23),
)
def test_a_day_starts_where_its_first_second_is(day: int, zone: str, hour: int) -> None:
    start = day_start(day, zone=zone, rollover_hour=hour)
    assert moment(start, zone=zone, rollover_hour=hour).day >= day
    assert moment(start - timedelta(seconds=1), zone=zone, rollover_hour=hour).day < day


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
    st.integers(0, 23),
)
def test_a_stored_offset_is_enough_where_the_clock_does_not_change(at: datetime, hour: int) -> None:
    seen = moment(at, zone="Asia/Tokyo", rollover_hour=hour)
    assert seen.day == study_day(at, utc_offset_min=seen.utc_offset_min, rollover_hour=hour)


@given(st.integers(-700_000, 2_900_000))
def test_a_label_names_one_day(day: int) -> None:
    assert day_from_label(label(day)) == day
    assert day_number(date_of(day)) == day


def test_day_0_is_the_first_of_1970() -> None:
    assert label(0) == "1970-01-01"
    assert day_number(date(1970, 1, 2)) == 1


@pytest.mark.parametrize(
    "name", ["Europe/Atlantis", "", "..", "/etc/passwd", "America", "a\0b", "é" * 300]
)
def test_an_unknown_zone_is_refused_in_words(name: str) -> None:
    with pytest.raises(InputError, match="not a known time zone") as caught:
        get_zone(name)
    assert caught.value.field == "zone"


@pytest.mark.parametrize("hour", [-1, 24])
def test_an_hour_that_no_day_has_is_refused(hour: int) -> None:
    with pytest.raises(InputError, match="from 0 to 23"):
        moment(datetime(2026, 1, 1, tzinfo=UTC), zone=MADRID, rollover_hour=hour)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs its zone"):
        moment(datetime(2026, 1, 1), zone=MADRID, rollover_hour=4)  # noqa: DTZ001 - the point


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01"])
def test_a_label_that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="not a date"):
        day_from_label(text)
