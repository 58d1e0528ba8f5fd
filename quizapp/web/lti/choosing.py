"""Deep linking: the page where a teacher picks, and the page that carries the answer back."""

from dataclasses import dataclass

from flask import request, url_for

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.lti import lti_choosing
from quizapp.services.lti.lti_choosing import Offer
from quizapp.web import visitor
from quizapp.web.configured import settings_in_force
from quizapp.web.formkit import chosen
from quizapp.web.lti.linking import read
from quizapp.web.pages import render, shows
from quizapp.web.security import let_forms_go_to


@shows("lti/choose.html")
@dataclass(frozen=True, slots=True)
class ChoosePage:
    """What a link can lead to."""

    offer: Offer


@shows("lti/return.html")
@dataclass(frozen=True, slots=True)
class ReturnPage:
    """The signed answer, in a form that sends itself to the platform."""

    url: str
    token: str


def choose(ticket: str) -> str:
    """Show what can be chosen."""
    offer = lti_choosing.get_offer(read(ticket), user_id=visitor.current().id)
    return render(ChoosePage(offer))


def choose_now(ticket: str) -> str:
    """Carry the choice back to the platform."""
    kind, _, number = request.form.get("choice", "").partition("-")
    try:
        wanted = chosen(number)
    except ValueError:
        raise InputError("Choose what the link is to lead to.", field="choice") from None
    reply = lti_choosing.choose(
        read(ticket),
        user_id=visitor.current().id,
        kind=kind,
        number=wanted,
        launch_url=url_for("lti.launch", _external=True),
        settings=settings_in_force(),
        now=clock.now(),
    )
    # The one page whose form leads elsewhere: to the platform that signed where it wants it.
    let_forms_go_to(reply.url)
    return render(ReturnPage(reply.url, reply.token))
