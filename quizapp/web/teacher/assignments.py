"""The assignments of a class: where each stands; look at one as a learner, withdraw, give back."""

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.services.assigning import assigning_edit, assigning_look, assigning_progress
from quizapp.services.assigning.assigning_look import ClassAssignments, QuizLook
from quizapp.services.assigning.assigning_progress import GoalProgress
from quizapp.web import visitor
from quizapp.web.language import say
from quizapp.web.pages import render, shows


@shows("teacher/assignments.html")
@dataclass(frozen=True, slots=True)
class AssignmentsPage:
    """The assignments of a class; progress: how far it is, of goals that run, by id."""

    room: ClassAssignments
    progress: dict[int, GoalProgress]


@shows("teacher/look.html")
@dataclass(frozen=True, slots=True)
class LookPage:
    """A quiz as a learner sees it; keys: whether the right answers stand below."""

    quiz: QuizLook
    keys: bool


def assignments(class_id: int) -> str:
    """Show the assignments of a class."""
    who = {"user_id": visitor.current().id, "class_id": class_id}
    now = clock.now()
    found = assigning_look.list_assignments(now=now, **who)
    return render(AssignmentsPage(found, assigning_progress.list_progress(now=now, **who)))


def look(assignment_id: int) -> str:
    """Show a quiz as a learner sees it; ``?keys=1`` with the keys."""
    found = assigning_look.look_at(user_id=visitor.current().id, assignment_id=assignment_id)
    return render(LookPage(found, keys=request.args.get("keys") == "1"))


def give_back(assignment_id: int) -> Response:
    """Undo a withdrawal."""
    user_id = visitor.current().id
    assigning_edit.give_back(user_id=user_id, assignment_id=assignment_id, now=clock.now())
    flash(say("Learners see it again."), "good")
    return redirect(url_for("teacher.edit_assignment", assignment_id=assignment_id), 303)
