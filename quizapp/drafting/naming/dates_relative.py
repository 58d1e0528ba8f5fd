"""Times that a date before them tells: "that year", "two years later", "the following spring".

Only what stands in the same passage counts, and what was named last. A month without a year is of
the year told of before it, or of the next one where the year has got past it.
"""

import re
from collections.abc import Sequence
from typing import Final

from quizapp.bank import edtf
from quizapp.bank.numerals import NUMBER_WORDS
from quizapp.drafting.shapes.spans import FoundDate

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_NAMES: Final = "|".join(_MONTHS)
_NUMBERS: Final = "|".join(NUMBER_WORDS)
_SEASONS: Final = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_RELATIVE: Final = re.compile(
    r"(?P<then>\b[Ss]ince then\b)"
    r"|(?P<same>\b[Tt](?:hat|he same) year\b)"
    r"|(?P<next>\b[Tt]he (?:following|next) year\b|\b(?:[Aa]|[Oo]ne) year (?:later|after that)\b)"
    r"|(?P<before>\b[Tt]he (?:previous year|year before)(?=[,.;]| (?!the\b)))"
    rf"|\b(?P<count>\d{{1,3}}|(?i:{_NUMBERS})|[Aa] (?=decade|century))\s?"
    r"(?P<span>years?|decades?|century|centuries) (?:later|afterwards)\b"
    rf"|\b[Tt]he (?:following|next) (?P<season>spring|summer|autumn|fall|{_NAMES})\b"
    r"|\b(?P<in>[Ii]n|[Bb]y|[Uu]ntil|[Ss]ince|[Ff]rom) (?P<part>early |late |mid-)?"
    rf"(?P<month>{_NAMES})\b(?! (?:\d|of )|,? \d{{4}})"
    rf"|\b(?P<on>[Oo]n) (?:(?P<day>[0-3]?\d)(?:st|nd|rd|th)? (?P<of>{_NAMES})|(?P<first>{_NAMES})"
    r" (?P<last>[0-3]?\d))\b(?!,? \d{4})"
)
_AHEAD: Final = re.compile(r"\b(?:from|by) $")
_SPANS: Final = {"year": 1, "decade": 10, "century": 100, "centurie": 100}
_NEAR: Final = 320
"""Characters back to the date that a month is of; farther off it may be of any year."""
_THEN: Final = 160
"""Characters back to the date that "since then" takes up: about a sentence."""
_YEAR: Final = 4


def find_relative(text: str, found: Sequence[FoundDate]) -> tuple[FoundDate, ...]:
    """Return the times of a text that one of the dates found before them tells."""
    known = sorted(found, key=lambda each: each.start)
    made: list[FoundDate] = []
    for match in _RELATIVE.finditer(text):
        if any(each.start < match.end() and match.start() < each.end for each in known):
            continue
        # What is planned "from 2027" says nothing of the year in which "in June" was.
        told = [each for each in known if not _AHEAD.search(text[: each.start])]
        anchor = _anchor([*told, *made], match.start())
        if anchor is None or match.start() - anchor[2] > _reach(match):
            continue
        one = _made(match, anchor[0], anchor[1])
        if one is not None:
            made.append(one)
    return tuple(made)


def _reach(match: re.Match[str]) -> int:
    """Return how many characters before it the date may stand that a time is of."""
    if match["then"]:
        return _THEN
    return _NEAR if match["month"] or match["of"] or match["first"] else match.start()


def _anchor(dates: Sequence[FoundDate], before: int) -> tuple[int, int, int] | None:
    """Return year, month (0 where none is told) and place of the last date before a character."""
    earlier = [each for each in dates if each.end <= before]
    last = max(earlier, key=lambda each: each.end, default=None)
    if last is None or last.edtf.endswith("/.."):
        return None
    end = last.edtf.split("/")[-1].rstrip("~?")
    begin = last.edtf.split("/")[0].rstrip("~?")
    if len(end) < _YEAR or begin[:_YEAR] != end[:_YEAR] or not end[:_YEAR].isdigit():
        return None
    month = int(end[5:7]) if len(end) > _YEAR else 0
    return int(end[:_YEAR]), month, last.end


def _made(match: re.Match[str], year: int, month: int) -> FoundDate | None:
    """Return the date of one such time, or None where it cannot be told."""
    value, lead, start, label = _counted(match, year), "in", match.start(), ""
    if match["then"]:
        value, lead = f"{year:04d}/..", "since"
    elif match["season"]:
        value = _season(match["season"], year, month)
        if "/" in value:
            label = f"the {match['season'].lower()} of {value[:_YEAR]}"
    elif match["month"]:
        value = _of_month(match["month"], year, month)
        lead, start = match["in"].lower(), match.start("month")
        if match["part"]:
            start = match.start("part")
    elif not value:
        number = int(match["day"] or match["last"])
        value = f"{_of_month(match['of'] or match['first'], year, month)}-{number:02d}"
        lead, start = "on", match.start("day") if match["day"] else match.start("first")
    if not value or edtf.find_fault(value):
        return None
    return FoundDate(start, match.end(), value, label, lead)


def _counted(match: re.Match[str], year: int) -> str:
    """Return the year that is told by so many years from one before it, or ""."""
    if match["count"]:
        return f"{year + _years(match):04d}"
    steps = {"same": 0, "next": 1, "before": -1}
    return next((f"{year + step:04d}" for name, step in steps.items() if match[name]), "")


def _years(match: re.Match[str]) -> int:
    word = match["count"].strip().lower()
    number = int(word) if word.isdigit() else NUMBER_WORDS.get(word, 1)
    return number * _SPANS[match["span"].lower().rstrip("s")]


def _of_month(name: str, year: int, month: int) -> str:
    """Return the month of the year told of, or of the next where that is past it."""
    number = _MONTHS.index(name.capitalize()) + 1
    return f"{year + (number < month):04d}-{number:02d}"


def _season(name: str, year: int, month: int) -> str:
    if name.capitalize() in _MONTHS:
        number = _MONTHS.index(name.capitalize()) + 1
        return f"{year + (number <= month or not month):04d}-{number:02d}"
    first, last = _SEASONS[name.lower()]
    year += first <= month or not month
    return f"{year:04d}-{first:02d}/{year:04d}-{last:02d}"
