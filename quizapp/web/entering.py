"""The one way in for whoever proved who they are: at once, or by the second step first."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from quizapp.services.people.accounts import Person
from quizapp.services.signing_in import second_step
from quizapp.web import logs, visitor


def enter(person: Person, *, to: str) -> Response:
    """Let in whose password, link, launch or provider was right, or ask for the second step."""
    owes = second_step.needs(person)
    logs.note("sign-in", name=person.name, outcome="second step owed" if owes else "in")
    if owes:
        visitor.begin_half(person)
        return redirect(url_for("account.ask_code", next=to), 303)
    visitor.sign_in(person)
    return redirect(to, 303)


def enter_whole(person: Person, *, to: str) -> Response:
    """Let in who proved with one device what password and second step prove together."""
    logs.note("sign-in", name=person.name, outcome="in by passkey")
    visitor.sign_in(person)
    return redirect(to, 303)
