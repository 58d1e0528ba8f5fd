"""POST: undo, bury, suspend, flag, hints, notes, and another rating for an answer."""

from flask import Response

from quizapp import clock
from quizapp.scheduling.day import label
from quizapp.services.study import study
from quizapp.services.study.study_hints import MOST_HINTS
from quizapp.services.study.study_kept import LONGEST_NOTE
from quizapp.web import visitor
from quizapp.web.api.reading import LARGEST_ID, read_body
from quizapp.web.api.writing import answer, result


def post_undo() -> Response:
    """Take back the caller's newest entry that stands."""
    body = read_body()
    client_id = body.uuid("id")
    body.close()
    return _marked(study.undo(user_id=visitor.current().id, client_id=client_id, now=clock.now()))


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


def post_flag() -> Response:
    """Put a flag on a card, or take it off."""
    body = read_body()
    client_id = body.uuid("id")
    card_id = body.whole("card_id", low=1, high=LARGEST_ID)
    number = body.whole("flag", low=0, high=max(study.FLAGS))
    body.close()
    user_id = visitor.current().id
    return _marked(
        study.flag(
            user_id=user_id, card_id=card_id, number=number, client_id=client_id, now=clock.now()
        )
    )


def post_hint() -> Response:
    """Count a hint and tell it, with those before it."""
    body = read_body()
    card_id = body.whole("card_id", low=1, high=LARGEST_ID)
    question_id = body.whole("question_id", low=1, high=LARGEST_ID)
    variant = body.text("variant", longest=64)
    number = body.whole("number", low=1, high=MOST_HINTS)
    body.close()
    taken = study.take_hint(
        user_id=visitor.current().id,
        card_id=card_id,
        question_id=question_id,
        variant=variant,
        number=number,
    )
    hints = [{"text": each.text, "removed": each.removed} for each in taken.hints]
    return answer({"hints": hints, "more": taken.more})


def post_note() -> Response:
    """Keep the caller's note on a card."""
    body = read_body()
    card_id = body.whole("card_id", low=1, high=LARGEST_ID)
    text = body.words("text", longest=LONGEST_NOTE)
    version = body.whole("version", low=0, high=LARGEST_ID)
    body.close()
    kept = study.save_note(
        user_id=visitor.current().id, card_id=card_id, text=text, version=version, now=clock.now()
    )
    return answer({"text": kept.text, "version": kept.version})


def _marked(mark: study.Marked) -> Response:
    return answer(
        {
            "status": mark.status,
            "card_id": mark.card_id,
            "undone": mark.undone_kind,
            "suspended": mark.suspended,
            "flag": mark.flag,
            "buried_until": (
                None if mark.buried_until_day is None else label(mark.buried_until_day)
            ),
        }
    )
