"""The study page: asks, stores, tells, goes on. Works as plain forms; study.js makes it quick."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from flask import flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.bank.terms import JsonObject
from quizapp.errors import ConflictError, InputError, ResponseError, translatable
from quizapp.services.questions import reports
from quizapp.services.study import learner_pages, study
from quizapp.services.study.sitting import CARDS, MINUTES, Sitting
from quizapp.services.study.study import StudyBatch
from quizapp.web import visitor
from quizapp.web.language import said, say, say_counted, words_of
from quizapp.web.learner import stage as stages
from quizapp.web.learner import stage_next
from quizapp.web.learner.stage import AnyStage, Told
from quizapp.web.learner.study_form import Sent, find_sitting, read_rating, read_sent, read_set
from quizapp.web.pages import render, shows
from quizapp.web.responses import read_response

SPARE: Final = 2
"""Questions fetched ahead: they stand there at once, and a short loss of the line costs none."""
_TAKEN_BACK: Final = {
    "bury": translatable("The burial is taken back."),
    "suspend": translatable("The suspension is taken back."),
    "flag": translatable("The flag is as it was before."),
    "leech": translatable("The card is marked again as one that slips away."),
}
_EMPTY: Final = translatable("Choose or write an answer first, or let the answer be shown.")


@shows("learner/study.html")
@dataclass(frozen=True, slots=True)
class StudyPage:
    """The study page.

    Attributes:
        reasons: what a report of a question may say, by value.
        sizes: of a sitting, as its address names it and in words.
    """

    stage: AnyStage
    reasons: tuple[tuple[str, str], ...]
    person_id: int
    set_id: int | None
    sizes: tuple[tuple[str, str], ...]
    flags: Mapping[int, str]


def study_page() -> Response | str:
    """Show the next question; for study.js also those after it."""
    set_id, sitting = read_set(), find_sitting()
    if sitting is not None and sitting.since is None:
        return _begin(set_id, sitting)
    if wants_json():
        return go_on(set_id, sitting, limit=SPARE + 1)
    (stage,) = stage_next.next_stages(
        user_id=visitor.current().id, set_id=set_id, sitting=sitting, limit=1, now=clock.now()
    )
    return page(stage)


def answer() -> Response | str:
    """Store an answer, then tell what came of it; a flashcard's rating leads on at once."""
    now, user_id = clock.now(), visitor.current().id
    sent = read_sent(now)
    public = shown(sent)
    rating = read_rating()
    is_card = public["interaction"] == "flashcard"
    turn = stage_next.turn_of(sent)
    try:
        response = (
            None if rating == 1 and not is_card else read_response(request.form, public=public)
        )
    except ResponseError as error:
        return _ask_again(sent, public, problem=words_of(error), now=now)
    if response is None and rating is None:
        return _ask_again(sent, public, problem=say(_EMPTY), now=now)
    result = study.submit_reviews(
        user_id=user_id, reviews=(_review(sent, response, rating),), now=now
    )[0]
    if result.status in {"rejected", "conflict"}:
        return refused(said(result.message), sent.set_id, sent.sitting)
    if is_card:
        return go_on(sent.set_id, sent.sitting, limit=SPARE + 1)
    ratings = stages.ratings_of(result, user_id=user_id)
    # Read once: how far today is, and what study.js shows after this.
    batch = study.next_cards(
        user_id=user_id, set_id=sent.set_id, limit=SPARE if wants_json() else 1, now=now
    )
    told = stages.told(
        replace(turn, id=stages.new_id()),
        result,
        public=public,
        progress=stage_next.progress_of(batch, sent.sitting, now=now),
    )
    given = next((each.interval for each in ratings if each.given), "")
    # Who did not answer cannot have been right.
    offered = ratings if response is not None else ()
    return _show(
        replace(
            told, ratings=offered, returns=given, marks=stage_next.marks_now(turn, user_id=user_id)
        ),
        batch,
        sent=sent,
        now=now,
    )


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
        stage_next.turn_of(sent),
        revealed,
        progress=stage_next.progress_now(
            user_id=user_id, set_id=sent.set_id, sitting=sent.sitting, now=now
        ),
    )
    stage = replace(stage, marks=stage_next.marks_now(stage.turn, user_id=user_id))
    return page(stage) if not wants_json() else jsonify(stage=fragment(stage))


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
    return go_on(sent.set_id, sent.sitting, limit=SPARE + 1)


def undo() -> Response:
    """Take back what was done last, and go on with it."""
    try:
        mark = study.undo(
            user_id=visitor.current().id, client_id=request.form.get("id", ""), now=clock.now()
        )
    except ConflictError as error:
        return refused(words_of(error), read_set(), find_sitting())
    return go_on(
        read_set(),
        find_sitting(),
        limit=SPARE + 1,
        said=say(_TAKEN_BACK.get(mark.undone_kind or "", translatable("Taken back."))),
    )


def bury() -> Response:
    """Hide the card until tomorrow."""
    now = clock.now()
    sent = read_sent(now)
    study.bury(user_id=visitor.current().id, card_id=sent.card_id, client_id=sent.id, now=now)
    return go_on(sent.set_id, sent.sitting, limit=SPARE + 1, said=say("Hidden until tomorrow."))


def suspend() -> Response:
    """Hide the card until the learner takes it back."""
    now = clock.now()
    sent = read_sent(now)
    study.suspend(user_id=visitor.current().id, card_id=sent.card_id, client_id=sent.id, now=now)
    return go_on(
        sent.set_id,
        sent.sitting,
        limit=SPARE + 1,
        said=say("Suspended. “Your cards” lists it, to be taken back."),
    )


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
        return refused(words_of(error), sent.set_id, sent.sitting)
    return go_on(
        sent.set_id,
        sent.sitting,
        limit=SPARE + 1,
        said=say("Thank you. An author reads it, and you will hear what came of it."),
    )


def study_address(set_id: int | None, sitting: Sitting | None) -> str:
    """Return where study goes on."""
    return url_for("learner.study_page", set=set_id, sitting=sitting.text if sitting else None)


def _begin(set_id: int | None, sitting: Sitting) -> Response:
    """Begin a sitting: its address says from then on where it began."""
    now = clock.now()
    done = stage_next.progress_now(
        user_id=visitor.current().id, set_id=set_id, sitting=None, now=now
    ).given
    return redirect(study_address(set_id, sitting.begun(done=done, now=now)), 302)


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
        hints=sent.hints,
    )


def shown(sent: Sent) -> JsonObject:
    """Return the question as it was shown."""
    return learner_pages.show_again(
        user_id=visitor.current().id,
        card_id=sent.card_id,
        question_id=sent.question_id,
        variant=sent.variant,
    )


def _ask_again(sent: Sent, public: JsonObject, *, problem: str, now: datetime) -> Response | str:
    user_id = visitor.current().id
    again = stage_next.asked_again(sent, user_id=user_id, public=public, problem=problem, now=now)
    stage = stage_next.with_hints(again, user_id=user_id)
    return page(stage) if not wants_json() else jsonify(stage=fragment(stage))


def refused(message: str, set_id: int | None, sitting: Sitting | None) -> Response:
    """Say why nothing was stored, and go on with what is asked now."""
    if wants_json():
        return go_on(set_id, sitting, limit=SPARE + 1, said=message, bad=True)
    flash(message, "bad")
    return redirect(study_address(set_id, sitting), 303)


def _show(stage: Told, batch: StudyBatch, *, sent: Sent, now: datetime) -> Response | str:
    if not wants_json():
        return page(stage)
    following = stage_next.stages_of(
        batch,
        user_id=visitor.current().id,
        set_id=sent.set_id,
        sitting=sent.sitting,
        limit=SPARE,
        now=now,
    )
    return jsonify(stage=fragment(stage), next=[fragment(each) for each in following])


def go_on(
    set_id: int | None,
    sitting: Sitting | None,
    *,
    limit: int,
    said: str = "",
    bad: bool = False,
) -> Response:
    """Go on: with the next questions as JSON, or by a redirect."""
    if not wants_json():
        if said:
            flash(said, "bad" if bad else "good")
        return redirect(study_address(set_id, sitting), 303)
    following = stage_next.next_stages(
        user_id=visitor.current().id,
        set_id=set_id,
        sitting=sitting,
        limit=limit,
        now=clock.now(),
    )
    return jsonify(next=[fragment(each) for each in following], said=said, bad=bad)


def page(stage: AnyStage) -> str:
    """Return the whole study page."""
    return render(
        StudyPage(
            stage=stage,
            reasons=tuple(reports.REASONS.items()),
            person_id=visitor.current().id,
            set_id=read_set(),
            sizes=_sizes(),
            flags=study.FLAGS,
        )
    )


def _sizes() -> tuple[tuple[str, str], ...]:
    """Return the sittings that are offered, as addresses name them and in words."""
    return (
        *((f"n{n}", say_counted("%(num)s question", "%(num)s questions", n)) for n in CARDS),
        *((f"m{n}", say_counted("%(num)s minute", "%(num)s minutes", n)) for n in MINUTES),
    )


def fragment(stage: AnyStage) -> str:
    """Return the middle of the study page alone, for study.js."""
    return render_template(
        "learner/stage.html",
        stage=stage,
        reasons=tuple(reports.REASONS.items()),
        flags=study.FLAGS,
    )


def wants_json() -> bool:
    """Return whether study.js asks, not a browser by itself."""
    return request.accept_mimetypes.best == "application/json"
