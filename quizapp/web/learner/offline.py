"""What a browser keeps for the time without a connection: the cards, and who it is signed in as."""

from datetime import datetime

from flask import Response, jsonify, make_response, request
from flask_wtf.csrf import generate_csrf

from quizapp import clock
from quizapp.bank.terms import JsonObject
from quizapp.services.exports import offline
from quizapp.services.exports.offline import OfflineCard
from quizapp.web import visitor
from quizapp.web.language import current_language, interval_words


def offline_cards() -> Response:
    """Give the bundle, or say that the one at hand is the same."""
    # Weak: another fetch names other showings, with which one can study just as well.
    # The intervals in it are words, so that another language is another bundle.
    language = f"-{current_language().code}"
    had = next(iter(request.if_none_match.as_set(include_weak=True)), "")
    bundle = offline.pack(
        user_id=visitor.current().id,
        device=request.args.get("device", ""),
        had=had.removesuffix(language) if had.endswith(language) else "",
        now=clock.now(),
    )
    if bundle is None:
        return make_response("", 304)
    response = jsonify(
        person=bundle.person_id,
        version=bundle.version + language,
        days=[
            {"day": day.number, "starts": _ms(day.starts_at), "ends": _ms(day.ends_at)}
            for day in bundle.days
        ],
        cards=[_card(each) for each in bundle.cards],
        passages=[
            {
                "article": each.article,
                "title": each.article_title,
                "number": each.number,
                "heading": each.heading,
                "text": each.text,
                "language": each.language,
            }
            for each in bundle.passages
        ],
        in_quiz=bundle.in_quiz,
        graded_only=bundle.graded_only,
        by_media=bundle.by_media,
        first_step=bundle.first_step_min,
    )
    response.set_etag(bundle.version + language, weak=True)
    return response


def offline_session() -> Response:
    """Name the account of this session, with a form token of the very same session.

    What waits in a browser is sent with it, and only if it is this account's: the token is worth
    nothing once somebody else is signed in.
    """
    return jsonify(person=visitor.current().id, token=generate_csrf())


def _card(each: OfflineCard) -> JsonObject:
    return {
        "card": each.card_id,
        "question": each.question_id,
        "variants": list(each.variants),
        "fact": each.fact,
        "day": each.day,
        "due": each.due_at and _ms(each.due_at),
        "stage": str(each.stage),
        "stem": each.stem,
        "back": each.back,
        "explanation": each.explanation,
        "passage": each.passage,
        "evidence": each.evidence,
        "intervals": {
            str(day): [[interval_words(said.text), said.minutes] for said in intervals]
            for day, intervals in each.intervals.items()
        },
    }


def _ms(at: datetime) -> int:
    """Return an instant as JavaScript counts: milliseconds since 1970."""
    return round(at.timestamp() * 1000)
