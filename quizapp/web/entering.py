"""The one way in for whoever proved who they are: at once, or by the second step first."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from quizapp.services import second_step
from quizapp.services.accounts import Person
from quizapp.web import logs, visitor


def enter(person: Person, *, to: str) -> Response:
    """Let in whose password, link or launch was right, or ask for the second step first."""
    owes = second_step.needs(person)
    logs.note("sign-in", name=person.name, outcome="second step owed" if owes else "in")
    if owes:
        visitor.begin_half(person)
        return redirect(url_for("account.ask_code", next=to), 303)
    visitor.sign_in(person)
    return redirect(to, 303)
