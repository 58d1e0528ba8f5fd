"""Use cases of a class's settings: name, zone, term, how long work is kept, archive and back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from quizapp.errors import ConflictError, InputError
from quizapp.services.classes import clean_class_name, known_zone_of, taught_class
from quizapp.store.classes import SchoolClass
from quizapp.store.engine import writing

SHORTEST_RETENTION: Final = 30
"""Days: so long before the deletion the class's page warns of it."""
LONGEST_RETENTION: Final = 3650
WARNED_BEFORE: Final = timedelta(days=30)
_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2200


@dataclass(frozen=True, slots=True)
class ClassSettings:
    """What a teacher decides about a class.

    Attributes:
        zone: IANA name; times that are set already stay the same instants.
        term_ends_on: last day of the term, by the class's zone.
        retention_days: 30 to 3650 days after the end that learners' work is kept; None for ever.
    """

    name: str
    zone: str
    term_starts_on: date | None
    term_ends_on: date | None
    retention_days: int | None


def change_settings(*, user_id: int, class_id: int, settings: ClassSettings, now: datetime) -> None:
    """Store the settings of a class.

    Raises:
        InputError: one cannot be used, or work would be deleted with less than 30 days' notice.
        NotFoundError: there is no such class, or it is another teacher's.
    """
    name, zone = clean_class_name(settings.name), known_zone_of(settings.zone)
    check_term(settings.term_starts_on, settings.term_ends_on)
    days = settings.retention_days
    if days is not None and not SHORTEST_RETENTION <= days <= LONGEST_RETENTION:
        raise InputError(
            "Choose from {shortest} to {longest} days, or leave it empty.",
            shortest=SHORTEST_RETENTION,
            longest=LONGEST_RETENTION,
            field="retention_days",
        )
    with writing() as session:
        row = taught_class(session, user_id=user_id, class_id=class_id)
        before = deletion_at(row)
        row.name, row.zone = name, zone
        row.term_starts_on, row.term_ends_on = settings.term_starts_on, settings.term_ends_on
        row.retention_days = days
        after = deletion_at(row)
        if after != before and after is not None and after < now + WARNED_BEFORE:
            ended = after - timedelta(days=days or 0)
            raise InputError(
                "By this, learners' work would be deleted with less than 30 days' notice. Choose "
                "at least {days} days.",
                days=(now + WARNED_BEFORE - ended).days + 1,
                field="retention_days",
            )


def unarchive_class(*, user_id: int, class_id: int, now: datetime) -> None:
    """Take an archived class up again. Its door stays closed until it is opened.

    Raises:
        ConflictError: work would then be deleted with less than 30 days' notice.
    """
    with writing() as session:
        row = taught_class(session, user_id=user_id, class_id=class_id)
        if row.archived_at is None:
            return
        before = deletion_at(row)
        row.archived_at = None
        after = deletion_at(row)
        if after != before and after is not None and after < now + WARNED_BEFORE:
            raise ConflictError(
                "The term has ended, and learners' work would be deleted with less than 30 days' "
                "notice. Choose first for how long it is kept."
            )


def check_term(starts_on: date | None, ends_on: date | None) -> None:
    """Refuse a term that ends before it starts, or lies in another age.

    Raises:
        InputError: ``field`` names the date.
    """
    for name, day in (("term_starts_on", starts_on), ("term_ends_on", ends_on)):
        if day is not None and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise InputError("Choose a day between 2000 and 2200.", field=name)
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise InputError("The term ends before it starts: look at both days.", field="term_ends_on")


def deletion_at(row: SchoolClass) -> datetime | None:
    """Return when the work of a class's learners is deleted; None for never.

    That is so many days after the term's last day or the archiving, whichever is later.
    """
    if row.retention_days is None:
        return None
    ends = [row.archived_at] if row.archived_at else []
    if row.term_ends_on is not None:
        after = datetime.combine(
            row.term_ends_on + timedelta(days=1), time(0), tzinfo=ZoneInfo(row.zone)
        )
        ends.append(after.astimezone(UTC))
    return max(ends) + timedelta(days=row.retention_days) if ends else None
