"""The form that assigns a quiz, and the draft it stands for."""

from datetime import datetime, timedelta
from typing import Final

from wtforms import (
    BooleanField,
    DateTimeLocalField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, NumberRange, Optional

from quizapp.services.assignments import MOST_QUESTIONS, QuizDraft
from quizapp.services.zones import instant_from_local, local_from_instant
from quizapp.store.quiz_queries import SetChoice
from quizapp.web.formkit import Form, WholeNumberField
from quizapp.web.language import later

_LOCAL: Final = "%Y-%m-%dT%H:%M"
_DUE_IN: Final = timedelta(days=7)
_DUE_HOUR: Final = 18
"""A proposal only: a week from now, at the end of a working day."""


class AssignForm(Form):
    """Everything about a quiz but its questions. Times are by the clock of the class's zone."""

    set_id = SelectField(later("Question set"), coerce=int)
    count = WholeNumberField(
        later("Number of questions"),
        [
            InputRequired(later("How many questions?")),
            NumberRange(1, MOST_QUESTIONS, later("Choose from 1 to 100.")),
        ],
    )
    title = StringField(later("Title"))
    opens_at = DateTimeLocalField(later("Opens"), [Optional()], format=_LOCAL)
    due_at = DateTimeLocalField(later("Due"), [Optional()], format=_LOCAL)
    time_limit = WholeNumberField(
        later("Time limit in minutes"),
        [Optional(), NumberRange(1, 1440, later("Choose from 1 to 1440."))],
    )
    attempts = WholeNumberField(
        later("Attempts"),
        [InputRequired(later("How many?")), NumberRange(0, 100, later("Choose from 0 to 100."))],
    )
    pass_mark = WholeNumberField(
        later("Passed from, in percent"),
        [Optional(), NumberRange(0, 100, later("Choose from 0 to 100."))],
    )
    feedback = RadioField(
        later("Learners see score, answers and passages"),
        choices=lambda: [
            ("after_submit", later("as soon as they hand in")),
            ("after_due", later("after the due time")),
        ],
    )
    shuffle = BooleanField(later("Ask the questions of each learner in another order"))


class DueForm(Form):
    """A new due time; empty for none."""

    due_at = DateTimeLocalField(later("Due"), [Optional()], format=_LOCAL)


def blank_form(
    *, sets: tuple[SetChoice, ...], set_id: int | None, zone: str, now: datetime
) -> AssignForm:
    """Return the form as a teacher first sees it."""
    due = local_from_instant(now + _DUE_IN, zone=zone).replace(
        hour=_DUE_HOUR, minute=0, second=0, microsecond=0, tzinfo=None
    )
    form = AssignForm(
        set_id=set_id, count=10, attempts=1, due_at=due, feedback="after_submit", shuffle=True
    )
    offer_sets(form, sets)
    return form


def offer_sets(form: AssignForm, sets: tuple[SetChoice, ...]) -> None:
    """Put the sets that can be assigned into the form."""
    form.set_id.choices = [(each.id, f"{each.title} ({each.facts} facts)") for each in sets]


def draft_of(
    form: AssignForm, *, zone: str, title: str, question_ids: tuple[int, ...]
) -> QuizDraft:
    """Return what the form says.

    Raises:
        InputError: the clock of the zone skips or repeats a time.
    """
    minutes, percent = form.time_limit.data, form.pass_mark.data
    return QuizDraft(
        title=title,
        set_id=form.set_id.data,
        question_ids=question_ids,
        attempts_allowed=form.attempts.data or 0,
        opens_at=instant_of(form.opens_at.data, zone=zone, field="opens_at"),
        due_at=instant_of(form.due_at.data, zone=zone, field="due_at"),
        time_limit_s=None if minutes is None else minutes * 60,
        shuffle=form.shuffle.data,
        feedback=form.feedback.data,
        pass_mark=None if percent is None else percent / 100,
    )


def instant_of(local: datetime | None, *, zone: str, field: str) -> datetime | None:
    """Return the instant of a local time, or None where none was given."""
    return None if local is None else instant_from_local(local, zone=zone, field=field)


def title_of(form: AssignForm, sets: tuple[SetChoice, ...]) -> str:
    """Return the title, or the set's where it was left empty."""
    given = (form.title.data or "").strip()
    return given or next((each.title for each in sets if each.id == form.set_id.data), "")
