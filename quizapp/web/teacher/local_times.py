"""Times in a form, by the clock of a class's zone, and back."""

from datetime import datetime
from typing import Final

from quizapp.services.people.zones import instant_from_local, local_from_instant

LOCAL: Final = "%Y-%m-%dT%H:%M"
"""As browsers send a ``datetime-local`` field."""


def to_instant(local: datetime | None, *, zone: str, field: str) -> datetime | None:
    """Return the instant of a local time, or None where none was given.

    Raises:
        InputError: the clock skips that time, or shows it twice.
    """
    return None if local is None else instant_from_local(local, zone=zone, field=field)


def to_local(instant: datetime | None, *, zone: str) -> datetime | None:
    """Return the naive local time of an instant, for a form."""
    if instant is None:
        return None
    return local_from_instant(instant, zone=zone).replace(tzinfo=None)
