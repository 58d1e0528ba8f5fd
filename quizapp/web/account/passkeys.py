"""A person's passkeys: the list, a new one, taking one away, asking for one after the password."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField, StringField

from quizapp import clock
from quizapp.errors import ConflictError, InputError
from quizapp.services.signing_in import passkeys as service
from quizapp.services.signing_in.passkeys import KnownPasskey, PasskeyState
from quizapp.web import visitor
from quizapp.web.account.passkey_site import find_site, needed_site
from quizapp.web.account.proof import ProveForm, has_password, proved
from quizapp.web.account.second_step import codes_shown, sign_in_again
from quizapp.web.configured import settings_in_force
from quizapp.web.formkit import Form, refuse, sent
from quizapp.web.language import later, say
from quizapp.web.pages import render, shows


class NewForm(Form):
    """A new passkey: what the device answered, and what its owner calls it."""

    name = StringField(later("What do you call it?"))
    ask = BooleanField(later("Ask for a passkey after my password, too"))
    answer = HiddenField()


@shows("account/passkeys.html")
@dataclass(frozen=True, slots=True)
class PasskeysPage:
    """The passkeys; ``works``: whether they do at this address, ``password``: is there one."""

    form: ProveForm
    state: PasskeyState
    works: bool
    password: bool
    zone: str


@shows("account/passkey_new.html")
@dataclass(frozen=True, slots=True)
class NewPasskeyPage:
    """The page whose script lets the device make a passkey; ``options`` are for the browser."""

    form: NewForm
    options: str
    may_ask: bool


@shows("account/passkey_remove.html")
@dataclass(frozen=True, slots=True)
class RemovePasskeyPage:
    """What taking a passkey away means; ``last``: whether it is the only one."""

    form: ProveForm
    passkey: KnownPasskey
    last: bool
    password: bool


def passkeys() -> str:
    """Show the person's passkeys."""
    return render(_page(ProveForm()))


def new_passkey() -> tuple[str, int] | Response | str:
    """Show what the device needs, once the person has proved who they are."""
    form = sent(ProveForm)
    if not proved(form):
        return render(_page(form)), 400
    may_ask = _state().asked_at is None
    return _new(NewForm(ask=may_ask and bool(visitor.current().roles)))


def add_passkey() -> tuple[str, int] | Response:
    """Keep a new passkey; other sessions end."""
    form = sent(NewForm)
    try:
        codes = service.add(
            user_id=visitor.current().id,
            answer=form.answer.data or "",
            name=form.name.data or "",
            ask=bool(form.ask.data),
            site=needed_site(),
            browser=visitor.browser_mark(),
            site_key=settings_in_force().secret_key,
            now=clock.now(),
        )
    except InputError as error:
        page = ProveForm()
        refuse(page, error, otherwise="password")
        return render(_page(page)), 400
    sign_in_again()
    flash(say("The passkey works from now on. Other sessions have ended."), "good")
    return _codes_or_list(codes)


def ask_to_remove_passkey(passkey_id: int) -> str:
    """Show what taking a passkey away means."""
    return render(_removing(passkey_id, ProveForm()))


def remove_passkey(passkey_id: int) -> tuple[str, int] | Response:
    """Take a passkey away; other sessions end."""
    page = _removing(passkey_id, sent(ProveForm))
    if not proved(page.form):
        return render(page), 400
    service.remove(user_id=visitor.current().id, passkey_id=passkey_id, now=clock.now())
    sign_in_again()
    flash(say("%(name)s opens this account no more.", name=page.passkey.name), "good")
    return redirect(url_for("account.passkeys"), 303)


def ask_for_passkey() -> tuple[str, int] | Response:
    """Ask for a passkey after the password from now on; other sessions end."""
    return _change(
        lambda user_id: service.ask_after_password(user_id=user_id, now=clock.now()),
        told=say("From now on your password alone signs nobody in."),
    )


def ask_for_no_passkey() -> tuple[str, int] | Response:
    """Ask for no passkey after the password; other sessions end."""

    def change(user_id: int) -> tuple[str, ...]:
        service.ask_no_more(user_id=user_id, now=clock.now())
        return ()

    return _change(change, told=say("No passkey is asked for after your password any more."))


def renew_passkey_codes() -> tuple[str, int] | Response:
    """Show new recovery codes; the old ones work no more."""
    form = sent(ProveForm)
    if not proved(form):
        return render(_page(form)), 400
    codes = service.renew_codes(user_id=visitor.current().id, now=clock.now())
    return _codes_or_list(codes)


def _change(change: Callable[[int], tuple[str, ...]], *, told: str) -> tuple[str, int] | Response:
    form = sent(ProveForm)
    if not proved(form):
        return render(_page(form)), 400
    codes = change(visitor.current().id)
    sign_in_again()
    flash(told, "good")
    return _codes_or_list(codes)


def _codes_or_list(codes: tuple[str, ...]) -> Response:
    here = url_for("account.passkeys")
    return codes_shown(codes, back=here) if codes else redirect(here, 303)


def _new(form: NewForm) -> Response | str | tuple[str, int]:
    person = visitor.current()
    try:
        options = service.begin(
            user_id=person.id,
            site=needed_site(),
            browser=visitor.browser_mark(),
            site_key=settings_in_force().secret_key,
            now=clock.now(),
        )
    except (ConflictError, InputError) as error:
        page = ProveForm()
        refuse(page, error, otherwise="password")
        return render(_page(page)), 400
    return render(NewPasskeyPage(form, options, _state().asked_at is None))


def _state() -> PasskeyState:
    site = find_site()
    return service.find_state(user_id=visitor.current().id, host=site.host if site else "")


def _page(form: ProveForm) -> PasskeysPage:
    person = visitor.current()
    return PasskeysPage(
        form=form,
        state=_state(),
        works=find_site() is not None,
        password=has_password(),
        zone=person.zone,
    )


def _removing(passkey_id: int, form: ProveForm) -> RemovePasskeyPage:
    person, state = visitor.current(), _state()
    site = find_site()
    passkey = service.get_passkey(
        user_id=person.id, passkey_id=passkey_id, host=site.host if site else ""
    )
    return RemovePasskeyPage(
        form=form,
        passkey=passkey,
        last=len(state.passkeys) == 1,
        password=has_password(),
    )
