"""A class list as people: each row's name, number, account and group, or all its faults."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quizapp.errors import InputError, Words, translatable
from quizapp.formats.rosters.roster_columns import Columns, find_columns, kind_of
from quizapp.formats.rosters.roster_text import TextRow, read_table

NAME_MAX: Final = 64
NUMBER_MAX: Final = 64
GROUP_MAX: Final = 80
_MOST_MARKS: Final = 3
"""Accents on one letter; more are drawn over the neighbouring lines."""
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FORMULA: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_SPREADSHEET: Final = frozenset(
    {
        "#n/a",
        "#ref!",
        "#name?",
        "#value!",
        "#div/0!",
        "#null!",
        "#num!",
        "#nv",
        "#bezug!",
        "#nombre?",
    }
)
_NOTHING: Final = frozenset({"n/a", "na", "none", "null", "nil", "-", "--", "?", "tbd", "unknown"})
_SCIENCE: Final = re.compile(r"\d+([.,]\d+)?e[+-]?\d+", re.IGNORECASE)
_TWICE_DECODED: Final = re.compile(
    "[\u00c2\u00c3][\u0080-\u00bf\u0152\u0153\u0160\u0161\u017d\u017e\u0178\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_ALPHABETS: Final = ("LATIN", "CYRILLIC", "GREEK")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row: in which column ("" for the row), and why."""

    column: str
    error: InputError


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A person on the list; with faults it is refused.

    Attributes:
        line: of the file, from 1. name: as an account would be called.
        number: the school's number, "" without one. account: the name they sign in by, if given.
        group: "" without one.
    """

    line: int
    name: str
    number: str
    account: str
    group: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """A class list as it was read.

    Attributes:
        columns: what its columns were taken for. encoding: how its letters were read.
    """

    rows: tuple[RosterRow, ...]
    columns: Columns
    encoding: str


def read_roster(data: bytes) -> Roster:
    """Return the people of a class list, each with all that is wrong with them.

    Raises:
        InputError: the file as a whole cannot be used.
    """
    table = read_table(data)
    columns = find_columns(table.header)
    if columns.twice:
        raise InputError(
            "Two columns say the same: {first} and {second}. Leave one of them out.",
            first=columns.twice[0],
            second=columns.twice[1],
            field="file",
        )
    if not columns.has_name:
        raise InputError(
            "No column for names was found in line {line}. Its columns should be called First "
            "name and Last name, or Name; Student ID and Group may follow.",
            line=table.header_line,
            field="file",
        )
    if not table.rows:
        raise InputError("There is a header, but nobody under it.", field="file")
    return Roster(tuple(_row(each, columns) for each in table.rows), columns, table.encoding)


def _row(row: TextRow, columns: Columns) -> RosterRow:
    if row.error is not None:
        about = " ".join(" ".join(row.cells).split())[:NAME_MAX]
        return RosterRow(row.line, _shown(about), "", "", "", (Fault("", row.error),))
    cells = {kind: _tidy(row.cells[place]) for kind, place in columns.places.items()}
    if _is_header(row.cells, columns):
        again = InputError("This is the header once more.")
        return RosterRow(row.line, "", "", "", "", (Fault("", again),))
    name = _name(cells)
    faults = [
        *_name_faults(name, columns.head("name", "last", "first", "account")),
        *_part_faults(cells, columns),
        *_number_faults(cells.get("id", ""), columns.head("id")),
        *_text_faults(cells.get("account", ""), columns.head("account"), NAME_MAX),
        *_text_faults(cells.get("group", ""), columns.head("group"), GROUP_MAX),
    ]
    return RosterRow(
        line=row.line,
        name=_shown(name),
        number=_shown(cells.get("id", "")),
        account=_shown(cells.get("account", "")),
        group=_shown(cells.get("group", "")),
        faults=tuple(dict.fromkeys(faults)) if len(faults) > 1 else tuple(faults),
    )


def _is_header(cells: tuple[str, ...], columns: Columns) -> bool:
    places = columns.places.values()
    return len(columns.places) > 1 and all(kind_of(cells[place])[0] for place in places)


def _name(cells: dict[str, str]) -> str:
    """Return the whole name that the cells come to."""
    last = " ".join(each for each in (cells.get("last"), cells.get("second")) if each)
    first, whole = cells.get("first", ""), cells.get("name", "")
    if whole and not last and first and first.casefold() not in whole.casefold().split():
        last, whole = whole, ""  # "Name" beside "Vorname" is the family's.
    if first and last:
        return f"{first} {last}"
    if whole:
        family, comma, given = whole.partition(",")
        return f"{given.strip()} {family.strip()}" if comma and given.strip() else whole
    return first or last or cells.get("account", "")


def _part_faults(cells: dict[str, str], columns: Columns) -> Iterator[Fault]:
    """Name a formula in the later half of a name, and the half that is missing."""
    whole = _name(cells)
    for kind in ("last", "second"):
        part = cells.get(kind, "")
        if part.startswith(_FORMULA) and not whole.startswith(part):
            yield Fault(columns.head(kind), InputError(_REASONS["formula"], field="", sign=part[0]))
    if cells.get("name") or not (cells.get("first") or cells.get("last")):
        return
    for kind in ("first", "last"):
        if kind in cells and not cells[kind]:
            yield Fault(
                columns.head(kind),
                InputError("Half of the name is missing. For one name alone use a column Name."),
            )


def _name_faults(name: str, column: str) -> Iterator[Fault]:
    if not name:
        yield Fault(column, InputError("There is no name."))
        return
    yield from _text_faults(name, column, NAME_MAX)
    if name.casefold() in _NOTHING:
        yield Fault(column, InputError("This says that there is no name."))
    elif len(name) < 2:  # noqa: PLR2004 - what an account needs
        yield Fault(column, InputError("The name is too short: two letters at least."))
    elif "@" in name[1:]:
        yield Fault(column, InputError("This is an e-mail address, not a name."))
    elif not any(letter.isalpha() for letter in name):
        yield Fault(column, InputError("There is no letter in this name."))
    if len(_alphabets(name)) > 1:
        yield Fault(column, InputError("It mixes letters of two alphabets that look alike."))


def _number_faults(number: str, column: str) -> Iterator[Fault]:
    yield from _text_faults(number, column, NUMBER_MAX)
    if _SCIENCE.fullmatch(number):
        yield Fault(
            column,
            InputError("A spreadsheet has shortened this number. Write it out as text."),
        )
    elif number.casefold() in _NOTHING and number:
        yield Fault(column, InputError("This is no number. Leave it empty where there is none."))


_REASONS: Final[dict[str, Words]] = {
    "long": translatable("Too long: {length} characters of at most {most}."),
    "formula": translatable("It begins like a formula of a spreadsheet: {sign}"),
    "error": translatable("This is an error message of a spreadsheet."),
    "lost": translatable("Letters were lost when the file was made (\N{REPLACEMENT CHARACTER})."),
    "decoded": translatable("Its letters were decoded wrongly when the file was made."),
    "break": translatable("There is a line break or tab in it."),
    "control": translatable("There is a control character in it."),
    "hidden": translatable("There is an invisible character in it."),
    "marks": translatable("There are too many accents on one letter."),
}


def _text_faults(text: str, column: str, most: int) -> Iterator[Fault]:
    """Yield what no cell may be."""
    if not text:
        return
    shown = {"length": len(text), "most": most, "sign": text[0]}
    for reason, holds in (
        ("long", len(text) > most),
        ("formula", text.startswith(_FORMULA) and text.casefold() not in _NOTHING),
        ("error", text.casefold() in _SPREADSHEET),
        ("lost", "\N{REPLACEMENT CHARACTER}" in text),
        ("decoded", _TWICE_DECODED.search(text) is not None),
        ("break", any(each in text for each in "\n\t")),
        (
            "control",
            any(unicodedata.category(each) == "Cc" and each not in "\n\t" for each in text),
        ),
        ("hidden", any(unicodedata.category(each) in _HIDDEN - {"Cc"} for each in text)),
        ("marks", _most_marks(text) > _MOST_MARKS),
    ):
        if holds:
            template = _REASONS[reason]
            values = {key: value for key, value in shown.items() if "{" + key + "}" in template}
            yield Fault(column, InputError(template, field="", **values))


def _tidy(cell: str) -> str:
    """Return a cell without space around it, and without the apostrophe that our export adds."""
    clean = unicodedata.normalize("NFC", cell).strip(" \u00a0\u3000")
    return re.sub(" +", " ", clean)


def _shown(text: str) -> str:
    """Return a text as a page can show it: nothing invisible, not for ever."""
    plain = "".join("\N{MIDDLE DOT}" if unicodedata.category(c) in _HIDDEN else c for c in text)
    return plain if len(plain) <= 2 * NAME_MAX else plain[: 2 * NAME_MAX] + "…"


def _most_marks(text: str) -> int:
    most = run = 0
    for letter in unicodedata.normalize("NFD", text):
        run = run + 1 if unicodedata.combining(letter) else 0
        most = max(most, run)
    return most


def _alphabets(text: str) -> set[str]:
    """Return which of the alphabets that share shapes occur in a word of the text."""
    for word in text.split():
        found = {
            alphabet
            for letter in word
            if letter.isalpha()
            for alphabet in _ALPHABETS
            if unicodedata.name(letter, "").startswith(alphabet)
        }
        if len(found) > 1:
            return found
    return set()
