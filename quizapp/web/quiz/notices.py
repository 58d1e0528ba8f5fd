"""Put away what a learner was told."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.services.quizzes import quiz_notices
from quizapp.web import visitor
from quizapp.web.pages import safe_next


def put_away_notice(notice_id: int) -> Response:
    """Show the notice no more and go back."""
    quiz_notices.put_away(user_id=visitor.current().id, notice_id=notice_id, now=clock.now())
    return redirect(safe_next(url_for("quiz.quizzes")), 303)
