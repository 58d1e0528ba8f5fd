"""Take a set to another program: choose the format, see what it holds, download the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput

from quizapp import clock
from quizapp.errors import InputError, NotFoundError
from quizapp.formats.registry import FORMATS
from quizapp.generation.question import QuestionType
from quizapp.services.assigning import assignments
from quizapp.services.exports import exporting
from quizapp.services.exports.exporting import LEVELS, Export, ExportChoice
from quizapp.services.questions.question_words import FORMS
from quizapp.web import visitor
from quizapp.web.downloads import download
from quizapp.web.formkit import Form, chosen, refuse, whole
from quizapp.web.language import later, say
from quizapp.web.pages import render, shows


class TakeForm(Form):
    """What to take, and for which program."""

    set_id = SelectField(later("Question set"), [InputRequired()], coerce=chosen)
    format = RadioField(later("For"), [InputRequired()])
    forms = SelectMultipleField(later("Forms of questions"), option_widget=CheckboxInput())
    level = SelectField(later("Wrong options"), [InputRequired()])
    one_per_fact = BooleanField(later("One question a fact"))


@shows("teacher/take_away.html")
@dataclass(frozen=True, slots=True)
class TakePage:
    """The choice, and what the file would hold.

    Attributes:
        export: None before a choice, or when it cannot be made.
        file: address of the file, "" without one.
        uses: by format, what it is for.
        of_cards: names of the formats that take flashcards alone.
        counts: how many of each form are in the file, in words of the form.
        left_out: what the format cannot hold: form and stem.
    """

    form: TakeForm
    export: Export | None
    file: str
    uses: Mapping[str, str]
    of_cards: frozenset[str]
    counts: tuple[tuple[str, int], ...]
    left_out: tuple[tuple[str, str], ...]


def take_away() -> tuple[str, int]:
    """Show the choice and, once it is made, what the file would hold."""
    form = _form()
    if "format" not in request.args:
        return render(_page(form, None)), 200
    if not form.validate():
        return render(_page(form, None)), 400
    try:
        export = _export(form)
    except InputError as error:
        refuse(form, error, otherwise="format")
        return render(_page(form, None)), 400
    return render(_page(form, export)), 200


def take_file() -> Response:
    """Send the file."""
    form = _form()
    number = request.args.get("set_id", type=whole)
    mine = {each.id for each in assignments.list_sets(user_id=visitor.current().id)}
    if number is not None and number not in mine:
        raise NotFoundError("There is no such set.")
    if not form.validate():
        raise InputError("Choose a set and a format first.")
    export = _export(form)
    return download(export.data, name=export.file_name, mimetype=export.media)


def _form() -> TakeForm:
    """Return the form as the address fills it, or with what most people want."""
    chosen = request.args if "format" in request.args else None
    form = TakeForm(chosen)
    sets = assignments.list_sets(user_id=visitor.current().id)
    form.set_id.choices = [(each.id, each.title) for each in sets]
    form.format.choices = [(name, say(each.title)) for name, each in FORMATS.items()]
    form.forms.choices = [
        (kind.value, say(FORMS[kind]))
        for kind in QuestionType
        if kind is not QuestionType.FLASHCARD
    ]
    form.level.choices = [
        ("near", later("close to the answer")),
        ("far", later("further from it")),
        ("both", later("both")),
    ]
    if chosen is None:
        form.set_id.data = request.args.get("set_id", type=whole)
        form.forms.data = [QuestionType.MCQ.value, QuestionType.TYPED.value]
        form.level.data = LEVELS[0]
    return form


def _export(form: TakeForm) -> Export:
    return exporting.export_set(
        set_id=form.set_id.data,
        user_id=visitor.current().id,
        choice=ExportChoice(
            format=form.format.data,
            forms=frozenset(QuestionType(each) for each in form.forms.data or ()),
            level=form.level.data,
            one_per_fact=form.one_per_fact.data,
        ),
        now=clock.now(),
    )


def _page(form: TakeForm, export: Export | None) -> TakePage:
    found = export or None
    return TakePage(
        form=form,
        export=found,
        file=f"{url_for('teacher.take_file')}?{urlencode(list(request.args.items(multi=True)))}"
        if found
        else "",
        uses={name: say(each.used_for) for name, each in FORMATS.items()},
        of_cards=frozenset(n for n, each in FORMATS.items() if exporting.is_of_cards(each)),
        counts=tuple((say(FORMS[kind]), n) for kind, n in found.counts.items()) if found else (),
        left_out=tuple((say(FORMS[kind]), stem) for kind, stem in found.left_out) if found else (),
    )
