"""Classes: list, make, look at, rename, archive."""

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services import assignments
from quizapp.services import classes as service
from quizapp.services.accounts import zones
from quizapp.services.classes import ClassPage
from quizapp.services.zones import zone_or_fallback
from quizapp.store.class_queries import ClassSummary
from quizapp.store.gradebook_queries import ClassQuiz
from quizapp.web import visitor
from quizapp.web.access import Policy, policy
from quizapp.web.formkit import Form, refuse, sent
from quizapp.web.language import later, say
from quizapp.web.pages import render, shows
from quizapp.web.teacher.blueprint import blueprint


class ClassForm(Form):
    """Name and zone of a class."""

    name = StringField(later("Name"), [InputRequired(later("Please give the class a name."))])
    zone = SelectField(
        later("Time zone"), choices=lambda: [(zone, zone) for zone in sorted(zones())]
    )


@shows("teacher/classes.html")
@dataclass(frozen=True, slots=True)
class ClassesPage:
    """The classes a person teaches."""

    classes: tuple[ClassSummary, ...]


@shows("teacher/new_class.html")
@dataclass(frozen=True, slots=True)
class NewClassPage:
    """The form of a new class."""

    form: ClassForm


@shows("teacher/class.html")
@dataclass(frozen=True, slots=True)
class ClassShown:
    """A class: its door, its quizzes, its members; ``join_url`` is the whole join link."""

    room: ClassPage
    join_url: str
    quizzes: tuple[ClassQuiz, ...]
    now: datetime


@shows("teacher/edit_class.html")
@dataclass(frozen=True, slots=True)
class EditClassPage:
    """Name and zone of a class, and archiving it."""

    form: ClassForm
    room: ClassPage


@blueprint.get("/classes")
@policy(Policy.TEACHER)
def classes() -> str:
    """Show the person's classes."""
    return render(ClassesPage(service.list_taught(user_id=visitor.current().id)))


@blueprint.get("/classes/new")
@policy(Policy.TEACHER)
def new_class() -> str:
    """Show the form of a new class."""
    return render(NewClassPage(ClassForm(zone=visitor.current().zone)))


@blueprint.post("/classes/new")
@policy(Policy.TEACHER)
def make_class() -> tuple[str, int] | Response:
    """Make a class."""
    form = sent(ClassForm)
    if form.validate():
        try:
            class_id = service.create_class(
                user_id=visitor.current().id,
                name=form.name.data or "",
                zone=form.zone.data or "",
                now=clock.now(),
            )
        except InputError as error:
            refuse(form, error, otherwise="name")
        else:
            flash(say("Your class is ready. Give the learners its code."), "good")
            return redirect(url_for("teacher.show_class", class_id=class_id), 303)
    return render(NewClassPage(form)), 400


@blueprint.get("/classes/<int:class_id>")
@policy(Policy.TEACHER)
def show_class(class_id: int) -> str:
    """Show a class."""
    user_id = visitor.current().id
    room = service.get_class(user_id=user_id, class_id=class_id)
    quizzes = assignments.list_quizzes(user_id=user_id, class_id=class_id)
    return render(
        ClassShown(
            room=room,
            join_url=url_for("quiz.join_by_link", code=room.join_code, _external=True),
            quizzes=quizzes,
            now=clock.now(),
        )
    )


@blueprint.get("/classes/<int:class_id>/edit")
@policy(Policy.TEACHER)
def edit_class(class_id: int) -> str:
    """Show name and zone."""
    room = service.get_class(user_id=visitor.current().id, class_id=class_id)
    return render(EditClassPage(ClassForm(name=room.name, zone=zone_or_fallback(room.zone)), room))


@blueprint.post("/classes/<int:class_id>/edit")
@policy(Policy.TEACHER)
def change_class(class_id: int) -> tuple[str, int] | Response:
    """Store name and zone."""
    user_id = visitor.current().id
    room = service.get_class(user_id=user_id, class_id=class_id)
    form = sent(ClassForm)
    if form.validate():
        try:
            service.change_class(
                user_id=user_id,
                class_id=class_id,
                name=form.name.data or "",
                zone=form.zone.data or "",
            )
        except InputError as error:
            refuse(form, error, otherwise="name")
        else:
            flash(say("Name and zone are stored."), "good")
            return redirect(url_for("teacher.show_class", class_id=class_id), 303)
    return render(EditClassPage(form, room)), 400


@blueprint.post("/classes/<int:class_id>/archive")
@policy(Policy.TEACHER)
def archive_class(class_id: int) -> Response:
    """Close a class for good."""
    service.archive_class(user_id=visitor.current().id, class_id=class_id, now=clock.now())
    flash(say("The class is archived. Its results stay here."), "good")
    return redirect(url_for("teacher.show_class", class_id=class_id), 303)
