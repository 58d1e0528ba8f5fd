"""Local times of a zone to instants and back, with words for the hours a clock change breaks.

A zone can vanish from the machine's data or be renamed. UTC stands in for it then, pages say so,
and the name stays stored: nothing is lost when the zone comes back.
"""

from datetime import UTC, datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from quizapp.errors import InputError
from quizapp.scheduling.day import get_zone

FALLBACK_ZONE: Final = "UTC"
"""Stands in for a zone that this machine knows no more; whoever reads its times is told."""


@cache
def zones() -> frozenset[str]:
    """Return the IANA zones that this machine knows and a person may live in."""
    return frozenset(zone for zone in available_timezones() if zone == "UTC" or "/" in zone)


def zone_of_browser(zone: str) -> str:
    """Return the zone that a browser sent unasked, or UTC where it is none of ``zones``."""
    return zone if zone in zones() else FALLBACK_ZONE


def zone_or_fallback(zone: str) -> str:
    """Return the zone, or UTC when this machine knows none of that name."""
    try:
        get_zone(zone)
    except InputError:
        return FALLBACK_ZONE
    return zone


def instant_from_local(local: datetime, *, zone: str, field: str) -> datetime:
    """Return the UTC instant of a wall-clock time in a zone.

    Args:
        local: naive, as typed into a form.
        zone: IANA name; UTC stands in for one that is not known.
        field: the form's field, for the error.

    Raises:
        InputError: the clock skips that time, or shows it twice.
    """
    place = ZoneInfo(zone_or_fallback(zone))
    first = local.replace(tzinfo=place, fold=0)
    second = local.replace(tzinfo=place, fold=1)
    instant = first.astimezone(UTC)
    if first.utcoffset() != second.utcoffset():
        if instant.astimezone(place).replace(tzinfo=None) != local:
            raise InputError(
                "{time} does not exist in {zone}: the clock skips it that "
                "night. Choose an hour earlier or later.",
                time=f"{local:%Y-%m-%d %H:%M}",
                zone=zone,
                field=field,
            )
        raise InputError(
            "{time} happens twice in {zone} because the clock goes back. "
            "Choose an hour earlier or later.",
            time=f"{local:%Y-%m-%d %H:%M}",
            zone=zone,
            field=field,
        )
    return instant


def local_from_instant(instant: datetime, *, zone: str) -> datetime:
    """Return the aware local time of an instant in a zone, or in UTC where there is no such."""
    return instant.astimezone(ZoneInfo(zone_or_fallback(zone)))
