"""A person's settings: zone, study day, appearance, amounts; their password."""

from dataclasses import dataclass, replace

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.people import accounts
from quizapp.services.people.accounts import Person
from quizapp.services.people.preferences import Preferences, change_preferences
from quizapp.services.people.zones import zone_or_fallback
from quizapp.services.signing_in import oidc, passkeys, second_step
from quizapp.web import visitor
from quizapp.web.account.forms import BROWSER, HOURS, PasswordForm, SettingsForm
from quizapp.web.configured import settings_in_force
from quizapp.web.formkit import refuse, sent
from quizapp.web.language import say
from quizapp.web.pages import render, shows


@shows("account/settings.html")
@dataclass(frozen=True, slots=True)
class SettingsPage:
    """The settings."""

    form: SettingsForm
    name: str
    roles: tuple[str, ...]
    second_step: bool
    passkeys: bool
    provider: str


@shows("account/password.html")
@dataclass(frozen=True, slots=True)
class PasswordPage:
    """The page that changes the password."""

    form: PasswordForm


def settings() -> str:
    """Show the settings."""
    person = visitor.current()
    form = SettingsForm(
        # A zone that is not in the list would let the browser choose the first.
        zone=zone_or_fallback(person.zone),
        day_start=HOURS[person.rollover_hour],
        theme=person.theme,
        language=person.language or BROWSER,
        desired_retention=round(person.desired_retention * 100),
        new_per_day=person.new_per_day,
        reviews_per_day=person.reviews_per_day,
        same_day=person.same_day,
    )
    return render(_page(form, person))


def change_settings() -> tuple[str, int] | Response:
    """Store the settings."""
    person = visitor.current()
    form = sent(SettingsForm)
    if form.validate():
        preferences = Preferences(
            zone=form.zone.data,
            rollover_hour=HOURS.index(form.day_start.data),
            theme=form.theme.data,
            language=form.language.data.replace(BROWSER, ""),
            desired_retention=(form.desired_retention.data or 0) / 100,
            new_per_day=form.new_per_day.data or 0,
            reviews_per_day=form.reviews_per_day.data or 0,
            same_day=form.same_day.data,
        )
        try:
            visitor.renew(change_preferences(user_id=person.id, preferences=preferences))
        except InputError as error:
            refuse(form, error, otherwise="zone")
        else:
            flash(say("Your settings are stored."), "good")
            return redirect(url_for("account.settings"), 303)
    return render(_page(form, person)), 400


def theme() -> Response:
    """Store light or dark, from the switch in the header."""
    person = visitor.current()
    preferences = Preferences(
        zone=person.zone,
        rollover_hour=person.rollover_hour,
        theme=person.theme,
        language=person.language,
        desired_retention=person.desired_retention,
        new_per_day=person.new_per_day,
        reviews_per_day=person.reviews_per_day,
        same_day=person.same_day,
    )
    chosen = replace(preferences, theme=request.form.get("theme", ""))
    change_preferences(user_id=person.id, preferences=chosen)
    return redirect(url_for("home.front"), 303)


def password() -> str:
    """Show the page that changes the password."""
    return render(PasswordPage(PasswordForm()))


def change_password() -> tuple[str, int] | Response:
    """Change the password; this browser stays signed in, every other one does not."""
    form = sent(PasswordForm)
    if form.validate():
        try:
            person = accounts.change_password(
                user_id=visitor.current().id,
                current=form.current.data or "",
                new=form.password.data or "",
                now=clock.now(),
            )
        except InputError as error:
            refuse(form, error, otherwise="password")
        else:
            visitor.sign_in(person)
            flash(
                say(
                    "Your new password is set. Other sessions have ended and API tokens are "
                    "revoked."
                ),
                "good",
            )
            return redirect(url_for("account.settings"), 303)
    return render(PasswordPage(form)), 400


def _page(form: SettingsForm, person: Person) -> SettingsPage:
    return SettingsPage(
        form=form,
        name=person.name,
        roles=tuple(sorted(person.roles)),
        second_step=second_step.find_state(user_id=person.id).on,
        passkeys=passkeys.has_any(user_id=person.id),
        provider=oidc.provider_name(settings_in_force()),
    )
