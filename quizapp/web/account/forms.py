"""Forms of the account pages. What is allowed is for the services to say, in one place."""

from typing import Final

from wtforms import (
    Form,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, NumberRange

from quizapp.services.accounts import MOST_PER_DAY, THEMES, zones
from quizapp.web.formkit import WholeNumberField, choices_of

_NEEDED = "Please fill this in."
HOURS: Final = tuple(f"{hour:02d}:00" for hour in range(24))
"""The hours at which a study day may start, as they are shown."""


class SignInForm(Form):
    """Name and password."""

    name = StringField("Name", [InputRequired(_NEEDED)])
    password = PasswordField("Password", [InputRequired(_NEEDED)])


class RegisterForm(Form):
    """A new account; the browser adds its zone."""

    name = StringField("Name", [InputRequired(_NEEDED)])
    password = PasswordField("Password", [InputRequired(_NEEDED)])
    zone = HiddenField()


class ResetForm(Form):
    """A new password by a reset link."""

    password = PasswordField("New password", [InputRequired(_NEEDED)])


class PasswordForm(Form):
    """A new password, proved by the present one."""

    current = PasswordField("Current password", [InputRequired(_NEEDED)])
    password = PasswordField("New password", [InputRequired(_NEEDED)])


class SettingsForm(Form):
    """A person's preferences; shares are percentages on the page."""

    zone = SelectField("Time zone", choices=lambda: choices_of(sorted(zones())))
    day_start = SelectField("A study day starts at", choices=choices_of(HOURS))
    theme = RadioField("Appearance", choices=choices_of(THEMES))
    desired_retention = WholeNumberField(
        "Desired recall in percent",
        [InputRequired(_NEEDED), NumberRange(70, 97, "Choose from 70 to 97.")],
    )
    new_per_day = WholeNumberField(
        "New cards a day",
        [InputRequired(_NEEDED), NumberRange(0, MOST_PER_DAY, "Choose from 0 to 9999.")],
    )
    reviews_per_day = WholeNumberField(
        "Reviews a day, at most",
        [InputRequired(_NEEDED), NumberRange(0, MOST_PER_DAY, "Choose from 0 to 9999.")],
    )


class TokenForm(Form):
    """A new API token."""

    name = StringField("What is it for?", [InputRequired(_NEEDED)])


class DeleteForm(Form):
    """The password again, before the account goes."""

    password = PasswordField("Your password", [InputRequired(_NEEDED)])
