"""Study days: which day an instant belongs to, and when a day starts.

A study day is a whole number of days since 1970-01-01 of the learner's own calendar. It starts at
the rollover hour on the learner's clock. It is worked out once, when a review happens, and stored
with the review: nothing later (travel, a clock change, another rollover hour) moves it.
"""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from quizapp.errors import InputError

DEFAULT_ROLLOVER_HOUR = 4
_EPOCH = date(1970, 1, 1).toordinal()
# No zone was ever further than 26 hours from another, and a zone that crossed the date line
# left out one day: two days on each side hold the start of any study day.
_SEARCH = timedelta(days=2)


class Moment(NamedTuple):
    """An instant as the learner's own clock saw it.

    Attributes:
        at: the instant, UTC.
        day: the study day, days since 1970-01-01.
        utc_offset_min: minutes east of UTC on the learner's clock.
        rollover_hour: the hour at which the learner's study day started, 0-23.
    """

    at: datetime
    day: int
    utc_offset_min: int
    rollover_hour: int


def day_number(on: date) -> int:
    """Return the study day of a calendar date: days since 1970-01-01."""
    return on.toordinal() - _EPOCH


def date_of(day: int) -> date:
    """Return the calendar date that a study day bears."""
    return date.fromordinal(day + _EPOCH)


def label(day: int) -> str:
    """Return the study day as people and files write it: ``2026-11-22``."""
    return date_of(day).isoformat()


def day_from_label(text: str) -> int:
    """Return the study day written as ``2026-11-22``.

    Raises:
        InputError: the text is not such a date.
    """
    try:
        return day_number(date.fromisoformat(text))
    except ValueError:
        raise InputError(
            "{text} is not a date; write it as 2026-11-22.", text=repr(text), field="day"
        ) from None


def get_zone(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name.

    Raises:
        InputError: there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError(
            "{name} is not a known time zone; write a name such as 'Europe/Madrid'.",
            name=repr(name[:64]),
            field="zone",
        ) from None


def study_day(at: datetime, *, utc_offset_min: int, rollover_hour: int) -> int:
    """Return the study day of an instant for a known offset and rollover hour: no zone needed."""
    utc = at if at.tzinfo is UTC else at.astimezone(UTC)
    local = utc + timedelta(minutes=utc_offset_min, hours=-rollover_hour)
    return day_number(local.date())


def moment(at: datetime, *, zone: str, rollover_hour: int) -> Moment:
    """Return the moment of an instant on a learner's clock.

    Args:
        at: an aware instant.
        zone: IANA name of the learner's zone.
        rollover_hour: 0-23; before this hour it is still the study day before.

    Raises:
        InputError: the zone is unknown, or the hour is not 0-23.
        ValueError: the instant has no zone.
    """
    if at.tzinfo is None:
        raise ValueError("an instant needs its zone")
    info = get_zone(zone)
    check_rollover_hour(rollover_hour)
    return _moment(at.astimezone(UTC), info, rollover_hour)


def day_start(day: int, *, zone: str, rollover_hour: int) -> datetime:
    """Return the first instant (UTC) of a study day in a zone.

    When the clocks skip the rollover hour the day starts at the change; when they repeat it, at its
    first time; a date that a zone left out starts where the next one does, or at the change.

    Raises:
        InputError: the zone is unknown, or the hour is not 0-23.
    """
    info = get_zone(zone)
    check_rollover_hour(rollover_hour)
    nominal = datetime.combine(date_of(day), datetime.min.time(), tzinfo=UTC)
    before, after = nominal - _SEARCH, nominal + _SEARCH
    # The study day never runs backwards, so its first second can be searched by halves.
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if _moment(middle, info, rollover_hour).day >= day:
            after = middle
        else:
            before = middle
    return after


def check_rollover_hour(hour: int) -> None:
    """Refuse an hour at which no day can start.

    Raises:
        InputError: the hour is not 0-23.
    """
    if not 0 <= hour <= 23:  # noqa: PLR2004 - the hours of a day
        raise InputError(
            "A day cannot start at {hour} o'clock; write an hour from 0 to 23.",
            hour=hour,
            field="rollover_hour",
        )


def _moment(at: datetime, zone: ZoneInfo, rollover_hour: int) -> Moment:
    local = at.astimezone(zone)
    offset = local.utcoffset() or timedelta(0)
    # By the wall clock, not by subtracting hours from the instant: on the day of a clock change
    # the two differ.
    day = day_number(local.date()) - (local.hour < rollover_hour)
    return Moment(
        at=at,
        day=day,
        utc_offset_min=offset // timedelta(minutes=1),
        rollover_hour=rollover_hour,
    )
