"""Dates as articles write them -> EDTF with the words a person says them in."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections.abc import Callable
from typing import Final

from quizapp.bank import edtf
from quizapp.drafting.naming.dates_relative import find_relative
from quizapp.drafting.shapes.spans import FoundDate

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_SEASONS: Final = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_DECADE_PARTS: Final = {"early": (0, 4), "mid": (4, 6), "late": (5, 9), "": (0, 9)}
_ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
        ],
        start=1,
    )
}
_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.)"
)
_YEAR: Final = r"(?:1[0-9]{3}|20[0-9]{2}|21[0-4][0-9])"
_DAY: Final = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_DASH: Final = r"\s?[-–—]\s?"
_ABOUT: Final = r"(?:about|around|circa|c\.|ca\.|roughly|approximately)"
_LEAD: Final = re.compile(
    r"\b(in|on|since|from|by|before|after|until|till|during|between|around|about|of|as of|"
    r"as early as|as late as|throughout|through|to)\s+(?:the\s+|(?:the\s+)?year\s+)?$",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"^[ -](?:people|men|women|soldiers|troops|dollars|euros|pounds|jobs|homes|houses|tons|tonnes|"
    r"kilomet|met(?:er|re)s|miles|feet|years|days|degrees|copies|times|members|workers|children|"
    r"BC\b|B\.C|BCE|percent|per cent|million|billion|pages|students|schools|species|square|hectares|"  # noqa: E501 - a pattern reads best whole
    r"acres|million|calories|volts|watts|megawatts|kg|km|prisoners|deaths|cases|ships|aircraft)"
)
_EARLY: Final = (
    r"(?:(?<=\b[Ii]n )|(?<=[,;] by )|(?<=\band by )|(?<=[,;] after )|(?<=\band after )"
    r"|(?:(?<=^By )|(?<=[.;] By )|(?<=^After )|(?<=[.;] After )|(?<=^Before )|(?<=[.;] Before )))"
    r"(?<!\d in )(?P<y>[1-9]\d\d)"
    r"(?=\s?[.,;)]| (?:the|he|she|they|it|his|her|when|and|but|after|under)\b)(?!,\d|\.\d)"
)
"""A year of three digits: opening a clause, or behind "in" with nothing that it could count."""
_NOT_BEFORE: Final = re.compile(
    r"(?:[\d$€£¥#.,:/-]|\b(?:some|nearly|almost|over|than|least|most|exactly|only|another|page|no\.|"
    r"room|route|flight|model|resolution|number|one(?: \w+)? in))\s?$",
    re.IGNORECASE,
)


def _date(year: str, month: str = "", day: str = "") -> str:
    text = f"{int(year):04d}"
    if month:
        text += f"-{_MONTHS[month.rstrip('.').lower()]:02d}"
    if day:
        text += f"-{int(re.sub(r'[^0-9]', '', day)):02d}"
    return text


def _year_after(first: str, last: str) -> str:
    """Return the second year of a range: "1914-18" ends in 1918."""
    return first[: len(first) - len(last)] + last if len(last) < len(first) else last


def _day_range(match: re.Match[str]) -> tuple[str, str]:
    first = _date(match["y"], match["m"], match["d"])
    last = _date(match["y"], match.groupdict().get("m2") or match["m"], match["e"])
    return f"{first}/{last}", ""


def _day(match: re.Match[str]) -> tuple[str, str]:
    return _date(match["y"], match["m"], match["d"]), ""


def _month_range(match: re.Match[str]) -> tuple[str, str]:
    first_year = match.groupdict().get("y") or match["z"]
    found = f"{_date(first_year, match['m'])}/{_date(match['z'], match['n'])}"
    between = match[0].lower().startswith("between")
    return found, match[0] if between else ""


def _month(match: re.Match[str]) -> tuple[str, str]:
    part = match.groupdict().get("part")
    found = _date(match["y"], match["m"])
    return (f"{found}~", match[0]) if part else (found, "")


def _years(match: re.Match[str]) -> tuple[str, str]:
    first, last = match["y"], _year_after(match["y"], match["z"])
    between = match[0].lower().startswith("between")
    return f"{first}/{last}", f"between {first} and {last}" if between else ""


def _since(match: re.Match[str]) -> tuple[str, str]:
    told = match.groupdict()
    day = _date(match["y"], told.get("m") or "", told.get("d") or "")
    return f"{day}/..", ""


def _decade(match: re.Match[str]) -> tuple[str, str]:
    first = int(match["y"])
    part = (match["part"] or "").lower().rstrip("- ")
    low, high = _DECADE_PARTS[{"middle": "mid"}.get(part, part)]
    last = int(match["z"]) if match.groupdict().get("z") else first
    label = match[0].lower() if match[0][:1].isupper() else match[0]
    label = label if label.startswith("the ") else f"the {label}"
    return f"{first + low:04d}/{last + (9 if last != first else high):04d}", label


def _century(match: re.Match[str]) -> tuple[str, str]:
    word = match["c"].lower()
    number = _ORDINALS.get(word) or int(re.sub(r"\D", "", word) or "0")
    if not 1 <= number <= 21:  # noqa: PLR2004 - centuries of our era that have begun
        return "", ""
    first, last = number * 100 - 99, number * 100
    part = (match["part"] or "").lower().rstrip("- ")
    halves = {"early": (first, first + 32), "mid": (first + 33, first + 66)}
    halves |= {"late": (first + 67, last), "first half of the": (first, first + 49)}
    halves |= {"second half of the": (first + 50, last), "middle of the": (first + 33, first + 66)}
    low, high = halves.get(part, (first, last))
    label = re.sub(r"^The", "the", match[0])
    return f"{low:04d}/{high:04d}", label if label.startswith("the ") else f"the {label}"


def _season(match: re.Match[str]) -> tuple[str, str]:
    year, season = match["y"], match["s"].lower()
    if season == "winter":
        return f"{year}~", match[0]
    low, high = _SEASONS[season]
    return f"{year}-{low:02d}/{year}-{high:02d}", match[0]


def _part_year(match: re.Match[str]) -> tuple[str, str]:
    label = match[0][0].lower() + match[0][1:]
    return f"{match['y']}~", label


def _about(match: re.Match[str]) -> tuple[str, str]:
    return f"{match['y']}~", ""


def _year(match: re.Match[str]) -> tuple[str, str]:
    return f"{int(match['y']):04d}", ""


_RULES: Final[tuple[tuple[str, Callable[[re.Match[str]], tuple[str, str]]], ...]] = (
    (rf"\b(?P<y>{_YEAR})-(?P<m0>[01]\d)-(?P<d0>[0-3]\d)\b", lambda m: (m[0], "")),
    (
        rf"\b(?P<d>{_DAY})(?:{_DASH}| to | and )(?P<e>{_DAY}) (?P<m>{_MONTH}),? (?P<y>{_YEAR})\b",
        _day_range,
    ),
    (
        rf"\b(?P<m>{_MONTH}) (?P<d>{_DAY})(?:{_DASH}| to | and )(?P<e>{_DAY}),? (?P<y>{_YEAR})\b",
        _day_range,
    ),
    (
        (
            rf"\b(?:[Bb]etween |[Ff]rom )?(?P<d>{_DAY}) (?P<m>{_MONTH})(?:{_DASH}| to | and | until )"  # noqa: E501 - a pattern reads best whole
            rf"(?P<e>{_DAY}) (?P<m2>{_MONTH}),? (?P<y>{_YEAR})\b"
        ),
        _day_range,
    ),
    (
        (
            rf"\b(?:[Bb]etween |[Ff]rom )?(?P<m>{_MONTH}) (?P<d>{_DAY})(?:{_DASH}| to | and | until )"  # noqa: E501 - a pattern reads best whole
            rf"(?P<m2>{_MONTH}) (?P<e>{_DAY}),? (?P<y>{_YEAR})\b"
        ),
        _day_range,
    ),
    (rf"\b[Ss]ince (?P<d>{_DAY})(?: of)? (?P<m>{_MONTH}),? (?P<y>{_YEAR})\b", _since),
    (rf"\b[Ss]ince (?P<m>{_MONTH}) (?P<d>{_DAY}),? (?P<y>{_YEAR})\b", _since),
    (rf"\b(?P<d>{_DAY})(?: of)? (?P<m>{_MONTH}),? (?P<y>{_YEAR})\b", _day),
    (rf"\b(?P<m>{_MONTH}) (?P<d>{_DAY}),? (?P<y>{_YEAR})\b", _day),
    (
        (
            rf"\b(?:[Bb]etween |[Ff]rom )?(?P<m>{_MONTH})(?: (?P<y>{_YEAR}))?(?:{_DASH}| and | to | until )"  # noqa: E501 - a pattern reads best whole
            rf"(?P<n>{_MONTH}) (?:of )?(?P<z>{_YEAR})\b"
        ),
        _month_range,
    ),
    (rf"\b[Ss]ince (?P<m>{_MONTH}) (?P<y>{_YEAR})\b", _since),
    (
        rf"\b(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[- ])?(?P<m>{_MONTH}),? (?:of )?(?P<y>{_YEAR})\b",
        _month,
    ),
    (
        (
            rf"\b(?:the )?(?P<s>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter) (?:of )?(?P<y>{_YEAR})"  # noqa: E501 - a pattern reads best whole
            rf"(?:{_DASH}\d\d)?\b"
        ),
        _season,
    ),
    (
        (
            rf"\b(?:[Tt]he )?(?:(?P<part>early|mid|middle|late)[- ]|(?:to )?)?(?P<y>{_YEAR})s "
            rf"(?:and|to|or) (?:the )?(?:early |mid-?|late )?(?P<z>{_YEAR})s\b"
        ),
        _decade,
    ),
    (
        r"\b(?:[Tt]he )?(?:(?P<part>[Ee]arly|[Mm]id|[Mm]iddle|[Ll]ate)[- ])?(?P<y>1\d\d0|20\d0)['’]?s\b",  # noqa: E501 - a pattern reads best whole
        _decade,
    ),
    (
        (
            r"\b(?:[Tt]he )?(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate|first half of the|second half of the|"  # noqa: E501 - a pattern reads best whole
            r"middle of the)[- ])?(?P<c>\d{1,2}(?:st|nd|rd|th)|"
            + "|".join(sorted(_ORDINALS, key=len, reverse=True))
            + r")[- ][Cc]entury(?! BC| B\.C)\b"
        ),
        _century,
    ),
    (
        rf"\b(?:[Bb]etween (?P<y>{_YEAR}) and (?P<z>{_YEAR}))\b",
        _years,
    ),
    (rf"\b(?:[Ff]rom )?(?P<y>{_YEAR}) (?:to|until|through) (?P<z>{_YEAR})\b", _years),
    (rf"\b(?P<y>{_YEAR})[-–—/](?P<z>{_YEAR}|\d\d)\b(?![-/]\d)", _years),
    (rf"\b[Ss]ince (?:the (?:end|start|beginning|summer|spring) of )?(?P<y>{_YEAR})\b", _since),
    (
        rf"\b(?:the (?:beginning|start|end|middle) of |(?:[Ee]arly|[Mm]id|[Ll]ate)[- ](?:in )?)(?P<y>{_YEAR})\b",  # noqa: E501 - a pattern reads best whole
        _part_year,
    ),
    (rf"\b{_ABOUT} (?:the year )?(?P<y>{_YEAR})\b", _about),
    (r"\bA\.?D\.? (?P<y>\d{2,4})\b", _year),
    (r"\b(?P<y>\d{2,4}) (?:A\.D\.|AD\b|CE\b)", _year),
    (_EARLY, _year),
    (rf"\b(?P<y>{_YEAR})\b", _year),
)
_COMPILED: Final = tuple((re.compile(pattern), make) for pattern, make in _RULES)


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Return the dates of a passage in their order; "yesterday" and "last year" give none.

    Times that a date before them tells are among them: "that year", "two years later".
    """
    found: list[FoundDate] = []
    impossible: list[tuple[int, int]] = []
    for pattern, make in _COMPILED:
        for match in pattern.finditer(text):
            if any(each.start < match.end() and match.start() < each.end for each in found):
                continue
            if any(start < match.end() and match.start() < end for start, end in impossible):
                continue
            date = _made(text, match, make)
            if date is not None:
                found.append(date)
            elif match[0] != match.groupdict().get("y"):
                # "31 February 1990" is no date, and neither is its end.
                impossible.append(match.span())
    found.extend(find_relative(text, found))
    return tuple(sorted(found, key=lambda each: each.start))


_WEEKDAY: Final = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:the )?$")
"""The day of the week before a date, which says no more than it."""


def _made(
    text: str, match: re.Match[str], make: Callable[[re.Match[str]], tuple[str, str]]
) -> FoundDate | None:
    bare_year = match[0].isdigit() or make is _about
    if bare_year and not _is_year(text, match):
        return None
    value, label = make(match)
    if not value or edtf.find_fault(value):
        return None
    lead = _LEAD.search(text, max(0, match.start() - 24), match.start())
    word = lead[1].lower() if lead else ""
    if match[0].lower().startswith(("since", "between", "from")):
        word = match[0].split()[0].lower()
    day = _WEEKDAY.search(text, max(0, match.start() - 12), match.start())
    begin = day.start() if day and edtf.precision(value) == "day" else match.start()
    if begin < match.start():
        lead = _LEAD.search(text, max(0, begin - 24), begin)
        word = lead[1].lower() if lead else word
    return FoundDate(begin, match.end(), value, label, word)


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Return whether four digits are a year and no number of things."""
    before, after = text[max(0, match.start() - 14) : match.start()], text[match.end() :]
    if _NOT_BEFORE.search(before) or _COUNTED.search(after[:14]):
        return False
    return not re.match(r"[,.]\d|[%°$€]|-\w+-old|:\d", after)


def is_exact(date: FoundDate) -> bool:
    """Return whether something happened at the date: "in 1990", and not "before 1990"."""
    return date.lead not in {"by", "before", "after", "until", "till", "to", "as of"}
