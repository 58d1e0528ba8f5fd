"""Settings of a class: name, zone, term, how long work is kept; archive, take up, copy."""

from dataclasses import dataclass

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.validators import InputRequired, NumberRange, Optional

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.classes import class_copy, class_terms, classes
from quizapp.services.classes.class_copy import MOST_DAYS, CopyWish
from quizapp.services.classes.class_terms import (
    LONGEST_RETENTION,
    SHORTEST_RETENTION,
    ClassSettings,
)
from quizapp.services.classes.classes import ClassPage
from quizapp.services.people.zones import zone_or_fallback, zones
from quizapp.web import visitor
from quizapp.web.formkit import Form, WholeNumberField, refuse, sent
from quizapp.web.language import later, say, say_counted
from quizapp.web.pages import render, shows


class SettingsForm(Form):
    """What a teacher decides about a class."""

    name = StringField(later("Name"), [InputRequired(later("Please give the class a name."))])
    zone = SelectField(
        later("Time zone"), choices=lambda: [(zone, zone) for zone in sorted(zones())]
    )
    term_starts_on = DateField(later("First day of the term"), [Optional()])
    term_ends_on = DateField(later("Last day of the term"), [Optional()])
    retention_days = WholeNumberField(
        later("Days that learners' work is kept after the term"),
        [
            Optional(),
            NumberRange(
                SHORTEST_RETENTION,
                LONGEST_RETENTION,
                later("Choose from 30 to 3650 days, or leave it empty."),
            ),
        ],
    )


class CopyForm(Form):
    """The class of the next term."""

    name = StringField(later("Name"), [InputRequired(later("Please give the class a name."))])
    term_starts_on = DateField(later("First day of the term"), [Optional()])
    term_ends_on = DateField(later("Last day of the term"), [Optional()])
    shift_days = WholeNumberField(
        later("Days that all times move"),
        [
            Optional(),
            NumberRange(-MOST_DAYS, MOST_DAYS, later("Choose at most ten years of days.")),
        ],
    )
    with_teachers = BooleanField(later("The co-teachers teach it too"))


@shows("teacher/class_settings.html")
@dataclass(frozen=True, slots=True)
class ClassSettingsPage:
    """The settings of a class."""

    form: SettingsForm
    room: ClassPage


@shows("teacher/copy_class.html")
@dataclass(frozen=True, slots=True)
class CopyPage:
    """The form of a copy."""

    form: CopyForm
    room: ClassPage


def class_settings(class_id: int) -> str:
    """Show the settings."""
    room = _room(class_id)
    form = SettingsForm(
        name=room.name,
        # UTC where the stored zone is lost: a list would choose its first one instead.
        zone=zone_or_fallback(room.zone),
        term_starts_on=room.term_starts_on,
        term_ends_on=room.term_ends_on,
        retention_days=room.retention_days,
    )
    return render(ClassSettingsPage(form, room))


def change_class(class_id: int) -> tuple[str, int] | Response:
    """Store the settings."""
    room = _room(class_id)
    form = sent(SettingsForm)
    if form.validate():
        try:
            class_terms.change_settings(
                user_id=visitor.current().id,
                class_id=class_id,
                settings=ClassSettings(
                    name=form.name.data or "",
                    zone=form.zone.data or "",
                    term_starts_on=form.term_starts_on.data,
                    term_ends_on=form.term_ends_on.data,
                    retention_days=form.retention_days.data,
                ),
                now=clock.now(),
            )
        except InputError as error:
            refuse(form, error, otherwise="name")
        else:
            flash(say("The settings are stored."), "good")
            return redirect(url_for("teacher.class_settings", class_id=class_id), 303)
    return render(ClassSettingsPage(form, room)), 400


def unarchive_class(class_id: int) -> Response:
    """Take an archived class up again."""
    class_terms.unarchive_class(user_id=visitor.current().id, class_id=class_id, now=clock.now())
    flash(say("The class is taken up again. Open its door when learners may join."), "good")
    return redirect(url_for("teacher.show_class", class_id=class_id), 303)


def copy_class(class_id: int) -> str:
    """Show the form of a copy."""
    room = _room(class_id)
    return render(CopyPage(CopyForm(name=room.name, with_teachers=True), room))


def copy_class_now(class_id: int) -> tuple[str, int] | Response:
    """Make the copy."""
    room = _room(class_id)
    form = sent(CopyForm)
    if form.validate():
        try:
            made = class_copy.copy_class(
                user_id=visitor.current().id,
                class_id=class_id,
                wish=CopyWish(
                    name=form.name.data or "",
                    term_starts_on=form.term_starts_on.data,
                    term_ends_on=form.term_ends_on.data,
                    shift_days=form.shift_days.data,
                    with_teachers=bool(form.with_teachers.data),
                ),
                now=clock.now(),
            )
        except InputError as error:
            refuse(form, error, otherwise="name")
        else:
            words = say_counted(
                "The copy is made, with %(num)s assignment as a draft.",
                "The copy is made, with %(num)s assignments as drafts.",
                made.assignments,
            )
            flash(words, "good")
            return redirect(url_for("teacher.show_class", class_id=made.class_id), 303)
    return render(CopyPage(form, room)), 400


def _room(class_id: int) -> ClassPage:
    return classes.get_class(user_id=visitor.current().id, class_id=class_id)
