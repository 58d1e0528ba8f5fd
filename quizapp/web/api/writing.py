"""Answers of the API as JSON: instants in UTC with Z, numbers finite, keys in a fixed order."""

import json
from datetime import UTC, datetime
from typing import Final

from flask import Response

from quizapp.services.memory.review_results import ReviewResult
from quizapp.services.study.study import Interval, StudyBatch, StudyCard
from quizapp.store.study.seen_queries import PassageBehind
from quizapp.web.language import said_to_browser

_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def answer(value: object, *, status: int = 200) -> Response:
    """Return a response that holds ``value`` as JSON."""
    return Response(_JSON.encode(value) + "\n", status=status, mimetype="application/json")


def instant(at: datetime | None) -> str | None:
    """Return an instant as RFC 3339 in UTC, to the millisecond."""
    if at is None:
        return None
    utc = at if at.tzinfo is UTC else at.astimezone(UTC)
    return utc.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def batch(cards: StudyBatch) -> dict[str, object]:
    """Return cards to study."""
    return {
        "cards": [_card(card) for card in cards.cards],
        "counts": {
            "learning": cards.counts.learning,
            "review": cards.counts.review,
            "new": cards.counts.new,
        },
        "done_today": cards.done_today,
    }


def _card(card: StudyCard) -> dict[str, object]:
    return {
        "card_id": card.card_id,
        "question_id": card.question_id,
        "variant": card.variant,
        "stage": card.stage.value,
        **card.public,
        "intervals": {
            rating.name.lower(): _interval(interval) for rating, interval in card.intervals.items()
        },
    }


def _interval(interval: Interval) -> dict[str, object]:
    return {"minutes": interval.minutes, "days": interval.days, "text": interval.text}


def result(each: ReviewResult) -> dict[str, object]:
    """Return what came of one review."""
    return {
        "id": each.id,
        "status": each.status,
        "message": said_to_browser(each.message),
        "card_id": each.card_id,
        "score": each.score,
        "rating": each.rating,
        "verdict": each.verdict,
        "note": said_to_browser(each.note),
        "diff": list(each.diff),
        "key": each.key,
        "explanation": each.explanation,
        "passage": each.passage and passage(each.passage),
        "due": instant(each.due_at),
        "interval_days": each.interval_days,
        "leech": each.leech,
    }


def passage(each: PassageBehind) -> dict[str, object]:
    """Return the passage behind a card."""
    return {
        "article": each.article,
        "article_title": each.article_title,
        "number": each.number,
        "heading": each.heading,
        "text": each.text,
        "evidence": each.evidence,
        "language": each.language,
    }
