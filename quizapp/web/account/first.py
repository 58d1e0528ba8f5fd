"""The first visit: no account yet, and the one-time link that makes the administrator."""

from dataclasses import dataclass

from flask import flash, redirect
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.people import accounts
from quizapp.services.signing_in import links
from quizapp.web import visitor
from quizapp.web.account.forms import RegisterForm
from quizapp.web.formkit import refuse, sent
from quizapp.web.language import say
from quizapp.web.pages import render, shows


@shows("account/setup.html")
@dataclass(frozen=True, slots=True)
class SetupPage:
    """What every page shows while there is no account; ``ready`` when there is one."""

    ready: bool


@shows("account/first.html")
@dataclass(frozen=True, slots=True)
class FirstPage:
    """The page of the one-time link."""

    form: RegisterForm


def setup() -> str:
    """Tell the first visitor where the link is."""
    return render(SetupPage(ready=accounts.any_account()))


def first(token: str) -> str:
    """Show the page that makes the administrator."""
    links.check_setup_link(token, now=clock.now())
    return render(FirstPage(RegisterForm()))


def first_now(token: str) -> tuple[str, int] | Response:
    """Make the administrator and begin a session."""
    form = sent(RegisterForm)
    if form.validate():
        try:
            person = links.claim_setup_link(
                token,
                name=form.name.data or "",
                password=form.password.data or "",
                zone=form.zone.data or "",
                now=clock.now(),
            )
        except InputError as error:
            refuse(form, error, otherwise="name")
        else:
            visitor.sign_in(person)
            flash(
                say(
                    "Welcome, %(name)s. You are administrator, author and teacher of this site.",
                    name=person.name,
                ),
                "good",
            )
            return redirect("/", 303)
    return render(FirstPage(form)), 400
