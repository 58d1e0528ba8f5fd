"""A class list's bytes as rows of cells: encoding, separator and quotes, each row by itself."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quizapp.errors import InputError
from quizapp.formats.rosters.roster_columns import kind_of

MOST_BYTES: Final = 4_000_000
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 100
_SEPARATORS: Final = (",", ";", "\t")
_JOINED: Final = 10
"""Lines that one quoted cell may run over, as notes in a school's export do."""
_MOST_CELLS: Final = 1_000
"""More are not counted: such a row is refused for its width anyway."""
_LONGEST: Final = 20_000
"""Characters of a line; a person needs some hundred."""
_CELL: Final = re.compile(r'"([^"]*(?:""[^"]*)*)"')
_TYPOGRAPHIC: Final = frozenset("\u2018\u2019\u201c\u201d\u2013\u2014\u20ac\u2026")


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row; ``error`` says why it could not be taken apart. ``line`` is its first, from 1."""

    line: int
    cells: tuple[str, ...]
    error: InputError | None = None


@dataclass(frozen=True, slots=True)
class TextTable:
    """A header and its rows.

    Attributes:
        encoding: "UTF-8", "UTF-16" or "Windows-1252".
        rows: those that are not empty.
    """

    encoding: str
    header: tuple[str, ...]
    header_line: int
    rows: tuple[TextRow, ...]


def read_table(data: bytes) -> TextTable:
    """Return the header and rows of a CSV file.

    Raises:
        InputError: the file as a whole cannot be read: too large, empty, of unknown encoding.
    """
    if len(data) > MOST_BYTES:
        raise InputError("The file is larger than 4 MB. Is it a class list?", field="file")
    text, encoding = decode(data)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((place for place, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise InputError("There is nothing in it. Choose a file, or paste a list.", field="file")
    if len(lines[first]) > _LONGEST:
        raise InputError("The first line is far too long for the names of columns.", field="file")
    separator = _separator(lines[first])
    header = _cells(lines[first], separator)
    if header is None:
        raise InputError(
            "A quote in the first line is never closed, so that its columns cannot be read.",
            field="file",
        )
    while header and not header[-1].strip():
        header.pop()
    if len(header) > MOST_COLUMNS:
        raise InputError("There are more than {most} columns.", most=MOST_COLUMNS, field="file")
    rows: list[TextRow] = []
    for row in _rows(lines, first + 1, separator, width=len(header)):
        rows.append(row)
        if len(rows) > MOST_ROWS:
            raise InputError(
                "There are more than {most} rows. Split the list in parts.",
                most=MOST_ROWS,
                field="file",
            )
    return TextTable(encoding, tuple(each.strip() for each in header), first + 1, tuple(rows))


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    Raises:
        InputError: no encoding fits without doubt.
    """
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise InputError(
            "This is a spreadsheet, not CSV. Save it as “CSV UTF-8”, and choose that file.",
            field="file",
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError:
            raise _unknown() from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _western(data), "Windows-1252"
    if text.count("\0") * 4 > len(text):
        raise _unknown()  # UTF-16 without its mark.
    return text, "UTF-8"


def _western(data: bytes) -> str:
    """Return the text of Windows-1252, where nothing else is likely.

    On a Mac the same accents lie between 0x80 and 0x9F, where Windows has little that names
    need: with such a byte it stays open which of both it is.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise _unknown() from None
    doubtful = any(0x80 <= byte <= 0x9F for byte in data) and any(  # noqa: PLR2004 - said above
        0x80 <= letter.encode("cp1252")[0] <= 0x9F and letter not in _TYPOGRAPHIC  # noqa: PLR2004
        for letter in set(text)
        if ord(letter) > 0x7F  # noqa: PLR2004 - beyond ASCII
    )
    odd = {each for each in set(text) if ord(each) > 0x7F} - _TYPOGRAPHIC  # noqa: PLR2004
    if doubtful or any(
        unicodedata.category(each)[0] not in "LZ" and each not in "ªº" for each in odd
    ):
        raise _unknown()
    return text


def _unknown() -> InputError:
    return InputError(
        "The letters of this file are in an encoding that cannot be told for sure. Save it as "
        "“CSV UTF-8”, and choose that file.",
        field="file",
    )


def _separator(line: str) -> str:
    """Return the separator by which most cells of the header mean something."""

    def known(separator: str) -> tuple[int, int]:
        cells = _cells(line, separator) or []
        return sum(bool(kind_of(cell)[0]) for cell in cells), len(cells)

    return max(_SEPARATORS, key=known)


def _rows(lines: list[str], start: int, separator: str, *, width: int) -> Iterator[TextRow]:
    """Yield the rows; one that is broken breaks no other."""
    place = start
    while place < len(lines):
        line = lines[place]
        number, place = place + 1, place + 1
        if not line.replace(separator, "").strip():
            continue
        if len(line) > _LONGEST:
            yield TextRow(number, (), InputError("This line is far too long for a person."))
            continue
        cells = _cells(line, separator)
        if cells is None:
            cells, used = _over_lines(lines, place - 1, separator, width=width)
            place += used
        if cells is None:
            yield TextRow(
                number,
                (),
                InputError("A quote in this row is never closed, or stands amid a cell."),
            )
            continue
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if len(cells) != width:
            yield TextRow(
                number,
                tuple(cells),
                InputError(
                    "This row has {count} cells, the header has {width}.",
                    count=len(cells),
                    width=width,
                ),
            )
            continue
        yield TextRow(number, tuple(cells))


def _over_lines(
    lines: list[str], place: int, separator: str, *, width: int
) -> tuple[list[str] | None, int]:
    """Return the cells of a row whose quoted cell runs over lines, and how many more it took."""
    for more in range(1, _JOINED):
        if place + more >= len(lines) or len(lines[place + more]) > _LONGEST:
            break
        cells = _cells("\n".join(lines[place : place + more + 1]), separator)
        if cells is not None and len(cells) == width:
            return cells, more
    return None, 0


def _cells(line: str, separator: str) -> list[str] | None:
    """Return the cells of a row, or None where a quote is left open or stands amid a cell."""
    cells: list[str] = []
    place = 0
    while True:
        start = place
        while start < len(line) and line[start] == " " and separator != " ":
            start += 1
        if line.startswith('"', start):
            found = _CELL.match(line, start)
            if found is None:
                return None
            cells.append(found[1].replace('""', '"'))
            place = found.end()
            while line.startswith(" ", place):
                place += 1
            if place < len(line) and line[place] != separator:
                return None
        else:
            end = line.find(separator, place)
            end = len(line) if end < 0 else end
            cells.append(line[place:end])
            place = end
        if place >= len(line) or len(cells) > _MOST_CELLS:
            return cells
        place += 1
