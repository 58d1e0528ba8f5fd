"""A learner's quizzes and classes, and what a quiz asks of them before it starts."""

from dataclasses import dataclass
from datetime import datetime

from flask import redirect, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.services import attempts, classes
from quizapp.services.attempts import QuizIntro
from quizapp.store.class_queries import ClassSummary
from quizapp.store.quiz_queries import LearnerAssignment
from quizapp.web import visitor
from quizapp.web.access import Policy, policy
from quizapp.web.pages import render, shows
from quizapp.web.quiz.blueprint import blueprint


@shows("quiz/quizzes.html")
@dataclass(frozen=True, slots=True)
class QuizzesPage:
    """Quizzes that can be taken now or later, those that are done, and the classes."""

    current: tuple[LearnerAssignment, ...]
    past: tuple[LearnerAssignment, ...]
    classes: tuple[ClassSummary, ...]
    now: datetime


@shows("quiz/intro.html")
@dataclass(frozen=True, slots=True)
class IntroPage:
    """A quiz before an attempt."""

    intro: QuizIntro
    hidden: bool


@blueprint.get("/quizzes")
@policy(Policy.SIGNED_IN)
def quizzes() -> str:
    """Show the person's quizzes and classes."""
    person, now = visitor.current(), clock.now()
    found = attempts.list_for_learner(user_id=person.id, now=now)
    past = tuple(each for each in found if _is_past(each, now=now))
    return render(
        QuizzesPage(
            current=tuple(each for each in found if each not in past),
            past=past[::-1],
            classes=classes.list_joined(user_id=person.id),
            now=now,
        )
    )


@blueprint.get("/quizzes/<int:assignment_id>")
@policy(Policy.SIGNED_IN)
def intro(assignment_id: int) -> str:
    """Show what the quiz asks, and earlier attempts."""
    now = clock.now()
    found = attempts.get_intro(user_id=visitor.current().id, assignment_id=assignment_id, now=now)
    due = found.assignment.due_at
    hidden = found.assignment.show_score == "due" and due is not None and now < due
    return render(IntroPage(intro=found, hidden=hidden))


@blueprint.post("/quizzes/<int:assignment_id>/start")
@policy(Policy.SIGNED_IN)
def start(assignment_id: int) -> Response:
    """Start an attempt, or go on with the running one."""
    attempt_id = attempts.start_attempt(
        user_id=visitor.current().id, assignment_id=assignment_id, now=clock.now()
    )
    return redirect(url_for("quiz.attempt", attempt_id=attempt_id), 303)


def _is_past(each: LearnerAssignment, *, now: datetime) -> bool:
    """Return whether nothing more can be done at a quiz."""
    if each.running_attempt is not None:
        return False
    used_up = each.attempts_allowed > 0 and each.attempts_used >= each.attempts_allowed
    return used_up or (each.due_at is not None and each.due_at <= now)
