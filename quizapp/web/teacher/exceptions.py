"""An exception: other times or attempts of one learner at one assignment."""

from dataclasses import dataclass
from datetime import timedelta

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, DateTimeLocalField
from wtforms.validators import InputRequired, NumberRange, Optional

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.assigning import exceptions as service
from quizapp.services.assigning.exceptions import (
    MOST_EXTRA_ATTEMPTS,
    MOST_EXTRA_S,
    ExceptionPage,
    ExceptionWish,
)
from quizapp.web import visitor
from quizapp.web.formkit import Form, WholeNumberField, refuse, sent
from quizapp.web.language import later, say, say_counted
from quizapp.web.pages import render, shows
from quizapp.web.teacher.local_times import LOCAL, to_instant, to_local


class ExceptionForm(Form):
    """What one learner gets; times by the clock of the class."""

    due_at = DateTimeLocalField(later("Due for them"), [Optional()], format=LOCAL)
    closes_at = DateTimeLocalField(later("Closes for them"), [Optional()], format=LOCAL)
    extra_minutes = WholeNumberField(
        later("Minutes more"),
        [
            InputRequired(later("Write 0 for no more.")),
            NumberRange(0, MOST_EXTRA_S // 60, later("Choose from 0 to 1440 minutes.")),
        ],
    )
    extra_attempts = WholeNumberField(
        later("Attempts more"),
        [
            InputRequired(later("Write 0 for no more.")),
            NumberRange(0, MOST_EXTRA_ATTEMPTS, later("Choose from 0 to 20.")),
        ],
    )
    excused = BooleanField(later("Excused: it does not count for them"))


@shows("teacher/exception.html")
@dataclass(frozen=True, slots=True)
class ExceptionShown:
    """One learner at one assignment."""

    found: ExceptionPage
    form: ExceptionForm


def exception(assignment_id: int, member_id: int) -> str:
    """Show the exception."""
    found = _found(assignment_id, member_id)
    wish = found.wish
    form = ExceptionForm(
        due_at=to_local(wish.due_at, zone=found.zone),
        closes_at=to_local(wish.closes_at, zone=found.zone),
        extra_minutes=wish.extra_time_s // 60,
        extra_attempts=wish.extra_attempts,
        excused=wish.excused,
    )
    return render(ExceptionShown(found, form))


def set_exception(assignment_id: int, member_id: int) -> tuple[str, int] | Response:
    """Store the exception; a running attempt follows at once."""
    found = _found(assignment_id, member_id)
    form = sent(ExceptionForm)
    if form.validate():
        try:
            moved = service.set_exception(
                user_id=visitor.current().id,
                assignment_id=assignment_id,
                member_id=member_id,
                wish=_wish(form, zone=found.zone),
                now=clock.now(),
            )
        except InputError as error:
            refuse(form, error, otherwise="due_at")
        else:
            words = say_counted(
                "Stored. %(num)s running attempt has its new end.",
                "Stored. %(num)s running attempts have their new end.",
                moved,
            )
            flash(words if moved else say("Stored. The learner is told."), "good")
            return redirect(
                url_for("teacher.member", class_id=found.class_id, member_id=member_id), 303
            )
    return render(ExceptionShown(found, form)), 400


def _wish(form: ExceptionForm, *, zone: str) -> ExceptionWish:
    return ExceptionWish(
        due_at=to_instant(form.due_at.data, zone=zone, field="due_at"),
        closes_at=to_instant(form.closes_at.data, zone=zone, field="closes_at"),
        extra_time_s=int(timedelta(minutes=form.extra_minutes.data or 0).total_seconds()),
        extra_attempts=form.extra_attempts.data or 0,
        excused=bool(form.excused.data),
    )


def _found(assignment_id: int, member_id: int) -> ExceptionPage:
    return service.get_exception(
        user_id=visitor.current().id, assignment_id=assignment_id, member_id=member_id
    )
