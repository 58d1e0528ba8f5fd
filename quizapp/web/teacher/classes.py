"""Classes: list, make, look at, archive."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.assigning import assignments
from quizapp.services.classes import class_knowing, class_terms
from quizapp.services.classes import classes as service
from quizapp.services.classes.classes import ClassPage
from quizapp.services.people.zones import zones
from quizapp.store.quizzes.gradebook_queries import ClassQuiz
from quizapp.store.teaching.class_queries import ClassSummary
from quizapp.web import visitor
from quizapp.web.formkit import Form, refuse, sent
from quizapp.web.language import later, say
from quizapp.web.pages import render, shows
from quizapp.web.qr import QrCode, qr_of
from quizapp.web.teacher.knowing import LookShown, look_words
from quizapp.web.teacher.local_times import to_local
from quizapp.web.teacher.members import JoinEndForm

_LOOKS: Final = 5
"""Learners named on the first page of a class; all stand beside what the class knows."""


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
    """A class: its door, its quizzes, how many are in it.

    Attributes:
        looks: the first learners who may need a look; more_looks: how many there are beside them.
        join_url: the whole join link; join_qr: the same as a QR code.
        deleted_at: when learners' work is deleted, if that is soon or past.
    """

    room: ClassPage
    join_url: str
    join_qr: QrCode
    join_end: JoinEndForm
    quizzes: tuple[ClassQuiz, ...]
    looks: tuple[LookShown, ...]
    more_looks: int
    deleted_at: datetime | None
    now: datetime


def classes() -> str:
    """Show the person's classes."""
    return render(ClassesPage(service.list_taught(user_id=visitor.current().id)))


def new_class() -> str:
    """Show the form of a new class."""
    return render(NewClassPage(ClassForm(zone=visitor.current().zone)))


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


def show_class(class_id: int) -> str:
    """Show a class."""
    user_id = visitor.current().id
    room = service.get_class(user_id=user_id, class_id=class_id)
    quizzes = assignments.list_quizzes(user_id=user_id, class_id=class_id)
    now = clock.now()
    looks = class_knowing.list_looks(user_id=user_id, class_id=class_id, now=now)
    join_url = url_for("quiz.join_by_link", code=room.join_code, _external=True)
    end = to_local(room.join_expires_at, zone=room.zone)
    return render(
        ClassShown(
            room=room,
            join_url=join_url,
            join_qr=qr_of(join_url),
            join_end=JoinEndForm(expires_at=end),
            quizzes=quizzes,
            looks=look_words(looks[:_LOOKS]),
            more_looks=max(len(looks) - _LOOKS, 0),
            deleted_at=class_terms.warned_deletion(user_id=user_id, class_id=class_id, now=now),
            now=now,
        )
    )


def archive_class(class_id: int) -> Response:
    """Close a class for good."""
    service.archive_class(user_id=visitor.current().id, class_id=class_id, now=clock.now())
    flash(say("The class is archived. Its results stay here."), "good")
    return redirect(url_for("teacher.show_class", class_id=class_id), 303)
