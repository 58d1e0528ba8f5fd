"""Dates of EDTF level 0/1: whether they exist, the years they span, how a person says them."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["year", "month", "day", "period"]
"""How finely a date is known; "period" is an interval or an approximate date."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One end of a date: year, and month and day where given."""

    year: int
    month: int | None
    day: int | None
    mark: str

    @property
    def first(self) -> tuple[int, int, int]:
        return (self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> tuple[int, int, int]:
        return (self.year, self.month or 12, self.day or 31)


def _part(text: str) -> _Part:
    mark = text[-1] if text[-1] in "~?" else ""
    numbers = [int(each) for each in text.rstrip("~?").split("-")]
    return _Part(
        year=numbers[0],
        month=numbers[1] if len(numbers) > 1 else None,
        day=numbers[2] if len(numbers) > 2 else None,  # noqa: PLR2004 - year, month, day
        mark=mark,
    )


def _part_fault(part: _Part) -> str | None:
    if part.year == 0:
        return "there is no year 0000"
    if part.month is None:
        return None
    if not 1 <= part.month <= 12:  # noqa: PLR2004 - months of the year
        return f"there is no month {part.month:02d}"
    if part.day is None:
        return None
    try:
        date(part.year, part.month, part.day)
    except ValueError:
        return f"{calendar.month_name[part.month]} {part.year} has no day {part.day:02d}"
    return None


def find_fault(edtf: str) -> str | None:
    """Return what is impossible about a date that has the right form, or None."""
    start, _, end = edtf.partition("/")
    first = _part(start)
    fault = _part_fault(first)
    if fault or not end or end == "..":
        return fault
    last = _part(end)
    fault = _part_fault(last)
    if fault:
        return fault
    return "the interval ends before it starts" if last.last < first.first else None


def precision(edtf: str) -> Precision:
    """Return how finely the date is known."""
    if "/" in edtf or edtf[-1] in "~?":
        return "period"
    return {0: "year", 1: "month"}.get(edtf.count("-"), "day")  # type: ignore[return-value]  # the three literals


def years(edtf: str) -> tuple[int, int]:
    """Return the first and the last year of the date; an open interval ends in 9999."""
    start, _, end = edtf.partition("/")
    first = int(start[:4])
    if not end:
        return first, first
    return first, 9999 if end == ".." else int(end[:4])


def _say(part: _Part) -> str:
    words = str(part.year)
    if part.month is not None:
        # A rule tells that there is no month 13; until then its number stands for it.
        known = 1 <= part.month <= 12  # noqa: PLR2004 - months of the year
        words = f"{calendar.month_name[part.month] if known else part.month} {words}"
    if part.day is not None:
        words = f"{part.day} {words}"
    return {"~": f"about {words}", "?": f"perhaps {words}"}.get(part.mark, words)


def label(edtf: str) -> str:
    """Return how a person says the date: 1991, December 1991, 1985 to 1991, about 1987."""
    start, _, end = edtf.partition("/")
    if end == "..":
        return f"since {_say(_part(start))}"
    return f"{_say(_part(start))} to {_say(_part(end))}" if end else _say(_part(start))


def adverbial(edtf: str, label_text: str) -> str:
    """Return the date as it stands in a sentence: "in 1991", "on 26 December 1991"."""
    first = label_text.split(" ", 1)[0].casefold()
    if first in {"in", "on", "since", "from", "between", "before", "after", "during", "by", "at"}:
        return label_text
    if "/" in edtf and " to " in label_text:
        return f"from {label_text}"
    if first in {"about", "perhaps", "around", "early", "mid", "late", "earlier", "later"}:
        return f"in {label_text}"
    return f"on {label_text}" if precision(edtf) == "day" else f"in {label_text}"
