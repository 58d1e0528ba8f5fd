"""Reads what the controls of macros/interactions.html send into a response as a variant shows it.

The names are those of the macro: ``option``, ``options``, ``value``, ``text``, ``right-0``...,
``place-0``..., each after a prefix where a page asks several questions. Whether an index was
shown is for ``generation.variant.canonical`` to check.
"""

from typing import Final

from werkzeug.datastructures import MultiDict

from quizapp.bank.terms import JsonObject
from quizapp.errors import ResponseError

_LONGEST_NUMBER: Final = 4
_TRUTH: Final = {"true": True, "false": False}


def read_response(  # noqa: PLR0911 - one return per interaction
    form: MultiDict[str, str], *, public: JsonObject, prefix: str = ""
) -> JsonObject | None:
    """Return the response to a shown question, or None when it was left empty.

    Args:
        form: the fields as they were posted.
        public: the question as it was presented.
        prefix: what stands before each name.

    Raises:
        ResponseError: something that its controls cannot send, or an incomplete order.
    """
    match public["interaction"]:
        case "choice":
            sent = form.get(f"{prefix}option", "")
            return {"option": _index(sent)} if sent else None
        case "multiple":
            picks = [_index(each) for each in form.getlist(f"{prefix}options")]
            return {"options": picks} if picks else None
        case "true_false":
            sent = form.get(f"{prefix}value", "")
            if sent and sent not in _TRUTH:
                raise ResponseError("Choose true or false.")
            return {"value": _TRUTH[sent]} if sent else None
        case "text":
            text = form.get(f"{prefix}text", "")
            return {"text": text} if text.strip() else None
        case "matching":
            return _matching(form, size=_size(public["lefts"]), prefix=prefix)
        case "ordering":
            return _ordering(form, size=_size(public["steps"]), prefix=prefix)
        case "flashcard":
            return {}
        case other:
            raise ResponseError("There is no interaction {other!r}.", other=other)


def _matching(form: MultiDict[str, str], *, size: int, prefix: str) -> JsonObject | None:
    """Return the right chosen for each left as shown; those left open are null."""
    sent = [form.get(f"{prefix}right-{place}", "") for place in range(size)]
    chosen = [_index(each) if each else None for each in sent]
    used = [each for each in chosen if each is not None]
    if not used:
        return None
    if len(set(used)) != len(used):
        raise ResponseError("The same answer is chosen for two lines: use each one once.")
    return {"rights": chosen}


def _ordering(form: MultiDict[str, str], *, size: int, prefix: str) -> JsonObject | None:
    """Return the shown indexes from first to last; each step says its place, from 1."""
    sent = [form.get(f"{prefix}place-{step}", "") for step in range(size)]
    if not any(sent):
        return None
    if not all(sent):
        raise ResponseError("Give every step a place: an order needs all of them.")
    places = [_index(each) for each in sent]
    if sorted(places) != list(range(1, size + 1)):
        raise ResponseError("Give each step a place of its own: two share one.")
    return {"order": sorted(range(size), key=lambda step: places[step])}


def _index(sent: str) -> int:
    """Return a small whole number in plain digits."""
    if not (sent.isascii() and sent.isdecimal() and len(sent) <= _LONGEST_NUMBER):
        raise ResponseError("This answer was not among those shown. Load the page anew.")
    return int(sent)


def _size(shown: object) -> int:
    return len(shown) if isinstance(shown, list) else 0
