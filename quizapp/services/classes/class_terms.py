"""Use cases of a class's settings: name, zone, term, how long work is kept, archive and back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from quizapp.errors import ConflictError, InputError
from quizapp.services.classes.classes import clean_class_name, known_zone_of, taught_class
from quizapp.services.people.retention import deletion_at
from quizapp.store.engine import reading, writing

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


def warned_deletion(*, user_id: int, class_id: int, now: datetime) -> datetime | None:
    """Return when the class's work is deleted, if that is within 30 days or is past."""
    with reading() as session:
        due = deletion_at(taught_class(session, user_id=user_id, class_id=class_id))
    return due if due is not None and due <= now + WARNED_BEFORE else None
