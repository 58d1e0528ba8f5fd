"""What a form may hold: plain text on one line each. The reader of the documents takes no other."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from quizapp.bank.explain import path_of
from quizapp.bank.terms import JsonObject
from quizapp.services.editing.editing_errors import FieldErrors

_BREAKS: Final = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_FORBIDDEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_DEPTH_MAX: Final = 8
"""Levels of an object; a fact has five."""


def plain(value: JsonObject) -> JsonObject:
    """Return an object with each of its texts on one line and without space around it.

    Raises:
        FieldErrors: a text holds a sign that no document may hold, by its path.
    """
    found: JsonObject = _plain(value, 0)
    wrong = {
        path_of("", loc): ("a sign in it cannot be stored (a control character); take it out",)
        for loc, text in _texts(found, ())
        if _FORBIDDEN.search(text)
    }
    if wrong:
        raise FieldErrors(wrong)
    return found


def plain_text(text: str, *, field: str) -> str:
    """Return one text of a form, as ``plain`` does.

    Raises:
        FieldErrors: it holds a sign that no document may hold.
    """
    return str(plain({field: text})[field])


def without_controls(text: str) -> str:
    """Return a text of somebody else's without the signs that no document may hold."""
    return _FORBIDDEN.sub("", _BREAKS.sub(" ", text))


def _plain(value: Any, depth: int) -> Any:
    if depth > _DEPTH_MAX:
        raise FieldErrors({"": ("it is nested too deeply; use the form's own fields",)})
    if isinstance(value, str):
        return _BREAKS.sub(" ", value).strip()
    if isinstance(value, dict):
        return {_plain(str(key), depth): _plain(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each, depth + 1) for each in value]
    return value


def _texts(value: Any, loc: Sequence[str | int]) -> Iterator[tuple[Sequence[str | int], str]]:
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield (*loc, key), key
            yield from _texts(each, (*loc, key))
    elif isinstance(value, list):
        for n, each in enumerate(value):
            yield from _texts(each, (*loc, n))
