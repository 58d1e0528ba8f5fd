"""Reads what the study page's one form sends: which showing, which answer, when."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from flask import request

from quizapp.errors import InputError
from quizapp.services.study.sitting import Sitting, read_sitting
from quizapp.services.study.study_hints import MOST_HINTS

_LARGEST_ID: Final = 2**53
_LONGEST_VARIANT: Final = 64
_DAY_MS: Final = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Sent:
    """The hidden fields of the form.

    Attributes:
        id: UUID that names this answer, however often it is sent.
        set_id: the set that is studied, or None for everything.
        shown_at: when the question appeared, by the client's clock.
        duration_ms: from then to the answer.
        hints: how many were taken, as the page counted.
        sitting: how much is studied now, None for all that is due.
    """

    id: str
    card_id: int
    question_id: int
    variant: str
    set_id: int | None
    shown_at: datetime
    duration_ms: int
    hints: int
    sitting: Sitting | None


def read_sent(now: datetime) -> Sent:
    """Return the hidden fields of the present request.

    Raises:
        InputError: one is missing or cannot be what the page sent.
    """
    shown_ms = _number("shown", largest=_LARGEST_ID)
    # 200 years: later than any clock, and still a date.
    shown_at = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=min(shown_ms, 6.3e12))
    spent = (
        _number("duration", largest=_DAY_MS)
        if request.form.get("duration")
        else int((now - shown_at) / timedelta(milliseconds=1))
    )
    return Sent(
        id=request.form.get("id", ""),
        card_id=_number("card", largest=_LARGEST_ID),
        question_id=_number("question", largest=_LARGEST_ID),
        variant=request.form.get("variant", "")[:_LONGEST_VARIANT],
        set_id=read_set(),
        shown_at=shown_at,
        duration_ms=max(0, min(spent, _DAY_MS)),
        hints=_number("hints", largest=MOST_HINTS) if request.form.get("hints") else 0,
        sitting=find_sitting(),
    )


def read_set() -> int | None:
    """Return the set of the query or form, None when none is named.

    Raises:
        InputError: it is not a number.
    """
    return _number("set", largest=_LARGEST_ID) if request.values.get("set") else None


def find_sitting() -> Sitting | None:
    """Return the sitting of the query or form; None when none is named, or none that exists."""
    return read_sitting(request.values.get("sitting", ""))


def read_number(name: str, *, largest: int) -> int:
    """Return a whole number of the form from 0.

    Raises:
        InputError: it is another thing.
    """
    return _number(name, largest=largest)


def read_rating() -> int | None:
    """Return the learner's own rating 1-4, or None when none was sent.

    Raises:
        InputError: it is another number.
    """
    if not request.form.get("rating"):
        return None
    return _number("rating", largest=4, least=1)


def _number(name: str, *, largest: int, least: int = 0) -> int:
    sent = request.values.get(name, "")
    if sent.isascii() and sent.isdecimal() and len(sent) < 20 and least <= int(sent) <= largest:  # noqa: PLR2004 - longer ones are no ids
        return int(sent)
    raise InputError("This form is not complete. Go back to your study and try again.", field=name)
