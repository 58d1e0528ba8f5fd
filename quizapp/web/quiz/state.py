"""Where a running attempt stands, for the page that shows it: asked for every ten seconds."""

from flask import jsonify, request
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.services.quizzes import quiz_taking
from quizapp.web import visitor
from quizapp.web.quiz.taking import answers_by_item


def state(attempt_id: int) -> Response:
    """Return seconds left, the last save, dropped questions; with ?answers=1 what is saved."""
    person, now = visitor.current(), clock.now()
    found = quiz_taking.get_state(user_id=person.id, attempt_id=attempt_id, now=now)
    told: dict[str, object] = {
        "sequence": found.sequence,
        "seconds_left": found.seconds_left,
        "closed": found.closed,
        "dropped": {str(item_id): how for item_id, how in found.dropped.items()},
    }
    if request.args.get("answers") == "1" and not found.closed:
        page = quiz_taking.find_attempt_in_grace(user_id=person.id, attempt_id=attempt_id, now=now)
        told |= answers_by_item(page)
    return jsonify(told)
