"""Local times of a zone to instants and back, with words for the hours a clock change breaks."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from quizapp.errors import InputError


def instant_from_local(local: datetime, *, zone: str, field: str) -> datetime:
    """Return the UTC instant of a wall-clock time in a zone.

    Args:
        local: naive, as typed into a form.
        zone: IANA name.
        field: the form's field, for the error.

    Raises:
        InputError: the clock skips that time, or shows it twice.
    """
    place = ZoneInfo(zone)
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
    """Return the aware local time of an instant in a zone."""
    return instant.astimezone(ZoneInfo(zone))


def words_for(instant: datetime, *, zone: str) -> str:
    """Return the instant as people read it: "Mon 23 Nov 2026, 09:00 (Europe/Paris, UTC+01:00)"."""
    local = local_from_instant(instant, zone=zone)
    offset = local.strftime("%z")
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M} ({zone}, UTC{offset[:3]}:{offset[3:]})"
