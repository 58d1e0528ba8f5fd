"""The study page: asks, stores, tells, goes on. Works as plain forms; study.js makes it quick."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from flask import flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.bank.document import JsonObject
from quizapp.errors import ConflictError, InputError, ResponseError
from quizapp.services import learner_pages, reports, study
from quizapp.web import visitor
from quizapp.web.access import Policy, policy
from quizapp.web.learner import stage as stages
from quizapp.web.learner.blueprint import blueprint
from quizapp.web.learner.stage import AnyStage, Told, Turn
from quizapp.web.learner.study_form import Sent, read_rating, read_sent, read_set
from quizapp.web.pages import render, shows
from quizapp.web.responses import read_response

SPARE: Final = 2
"""Questions fetched ahead: they stand there at once, and a short loss of the line costs none."""
_EMPTY: Final = "Choose or write an answer first, or let the answer be shown."


@shows("learner/study.html")
@dataclass(frozen=True, slots=True)
class StudyPage:
    """The study page.

    Attributes:
        reasons: what a report of a question may say, by value.
    """

    stage: AnyStage
    reasons: tuple[tuple[str, str], ...]
    person_id: int


@blueprint.get("/study")
@policy(Policy.SIGNED_IN)
def study_page() -> Response | str:
    """Show the next question; for study.js also those after it."""
    set_id = read_set()
    if _wants_json():
        return _next(set_id, limit=SPARE + 1)
    (stage,) = stages.next_stages(
        user_id=visitor.current().id, set_id=set_id, limit=1, now=clock.now()
    )
    return _page(stage)


@blueprint.post("/study/answer")
@policy(Policy.SIGNED_IN)
def answer() -> Response | str:
    """Store an answer, then tell what came of it; a flashcard's rating leads on at once."""
    now, user_id = clock.now(), visitor.current().id
    sent = read_sent(now)
    public = _shown(sent)
    rating = read_rating()
    is_card = public["interaction"] == "flashcard"
    turn = _turn_of(sent)
    try:
        response = (
            None if rating == 1 and not is_card else read_response(request.form, public=public)
        )
    except ResponseError as error:
        return _ask_again(turn, public, problem=str(error), now=now)
    if response is None and rating is None:
        return _ask_again(turn, public, problem=_EMPTY, now=now)
    result = study.submit_reviews(
        user_id=user_id, reviews=(_review(sent, response, rating),), now=now
    )[0]
    if result.status in {"rejected", "conflict"}:
        return _refused(result.message, sent.set_id)
    if is_card:
        return _next(sent.set_id, limit=SPARE + 1)
    ratings = stages.ratings_of(result, user_id=user_id)
    told = stages.told(
        replace(turn, id=stages.new_id()),
        result,
        public=public,
        progress=stages.progress_now(user_id=user_id, set_id=sent.set_id, now=now),
    )
    given = next((each.interval for each in ratings if each.given), "")
    # Who did not answer cannot have been right.
    offered = ratings if response is not None else ()
    return _show(replace(told, ratings=offered, returns=given), set_id=sent.set_id, now=now)


@blueprint.post("/study/turn")
@policy(Policy.SIGNED_IN)
def turn_over() -> Response | str:
    """Show a flashcard's back."""
    now, user_id = clock.now(), visitor.current().id
    sent = read_sent(now)
    revealed = learner_pages.turn_over(
        user_id=user_id,
        card_id=sent.card_id,
        question_id=sent.question_id,
        variant=sent.variant,
        now=now,
    )
    stage = stages.back(
        _turn_of(sent),
        revealed,
        progress=stages.progress_now(user_id=user_id, set_id=sent.set_id, now=now),
    )
    return _page(stage) if not _wants_json() else jsonify(stage=_fragment(stage))


@blueprint.post("/study/rate")
@policy(Policy.SIGNED_IN)
def rate() -> Response:
    """Give the last answer another rating and go on."""
    now = clock.now()
    sent, rating = read_sent(now), read_rating()
    if rating is None:
        raise InputError("Choose a rating.", field="rating")
    study.change_rating(
        user_id=visitor.current().id,
        review_id=request.form.get("review", ""),
        client_id=sent.id,
        rating=rating,
        now=now,
    )
    return _next(sent.set_id, limit=SPARE + 1)


@blueprint.post("/study/undo")
@policy(Policy.SIGNED_IN)
def undo() -> Response:
    """Take back what was done last, and go on with it."""
    try:
        study.undo(
            user_id=visitor.current().id, client_id=request.form.get("id", ""), now=clock.now()
        )
    except ConflictError as error:
        return _refused(str(error), read_set())
    return _next(read_set(), limit=SPARE + 1, said="Taken back.")


@blueprint.post("/study/bury")
@policy(Policy.SIGNED_IN)
def bury() -> Response:
    """Hide the card until tomorrow."""
    now = clock.now()
    sent = read_sent(now)
    study.bury(user_id=visitor.current().id, card_id=sent.card_id, client_id=sent.id, now=now)
    return _next(sent.set_id, limit=SPARE + 1, said="Hidden until tomorrow.")


@blueprint.post("/study/suspend")
@policy(Policy.SIGNED_IN)
def suspend() -> Response:
    """Hide the card until the learner takes it back."""
    now = clock.now()
    sent = read_sent(now)
    study.suspend(user_id=visitor.current().id, card_id=sent.card_id, client_id=sent.id, now=now)
    return _next(
        sent.set_id, limit=SPARE + 1, said="Suspended. Progress lists it, to be taken back."
    )


@blueprint.post("/study/report")
@policy(Policy.SIGNED_IN)
def report() -> Response:
    """Store what the learner says about the question, and go on."""
    now = clock.now()
    sent = read_sent(now)
    try:
        reports.create_report(
            user_id=visitor.current().id,
            card_id=sent.card_id,
            question_id=sent.question_id,
            reason=request.form.get("reason", ""),
            text=request.form.get("text-report", ""),
            now=now,
        )
    except InputError as error:
        return _refused(str(error), sent.set_id)
    return _next(
        sent.set_id,
        limit=SPARE + 1,
        said="Thank you. An author reads it, and you will hear what came of it.",
    )


def _review(sent: Sent, response: JsonObject | None, rating: int | None) -> study.Review:
    return study.Review(
        id=sent.id,
        card_id=sent.card_id,
        question_id=sent.question_id,
        variant=sent.variant,
        response=response,
        rating=rating,
        shown_at=sent.shown_at,
        duration_ms=sent.duration_ms,
    )


def _shown(sent: Sent) -> JsonObject:
    return learner_pages.show_again(
        user_id=visitor.current().id,
        card_id=sent.card_id,
        question_id=sent.question_id,
        variant=sent.variant,
    )


def _turn_of(sent: Sent) -> Turn:
    return Turn(
        id=sent.id,
        card_id=sent.card_id,
        question_id=sent.question_id,
        variant=sent.variant,
        shown_ms=int(sent.shown_at.timestamp() * 1000),
        set_id=sent.set_id,
    )


def _ask_again(turn: Turn, public: JsonObject, *, problem: str, now: datetime) -> Response | str:
    progress = stages.progress_now(user_id=visitor.current().id, set_id=turn.set_id, now=now)
    stage = stages.ask_again(turn, public=public, progress=progress, problem=problem)
    return _page(stage) if not _wants_json() else jsonify(stage=_fragment(stage))


def _refused(message: str, set_id: int | None) -> Response:
    """Say why nothing was stored, and go on with what is asked now."""
    if _wants_json():
        return _next(set_id, limit=SPARE + 1, said=message, bad=True)
    flash(message, "bad")
    return redirect(url_for("learner.study_page", set=set_id), 303)


def _show(stage: Told, *, set_id: int | None, now: datetime) -> Response | str:
    if not _wants_json():
        return _page(stage)
    following = stages.next_stages(
        user_id=visitor.current().id, set_id=set_id, limit=SPARE, now=now
    )
    return jsonify(stage=_fragment(stage), next=[_fragment(each) for each in following])


def _next(set_id: int | None, *, limit: int, said: str = "", bad: bool = False) -> Response:
    """Go on: with the next questions as JSON, or by a redirect."""
    if not _wants_json():
        if said:
            flash(said, "bad" if bad else "good")
        return redirect(url_for("learner.study_page", set=set_id), 303)
    following = stages.next_stages(
        user_id=visitor.current().id, set_id=set_id, limit=limit, now=clock.now()
    )
    return jsonify(next=[_fragment(each) for each in following], said=said, bad=bad)


def _page(stage: AnyStage) -> str:
    return render(
        StudyPage(
            stage=stage,
            reasons=tuple(reports.REASONS.items()),
            person_id=visitor.current().id,
        )
    )


def _fragment(stage: AnyStage) -> str:
    return render_template(
        "learner/stage.html", stage=stage, reasons=tuple(reports.REASONS.items())
    )


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
