"""Study goals of a class: set one, change it, see how far the class is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import DateTimeLocalField, RadioField, SelectField, StringField
from wtforms.validators import NumberRange, Optional

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.assigning import (
    assigning_give,
    assigning_goals,
    assigning_progress,
    assignments,
    goal_files,
)
from quizapp.services.assigning.assigning_edit import StaleError
from quizapp.services.assigning.assigning_give import ClassChoice, Place
from quizapp.services.assigning.assigning_goals import (
    LEAST_PERCENT,
    MOST_MINUTES,
    MOST_PERCENT,
    GoalDraft,
)
from quizapp.services.assigning.assigning_progress import GoalProgress
from quizapp.services.assigning.assigning_settings import LocalTimes
from quizapp.services.assigning.targets import Targets
from quizapp.web import visitor
from quizapp.web.formkit import Form, WholeNumberField, chosen, refuse, sent, whole
from quizapp.web.language import counted, later, say
from quizapp.web.pages import render, shows
from quizapp.web.teacher.assign_form import Checkboxes, blank_times
from quizapp.web.teacher.csv_files import csv_download
from quizapp.web.teacher.differences import Difference, differences_of

_LOCAL: Final = "%Y-%m-%dT%H:%M"


class GoalForm(Form):
    """A study goal. Times are by the clock of the class's zone."""

    set_id = SelectField(later("Question set"), coerce=chosen)
    kind = RadioField(
        later("Goal"),
        default="recall",
        choices=lambda: [
            ("recall", later("remember so much of it by a date")),
            ("minutes", later("study so many minutes a day")),
        ],
    )
    percent = WholeNumberField(
        later("Percent remembered"),
        [Optional(), NumberRange(LEAST_PERCENT, MOST_PERCENT, later("Choose from 50 to 97."))],
    )
    minutes = WholeNumberField(
        later("Minutes a day"),
        [Optional(), NumberRange(1, MOST_MINUTES, later("Choose from 1 to 120."))],
    )
    due_at = DateTimeLocalField(later("By"), [Optional()], format=_LOCAL)
    visible_at = DateTimeLocalField(later("Learners see it from"), [Optional()], format=_LOCAL)
    title = StringField(later("Title"))
    whom = RadioField(
        later("For"),
        default="class",
        choices=lambda: [
            ("class", later("the whole class")),
            ("named", later("only these groups and learners")),
        ],
    )
    groups = Checkboxes(later("Groups"), coerce=chosen)
    learners = Checkboxes(later("Learners"), coerce=chosen)
    classes = Checkboxes(later("Also for"), coerce=chosen)


@shows("teacher/new_goal.html")
@dataclass(frozen=True, slots=True)
class NewGoalPage:
    """The form of a study goal."""

    room: ClassChoice
    form: GoalForm
    now: datetime


@shows("teacher/goal.html")
@dataclass(frozen=True, slots=True)
class GoalPage:
    """A study goal with the class's progress, and its form.

    Attributes:
        differences: after a conflict, what is stored and what was sent.
        conflict: whether somebody else changed it meanwhile.
    """

    goal: GoalProgress
    form: GoalForm
    now: datetime
    conflict: bool = False
    differences: tuple[Difference, ...] = ()


def new_goal(class_id: int) -> str:
    """Show the form of a study goal; ``?set=ID`` chooses a set."""
    user_id, now = visitor.current().id, clock.now()
    room, others = assigning_give.choices_of(user_id=user_id, class_id=class_id)
    form = GoalForm(
        set_id=request.args.get("set", type=whole),
        percent=90,
        minutes=15,
        due_at=blank_times(zone=room.zone, now=now).due,
    )
    _offer(form, room, others)
    return render(NewGoalPage(room, form, now))


def give_goal(class_id: int) -> tuple[str, int] | Response:
    """Give a study goal to the class."""
    user_id, now = visitor.current().id, clock.now()
    room, others = assigning_give.choices_of(user_id=user_id, class_id=class_id)
    form = sent(GoalForm)
    _offer(form, room, others)
    if form.validate():
        also = set(form.classes.data or ())
        places = [Place(class_id, _targets(form))]
        places += [Place(each.id) for each in others if each.id in also]
        try:
            (goal_id, *_) = assigning_goals.give_goal(
                user_id=user_id, places=places, draft=_draft(form), now=now
            )
        except InputError as error:
            refuse(form, error, otherwise="title")
        else:
            flash(say("The study goal is set. Learners see it on their Today page."), "good")
            return redirect(url_for("teacher.goal", assignment_id=goal_id), 303)
    return render(NewGoalPage(room, form, now)), 400


def goal(assignment_id: int) -> str:
    """Show how far the class is."""
    found, _, form = _find(assignment_id)
    return render(GoalPage(found, form, clock.now()))


def goal_csv(assignment_id: int) -> Response:
    """Send how far each learner is."""
    title, text = goal_files.progress_csv(
        user_id=visitor.current().id, assignment_id=assignment_id, now=clock.now()
    )
    return csv_download(text, name=title)


def change_goal(assignment_id: int) -> tuple[str, int] | Response:
    """Store a changed goal."""
    found, room, _ = _find(assignment_id)
    form = sent(GoalForm)
    _offer(form, room, ())
    now = clock.now()
    if form.validate():
        try:
            assigning_goals.change_goal(
                user_id=visitor.current().id,
                assignment_id=assignment_id,
                version=request.form.get("version", 0, type=whole),
                draft=_draft(form),
                targets=_targets(form),
                now=now,
            )
        except StaleError:
            found, _, stored = _find(assignment_id)
            page = GoalPage(found, form, now, conflict=True, differences=_differing(stored, form))
            return render(page), 409
        except InputError as error:
            refuse(form, error, otherwise="title")
        else:
            flash(say("The study goal is stored."), "good")
            return redirect(url_for("teacher.goal", assignment_id=assignment_id), 303)
    return render(GoalPage(found, form, now)), 400


def _differing(stored: GoalForm, yours: GoalForm) -> tuple[Difference, ...]:
    """Return what differs; whom else it is for is asked once, when it is given."""
    also = str(yours.classes.label.text)
    return tuple(each for each in differences_of(stored, yours) if each.what != also)


def _find(assignment_id: int) -> tuple[GoalProgress, ClassChoice, GoalForm]:
    user_id = visitor.current().id
    found = assigning_progress.get_progress(
        user_id=user_id, assignment_id=assignment_id, now=clock.now()
    )
    room, _ = assigning_give.choices_of(user_id=user_id, class_id=found.class_id)
    draft, targets = found.draft, found.targets
    form = GoalForm(
        set_id=draft.set_id,
        kind=draft.kind,
        percent=draft.percent or 90,
        minutes=draft.minutes or 15,
        due_at=draft.times.due,
        visible_at=draft.times.visible,
        title=draft.title,
        whom="named" if targets != Targets() else "class",
        groups=list(targets.groups),
        learners=list(targets.learners),
    )
    _offer(form, room, ())
    return found, room, form


def _offer(form: GoalForm, room: ClassChoice, others: tuple[ClassChoice, ...]) -> None:
    sets = assignments.list_sets(user_id=visitor.current().id)
    form.set_id.choices = [
        (each.id, f"{each.title} ({counted(each.facts, 'fact')})") for each in sets
    ]
    form.groups.choices = list(room.groups)
    form.learners.choices = list(room.learners)
    form.classes.choices = [(each.id, f"{each.name} ({each.zone})") for each in others]


def _targets(form: GoalForm) -> Targets:
    if form.whom.data != "named":
        return Targets()
    return Targets(tuple(form.groups.data or ()), tuple(form.learners.data or ()))


def _draft(form: GoalForm) -> GoalDraft:
    title = (form.title.data or "").strip()
    names = {choice[0]: str(choice[1]) for choice in form.set_id.choices or ()}
    return GoalDraft(
        title=title or names.get(form.set_id.data, "").rpartition(" (")[0],
        set_id=form.set_id.data,
        kind=form.kind.data,
        percent=form.percent.data or 0,
        minutes=form.minutes.data or 0,
        times=LocalTimes(visible=form.visible_at.data, due=form.due_at.data),
    )
