"""Signing in by an OpenID Connect provider, and the link of an account with it."""

import time
from dataclasses import dataclass
from typing import Final

from flask import flash, redirect, request, session, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired

from quizapp import clock
from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.services.signing_in import oidc as service
from quizapp.services.signing_in.oidc import Answer, Arrival, Link
from quizapp.services.signing_in.oidc_provider import Told
from quizapp.web import logs, visitor
from quizapp.web.account.proof import ProveForm, has_password, proved
from quizapp.web.account.second_step import sign_in_again
from quizapp.web.account.signing import sign_in_page
from quizapp.web.configured import settings_in_force
from quizapp.web.entering import enter
from quizapp.web.formkit import Form, refuse, sent
from quizapp.web.language import later, say, words_of
from quizapp.web.pages import render, safe_next, shows

_NEW: Final = "provider"
"""The session's key for who came by the provider and has no account here yet."""
_NEW_LASTS_S: Final = 10 * 60
_NEEDED: Final = later("Please fill this in.")


class NewAccountForm(Form):
    """An account for somebody whom the provider has signed in; the browser adds its zone."""

    name = StringField(later("Name"), [InputRequired(_NEEDED)])
    zone = HiddenField()


@shows("account/provider_go.html")
@dataclass(frozen=True, slots=True)
class GoPage:
    """The way on to the provider, which the browser takes by itself."""

    name: str
    address: str


@shows("account/provider_new.html")
@dataclass(frozen=True, slots=True)
class NewPage:
    """What to do for who has no account here yet; ``may_make``: whether they get one."""

    form: NewAccountForm
    name: str
    may_make: bool


@shows("account/provider.html")
@dataclass(frozen=True, slots=True)
class ProviderPage:
    """Whether the account is linked with the provider; ``password``: has it one."""

    form: ProveForm
    name: str
    link: Link | None
    password: bool
    zone: str


def go_to_provider() -> tuple[str, int] | str:
    """Begin to sign in by the provider."""
    try:
        return _go(user_id=None, next_path=safe_next("/"))
    except InputError as error:
        return render(sign_in_page(problem=words_of(error))), 400


def back_from_provider() -> tuple[str, int] | Response:
    """Take the provider's answer: sign in, link, or go on to a new account."""
    try:
        arrival = service.take_answer(
            Answer(
                state=request.args.get("state", "")[:200],
                code=request.args.get("code", ""),
                issuer=request.args.get("iss", ""),
                error=request.args.get("error", ""),
                browser=visitor.browser_mark(),
            ),
            answer_url=_answer_url(),
            address=visitor.address(),
            settings=settings_in_force(),
            now=clock.now(),
        )
        return _link(arrival) if arrival.linking is not None else _enter(arrival)
    except (InputError, ConflictError) as error:
        logs.note("provider", name=None, outcome="refused")
        if visitor.find_current() is None:
            return render(sign_in_page(problem=words_of(error))), 400
        flash(words_of(error), "bad")
        return redirect(url_for("account.provider"), 303)


def new_from_provider() -> str:
    """Show what to do for who has no account here yet."""
    told, _ = _held()
    return render(_new_page(NewAccountForm(name=told.name)))


def make_from_provider() -> tuple[str, int] | Response:
    """Make a learner's account, and begin a session."""
    told, next_path = _held()
    form = sent(NewAccountForm)
    if form.validate():
        try:
            person = service.make(
                told,
                name=form.name.data or "",
                zone=form.zone.data or "",
                settings=settings_in_force(),
                now=clock.now(),
            )
        except (InputError, ConflictError) as error:
            refuse(form, error, otherwise="name")
        else:
            answer = enter(person, to=next_path)
            flash(say("Welcome, %(name)s.", name=person.name), "good")
            return answer
    return render(_new_page(form)), 400


def provider() -> str:
    """Show whether the account is linked with the provider."""
    return render(_page(ProveForm()))


def link_provider() -> tuple[str, int] | str | Response:
    """Begin to link the account, once the person has proved who they are."""
    form = sent(ProveForm)
    page = _page(form)
    if not proved(form):
        return render(page), 400
    try:
        return _go(user_id=visitor.current().id, next_path="/account/provider")
    except InputError as error:
        flash(words_of(error), "bad")
        return redirect(url_for("account.provider"), 303)


def unlink_provider() -> tuple[str, int] | Response:
    """Take the link away; other sessions end."""
    form = sent(ProveForm)
    page = _page(form)
    if not proved(form):
        return render(page), 400
    service.unlink(user_id=visitor.current().id, settings=settings_in_force(), now=clock.now())
    sign_in_again()
    flash(say("Nobody signs in as you by %(name)s any more.", name=page.name), "good")
    return redirect(url_for("account.provider"), 303)


def _go(*, user_id: int | None, next_path: str) -> str:
    address = service.begin(
        answer_url=_answer_url(),
        next_path=next_path,
        user_id=user_id,
        browser=visitor.browser_mark(),
        address=visitor.address(),
        settings=settings_in_force(),
        now=clock.now(),
    )
    # A page, not a redirect: browsers let a form of ours lead to no other site (form-action).
    return render(GoPage(service.provider_name(settings_in_force()), address))


def _enter(arrival: Arrival) -> Response:
    person = service.enter(arrival.told, now=clock.now())
    if person is not None:
        return enter(person, to=arrival.next_path)
    told = arrival.told
    session[_NEW] = [told.issuer, told.subject, told.name, arrival.next_path, int(time.time())]
    return redirect(url_for("account.new_from_provider"), 303)


def _link(arrival: Arrival) -> Response:
    here = visitor.find_current()
    if here is None or here.id != arrival.linking:
        raise InputError("You were signed out meanwhile. Sign in, and link your account again.")
    service.link(arrival.told, user_id=here.id, now=clock.now())
    sign_in_again()
    flash(say("Your account is linked. Other sessions have ended."), "good")
    return redirect(url_for("account.provider"), 303)


def _held() -> tuple[Told, str]:
    """Return who came by the provider in this browser, and where their sign-in leads."""
    held = session.get(_NEW)
    if isinstance(held, list) and len(held) == 5:  # noqa: PLR2004 - as it is kept above
        issuer, subject, name, next_path, since_s = held
        if time.time() - since_s < _NEW_LASTS_S and issuer == settings_in_force().oidc_issuer:
            return Told(issuer, subject, name), next_path
    raise NotFoundError("That took too long, or began in another browser. Sign in again.")


def _new_page(form: NewAccountForm) -> NewPage:
    return NewPage(
        form, service.provider_name(settings_in_force()), settings_in_force().oidc_makes_accounts
    )


def _page(form: ProveForm) -> ProviderPage:
    if not settings_in_force().oidc_on:
        raise NotFoundError("Nobody signs in by a provider here.")
    person = visitor.current()
    return ProviderPage(
        form=form,
        name=service.provider_name(settings_in_force()),
        link=service.find_link(user_id=person.id, settings=settings_in_force()),
        password=has_password(),
        zone=person.zone,
    )


def _answer_url() -> str:
    return url_for("account.back_from_provider", _external=True)
