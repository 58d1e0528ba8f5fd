"""Take a quiz: every answer is saved as it is given; look over all of them; hand in."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.bank.terms import JsonObject
from quizapp.errors import NotFoundError, QuizappError
from quizapp.services.quizzes import attempts, quiz_taking
from quizapp.services.quizzes.attempts import Saved
from quizapp.services.quizzes.quiz_taking import AttemptPage, AttemptQuestion
from quizapp.web import visitor
from quizapp.web.access import may_open
from quizapp.web.errors import status_of
from quizapp.web.language import say, words_of
from quizapp.web.pages import render, shows
from quizapp.web.quiz.sent import Sent, read_one, read_sent, sequence_sent
from quizapp.web.quiz.time_left import left_words


@shows("quiz/attempt.html")
@dataclass(frozen=True, slots=True)
class TakingPage:
    """A running attempt: all its questions, or the one that it is at.

    Attributes:
        shown: the questions on this page. place: the number of the one shown, 0 for all.
        problems: by item, why its answer could not be saved.
        left_words: the time left as people say it; "" without a limit.
    """

    attempt: AttemptPage
    shown: tuple[AttemptQuestion, ...]
    place: int
    problems: Mapping[int, str]
    left_words: str
    articles_open: bool


@shows("quiz/conflict.html")
@dataclass(frozen=True, slots=True)
class ConflictPage:
    """Answers of this page that differ from those saved meanwhile: both, to choose from.

    Attributes:
        differing: (question with what is saved, what this page has).
        place: where to go back to; 0 for the page of all.
    """

    attempt: AttemptPage
    differing: tuple[tuple[AttemptQuestion, JsonObject | None], ...]
    place: int
    left_words: str


@shows("quiz/review.html")
@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The overview before handing in.

    Attributes:
        seen: how many questions were shown so far, where there is no way back; else all.
    """

    attempt: AttemptPage
    answered: int
    flagged: int
    seen: int
    left_words: str


def attempt(attempt_id: int) -> str | Response:
    """Show the attempt; one that is over leads to its result."""
    found = _running(attempt_id)
    if found is None:
        return redirect(url_for("quiz.result", attempt_id=attempt_id), 303)
    asked = request.args.get("q", "")
    place = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else 0  # noqa: PLR2004 - digits
    return _taking(found, place=place)


def save_all(attempt_id: int) -> str | tuple[str, int] | Response:
    """Store the answers of the page at once, as it works without JavaScript."""
    found = _takes_answers(attempt_id)
    if found is None:
        # Says in the same words as for a single answer why nothing can be stored.
        _save(attempt_id, Sent())
        return redirect(url_for("quiz.result", attempt_id=attempt_id), 303)
    sent = read_sent(request.form, found)
    saved = _save(attempt_id, sent)
    if not saved.stored:
        return _conflict(attempt_id, sent)
    if sent.problems:
        return _taking(_running(attempt_id) or found, place=sent.place, problems=sent.problems), 400
    return redirect(_onward(found, sent), 303)


def save_one(attempt_id: int, item_id: int) -> Response:
    """Store one answer; the page's script reads the JSON."""
    try:
        found = _takes_answers(attempt_id)
        if found is None:
            saved = _save(attempt_id, Sent())
        else:
            question = next((each for each in found.questions if each.item_id == item_id), None)
            if question is None:
                raise NotFoundError("There is no such question in this quiz.")
            answer = read_one(request.form, question)
            saved = _save(attempt_id, Sent((answer,), sequence=sequence_sent(request.form)))
    except QuizappError as error:
        refusal = jsonify(saved=False, message=words_of(error))
        refusal.status_code = status_of(error)
        return refusal
    if saved.stored:
        return jsonify(saved=True, sequence=saved.sequence, seconds_left=saved.seconds_left)
    conflict = jsonify(saved=False, **answers_by_item(_takes_answers(attempt_id)))
    conflict.status_code = 409
    return conflict


def review(attempt_id: int) -> str | Response:
    """Show which questions are answered, left empty and flagged."""
    found = _running(attempt_id)
    if found is None:
        return redirect(url_for("quiz.result", attempt_id=attempt_id), 303)
    asked = [each for each in found.questions if not each.dropped_as]
    return render(
        ReviewPage(
            attempt=found,
            answered=sum(each.response is not None for each in asked),
            flagged=sum(each.flagged for each in asked),
            seen=found.reached if found.forward_only else len(found.questions),
            left_words=left_words(found.seconds_left),
        )
    )


def submit(attempt_id: int) -> Response:
    """Hand the attempt in; doing so twice does nothing more."""
    attempts.submit_attempt(user_id=visitor.current().id, attempt_id=attempt_id, now=clock.now())
    return redirect(url_for("quiz.result", attempt_id=attempt_id), 303)


def answers_by_item(found: AttemptPage | None) -> dict[str, object]:
    """Return where an attempt stands and its saved answers: what a stale page needs."""
    if found is None:
        return {"answers": {}, "sequence": 0, "seconds_left": 0, "closed": True}
    return {
        "answers": {
            str(each.item_id): {"response": each.response, "flagged": each.flagged}
            for each in found.questions
            if each.response is not None or each.flagged
        },
        "sequence": found.sequence,
        "seconds_left": found.seconds_left,
        "closed": False,
    }


def _running(attempt_id: int) -> AttemptPage | None:
    return quiz_taking.get_attempt(
        user_id=visitor.current().id, attempt_id=attempt_id, now=clock.now()
    )


def _takes_answers(attempt_id: int) -> AttemptPage | None:
    return quiz_taking.find_attempt_in_grace(
        user_id=visitor.current().id, attempt_id=attempt_id, now=clock.now()
    )


def _taking(
    found: AttemptPage, *, place: int = 0, problems: Mapping[int, str] | None = None
) -> str:
    if not found.one_by_one:
        place = 0
    elif found.forward_only:
        place = found.reached
    else:
        place = min(max(place, 1), max(1, len(found.questions)))
    return render(
        TakingPage(
            attempt=found,
            shown=tuple(each for each in found.questions if place in {0, each.number}),
            place=place,
            problems=problems or {},
            left_words=left_words(found.seconds_left),
            articles_open=may_open("learner.article", visitor.current()),
        )
    )


def _onward(found: AttemptPage, sent: Sent) -> str:
    """Return where a form leads once its answers are stored."""
    if sent.action == "review":
        return url_for("quiz.review", attempt_id=found.id)
    if sent.action == "next" and sent.place == len(found.questions):
        return url_for("quiz.review", attempt_id=found.id)
    if found.one_by_one:
        step = {"next": 1, "back": -1}.get(sent.action, 0)
        return url_for("quiz.attempt", attempt_id=found.id, q=max(1, sent.place + step))
    if sent.final:
        return url_for("quiz.attempt", attempt_id=found.id, _anchor=f"q{sent.final[0]}")
    flash(say("Your answers are saved."), "good")
    return url_for("quiz.attempt", attempt_id=found.id)


def _conflict(attempt_id: int, sent: Sent) -> tuple[str, int] | Response:
    """Show both answers where this page and what was saved meanwhile differ."""
    found = _running(attempt_id)
    if found is None:
        return redirect(url_for("quiz.result", attempt_id=attempt_id), 303)
    mine = {each.item_id: each for each in sent.answers}
    differing = tuple(
        (each, mine[each.item_id].response)
        for each in found.questions
        if each.item_id in mine
        and mine[each.item_id].response != each.response
        and each.told is None
        and not each.dropped_as
        and not (found.forward_only and each.number != found.reached)
    )
    if not differing:
        # What was sent is saved already: another tab or a lost reply was faster.
        return redirect(_onward(found, sent), 303)
    page = ConflictPage(
        attempt=found,
        differing=differing,
        place=sent.place,
        left_words=left_words(found.seconds_left),
    )
    return render(page), 409


def _save(attempt_id: int, sent: Sent) -> Saved:
    return attempts.save_answers(
        user_id=visitor.current().id,
        attempt_id=attempt_id,
        answers=sent.answers,
        sequence=sent.sequence,
        final=sent.final,
        reached=sent.place + 1 if sent.action == "next" and sent.place else None,
        now=clock.now(),
    )
