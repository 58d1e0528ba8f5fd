"""What a person decides about their study and their pages."""

from dataclasses import dataclass
from typing import Final

from quizapp.errors import InputError, translatable
from quizapp.scheduling.same_day import SameDay
from quizapp.services.people.accounts import Person, get_user, person_of
from quizapp.services.people.zones import zones
from quizapp.store.engine import writing

WAYS: Final = tuple(SameDay)
"""How often a card may be asked again on one day."""
THEMES: Final = ("system", "light", "dark")
LANGUAGES: Final = ("", "en", "es")
"""Languages of the site's own words; "" is what the browser asks for."""
LOWEST_RETENTION: Final = 0.70
HIGHEST_RETENTION: Final = 0.97
"""FSRS's useful range: below it cards are forgotten, above it reviews never end."""
MOST_PER_DAY: Final = 9999
_LAST_HOUR: Final = 23


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person decides about their study and their pages."""

    zone: str
    rollover_hour: int
    theme: str
    language: str
    desired_retention: float
    new_per_day: int
    reviews_per_day: int
    same_day: str


def change_preferences(*, user_id: int, preferences: Preferences) -> Person:
    """Store a person's preferences.

    Raises:
        InputError: one of them is out of range; ``field`` names it.
    """
    with writing() as session:
        row = get_user(session, user_id=user_id)
        check_preferences(preferences, zone_before=row.zone)
        row.zone = preferences.zone
        row.rollover_hour = preferences.rollover_hour
        row.theme = preferences.theme
        row.language = preferences.language
        row.desired_retention = preferences.desired_retention
        row.new_per_day = preferences.new_per_day
        row.reviews_per_day = preferences.reviews_per_day
        row.same_day = preferences.same_day
        session.flush()
        return person_of(row)


def check_preferences(preferences: Preferences, *, zone_before: str) -> None:
    """Refuse preferences that are out of range.

    Args:
        zone_before: may stay though this machine knows it no more, until another is chosen.

    Raises:
        InputError: ``field`` names the first that is.
    """
    rules = (
        (
            "zone",
            preferences.zone in zones() or preferences.zone == zone_before,
            translatable("Choose a zone of the list, as Europe/Berlin."),
        ),
        (
            "rollover_hour",
            0 <= preferences.rollover_hour <= _LAST_HOUR,
            translatable("Choose an hour 0-23."),
        ),
        ("theme", preferences.theme in THEMES, translatable("Choose one of the themes.")),
        (
            "language",
            preferences.language in LANGUAGES,
            translatable("Choose one of the languages."),
        ),
        (
            "desired_retention",
            LOWEST_RETENTION <= preferences.desired_retention <= HIGHEST_RETENTION,
            translatable("Choose from 70 to 97 percent."),
        ),
        (
            "new_per_day",
            0 <= preferences.new_per_day <= MOST_PER_DAY,
            translatable("Choose from 0 to 9999."),
        ),
        (
            "reviews_per_day",
            0 <= preferences.reviews_per_day <= MOST_PER_DAY,
            translatable("Choose from 0 to 9999."),
        ),
        ("same_day", preferences.same_day in WAYS, translatable("Choose one of the two ways.")),
    )
    for field, holds, words in rules:
        if not holds:
            raise InputError(words, field=field)
