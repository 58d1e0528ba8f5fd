"""Forms of the account pages. What is allowed is for the services to say, in one place."""

from typing import Final

from wtforms import (
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, NumberRange

from quizapp.services.people.preferences import LANGUAGES, MOST_PER_DAY, THEMES, WAYS
from quizapp.services.people.zones import zones
from quizapp.web.formkit import Form, WholeNumberField, choices_of
from quizapp.web.language import later

_NEEDED: Final = later("Please fill this in.")
_AMOUNT: Final = later("Choose from 0 to 9999.")
BROWSER: Final = "browser"
"""Stands for no choice of a language: radio buttons need a value."""
HOURS: Final = tuple(f"{hour:02d}:00" for hour in range(24))
"""The hours at which a study day may start, as they are shown."""


class SignInForm(Form):
    """Name and password."""

    name = StringField(later("Name"), [InputRequired(_NEEDED)])
    password = PasswordField(later("Password"), [InputRequired(_NEEDED)])


class RegisterForm(Form):
    """A new account; the browser adds its zone."""

    name = StringField(later("Name"), [InputRequired(_NEEDED)])
    password = PasswordField(later("Password"), [InputRequired(_NEEDED)])
    zone = HiddenField()


class ResetForm(Form):
    """A new password by a reset link."""

    password = PasswordField(later("New password"), [InputRequired(_NEEDED)])


class PasswordForm(Form):
    """A new password, proved by the present one."""

    current = PasswordField(later("Current password"), [InputRequired(_NEEDED)])
    password = PasswordField(later("New password"), [InputRequired(_NEEDED)])


class SettingsForm(Form):
    """A person's preferences; shares are percentages on the page."""

    zone = SelectField(later("Time zone"), choices=lambda: choices_of(sorted(zones())))
    day_start = SelectField(later("A study day starts at"), choices=choices_of(HOURS))
    language = RadioField(
        later("Language"), choices=choices_of([BROWSER, *filter(None, LANGUAGES)])
    )
    theme = RadioField(later("Appearance"), choices=choices_of(THEMES))
    desired_retention = WholeNumberField(
        later("Desired recall in percent"),
        [InputRequired(_NEEDED), NumberRange(70, 97, later("Choose from 70 to 97."))],
    )
    new_per_day = WholeNumberField(
        later("New cards a day"),
        [InputRequired(_NEEDED), NumberRange(0, MOST_PER_DAY, _AMOUNT)],
    )
    reviews_per_day = WholeNumberField(
        later("Reviews a day, at most"),
        [InputRequired(_NEEDED), NumberRange(0, MOST_PER_DAY, _AMOUNT)],
    )
    same_day = RadioField(later("Asked again on the same day"), choices=choices_of(WAYS))


class TokenForm(Form):
    """A new API token."""

    name = StringField(later("What is it for?"), [InputRequired(_NEEDED)])
