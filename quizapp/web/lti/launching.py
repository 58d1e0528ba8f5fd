"""The two steps of a launch that a platform's page makes: its beginning, and its signed answer.

How the state is bound to the browser without a cookie that foreign sites can send
(SameSite=None is ruled out): the beginning is a navigation to us and sets a cookie of its own
(Lax, ten minutes). The answer is a form posted from the platform's site; Lax cookies stay away
from it. So it only becomes a ticket, to which it is sent on with 303. That is a GET to us, which
Lax cookies do come with: the page of the ticket opens in the browser that began, and nowhere else.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.services.lti import lti_launch
from quizapp.services.lti.lti_launch import Login
from quizapp.web import visitor
from quizapp.web.configured import settings_in_force
from quizapp.web.pages import render, shows

_FRAMES: Final = frozenset({"iframe", "frame", "embed", "object"})
_FIELDS: Final = (
    "iss",
    "login_hint",
    "target_link_uri",
    "lti_message_hint",
    "client_id",
    "lti_deployment_id",
)


@shows("lti/frame.html")
@dataclass(frozen=True, slots=True)
class FramePage:
    """The way out of a frame: where the same launch begins in a window of its own."""

    address: str


def login() -> str | Response:
    """Begin a launch, asked for by a link."""
    return _begin()


def login_by_form() -> str | Response:
    """Begin a launch, asked for by a form."""
    return _begin()


def launch() -> Response:
    """Take the platform's answer, and lead to the page of its ticket."""
    ticket = lti_launch.take_answer(
        state=request.form.get("state", "")[:200],
        token=request.form.get("id_token", ""),
        address=visitor.address(),
        settings=settings_in_force(),
        now=clock.now(),
    )
    return redirect(url_for("lti.go_on", ticket=ticket), 303)


def _begin() -> str | Response:
    if request.headers.get("Sec-Fetch-Dest", "") in _FRAMES:
        given = {name: request.values[name] for name in _FIELDS if name in request.values}
        return render(FramePage(url_for("lti.login") + "?" + urlencode(given)))
    begun = lti_launch.begin(
        Login(
            issuer=request.values.get("iss", "")[:300],
            client_id=request.values.get("client_id", "")[:300],
            hint=request.values.get("login_hint", ""),
            message_hint=request.values.get("lti_message_hint", ""),
        ),
        answer_url=url_for("lti.launch", _external=True),
        address=visitor.address(),
        secret=settings_in_force().secret_key,
        now=clock.now(),
    )
    response = redirect(begun.url, 303)
    response.set_cookie(
        cookie_name(begun.label),
        begun.browser,
        max_age=int(lti_launch.LASTS.total_seconds()),
        secure=settings_in_force().https,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def cookie_name(label: str) -> str:
    """Return the name of a launch's cookie; the prefix is as the session's."""
    return f"__Host-quizapp-lti-{label}" if settings_in_force().https else f"quizapp-lti-{label}"
