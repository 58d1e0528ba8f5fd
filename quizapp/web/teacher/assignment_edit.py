"""Change the settings of an assignment that stands; two who do so at once see both."""

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.assigning import assigning_edit, assigning_give
from quizapp.services.assigning.assigning_edit import Editable, StaleError
from quizapp.services.assigning.assigning_give import ClassChoice
from quizapp.web import visitor
from quizapp.web.formkit import refuse, sent, whole
from quizapp.web.language import say
from quizapp.web.pages import render, shows
from quizapp.web.teacher.assign_form import (
    SettingsForm,
    data_of,
    offer_class,
    settings_of,
    targets_of,
    times_of,
)
from quizapp.web.teacher.differences import Difference, differences_of


@shows("teacher/edit_assignment.html")
@dataclass(frozen=True, slots=True)
class EditPage:
    """The settings of an assignment.

    Attributes:
        differences: after a conflict, what is stored and what was sent.
        conflict: whether somebody else changed it meanwhile.
    """

    assignment: Editable
    room: ClassChoice
    form: SettingsForm
    now: datetime
    conflict: bool = False
    differences: tuple[Difference, ...] = ()


def edit_assignment(assignment_id: int) -> str | Response:
    """Show the settings."""
    found, room = _find(assignment_id)
    if found.kind == "goal":
        return redirect(url_for("teacher.goal", assignment_id=assignment_id), 303)
    return render(EditPage(found, room, _form_of(found, room), clock.now()))


def change_assignment(assignment_id: int) -> tuple[str, int] | Response:
    """Store the settings."""
    found, room = _find(assignment_id)
    form = sent(SettingsForm)
    offer_class(form, room)
    now = clock.now()
    if form.validate():
        try:
            assigning_edit.change(
                user_id=visitor.current().id,
                assignment_id=assignment_id,
                version=request.form.get("version", 0, type=whole),
                settings=settings_of(form, title=form.title.data or ""),
                times=times_of(form),
                targets=targets_of(form),
                now=now,
            )
        except StaleError:
            fresh, _ = _find(assignment_id)
            page = EditPage(
                fresh,
                room,
                form,
                now,
                conflict=True,
                differences=differences_of(_form_of(fresh, room), form),
            )
            return render(page), 409
        except InputError as error:
            refuse(form, error, otherwise="title")
        else:
            flash(
                say("The settings are stored. Running attempts follow the times at once."), "good"
            )
            return redirect(url_for("teacher.edit_assignment", assignment_id=assignment_id), 303)
    return render(EditPage(found, room, form, now)), 400


def _find(assignment_id: int) -> tuple[Editable, ClassChoice]:
    user_id = visitor.current().id
    found = assigning_edit.get_editable(user_id=user_id, assignment_id=assignment_id)
    room, _ = assigning_give.choices_of(user_id=user_id, class_id=found.class_id)
    return found, room


def _form_of(found: Editable, room: ClassChoice) -> SettingsForm:
    form = SettingsForm(**data_of(found.settings, found.times, found.targets))
    offer_class(form, room)
    return form
