"""Strict JSON and query strings: exact keys, ranges, plain text; everything else is refused."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from quizapp.bank.terms import JsonObject
from quizapp.errors import InputError

DEEPEST: Final = 12
"""Objects and lists within each other; the deepest valid request has 5."""
LONGEST_TEXT: Final = 2000
"""Characters of any one text; a field may allow less."""
LARGEST_ID: Final = 2**53 - 1
"""Larger whole numbers do not survive a JavaScript client."""
_ENDLESS: Final = float("inf")
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_UNSTORABLE: Final = re.compile("[\\0\\ud800-\\udfff]")
_INSTANT: Final = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII
)


def read_body() -> "Fields":
    """Return the JSON object that the request carries.

    Raises:
        InputError: it is not one JSON object of plain values.
        UnsupportedMediaType: the request does not say that it is JSON.
    """
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    return Fields(parse_object(request.get_data()), path="")


def parse_object(body: bytes) -> JsonObject:
    """Return a JSON object from bytes, with nothing in it that JSON does not allow.

    Raises:
        InputError: not UTF-8, not JSON, not an object, a key twice, NaN or Infinity, nested too
            deep, or a text with NUL or half a surrogate pair.
    """
    try:
        text = body.decode("utf-8")
        value = json.loads(
            text,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            object_pairs_hook=_object,
        )
    except (ValueError, RecursionError) as error:
        if isinstance(error, _RefusedError):
            raise InputError(str(error)) from None
        raise InputError("The body is not JSON that can be read.") from None
    if not isinstance(value, dict):
        raise InputError("The body is not a JSON object.")
    escapes = "\\u" in text
    if escapes or len(text) > LONGEST_TEXT or text.count("{") + text.count("[") > DEEPEST:
        _check_values(value, escapes=escapes)
    return value


class Fields:
    """The fields of one object; each is taken once, and ``close`` refuses what is left over."""

    def __init__(self, values: Mapping[str, Any], *, path: str) -> None:
        self._left = dict(values)
        self._path = path

    def close(self) -> None:
        """Refuse fields that nobody took.

        Raises:
            InputError: there is one.
        """
        if self._left:
            name = min(self._left)[:40]
            raise InputError(f"{self._path}{name}: no such field.", field=self._path + name)

    def whole(self, name: str, *, low: int, high: int, default: int | None = None) -> int:
        """Return a whole number in a range."""
        value = self._take(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self._wrong(name, f"write a whole number from {low} to {high}")
        return value

    def optional_whole(self, name: str, *, low: int, high: int) -> int | None:
        """Return a whole number in a range, or None where it is null or absent."""
        if self._left.get(name) is None:
            self._left.pop(name, None)
            return None
        return self.whole(name, low=low, high=high)

    def text(self, name: str, *, longest: int) -> str:
        """Return a text of 1 to ``longest`` characters."""
        value = self._take(name, None)
        if not isinstance(value, str) or not 1 <= len(value) <= longest:
            raise self._wrong(name, f"write a text of 1 to {longest} characters")
        return value

    def words(self, name: str, *, longest: int) -> str:
        """Return a text of at most ``longest`` characters, which may be empty."""
        value = self._left.pop(name, None)
        if not isinstance(value, str) or len(value) > longest:
            raise self._wrong(name, f"write a text of at most {longest} characters")
        return value

    def uuid(self, name: str) -> str:
        """Return a UUID in its usual form, lower case."""
        value = self._take(name, None)
        if not isinstance(value, str) or not _UUID.fullmatch(value):
            raise self._wrong(name, "write a UUID")
        return value.lower()

    def instant(self, name: str) -> datetime:
        """Return an instant (RFC 3339, with its offset), in UTC."""
        value = self._take(name, None)
        if isinstance(value, str) and _INSTANT.fullmatch(value):
            try:
                return datetime.fromisoformat(value).astimezone(UTC)
            except (ValueError, OverflowError):
                pass
        raise self._wrong(name, "write a time with its offset, as 2026-11-22T18:00:00Z")

    def optional_object(self, name: str) -> JsonObject | None:
        """Return an object, or None where it is null or absent."""
        value = self._left.pop(name, None)
        if value is not None and not isinstance(value, dict):
            raise self._wrong(name, "write an object or null")
        return value

    def one_of(self, name: str, known: Sequence[str]) -> str:
        """Return one of the words that are known."""
        value = self._take(name, None)
        if not isinstance(value, str) or value not in known:
            raise self._wrong(name, f"write one of {', '.join(known)}")
        return value

    def wholes(self, name: str, *, count: int, low: int, high: int) -> tuple[int, ...]:
        """Return so many whole numbers, each in a range."""
        value = self._take(name, None)
        if not isinstance(value, list) or len(value) != count:
            raise self._wrong(name, f"write a list of {count} whole numbers")
        return self._each_whole(name, value, low=low, high=high)

    def some_wholes(self, name: str, *, most: int, low: int, high: int) -> tuple[int, ...]:
        """Return whole numbers, at most so many, each in a range."""
        value = self._take(name, None)
        if not isinstance(value, list) or len(value) > most:
            raise self._wrong(name, f"write a list of at most {most} whole numbers")
        return self._each_whole(name, value, low=low, high=high)

    def _each_whole(self, name: str, value: list[Any], *, low: int, high: int) -> tuple[int, ...]:
        for each in value:
            if isinstance(each, bool) or not isinstance(each, int) or not low <= each <= high:
                raise self._wrong(name, f"write whole numbers from {low} to {high}")
        return tuple(value)

    def yes_no(self, name: str) -> bool:
        """Return true or false."""
        value = self._take(name, None)
        if not isinstance(value, bool):
            raise self._wrong(name, "write true or false")
        return value

    def optional_yes_no(self, name: str) -> bool | None:
        """Return true or false, or None where it is null or absent."""
        if self._left.get(name) is None:
            self._left.pop(name, None)
            return None
        return self.yes_no(name)

    def objects(self, name: str, *, most: int) -> "tuple[Fields, ...]":
        """Return a list of 1 to ``most`` objects."""
        value = self._take(name, None)
        if not isinstance(value, list) or not 1 <= len(value) <= most:
            raise self._wrong(name, f"write a list of 1 to {most} objects")
        if not all(isinstance(each, dict) for each in value):
            raise self._wrong(name, "each element must be an object")
        return tuple(
            Fields(each, path=f"{self._path}{name}[{place}].") for place, each in enumerate(value)
        )

    def _take(self, name: str, default: object) -> object:
        if name in self._left:
            return self._left.pop(name)
        if default is None:
            raise self._wrong(name, "is missing")
        return default

    def _wrong(self, name: str, what: str) -> InputError:
        return InputError(f"{self._path}{name}: {what}.", field=self._path + name)


def read_query(**ranges: tuple[int, int]) -> dict[str, int]:
    """Return the whole numbers of the query string, each in its range; others are refused.

    Raises:
        InputError: an unknown parameter, one twice, or one out of its range.
    """
    found: dict[str, int] = {}
    for name, values in request.args.lists():
        if name not in ranges:
            raise InputError(f"{name[:40]}: no such parameter.", field=name[:40])
        low, high = ranges[name]
        text = values[0]
        known = re.fullmatch(r"[0-9]{1,16}", text, re.ASCII)
        if len(values) > 1 or not known or not low <= int(text) <= high:
            raise InputError(f"{name}: write a whole number from {low} to {high}.", field=name)
        found[name] = int(text)
    return found


class _RefusedError(ValueError):
    """Something that Python's reader takes for JSON and that is none."""


def _refuse_constant(word: str) -> object:
    raise _RefusedError(f"{word} is not a number of JSON.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RefusedError("A key stands twice in one object.")
    return found


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (_ENDLESS, -_ENDLESS):
        raise _RefusedError("A number is too large.")
    return number


def _check_values(value: dict[str, Any], *, escapes: bool) -> None:
    """Refuse depth and texts that a database cannot hold; no recursion.

    Args:
        escapes: whether the JSON holds one: without them no text holds NUL or a surrogate.
    """
    left: list[tuple[dict[str, Any] | list[Any], int]] = [(value, 1)]
    while left:
        each, depth = left.pop()
        if depth > DEEPEST:
            raise InputError("The body is nested too deep.")
        parts = (*each, *each.values()) if isinstance(each, dict) else each
        for part in parts:
            if isinstance(part, str):
                if len(part) > LONGEST_TEXT:
                    raise InputError(f"A text is longer than {LONGEST_TEXT} characters.")
                if escapes and _UNSTORABLE.search(part):
                    raise InputError("A text holds NUL or half of a surrogate pair.")
            elif isinstance(part, (dict, list)):
                left.append((part, depth + 1))
