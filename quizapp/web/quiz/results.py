"""The result of an attempt: score, keys and passages, as soon as they may be seen."""

from dataclasses import dataclass

from flask import redirect, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.services.quizzes import quiz_results, quiz_taking
from quizapp.services.quizzes.quiz_results import ResultPage
from quizapp.web import visitor
from quizapp.web.access import may_open
from quizapp.web.pages import render, shows


@shows("quiz/result.html")
@dataclass(frozen=True, slots=True)
class ResultShown:
    """A submitted attempt; ``articles_open`` says whether passages can be linked."""

    result: ResultPage
    articles_open: bool


def result(attempt_id: int) -> str | Response:
    """Show the result; an attempt that still runs is shown instead."""
    person, now = visitor.current(), clock.now()
    if quiz_taking.get_attempt(user_id=person.id, attempt_id=attempt_id, now=now) is not None:
        return redirect(url_for("quiz.attempt", attempt_id=attempt_id), 303)
    found = quiz_results.get_result(user_id=person.id, attempt_id=attempt_id, now=now)
    return render(ResultShown(found, articles_open=may_open("learner.article", person)))
