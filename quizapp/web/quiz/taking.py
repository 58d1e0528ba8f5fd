"""Take a quiz: every answer is saved as it is given; look over all of them; hand in."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import NotFoundError, QuizappError, ResponseError
from quizapp.services import attempts
from quizapp.services.attempts import AttemptPage, AttemptQuestion, Saving
from quizapp.web import visitor
from quizapp.web.access import Policy, policy
from quizapp.web.errors import status_of
from quizapp.web.language import say, say_counted, words_of
from quizapp.web.pages import render, shows
from quizapp.web.quiz.blueprint import blueprint
from quizapp.web.responses import read_response


@shows("quiz/attempt.html")
@dataclass(frozen=True, slots=True)
class TakingPage:
    """A running attempt: all its questions.

    Attributes:
        problems: by item, why its answer could not be saved.
        left_words: the time left as people say it; "" without a limit.
    """

    attempt: AttemptPage
    problems: Mapping[int, str]
    left_words: str


@shows("quiz/review.html")
@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The overview before handing in."""

    attempt: AttemptPage
    answered: int
    flagged: int
    left_words: str


@blueprint.get("/attempts/<int:attempt_id>")
@policy(Policy.SIGNED_IN)
def attempt(attempt_id: int) -> str | Response:
    """Show the attempt; one that is over leads to its result."""
    found = _running(attempt_id)
    if found is None:
        return redirect(url_for("quiz.result", attempt_id=attempt_id), 303)
    return render(_taking(found, problems={}))


@blueprint.post("/attempts/<int:attempt_id>")
@policy(Policy.SIGNED_IN)
def save_all(attempt_id: int) -> tuple[str, int] | Response:
    """Store all answers of the page at once, as it works without JavaScript."""
    found = _running(attempt_id)
    if found is None:
        # Says in the same words as for a single answer why nothing can be stored.
        _save(attempt_id, ())
        return redirect(url_for("quiz.result", attempt_id=attempt_id), 303)
    answers: list[Saving] = []
    problems: dict[int, str] = {}
    for question in found.questions:
        try:
            answers.append(_read(question))
        except ResponseError as error:
            problems[question.item_id] = words_of(error)
    _save(attempt_id, tuple(answers))
    if problems:
        now_saved = _running(attempt_id)
        return render(_taking(now_saved or found, problems=problems)), 400
    if request.form.get("do") == "review":
        return redirect(url_for("quiz.review", attempt_id=attempt_id), 303)
    flash(say("Your answers are saved."), "good")
    return redirect(url_for("quiz.attempt", attempt_id=attempt_id), 303)


@blueprint.post("/attempts/<int:attempt_id>/items/<int:item_id>")
@policy(Policy.SIGNED_IN)
def save_one(attempt_id: int, item_id: int) -> Response:
    """Store one answer; the page's script reads the JSON."""
    try:
        found = _running(attempt_id)
        if found is None:
            left = _save(attempt_id, ())
        else:
            question = next((each for each in found.questions if each.item_id == item_id), None)
            if question is None:
                raise NotFoundError("There is no such question in this quiz.")
            left = _save(attempt_id, (_read(question),))
    except QuizappError as error:
        refusal = jsonify(saved=False, message=words_of(error))
        refusal.status_code = status_of(error)
        return refusal
    return jsonify(saved=True, seconds_left=left)


@blueprint.get("/attempts/<int:attempt_id>/review")
@policy(Policy.SIGNED_IN)
def review(attempt_id: int) -> str | Response:
    """Show which questions are answered, left empty and flagged."""
    found = _running(attempt_id)
    if found is None:
        return redirect(url_for("quiz.result", attempt_id=attempt_id), 303)
    return render(
        ReviewPage(
            attempt=found,
            answered=sum(each.response is not None for each in found.questions),
            flagged=sum(each.flagged for each in found.questions),
            left_words=left_words(found.seconds_left),
        )
    )


@blueprint.post("/attempts/<int:attempt_id>/submit")
@policy(Policy.SIGNED_IN)
def submit(attempt_id: int) -> Response:
    """Hand the attempt in; doing so twice does nothing more."""
    attempts.submit_attempt(user_id=visitor.current().id, attempt_id=attempt_id, now=clock.now())
    return redirect(url_for("quiz.result", attempt_id=attempt_id), 303)


def left_words(seconds: int | None) -> str:
    """Return the time left in words, calm and not to the second; "" without a limit."""
    if seconds is None:
        return ""
    minutes = seconds // 60
    if minutes < 1:
        return say("less than a minute left")
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return say_counted("%(num)s minute left", "%(num)s minutes left", minutes)
    hours, rest = divmod(minutes, 60)
    if hours >= 48:  # noqa: PLR2004 - from two days on, days say more
        return say_counted("%(num)s day left", "%(num)s days left", hours // 24)
    if rest:
        return say("%(hours)s h %(minutes)s min left", hours=hours, minutes=rest)
    return say("%(hours)s h left", hours=hours)


def _running(attempt_id: int) -> AttemptPage | None:
    return attempts.get_attempt(
        user_id=visitor.current().id, attempt_id=attempt_id, now=clock.now()
    )


def _taking(found: AttemptPage, *, problems: Mapping[int, str]) -> TakingPage:
    return TakingPage(attempt=found, problems=problems, left_words=left_words(found.seconds_left))


def _read(question: AttemptQuestion) -> Saving:
    """Return what the page sent for one question."""
    prefix = f"q{question.item_id}-"
    return Saving(
        item_id=question.item_id,
        response=read_response(request.form, public=question.public, prefix=prefix),
        flagged=f"{prefix}flag" in request.form,
    )


def _save(attempt_id: int, answers: tuple[Saving, ...]) -> int | None:
    return attempts.save_answers(
        user_id=visitor.current().id,
        attempt_id=attempt_id,
        answers=answers,
        now=clock.now(),
    )
