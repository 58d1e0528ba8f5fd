"""A file to take along that a process makes: how far it is, what it holds, and the file itself."""

from dataclasses import dataclass
from typing import assert_never

from flask import jsonify, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.services.files import file_making, taking_told
from quizapp.services.files.file_making import Made
from quizapp.web import visitor
from quizapp.web.configured import settings_in_force
from quizapp.web.downloads import send
from quizapp.web.learner.take_view import Found, found_of
from quizapp.web.pages import render, shows


@shows("learner/made.html")
@dataclass(frozen=True, slots=True)
class MadePage:
    """A file that is being made, lies ready, or could not be made.

    Attributes:
        back: address of the page that it was asked for on.
        name: of the file; "" while there is none. megabytes: of it.
        found: what a file for another program holds.
        problem: why there is none, in words.
    """

    token: str
    is_open: bool
    back: str
    name: str
    megabytes: float
    found: Found | None
    problem: str


def made_file(token: str) -> str:
    """Show how far a file is, or what it holds."""
    made = _look(token)
    result = made.result
    return render(
        MadePage(
            token=token,
            is_open=made.is_open,
            back=_back(made),
            name=result.name if result else "",
            megabytes=made.size / 1e6,
            found=_found(made),
            problem=made.problem,
        )
    )


def made_state(token: str) -> Response:
    """Send whether a file is still being made, for a page that waits for it."""
    return jsonify(open=_look(token).is_open, step="", done=0, of=0)


def made_bytes(token: str) -> Response:
    """Send a file that was made."""
    made = _look(token)
    file = file_making.opened(
        token, user_id=visitor.current().id, folder=settings_in_force().data_dir, now=clock.now()
    )
    name, mimetype = ("", "") if made.result is None else (made.result.name, made.result.mimetype)
    return send(file, user_id=visitor.current().id, name=name, mimetype=mimetype)


def _look(token: str) -> Made:
    return file_making.look(
        token, user_id=visitor.current().id, folder=settings_in_force().data_dir, now=clock.now()
    )


def _back(made: Made) -> str:
    order = made.order
    match order.kind:
        case "everything":
            return url_for("account.everything")
        case "memory":
            return url_for("account.memory_page")
        case "data" | "media":
            return url_for("account.own_data")
        case "set":
            return url_for("learner.take_set", set_id=int(order.thing))
        case "deck" | "deck_file":
            return url_for("learner.take_deck", deck_id=order.thing)
        case _:
            assert_never(order.kind)


def _found(made: Made) -> Found | None:
    """Return what a file for another program holds; of those of quizapp nothing stays out."""
    if made.result is None or made.result.told is None or not made.order.program:
        return None
    return found_of(taking_told.from_json(made.result.told))
