"""Learning platforms: register them, look at what to copy into them, rotate our key, remove."""

from dataclasses import dataclass

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired

from quizapp import clock
from quizapp.errors import ConflictError, InputError
from quizapp.services.lti import lti_keys, lti_platforms
from quizapp.services.lti.lti_platforms import Platform, PlatformDraft
from quizapp.web import visitor
from quizapp.web.configured import settings_in_force
from quizapp.web.formkit import Form, refuse, sent
from quizapp.web.language import later, say
from quizapp.web.pages import render, shows

_NEEDED = later("Please fill this in.")


class PlatformForm(Form):
    """A platform as its own pages describe it."""

    name = StringField(later("Name"), [InputRequired(_NEEDED)])
    issuer = StringField(later("Platform ID (issuer)"), [InputRequired(_NEEDED)])
    client_id = StringField(later("Client ID"), [InputRequired(_NEEDED)])
    deployments = StringField(later("Deployment IDs"), [InputRequired(_NEEDED)])
    auth_url = StringField(later("Authentication request URL"), [InputRequired(_NEEDED)])
    token_url = StringField(later("Access token URL"), [InputRequired(_NEEDED)])
    jwks_url = StringField(later("Public keyset URL"), [InputRequired(_NEEDED)])
    makes_teachers = BooleanField(later("Its instructors become teachers here"))


@dataclass(frozen=True, slots=True)
class Ours:
    """Our own addresses, to be copied into a platform."""

    login: str
    launch: str
    keys: str


@shows("admin/lti.html")
@dataclass(frozen=True, slots=True)
class LtiPage:
    """The platforms, our addresses, and the form of another one."""

    platforms: tuple[Platform, ...]
    ours: Ours
    form: PlatformForm


@shows("admin/lti_platform.html")
@dataclass(frozen=True, slots=True)
class LtiPlatformPage:
    """One platform, to be changed or removed."""

    platform: Platform
    ours: Ours
    form: PlatformForm


def lti() -> str:
    """Show the platforms."""
    return render(_list(PlatformForm()))


def register_platform() -> tuple[str, int] | Response:
    """Register a platform."""
    form = sent(PlatformForm)
    if form.validate():
        try:
            number = lti_platforms.register(
                _draft(form),
                actor_id=visitor.current().id,
                settings=settings_in_force(),
                now=clock.now(),
            )
        except (InputError, ConflictError) as error:
            refuse(form, error, otherwise="issuer")
        else:
            flash(say("The platform is registered."), "good")
            return redirect(url_for("admin.lti_platform", platform_id=number), 303)
    return render(_list(form)), 400


def lti_platform(platform_id: int) -> str:
    """Show one platform."""
    found = lti_platforms.get_platform(platform_id=platform_id)
    form = PlatformForm(data={**_values(found), "deployments": " ".join(found.deployments)})
    return render(LtiPlatformPage(found, _ours(), form))


def change_platform(platform_id: int) -> tuple[str, int] | Response:
    """Change a platform."""
    found = lti_platforms.get_platform(platform_id=platform_id)
    form = sent(PlatformForm)
    if form.validate():
        try:
            lti_platforms.change(
                _draft(form),
                platform_id=platform_id,
                actor_id=visitor.current().id,
                settings=settings_in_force(),
                now=clock.now(),
            )
        except (InputError, ConflictError) as error:
            refuse(form, error, otherwise="issuer")
        else:
            flash(say("The change is stored."), "good")
            return redirect(url_for("admin.lti_platform", platform_id=platform_id), 303)
    return render(LtiPlatformPage(found, _ours(), form)), 400


def remove_platform(platform_id: int) -> Response:
    """Remove a platform."""
    lti_platforms.remove(platform_id=platform_id, actor_id=visitor.current().id, now=clock.now())
    flash(say("The platform is removed. Classes and accounts stay."), "good")
    return redirect(url_for("admin.lti"), 303)


def rotate_key() -> Response:
    """Make a new key."""
    lti_keys.rotate(
        secret=settings_in_force().secret_key, actor_id=visitor.current().id, now=clock.now()
    )
    flash(say("A new key signs from now on. The old one is still published for 14 days."), "good")
    return redirect(url_for("admin.lti"), 303)


def _list(form: PlatformForm) -> LtiPage:
    return LtiPage(lti_platforms.list_platforms(), _ours(), form)


def _ours() -> Ours:
    return Ours(
        login=url_for("lti.login", _external=True),
        launch=url_for("lti.launch", _external=True),
        keys=url_for("lti.jwks", _external=True),
    )


def _draft(form: PlatformForm) -> PlatformDraft:
    return PlatformDraft(**{each.name: each.data for each in form})


def _values(found: Platform) -> dict[str, object]:
    return {name: getattr(found, name) for name in PlatformDraft.__dataclass_fields__}
