"""Wall-clock times become instants, or the clock change is named."""

from datetime import UTC, datetime

import pytest

from quizapp.errors import InputError
from quizapp.services.people.zones import instant_from_local, local_from_instant


def test_a_time_of_a_zone_becomes_its_instant() -> None:
    local = datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001 - a form gives a time without a zone
    assert instant_from_local(local, zone="Europe/Paris", field="due_at") == datetime(
        2026, 11, 23, 8, 0, tzinfo=UTC
    )


def test_an_hour_that_the_clock_skips_is_refused_in_words() -> None:
    local = datetime(2027, 3, 28, 2, 30)  # noqa: DTZ001 - as above
    with pytest.raises(InputError, match="does not exist in Europe/Paris") as error:
        instant_from_local(local, zone="Europe/Paris", field="due_at")
    assert error.value.field == "due_at"


def test_an_hour_that_happens_twice_is_refused_in_words() -> None:
    local = datetime(2026, 10, 25, 2, 30)  # noqa: DTZ001 - as above
    with pytest.raises(InputError, match="happens twice"):
        instant_from_local(local, zone="Europe/Paris", field="opens_at")


def test_utc_stands_in_for_a_zone_that_is_no_more() -> None:
    instant = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert local_from_instant(instant, zone="Mars/Olympus").isoformat() == instant.isoformat()
    local = datetime(2026, 11, 23, 8, 0)  # noqa: DTZ001 - as above
    assert instant_from_local(local, zone="Mars/Olympus", field="due_at") == instant
