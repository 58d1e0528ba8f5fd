"""Forms of WTForms: filled from the request, with a service's refusal beside its field."""

from collections.abc import Iterable
from typing import Any, Final, TypeVar

from flask import request
from wtforms import Form, IntegerField

from quizapp.errors import InputError

_MOST_DIGITS: Final = 15
"""More make no number that a person means, and none that every database can hold."""
AnyForm = TypeVar("AnyForm", bound=Form)


def whole(text: str) -> int:
    """Return a whole number of a form or query that is not absurdly large.

    Raises:
        ValueError: it is none; ``request.args.get(name, type=whole)`` then has no value.
    """
    if len(text.strip()) > _MOST_DIGITS:
        raise ValueError("too many digits")
    return int(text)


class WholeNumberField(IntegerField):
    """A whole number; one of hundreds of digits is no number here, but a mistake to be told."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent."""
        if valuelist and len(valuelist[0].strip()) > _MOST_DIGITS:
            self.data = None
            raise ValueError("Write a whole number.")
        super().process_formdata(valuelist)


def sent(form: type[AnyForm]) -> AnyForm:
    """Return the form as the request filled it (token checks happen before any view)."""
    return form(request.form)


def refuse(form: Form, error: InputError, *, otherwise: str) -> None:
    """Put the words of a refusal under the field it names, or under ``otherwise``."""
    name = error.field if error.field in form else otherwise
    field = form[name]
    field.errors = (*field.errors, str(error))


def choices_of(values: Iterable[str]) -> list[Any]:
    """Return values that are their own labels, as choices.

    WTForms takes plain texts, while the form of pairs changes from 3.2 to 3.4; its type stubs
    know pairs only.
    """
    return list(values)
