"""On which study day a past answer fell: by the wall's clock and the collection's own hour."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizapp.formats.anki.anki_in import read
from quizapp.formats.incoming.incoming import Choices
from quizapp.scheduling.day import label, moment
from tests.unit.formats.anki_made import BASIC, Made, package

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def days(zone: str, rollover: int, *times: str) -> list[str]:
    """Return the study day of answers at these local times, read from a package."""
    made = Made(conf={"schedVer": 2, "rollover": rollover})
    (card,) = made.note(BASIC, "a", "b")
    for text in times:
        at = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        made.review((at - EPOCH) // timedelta(milliseconds=1), card, 3, 1)
    found = read(package(made), Choices(scheduling=True))
    assert found.rollover_hour is not None
    return [
        label(
            moment(
                EPOCH + timedelta(milliseconds=each.answered_at),
                zone=zone,
                rollover_hour=found.rollover_hour,
            ).day
        )
        for each in found.reviews
    ]


@pytest.mark.parametrize("zone", ["Europe/Prague", "America/New_York", "Asia/Kolkata", "UTC"])
def test_before_the_hour_it_is_still_the_day_before(zone: str) -> None:
    assert days(zone, 4, "2024-01-10T23:59", "2024-01-11T03:59", "2024-01-11T04:00") == [
        "2024-01-10",
        "2024-01-10",
        "2024-01-11",
    ]


def test_the_night_on_which_the_clock_goes_forward() -> None:
    # In Prague 02:00 became 03:00: the day began 23 hours after the one before.
    times = ("2024-03-30T04:00", "2024-03-31T01:59", "2024-03-31T03:59", "2024-03-31T04:00")
    assert days("Europe/Prague", 4, *times) == ["2024-03-30"] * 3 + ["2024-03-31"]


def test_the_night_on_which_the_clock_goes_back() -> None:
    # 03:00 became 02:00: the day before lasted 25 hours.
    times = ("2024-10-26T04:00", "2024-10-27T02:30", "2024-10-27T03:59", "2024-10-27T04:00")
    assert days("Europe/Prague", 4, *times) == ["2024-10-26"] * 3 + ["2024-10-27"]


def test_the_hour_of_the_collection_counts() -> None:
    at = "2024-06-01T05:30"
    assert days("Europe/Prague", 4, at) == ["2024-06-01"]
    assert days("Europe/Prague", 6, at) == ["2024-05-31"]
    assert days("Europe/Prague", 0, "2024-06-01T00:00") == ["2024-06-01"]
