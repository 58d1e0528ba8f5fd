"""Where a person is signed in, and ending that from afar."""

from dataclasses import dataclass

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import StringField

from quizapp import clock
from quizapp.services.signing_in import sessions as service
from quizapp.services.signing_in.sessions import Whereabouts
from quizapp.web import visitor
from quizapp.web.account.proof import ProveForm, has_password, proved
from quizapp.web.formkit import sent
from quizapp.web.language import say
from quizapp.web.pages import render, shows


class EndForm(ProveForm):
    """Which session ends, with the password again."""

    number = StringField()


@shows("account/sessions.html")
@dataclass(frozen=True, slots=True)
class SessionsPage:
    """The sessions of the person, each with a way to end it; ``password``: have they one."""

    form: EndForm
    sessions: tuple[Whereabouts, ...]
    password: bool
    zone: str


def sessions() -> str:
    """Show where the person is signed in."""
    return render(_page(EndForm()))


def end_session() -> tuple[str, int] | Response:
    """End one session."""
    form = sent(EndForm)
    if not proved(form):
        return render(_page(form)), 400
    person = visitor.current()
    service.end(user_id=person.id, number=form.number.data or "", now=clock.now())
    flash(say("That session has ended."), "good")
    return redirect(url_for("account.sessions"), 303)


def _page(form: EndForm) -> SessionsPage:
    person, key = visitor.current(), visitor.session_key()
    return SessionsPage(
        form=form,
        sessions=service.list_sessions(user_id=person.id, key=key, now=clock.now()),
        password=has_password(),
        zone=person.zone,
    )
