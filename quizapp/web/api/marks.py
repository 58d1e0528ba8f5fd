"""POST: undo, bury, suspend, and another rating for an answer; each with a client id."""

from flask import Response

from quizapp import clock
from quizapp.scheduling.day import label
from quizapp.services import study
from quizapp.web import visitor
from quizapp.web.access import Policy, policy
from quizapp.web.api.blueprint import blueprint
from quizapp.web.api.reading import LARGEST_ID, read_body
from quizapp.web.api.writing import answer, result


@blueprint.post("/reviews/undo")
@policy(Policy.SIGNED_IN)
def post_undo() -> Response:
    """Take back the caller's newest entry that stands."""
    body = read_body()
    client_id = body.uuid("id")
    body.close()
    return _marked(study.undo(user_id=visitor.current().id, client_id=client_id, now=clock.now()))


@blueprint.post("/reviews/rating")
@policy(Policy.SIGNED_IN)
def post_rating() -> Response:
    """Give an answer another rating."""
    body = read_body()
    client_id, review_id = body.uuid("id"), body.uuid("review")
    rating = body.whole("rating", low=1, high=4)
    body.close()
    changed = study.change_rating(
        user_id=visitor.current().id,
        review_id=review_id,
        client_id=client_id,
        rating=rating,
        now=clock.now(),
    )
    return answer(result(changed))


@blueprint.post("/cards/bury")
@policy(Policy.SIGNED_IN)
def post_bury() -> Response:
    """Bury a card until tomorrow, or show it again."""
    body = read_body()
    client_id = body.uuid("id")
    card_id = body.whole("card_id", low=1, high=LARGEST_ID)
    use = study.bury if body.yes_no("buried") else study.unbury
    body.close()
    return _marked(
        use(user_id=visitor.current().id, card_id=card_id, client_id=client_id, now=clock.now())
    )


@blueprint.post("/cards/suspend")
@policy(Policy.SIGNED_IN)
def post_suspend() -> Response:
    """Suspend a card, or ask it again."""
    body = read_body()
    client_id = body.uuid("id")
    card_id = body.whole("card_id", low=1, high=LARGEST_ID)
    use = study.suspend if body.yes_no("suspended") else study.unsuspend
    body.close()
    return _marked(
        use(user_id=visitor.current().id, card_id=card_id, client_id=client_id, now=clock.now())
    )


def _marked(mark: study.Marked) -> Response:
    return answer(
        {
            "status": mark.status,
            "card_id": mark.card_id,
            "undone": mark.undone_kind,
            "suspended": mark.suspended,
            "buried_until": (
                None if mark.buried_until_day is None else label(mark.buried_until_day)
            ),
        }
    )
