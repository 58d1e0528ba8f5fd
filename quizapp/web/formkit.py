"""Forms of WTForms: filled from the request, with a service's refusal beside its field."""

from collections.abc import Iterable
from typing import Any, TypeVar

from flask import request
from wtforms import Form

from quizapp.errors import InputError

AnyForm = TypeVar("AnyForm", bound=Form)


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
