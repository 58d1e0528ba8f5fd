"""Signing in by a passkey: without a password, or as the second step after it."""

from flask import redirect, request
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import InputError, NotFoundError, TooManyError
from quizapp.services.people.accounts import Person
from quizapp.services.signing_in import passkey_entry
from quizapp.web import logs, visitor
from quizapp.web.account.passkey_site import needed_site
from quizapp.web.account.second_step import ask_page
from quizapp.web.account.signing import sign_in_page
from quizapp.web.configured import settings_in_force
from quizapp.web.entering import enter_whole
from quizapp.web.language import words_of
from quizapp.web.pages import render, safe_next


def passkey_options() -> Response:
    """Give what a browser needs to sign somebody in by a passkey."""
    text = passkey_entry.options_to_enter(
        site=needed_site(),
        browser=visitor.browser_mark(),
        site_key=settings_in_force().secret_key,
        now=clock.now(),
    )
    return Response(text, mimetype="application/json")


def enter_by_passkey() -> tuple[str, int] | Response:
    """Begin the session of whose passkey answered."""
    try:
        person = passkey_entry.enter_with(
            request.form.get("answer", ""),
            site=needed_site(),
            browser=visitor.browser_mark(),
            address=visitor.address(),
            site_key=settings_in_force().secret_key,
            now=clock.now(),
        )
    except InputError as error:
        logs.note("passkey", name=None, outcome="wrong")
        return render(sign_in_page(problem=words_of(error))), 400
    except TooManyError:
        logs.note("passkey", name=None, outcome="too many")
        raise
    return enter_whole(person, to=safe_next("/"))


def take_passkey() -> tuple[str, int] | Response:
    """Take a passkey as the second step."""
    try:
        person = _person_of(request.form.get("answer", ""))
    except (InputError, NotFoundError) as error:
        logs.note("second step", name=None, outcome="wrong passkey")
        return render(ask_page(problem=words_of(error))), 400
    except TooManyError:
        logs.note("second step", name=None, outcome="too many")
        raise
    logs.note("second step", name=person.name, outcome="in by passkey")
    visitor.sign_in(person)
    return redirect(safe_next("/"), 303)


def _person_of(answer: str) -> Person:
    """Return who owes the second step in this browser, if the passkey is theirs."""
    half = visitor.find_half()
    if half is None:
        raise InputError("That took too long. Go back and sign in again.", field="code")
    user_id, epoch = half
    return passkey_entry.pass_with(
        answer,
        user_id=user_id,
        epoch=epoch,
        site=needed_site(),
        browser=visitor.browser_mark(),
        address=visitor.address(),
        site_key=settings_in_force().secret_key,
        now=clock.now(),
    )
