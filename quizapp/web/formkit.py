"""Forms of WTForms: filled from the request, with a service's refusal beside its field."""

import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, Final, TypeVar

import wtforms
from flask import request
from wtforms import IntegerField
from wtforms.meta import DefaultMeta

from quizapp.errors import InputError, QuizappError
from quizapp.web.language import current_language, say, words_of

_MOST_DIGITS: Final = 15
"""More make no number that a person means, and none that every database can hold."""
AnyForm = TypeVar("AnyForm", bound=wtforms.Form)


class Form(wtforms.Form):
    """A form whose library speaks the page's language in its own messages."""

    class Meta(DefaultMeta):
        """What WTForms asks about a form."""

        @property
        def locales(self) -> list[str]:  # type: ignore[override]  # a value there, asked anew here
            """Return the languages that its messages are looked for in."""
            return [current_language().code]


def whole(text: str) -> int:
    """Return a whole number of a form or query that is not absurdly large.

    Raises:
        ValueError: it is none; ``request.args.get(name, type=whole)`` then has no value.
    """
    if len(text.strip()) > _MOST_DIGITS:
        raise ValueError("too many digits")
    return int(text)


def chosen(value: object) -> int:
    """Return the number of a choice, as a form's field is given it or as the page sent it.

    Raises:
        ValueError: it is none, or absurdly large: then nothing was chosen.
    """
    return value if isinstance(value, int) else whole(str(value))


class WholeNumberField(IntegerField):
    """A whole number; one of hundreds of digits is no number here, but a mistake to be told."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent."""
        if valuelist and len(valuelist[0].strip()) > _MOST_DIGITS:
            self.data = None
            raise ValueError(say("Write a whole number."))
        super().process_formdata(valuelist)


def sent(form: type[AnyForm]) -> AnyForm:
    """Return the form as the request filled it (token checks happen before any view)."""
    return form(request.form)


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file of a form: a large one lies on the disk, and is read where it goes to.

    Attributes:
        name: as the browser gave it; "" where none was chosen. size: bytes.
    """

    stream: IO[bytes]
    name: str
    size: int


@contextmanager
def sent_file(field: str) -> Iterator[SentFile]:
    """Give the file that was sent, an empty one where none was, and close it."""
    file = request.files.get(field)
    if file is None:
        yield SentFile(io.BytesIO(), "", 0)
        return
    try:
        size = file.stream.seek(0, os.SEEK_END)
        file.stream.seek(0)
        yield SentFile(file.stream, file.filename or "", size)
    finally:
        file.close()


def refuse(form: wtforms.Form, error: QuizappError, *, otherwise: str) -> None:
    """Put the words of a refusal under the field it names, or under ``otherwise``."""
    named = error.field if isinstance(error, InputError) else ""
    field = form[named if named in form else otherwise]
    field.errors = (*field.errors, words_of(error))


def choices_of(values: Iterable[str]) -> list[Any]:
    """Return values that are their own labels, as choices.

    WTForms takes plain texts, while the form of pairs changes from 3.2 to 3.4; its type stubs
    know pairs only.
    """
    return list(values)
