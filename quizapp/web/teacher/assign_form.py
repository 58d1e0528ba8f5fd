"""The form that assigns a quiz: its fields, and the settings and times they stand for."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from wtforms import (
    BooleanField,
    DateTimeLocalField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp.services.assigning.assigning_give import ClassChoice
from quizapp.services.assigning.assigning_settings import COUNTS, LocalTimes, Settings
from quizapp.services.assigning.targets import Targets
from quizapp.services.people.zones import instant_from_local, local_from_instant
from quizapp.services.quizzes.quiz_rules import MOST_QUESTIONS
from quizapp.store.quizzes.quiz_queries import SetChoice
from quizapp.web.formkit import Form, WholeNumberField, chosen
from quizapp.web.language import counted, later

_LOCAL: Final = "%Y-%m-%dT%H:%M"
_DUE_IN: Final = timedelta(days=7)
_DUE_HOUR: Final = 18
"""A proposal only: a week from now, at the end of a working day."""
MODES: Final = ("count", "whole", "chosen", "rules")
_PERCENT: Final = NumberRange(0, 100, later("Choose from 0 to 100."))


class Checkboxes(SelectMultipleField):
    """Several of some, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _whens() -> list[tuple[str, Any]]:
    return [
        ("during", later("as soon as an answer is checked")),
        ("submit", later("when the attempt is handed in")),
        ("due", later("after the due time")),
        ("never", later("never")),
    ]


class SettingsForm(Form):
    """How a quiz is taken and graded. Times are by the clock of the class's zone."""

    title = StringField(later("Title"))
    visible_at = DateTimeLocalField(later("Learners see it from"), [Optional()], format=_LOCAL)
    opens_at = DateTimeLocalField(later("Opens"), [Optional()], format=_LOCAL)
    due_at = DateTimeLocalField(later("Due"), [Optional()], format=_LOCAL)
    closes_at = DateTimeLocalField(later("Closes"), [Optional()], format=_LOCAL)
    no_close = BooleanField(later("Late work is taken without an end"))
    late_percent = WholeNumberField(
        later("Taken off when late, in percent"), [Optional(), _PERCENT]
    )
    late_unit = SelectField(
        later("for each begun"),
        default="day",
        choices=lambda: [("day", later("day")), ("hour", later("hour"))],
    )
    late_floor = WholeNumberField(later("but never below, in percent"), [Optional(), _PERCENT])
    missing_percent = WholeNumberField(
        later("Nothing handed in counts as, in percent"), [Optional(), _PERCENT]
    )
    time_limit = WholeNumberField(
        later("Time limit in minutes"),
        [Optional(), NumberRange(1, 1440, later("Choose from 1 to 1440."))],
    )
    attempts = WholeNumberField(
        later("Attempts"),
        [InputRequired(later("How many?")), NumberRange(0, 100, later("Choose from 0 to 100."))],
    )
    attempt_counts = SelectField(
        later("Which one counts"),
        default="best",
        choices=lambda: list(
            zip(
                COUNTS,
                (later("the best"), later("the last"), later("the first"), later("the average")),
                strict=True,
            )
        ),
    )
    shuffle = BooleanField(later("Ask the questions of each learner in another order"))
    one_by_one = BooleanField(later("One question on each page"))
    back_allowed = BooleanField(later("Learners may go back to an earlier question"))
    password = StringField(later("Password"))
    show_score = SelectField(later("Score"), default="submit", choices=_whens)
    show_key = SelectField(later("Right answers"), default="submit", choices=_whens)
    show_explanation = SelectField(later("Explanations"), default="submit", choices=_whens)
    show_passage = SelectField(later("Passages"), default="submit", choices=_whens)
    pass_mark = WholeNumberField(later("Passed from, in percent"), [Optional(), _PERCENT])
    grade_as = SelectField(
        later("Shown in the gradebook as"),
        default="points",
        choices=lambda: [
            ("points", later("points")),
            ("percent", later("percent")),
            ("pass", later("passed or not")),
        ],
    )
    category = SelectField(later("Category"), default="", validate_choice=False)
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


class AssignForm(SettingsForm):
    """The same with what is asked, and of which classes."""

    set_id = SelectField(later("Question set"), coerce=chosen)
    count = WholeNumberField(
        later("Number of questions"),
        [Optional(), NumberRange(1, MOST_QUESTIONS, later("Choose from 1 to 100."))],
    )
    mode = RadioField(
        later("Which questions"),
        default="count",
        choices=lambda: [
            ("count", later("so many of the set, spread over its passages")),
            ("whole", later("every fact of the set, once")),
            ("chosen", later("those I choose from a list")),
            ("rules", later("by rules, in one or more sections")),
        ],
    )
    drawn = BooleanField(later("Draw other questions for each learner"))
    classes = Checkboxes(later("Also for"), coerce=chosen)


class DueForm(Form):
    """A new due time; empty for none."""

    due_at = DateTimeLocalField(later("Due"), [Optional()], format=_LOCAL)


class NoteForm(Form):
    """A teacher's words to those whom a change touches."""

    note = TextAreaField(later("A word to the learners"))


def blank_times(*, zone: str, now: datetime) -> LocalTimes:
    """Return the times as a teacher first sees them."""
    due = local_from_instant(now + _DUE_IN, zone=zone).replace(
        hour=_DUE_HOUR, minute=0, second=0, microsecond=0, tzinfo=None
    )
    return LocalTimes(due=due)


def data_of(settings: Settings, times: LocalTimes, targets: Targets) -> dict[str, Any]:
    """Return what the fields hold for these settings."""
    limit, mark = settings.time_limit_s, settings.pass_mark
    return {
        "title": settings.title,
        "visible_at": times.visible,
        "opens_at": times.opens,
        "due_at": times.due,
        "closes_at": times.closes,
        "no_close": times.no_close,
        "late_percent": _whole(settings.late_percent) or None,
        "late_unit": settings.late_unit,
        "late_floor": _whole(settings.late_floor) or None,
        "missing_percent": _whole(settings.missing_percent),
        "time_limit": None if limit is None else limit // 60,
        "attempts": settings.attempts_allowed,
        "attempt_counts": settings.attempt_counts,
        "shuffle": settings.shuffle,
        "one_by_one": settings.one_by_one,
        "back_allowed": settings.back_allowed,
        "password": settings.password,
        "show_score": settings.show_score,
        "show_key": settings.show_key,
        "show_explanation": settings.show_explanation,
        "show_passage": settings.show_passage,
        "pass_mark": None if mark is None else round(mark * 100),
        "grade_as": settings.grade_as,
        "category": settings.category,
        "whom": "named" if targets != Targets() else "class",
        "groups": list(targets.groups),
        "learners": list(targets.learners),
    }


def settings_of(form: SettingsForm, *, title: str) -> Settings:
    """Return the settings that the fields stand for."""
    minutes, percent, missing = form.time_limit.data, form.pass_mark.data, form.missing_percent.data
    return Settings(
        title=title,
        attempts_allowed=form.attempts.data or 0,
        attempt_counts=form.attempt_counts.data,
        late_percent=float(form.late_percent.data or 0),
        late_unit=form.late_unit.data,
        late_floor=float(form.late_floor.data or 0),
        missing_percent=None if missing is None else float(missing),
        time_limit_s=None if minutes is None else minutes * 60,
        shuffle=form.shuffle.data,
        one_by_one=form.one_by_one.data,
        back_allowed=form.back_allowed.data,
        password=form.password.data or "",
        show_score=form.show_score.data,
        show_key=form.show_key.data,
        show_explanation=form.show_explanation.data,
        show_passage=form.show_passage.data,
        pass_mark=None if percent is None else percent / 100,
        grade_as=form.grade_as.data,
        category=form.category.data or "",
    )


def times_of(form: SettingsForm) -> LocalTimes:
    """Return the times that the fields stand for, by the clock on the wall."""
    return LocalTimes(
        visible=form.visible_at.data,
        opens=form.opens_at.data,
        due=form.due_at.data,
        closes=form.closes_at.data,
        no_close=form.no_close.data,
    )


def targets_of(form: SettingsForm) -> Targets:
    """Return whom the fields name."""
    if form.whom.data != "named":
        return Targets()
    return Targets(tuple(form.groups.data or ()), tuple(form.learners.data or ()))


def offer_class(form: SettingsForm, room: ClassChoice) -> None:
    """Put the people and categories of a class into the form."""
    form.groups.choices = list(room.groups)
    form.learners.choices = list(room.learners)
    form.category.choices = [("", later("none")), *((name, name) for name in room.categories)]


def offer_sets(
    form: AssignForm, sets: Sequence[SetChoice], *, others: Sequence[ClassChoice]
) -> None:
    """Put the sets that can be assigned, and the other classes, into the form."""
    form.set_id.choices = [
        (each.id, f"{each.title} ({counted(each.facts, 'fact')})") for each in sets
    ]
    form.classes.choices = [(each.id, f"{each.name} ({each.zone})") for each in others]


def instant_of(local: datetime | None, *, zone: str, field: str) -> datetime | None:
    """Return the instant of a local time, or None where none was given."""
    return None if local is None else instant_from_local(local, zone=zone, field=field)


def title_of(form: AssignForm, sets: Sequence[SetChoice]) -> str:
    """Return the title, or the set's where it was left empty."""
    given = (form.title.data or "").strip()
    return given or next((each.title for each in sets if each.id == form.set_id.data), "")


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)
