"""Two teachers changed one form: what is stored by now beside what was sent, field by field."""

from dataclasses import dataclass

from markupsafe import Markup
from wtforms import BooleanField, DateTimeLocalField, Field, SelectField, SelectMultipleField

from quizapp.web.formkit import Form
from quizapp.web.language import say


@dataclass(frozen=True, slots=True)
class Difference:
    """A setting that two teachers gave different values."""

    what: str
    stored: str
    yours: str


def differences_of(stored: Form, yours: Form) -> tuple[Difference, ...]:
    """Return the fields that differ, in words."""
    found = []
    for name in stored.data:
        mine, theirs = _words(yours[name]), _words(stored[name])
        if mine != theirs:
            found.append(Difference(str(stored[name].label.text), theirs, mine))
    return tuple(found)


def _words(field: Field) -> str:
    """Return what stands in a field, as a person reads it."""
    value = field.data
    if isinstance(field, BooleanField):
        return say("yes") if value else say("no")
    if isinstance(field, SelectMultipleField):
        names = {choice[0]: str(choice[1]) for choice in field.choices or ()}
        return ", ".join(names.get(each, "") for each in value or ()) or say("none")
    if isinstance(field, SelectField):
        names = {choice[0]: str(choice[1]) for choice in field.choices or ()}
        return names.get(value, str(value or say("none")))
    if isinstance(field, DateTimeLocalField):
        return f"{value:%Y-%m-%d %H:%M}" if value else say("none")
    return str(Markup.striptags(Markup.escape(value))) if value not in (None, "") else say("none")
