"""Reads workbooks (.xlsx): our own, Kahoot's template, and plain sheets of front and back.

A formula is never computed and never taken: of its cell the value that was stored counts.
Source: Kahoot's spreadsheet template (question, four answers, time limit, correct answers).
"""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from functools import partial
from io import BytesIO
from typing import Final

from quizapp.errors import InputError, translatable
from quizapp.formats.incoming.asking import (
    FULL,
    Answer,
    number,
    pairs,
    range_around,
    several,
    single,
    truth,
    typed,
    with_blank,
)
from quizapp.formats.incoming.gathering import Draft, Gathering
from quizapp.formats.incoming.incoming import (
    MOST_NOTES,
    Choices,
    Incoming,
    ItemContent,
    PairContent,
    Reader,
)
from quizapp.formats.safe.safe_xml import walk
from quizapp.formats.safe.safe_zip import Packed
from quizapp.generation.question import Ordering, TextEntry

_WIDEST: Final = 60
"""Columns that are looked at."""
_MOST_UNPACKED: Final = 30_000_000
"""Bytes of a workbook's parts: 20 000 questions of our own are half of it."""
_HEADED: Final = 20
"""Rows among which a header is looked for: Kahoot's template begins with advice."""
_OWN: Final = ("id", "form", "question", "answer", "right", "wrong")
_ARROW: Final = " \N{RIGHTWARDS ARROW} "
_NAMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("front", "question", "term", "word", "prompt", "vorderseite"), "front"),
    **dict.fromkeys(("back", "answer", "definition", "meaning", "translation"), "back"),
    **dict.fromkeys(("tags", "tag"), "tags"),
    **dict.fromkeys(("topic", "deck", "category", "chapter"), "topic"),
    **dict.fromkeys(("key", "id", "guid"), "key"),
    **dict.fromkeys(("explanation", "notes", "comment", "note"), "explanation"),
}
"""Names of columns in lower case -> what they hold."""
_Row = tuple[str, ...]


def read(data: bytes, choices: Choices) -> Incoming:
    """Return what the first sheet with anything in it holds.

    Raises:
        InputError: it is no workbook, it is damaged, or holds too many rows.
    """
    _check(data)
    gathering = Gathering()
    sheets = [(name, rows) for name, rows in _sheets(data) if rows]
    if not sheets:
        raise InputError("There is nothing in the workbook.", field="file")
    title, rows = sheets[0]
    for name, others in sheets[1:]:
        gathering.leave(
            translatable("sheet {name}", name=name),
            " ".join(next(iter(others.values()))),
            translatable("Only the first sheet with anything in it is read."),
        )
    for line, what, make in _found(rows, choices):
        gathering.take(translatable("row {line}", line=line), what, make)
    return gathering.done("" if re.fullmatch(r"Sheet ?\d+|Questions", title) else title)


def _found(
    rows: dict[int, _Row], choices: Choices
) -> Iterator[tuple[int, str, "partial[Iterator[Draft]]"]]:
    """Yield line, beginning and what reads each row, by the layout that the header tells."""
    for line in list(rows)[:_HEADED]:
        header = tuple(cell.strip().lower() for cell in rows[line])
        if header[: len(_OWN)] == _OWN:
            yield from _each(rows, line, partial(_own, header))
            return
        kahoot = _kahoot_columns(header)
        if kahoot:
            yield from _each(rows, line, partial(_kahoot, kahoot))
            return
    first = next(iter(rows))
    named = {
        place: _NAMES[name]
        for place, cell in enumerate(rows[first])
        if (name := cell.strip().lower()) in _NAMES
    }
    headed = {"front", "back"} <= set(named.values())
    columns = dict(choices.columns) or (named if headed else {0: "front", 1: "back"})
    reader = partial(_pair, columns, both_ways=choices.both_ways)
    yield from _each(rows, first if headed else 0, reader)


def _each(
    rows: dict[int, _Row], header: int, reader: "partial[Iterator[Draft]]"
) -> Iterator[tuple[int, str, "partial[Iterator[Draft]]"]]:
    for line, row in rows.items():
        if line > header:
            yield line, " ".join(filter(None, row)), partial(reader, row)


def _own(header: _Row, row: _Row) -> Iterator[Draft]:
    """Yield the item of a row of our own layout."""
    cell = dict(zip(header, row, strict=False))
    kind, stem = cell.get("form", "").strip(), cell.get("question", "")
    right = [each for each in cell.get("right", "").split("\n") if each.strip()]
    wrong = [each for each in cell.get("wrong", "").split("\n") if each.strip()]
    answers = [*(Answer(each, FULL) for each in right), *(Answer(each, 0.0) for each in wrong)]
    contents: list[ItemContent | PairContent]
    told = cell.get("explanation", "")
    match kind:
        case "choice":
            contents = [ItemContent(stem, single(answers).interaction)]
        case "multiple":
            contents = [ItemContent(stem, several(answers).interaction)]
        case "true_false":
            contents = [ItemContent(stem, truth(stem, correct=right[:1] == ["True"]))]
        case "text":
            contents = [with_blank(ItemContent(stem, _entry(answers, cell)))]
        case "matching":
            sides = [each.partition(_ARROW)[::2] for each in right]
            contents = [content for content, _ in pairs(stem, sides)]
        case "ordering":
            contents = [ItemContent(stem, Ordering(tuple(right)))]
        case "flashcard":
            contents = [PairContent(stem, cell.get("right", ""))]
        case _:
            raise InputError("The form “{kind}” is not known.", kind=kind[:40])
    for place, content in enumerate(contents, start=1):
        yield Draft(
            _told(content, told),
            key=cell.get("id", ""),
            also=str(place) if len(contents) > 1 else "",
            tags=tuple(cell.get("tags", "").split()),
        )


def _told(content: ItemContent | PairContent, told: str) -> ItemContent | PairContent:
    if isinstance(content, ItemContent):
        return ItemContent(content.stem, content.interaction, told)
    return PairContent(content.front, content.back, explanation=told)


def _entry(answers: Sequence[Answer], cell: Mapping[str, str]) -> TextEntry:
    """Return a text entry; how it is compared stands in columns that older files lack."""
    rule, tolerance = cell.get("compared", ""), number(cell.get("tolerance", "") or "0")
    accept = tuple(each.text for each in answers if each.share)
    wrong = tuple(each.text for each in answers if not each.share)
    slack = float(range_around(tolerance, tolerance).tolerance) if tolerance else 0.0
    if rule == "number":
        return TextEntry(accept, (), "number", slack, cell.get("unit", ""))
    if rule == "year":
        return TextEntry(accept, (), "year", slack, cell.get("unit", ""))
    return TextEntry(accept, wrong, unit=cell.get("unit", ""))


def _kahoot_columns(header: _Row) -> dict[str, list[int]]:
    """Return the columns of Kahoot's template, {} where the row is no such header."""
    found: dict[str, list[int]] = {"question": [], "answer": [], "correct": []}
    for place, name in enumerate(header):
        for kind, pattern in (
            ("question", r"question\b.*"),
            ("answer", r"answer \d\b.*"),
            ("correct", r"correct answer.*"),
        ):
            if re.fullmatch(pattern, name, re.DOTALL):
                found[kind].append(place)
    return found if all(found.values()) else {}


def _kahoot(columns: dict[str, list[int]], row: _Row) -> Iterator[Draft]:
    """Yield the question of a row of Kahoot's template."""

    def cell(place: int) -> str:
        return row[place].strip() if place < len(row) else ""

    stem = cell(columns["question"][0])
    key = re.findall(r"\d+", cell(columns["correct"][0]))
    answers = [
        Answer(text, FULL if str(order) in key else 0.0)
        for order, place in enumerate(columns["answer"], start=1)
        if (text := cell(place))
    ]
    if not key:
        raise InputError("It does not say which answer is right.")
    right = [each.text.lower() for each in answers if each.share]
    if {each.text.lower() for each in answers} == {"true", "false"} and len(right) == 1:
        yield Draft(ItemContent(stem, truth(stem, correct=right == ["true"])))
        return
    built = several(answers) if len(key) > 1 and len(right) < len(answers) else single(answers)
    changed = built.changed
    if len(right) == len(answers) > 1:
        # In Kahoot any of them is right; there is nothing wrong to choose.
        built = typed(answers)
        changed = (
            *built.changed,
            translatable("All its answers are right, so that one of them is to be typed."),
        )
    yield Draft(ItemContent(stem, built.interaction), changed=changed)


def _pair(columns: Mapping[int, str], row: _Row, *, both_ways: bool) -> Iterator[Draft]:
    """Yield the front and back of a row."""
    held: dict[str, str] = {}
    for place, name in sorted(columns.items()):
        held[name] = row[place] if place < len(row) else ""
    content = PairContent(
        held.get("front", ""),
        held.get("back", ""),
        both_ways=both_ways,
        explanation=held.get("explanation", ""),
    )
    yield Draft(
        content,
        key=held.get("key", ""),
        topic=held.get("topic", ""),
        tags=tuple(held.get("tags", "").replace(",", " ").split()),
    )


def _check(data: bytes) -> None:
    """Look at every part before the library does.

    Raises:
        InputError: it is no workbook, or a part of it is no sound XML.
    """
    packed = Packed(data, most_unpacked=_MOST_UNPACKED)
    if "xl/workbook.xml" not in packed:
        raise InputError("It is no workbook of Excel (.xlsx).", field="file")
    for name in packed.names:
        if name.endswith((".xml", ".rels")):
            walk(packed.read(name), {})


def _sheets(data: bytes) -> Iterator[tuple[str, dict[int, _Row]]]:
    """Yield each sheet: its name, and the rows that are not empty by their numbers."""
    # The library stays out of a server until a workbook is read.
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            # It warns of everything that it does not keep, and none of that is asked for here.
            warnings.simplefilter("ignore")
            book = load_workbook(
                BytesIO(data), read_only=True, data_only=True, keep_links=False, rich_text=False
            )
            for sheet in book.worksheets:
                cells = sheet.iter_rows(max_col=_WIDEST, values_only=True)
                yield sheet.title, _rows(cells)
    except InputError:
        raise
    except Exception:  # noqa: BLE001 - the library raises whatever it stumbles upon
        raise InputError(
            "The workbook is damaged, or made in a way that cannot be read. Save it anew.",
            field="file",
        ) from None


def _rows(found: Iterable[tuple[object, ...]]) -> dict[int, _Row]:
    """Return the rows that are not empty, by their numbers.

    Raises:
        InputError: there are too many.
    """
    rows: dict[int, _Row] = {}
    for line, cells in enumerate(found, start=1):
        # Rows that nobody wrote come too, up to a million.
        if cells.count(None) == len(cells):
            continue
        row = tuple(map(_text, cells))
        if any(row):
            rows[line] = row
            if len(rows) > MOST_NOTES + _HEADED:
                raise InputError(
                    "The file holds more than {most} questions. Split it in parts.",
                    most=MOST_NOTES,
                    field="file",
                )
    return rows


def _text(cell: object) -> str:
    """Return what a cell shows, as text."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else f"{cell:%Y-%m-%d %H:%M}"
    return str(cell).strip()


XLSX: Final = Reader(
    name="xlsx",
    title="Excel",
    suffixes=(".xlsx",),
    used_for=translatable(
        "Workbooks: our own, Kahoot's template, or two columns of front and back."
    ),
    read=read,
)
