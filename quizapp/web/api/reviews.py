"""POST /api/v1/reviews stores answers; GET reads the caller's own log."""

from typing import Final

from flask import Response
from werkzeug.exceptions import RequestEntityTooLarge

from quizapp import clock
from quizapp.services.memory import study_log
from quizapp.services.study import study
from quizapp.web import visitor
from quizapp.web.api.reading import LARGEST_ID, Fields, read_body, read_query
from quizapp.web.api.writing import answer, instant, result
from quizapp.web.errors import TooLargeError

_DAY_MS: Final = 24 * 3600 * 1000
_MOST_HINTS: Final = 9
_LONGEST_VARIANT: Final = 64


def post_reviews() -> Response:
    """Store reviews, or find them stored."""
    try:
        body = read_body()
    except RequestEntityTooLarge:
        raise TooLargeError(
            f"This is larger than the site takes. Nothing was stored. Send at most "
            f"{study.MOST_REVIEWS} reviews at once, and the next when these are answered."
        ) from None
    reviews = tuple(_review(each) for each in body.objects("reviews", most=study.MOST_REVIEWS))
    body.close()
    results = study.submit_reviews(user_id=visitor.current().id, reviews=reviews, now=clock.now())
    return answer({"results": [result(each) for each in results]})


def get_reviews() -> Response:
    """Return a page of the caller's own log."""
    asked = read_query(after=(0, LARGEST_ID), limit=(1, study_log.MOST_ENTRIES))
    page = study_log.list_log(
        user_id=visitor.current().id,
        after=asked.get("after", 0),
        limit=asked.get("limit", study_log.MOST_ENTRIES),
    )
    return answer({"reviews": [_entry(row) for row in page.entries], "next": page.next_after})


def _review(fields: Fields) -> study.Review:
    """Return one review from its object."""
    review = study.Review(
        id=fields.uuid("id"),
        card_id=fields.whole("card_id", low=1, high=LARGEST_ID),
        question_id=fields.whole("question_id", low=1, high=LARGEST_ID),
        variant=fields.text("variant", longest=_LONGEST_VARIANT),
        response=fields.optional_object("response"),
        rating=fields.optional_whole("rating", low=1, high=4),
        shown_at=fields.instant("shown_at"),
        duration_ms=fields.whole("duration_ms", low=0, high=_DAY_MS),
        hints=fields.whole("hints", low=0, high=_MOST_HINTS, default=0),
    )
    fields.close()
    return review


def _entry(row: study_log.LogLine) -> dict[str, object]:
    return {
        "seq": row.seq,
        "id": row.id,
        "card_id": row.card_id,
        "question_id": row.question_id,
        "kind": row.kind,
        "form": row.form,
        "shown_at": instant(row.shown_at),
        "answered_at": instant(row.answered_at),
        "study_day": row.study_day,
        "utc_offset_min": row.utc_offset_min,
        "rollover_hour": row.rollover_hour,
        "duration_ms": row.duration_ms,
        "rating": row.rating,
        "score": row.score,
        "hints": row.hints,
        "elapsed_days": row.elapsed_days,
        "recall": row.recall,
        "stability_days": row.stability_after,
        "difficulty": row.difficulty_after,
        "interval_days": row.interval_days,
        "due": instant(row.due_at),
        "parameter_set": row.parameter_set,
        "undoes": row.undoes,
        "response": row.response,
    }
