"""Orders of large files to take along: a process makes them, and a page waits."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.services.files import file_making
from quizapp.services.files.file_making import Order
from quizapp.web.configured import settings_in_force


def begin(order: Order) -> Response:
    """Let a process make a large file, and go to the page that waits for it."""
    settings = settings_in_force()
    token = file_making.ask(order, folder=settings.data_dir, now=clock.now())
    file_making.start(settings, token)
    return redirect(url_for("learner.made_file", token=token), 303)
