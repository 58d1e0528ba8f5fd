"""A learner's quizzes and classes, and what a quiz asks of them before it starts."""

from dataclasses import dataclass
from datetime import datetime

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import InputError, TooManyError
from quizapp.services.classes import classes
from quizapp.services.quizzes import attempts, quiz_lists, quiz_notices
from quizapp.services.quizzes.quiz_lists import QuizIntro, QuizLine
from quizapp.services.quizzes.quiz_notices import NoticeLine
from quizapp.store.teaching.class_queries import ClassSummary
from quizapp.web import visitor
from quizapp.web.configured import settings_in_force
from quizapp.web.language import words_of
from quizapp.web.pages import render, shows

_TO_DO = ("running", "open", "late")


@shows("quiz/quizzes.html")
@dataclass(frozen=True, slots=True)
class QuizzesPage:
    """Quizzes to do now, those to come, study goals, what is done or past, and the classes."""

    notices: tuple[NoticeLine, ...]
    current: tuple[QuizLine, ...]
    upcoming: tuple[QuizLine, ...]
    goals: tuple[QuizLine, ...]
    past: tuple[QuizLine, ...]
    classes: tuple[ClassSummary, ...]
    now: datetime


@shows("quiz/intro.html")
@dataclass(frozen=True, slots=True)
class IntroPage:
    """A quiz before an attempt.

    Attributes:
        problem: why it could not be started, for the field of the password.
    """

    intro: QuizIntro
    problem: str


def quizzes() -> str:
    """Show the person's quizzes and classes."""
    person, now = visitor.current(), clock.now()
    found = quiz_lists.list_for_learner(user_id=person.id, now=now)
    return render(
        QuizzesPage(
            notices=quiz_notices.list_notices(user_id=person.id),
            current=tuple(each for each in found if each.state in _TO_DO),
            upcoming=tuple(each for each in found if each.state == "upcoming"),
            goals=tuple(each for each in found if each.state == "goal"),
            past=tuple(each for each in found[::-1] if each.state in {"done", "missed"}),
            classes=classes.list_joined(user_id=person.id),
            now=now,
        )
    )


def intro(assignment_id: int) -> str:
    """Show what the quiz asks, and earlier attempts."""
    return _intro(assignment_id)


def start(assignment_id: int) -> Response | tuple[str, int]:
    """Start an attempt, or go on with the running one."""
    settings = settings_in_force()
    try:
        attempt_id = attempts.start_attempt(
            user_id=visitor.current().id,
            assignment_id=assignment_id,
            password=request.form.get("password", "")[:200],
            secret=settings.secret_key,
            now=clock.now(),
        )
    except InputError as error:
        return _intro(assignment_id, problem=words_of(error)), 400
    except TooManyError as error:
        response = make_response(_intro(assignment_id, problem=words_of(error)), 429)
        response.headers["Retry-After"] = str(error.retry_after_s)
        return response
    return redirect(url_for("quiz.attempt", attempt_id=attempt_id), 303)


def _intro(assignment_id: int, *, problem: str = "") -> str:
    found = quiz_lists.get_intro(
        user_id=visitor.current().id, assignment_id=assignment_id, now=clock.now()
    )
    return render(IntroPage(intro=found, problem=problem))
