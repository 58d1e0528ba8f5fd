"""GET /api/v1/study: the cards to ask next, without their keys."""

from flask import Response

from quizapp import clock
from quizapp.services.study import study
from quizapp.web import visitor
from quizapp.web.api.reading import LARGEST_ID, read_query
from quizapp.web.api.writing import answer, batch

_USUAL = 10
"""Cards of one fetch, when the client does not say."""


def get_study() -> Response:
    """Return the cards to study next."""
    asked = read_query(set=(1, LARGEST_ID), limit=(1, study.MOST_CARDS))
    cards = study.next_cards(
        user_id=visitor.current().id,
        set_id=asked.get("set"),
        limit=asked.get("limit", _USUAL),
        now=clock.now(),
    )
    return answer(batch(cards))
