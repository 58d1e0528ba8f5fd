"""The second step of signing in: its own page at the door, and its settings."""

from dataclasses import dataclass
from datetime import datetime

from flask import flash, make_response, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired

from quizapp import clock
from quizapp.errors import InputError, NotFoundError, TooManyError
from quizapp.services.people import accounts
from quizapp.services.people.accounts import Person
from quizapp.services.signing_in import passkey_entry
from quizapp.services.signing_in import second_step as service
from quizapp.web import logs, visitor
from quizapp.web.account.passkey_site import find_site
from quizapp.web.account.proof import ProveForm, has_password, proved
from quizapp.web.configured import settings_in_force
from quizapp.web.formkit import Form, refuse, sent
from quizapp.web.language import later, say
from quizapp.web.pages import render, safe_next, shows
from quizapp.web.qr import QrCode, qr_of

_NEEDED = later("Please fill this in.")


class CodeForm(Form):
    """A code of the device, or a recovery code."""

    code = StringField(later("Code"), [InputRequired(_NEEDED)])


class ConfirmForm(CodeForm):
    """The first code of a device, with the secret that it was shown."""

    sealed = HiddenField()


@shows("account/second_step_ask.html")
@dataclass(frozen=True, slots=True)
class AskPage:
    """The door: the password was right, a code or a passkey comes next.

    Attributes:
        device: whether the person has a device that shows codes, not recovery codes alone.
        options: of their passkeys, for the browser; "" where there is none to be used.
        problem: why one was refused, or "".
    """

    form: CodeForm
    next_path: str
    device: bool
    options: str
    problem: str


@shows("account/second_step.html")
@dataclass(frozen=True, slots=True)
class StepPage:
    """The settings of the second step, while it is on; ``password``: is there one."""

    form: ProveForm
    password: bool
    since: datetime
    codes_left: int
    zone: str


@shows("account/second_step_intro.html")
@dataclass(frozen=True, slots=True)
class IntroPage:
    """What the second step is, while it is off.

    Attributes:
        password: whether the person has one. demanded: whether the site asks them for the step.
    """

    form: ProveForm
    password: bool
    demanded: bool


@shows("account/second_step_setup.html")
@dataclass(frozen=True, slots=True)
class SetupPage:
    """What a device needs, and the field for its first code; ``secret`` in groups of four."""

    form: ConfirmForm
    secret: str
    code: QrCode


@shows("account/second_step_codes.html")
@dataclass(frozen=True, slots=True)
class CodesPage:
    """The recovery codes, shown this once; ``back``: where the person came from."""

    codes: tuple[str, ...]
    back: str


def ask_code() -> str:
    """Show the door; it opens for whose password was right in this browser."""
    return render(ask_page())


def ask_page(form: CodeForm | None = None, *, problem: str = "") -> AskPage:
    """Return the door, for who owes the second step in this browser.

    Args:
        form: as it was sent, with what is wrong; None for an empty one.
        problem: why a passkey was refused, or "".
    """
    half, site = visitor.find_half(), find_site()
    options = ""
    if half is not None and site is not None:
        options = passkey_entry.find_second_options(
            user_id=half[0],
            epoch=half[1],
            site=site,
            browser=visitor.browser_mark(),
            site_key=_site_key(),
            now=clock.now(),
        )
    device = half is None or service.find_state(user_id=half[0]).on
    return AskPage(form or CodeForm(), safe_next("/"), device, options, problem)


def take_code() -> tuple[str, int] | Response:
    """Begin the session."""
    form = sent(CodeForm)
    if form.validate():
        try:
            person = _person_of(form.code.data or "")
        except (InputError, NotFoundError) as error:
            logs.note("second step", name=None, outcome="wrong")
            refuse(form, error, otherwise="code")
        except TooManyError:
            logs.note("second step", name=None, outcome="too many")
            raise
        else:
            logs.note("second step", name=person.name, outcome="in")
            visitor.sign_in(person)
            return redirect(safe_next("/"), 303)
    return render(ask_page(form)), 400


def _person_of(code: str) -> Person:
    """Return who owes the second step in this browser, if the code is theirs."""
    half = visitor.find_half()
    if half is None:
        raise InputError("That took too long. Go back and sign in again.", field="code")
    user_id, epoch = half
    return service.pass_with(
        user_id=user_id,
        epoch=epoch,
        code=code,
        address=visitor.address(),
        site_key=_site_key(),
        now=clock.now(),
    )


def second_step() -> str:
    """Show how the second step stands, or how to set it up."""
    return _page(ProveForm())


def set_up_second_step() -> tuple[str, int] | Response:
    """Show a new secret to a device, once the password was given again."""
    form = sent(ProveForm)
    return _setup(ConfirmForm()) if proved(form) else (_page(form), 400)


def confirm_second_step() -> tuple[str, int] | Response:
    """Switch the second step on and show the recovery codes; other sessions end."""
    form = sent(ConfirmForm)
    shown = service.was_shown(
        user_id=visitor.current().id, sealed=form.sealed.data or "", site_key=_site_key()
    )
    if not shown:
        return _page(ProveForm()), 400
    if form.validate():
        try:
            codes = service.confirm(
                user_id=visitor.current().id,
                sealed=form.sealed.data or "",
                code=form.code.data or "",
                site_key=_site_key(),
                now=clock.now(),
            )
        except InputError as error:
            refuse(form, error, otherwise="code")
        else:
            sign_in_again()
            return codes_shown(codes, back=url_for("account.second_step"))
    return _setup(form, status=400)


def renew_recovery_codes() -> tuple[str, int] | Response:
    """Show new recovery codes; the old ones work no more."""
    form = sent(ProveForm)
    if not proved(form):
        return _page(form), 400
    codes = service.renew_codes(user_id=visitor.current().id, now=clock.now())
    return codes_shown(codes, back=url_for("account.second_step"))


def switch_second_step_off() -> tuple[str, int] | Response:
    """Ask for the password alone from now on."""
    form = sent(ProveForm)
    if not proved(form):
        return _page(form), 400
    service.switch_off(user_id=visitor.current().id, now=clock.now())
    sign_in_again()
    flash(say("No code of a device is asked for any more."), "good")
    return redirect(url_for("account.settings"), 303)


def sign_in_again() -> None:
    """Go on in this browser; every session of before has ended."""
    person = accounts.find_person(user_id=visitor.current().id)
    if person is not None:
        visitor.sign_in(person)


def _page(proof: ProveForm) -> str:
    person = visitor.current()
    state = service.find_state(user_id=person.id)
    if state.since is None:
        demanded = service.is_missing(person, demanded=settings_in_force().second_step_for)
        return render(IntroPage(proof, has_password(), demanded))
    return render(StepPage(proof, has_password(), state.since, state.codes_left, person.zone))


def _setup(form: ConfirmForm, *, status: int = 200) -> Response:
    """Return the page that shows a device its secret; the one it was shown, if it was."""
    pending = service.begin(
        user_id=visitor.current().id, site_key=_site_key(), sealed=form.sealed.data or ""
    )
    form.sealed.data = pending.sealed
    groups = (pending.secret[start : start + 4] for start in range(0, len(pending.secret), 4))
    page = SetupPage(form, " ".join(groups), qr_of(pending.address))
    return _unseen(render(page), status=status)


def codes_shown(codes: tuple[str, ...], *, back: str) -> Response:
    """Return the page that shows recovery codes, this once."""
    return _unseen(render(CodesPage(codes, back)))


def _unseen(page: str, *, status: int = 200) -> Response:
    """Return a page that shows a secret: nobody on the way keeps or compresses it."""
    response = make_response(page, status)
    # Not compressed: see web/compression.py.
    response.headers["Cache-Control"] = "private, no-store, no-transform"
    return response


def _site_key() -> str:
    return settings_in_force().secret_key
