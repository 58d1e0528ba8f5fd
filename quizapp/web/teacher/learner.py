"""One learner of a class: accommodation, slips, their work as files, and its erasure."""

from dataclasses import dataclass
from typing import Final

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, NumberRange

from quizapp import clock
from quizapp.errors import InputError, NotFoundError
from quizapp.services.classes import accommodations, learner_erasing, learner_work, slips
from quizapp.services.classes.accommodations import FACTORS, MOST_EXTRA, Grant
from quizapp.services.classes.learner_work import LearnerInClass
from quizapp.services.classes.slips import Standing
from quizapp.web import visitor
from quizapp.web.downloads import download, plain_name
from quizapp.web.formkit import Form, WholeNumberField, refuse, sent
from quizapp.web.language import later, number_words, say, say_counted
from quizapp.web.pages import render, shows
from quizapp.web.teacher.csv_files import csv_download

_UNITS: Final = {"minutes": 1, "hours": 60, "days": 24 * 60}
_MOST: Final = 100_000
"""Of any unit; the service says how late is too late."""


class GrantForm(Form):
    """What a learner is granted at every quiz of the class."""

    time = SelectField(
        later("Time"),
        choices=lambda: [
            *((f"{factor:g}", _factor_words(factor)) for factor in FACTORS),
            ("untimed", say("no time limit")),
        ],
    )
    later_by = WholeNumberField(
        later("Due and closing later by"),
        [InputRequired(later("Write 0 for not later.")), NumberRange(0, _MOST)],
    )
    unit = SelectField(
        later("Counted in"),
        choices=lambda: [
            ("minutes", say("minutes")),
            ("hours", say("hours")),
            ("days", say("days")),
        ],
    )
    extra_attempts = WholeNumberField(
        later("More attempts"),
        [InputRequired(later("Write 0 for no more.")), NumberRange(0, MOST_EXTRA)],
    )


class EraseForm(Form):
    """The learner's name, to confirm."""

    typed = StringField(later("Their name"), [InputRequired(later("Please type their name."))])


@shows("teacher/member.html")
@dataclass(frozen=True, slots=True)
class LearnerPage:
    """A learner of a class."""

    learner: LearnerInClass
    standing: Standing
    form: GrantForm
    erase_form: EraseForm


@shows("teacher/former.html")
@dataclass(frozen=True, slots=True)
class FormerPage:
    """One who is off the class list, and whose work in the class is still stored."""

    learner: LearnerInClass
    erase_form: EraseForm


def member(class_id: int, member_id: int) -> str:
    """Show a learner, or what is left of one who is off the list."""
    found = _learner(class_id, member_id)
    return _page(found, _grant_form(found.grant), EraseForm())


def grant(class_id: int, member_id: int) -> tuple[str, int] | Response:
    """Store what they are granted; running attempts follow at once."""
    found = _learner(class_id, member_id)
    if found.joined_at is None:
        raise NotFoundError("There is no such learner in this class.")
    form = sent(GrantForm)
    if form.validate():
        untimed = form.time.data == "untimed"
        wish = Grant(
            time_factor=1.0 if untimed else float(form.time.data or 1),
            untimed=untimed,
            later_minutes=(form.later_by.data or 0) * _UNITS[form.unit.data or "minutes"],
            extra_attempts=form.extra_attempts.data or 0,
        )
        try:
            moved = accommodations.grant(
                user_id=visitor.current().id,
                class_id=class_id,
                member_id=member_id,
                wish=wish,
                now=clock.now(),
            )
        except InputError as error:
            refuse(form, error, otherwise="later_by")
        else:
            words = say_counted(
                "Stored. %(num)s running attempt has its new end.",
                "Stored. %(num)s running attempts have their new end.",
                moved,
            )
            flash(words if moved else say("Stored: it holds for every quiz of the class."), "good")
            return _back(class_id, member_id)
    return _page(found, form, EraseForm()), 400


def work_json(class_id: int, member_id: int) -> Response:
    """Send their work in the class as JSON."""
    text = learner_work.work_json(
        user_id=visitor.current().id, class_id=class_id, member_id=member_id, now=clock.now()
    )
    name = plain_name(_learner(class_id, member_id).name, otherwise="class")
    return download(text, name=f"{name}.json", mimetype="application/json")


def work_csv(class_id: int, member_id: int) -> Response:
    """Send their work in the class as CSV."""
    text = learner_work.work_csv(
        user_id=visitor.current().id, class_id=class_id, member_id=member_id
    )
    return csv_download(text, name=_learner(class_id, member_id).name)


def erase(class_id: int, member_id: int) -> tuple[str, int] | Response:
    """Delete their work in the class, once their name was typed."""
    found = _learner(class_id, member_id)
    form = sent(EraseForm)
    if form.validate():
        try:
            learner_erasing.erase_learner(
                user_id=visitor.current().id,
                class_id=class_id,
                member_id=member_id,
                typed=form.typed.data or "",
                now=clock.now(),
            )
        except InputError as error:
            refuse(form, error, otherwise="typed")
        else:
            flash(say("Their work in this class is deleted."), "good")
            if found.joined_at is None:
                return redirect(url_for("teacher.people", class_id=class_id), 303)
            return _back(class_id, member_id)
    return _page(found, _grant_form(found.grant), form), 400


def _learner(class_id: int, member_id: int) -> LearnerInClass:
    return learner_work.get_learner(
        user_id=visitor.current().id, class_id=class_id, member_id=member_id
    )


def _page(found: LearnerInClass, form: GrantForm, erase_form: EraseForm) -> str:
    if found.joined_at is None:
        return render(FormerPage(found, erase_form))
    standing = slips.get_standing(
        user_id=visitor.current().id, class_id=found.class_id, member_id=found.user_id
    )
    return render(LearnerPage(found, standing, form, erase_form))


def _grant_form(granted: Grant) -> GrantForm:
    """Return the form as it stands, the lateness in the largest unit that fits it."""
    unit = next(
        name
        for name in ("days", "hours", "minutes")
        if granted.later_minutes % _UNITS[name] == 0
        and (granted.later_minutes or name == "minutes")
    )
    return GrantForm(
        time="untimed" if granted.untimed else f"{granted.time_factor:g}",
        later_by=granted.later_minutes // _UNITS[unit],
        unit=unit,
        extra_attempts=granted.extra_attempts,
    )


def _factor_words(factor: float) -> str:
    if factor == 1:
        return say("as for everybody")
    return say("%(factor)s times the time", factor=number_words(factor))


def _back(class_id: int, member_id: int) -> Response:
    return redirect(url_for("teacher.member", class_id=class_id, member_id=member_id), 303)
