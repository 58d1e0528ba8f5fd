"""Questions as an Excel workbook, every cell text or number and never a formula."""

from datetime import datetime
from io import BytesIO
from typing import Final, assert_never

from quizapp.errors import translatable
from quizapp.formats.exchange import KINDS, Format, Item, Package, plain_number
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Interaction,
    Matching,
    MultipleChoice,
    Ordering,
    TextEntry,
    TrueFalse,
)

_HEADER: Final = (
    "id",
    "form",
    "question",
    "answer",
    "right",
    "wrong",
    "explanation",
    "source",
    "passage",
    "tags",
    "compared",
    "tolerance",
    "unit",
)
_WIDTHS: Final = (28, 12, 60, 40, 40, 40, 60, 30, 10, 24, 12, 10, 16)
_CELL_MAX: Final = 32_767
"""Characters that a cell of a workbook can hold."""


def write(package: Package) -> bytes:
    """Return the workbook."""
    # The library stays out of a server until somebody asks for a workbook.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.worksheet import Worksheet  # noqa: PLC0415

    book = Workbook()
    book.properties.created = book.properties.modified = _naive(package.now)
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a sheet")
    sheet.title = "Questions"
    for column, (name, width) in enumerate(zip(_HEADER, _WIDTHS, strict=True), start=1):
        sheet.cell(1, column, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, item in enumerate(package.items, start=2):
        for column, text in enumerate(_cells(item), start=1):
            cell = sheet.cell(row, column)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:_CELL_MAX]
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cells(item: Item) -> tuple[str, ...]:
    good, bad = _sides(item)
    return (
        item.key,
        item.interaction.kind,
        item.stem,
        item.answer,
        "\n".join(good),
        "\n".join(bad),
        item.explanation,
        item.source,
        str(item.passage_number) if item.passage else "",
        " ".join(tag.replace(" ", "-") for tag in item.tags),
        *_compared(item.interaction),
    )


def _compared(interaction: Interaction) -> tuple[str, str, str]:
    """Return how a typed answer is compared: rule, tolerance and unit."""
    if not isinstance(interaction, TextEntry):
        return "", "", ""
    tolerance = plain_number(interaction.tolerance) if interaction.tolerance else ""
    return interaction.rule, tolerance, interaction.unit


def _sides(item: Item) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what counts as right and what is offered as wrong, a line each."""
    if isinstance(item.interaction, Flashcard):
        return (item.interaction.back,), ()
    good, bad = _parts(item.interaction)
    return tuple(map(_one_line, good)), tuple(map(_one_line, bad))


def _parts(interaction: Interaction) -> tuple[tuple[str, ...], tuple[str, ...]]:
    match interaction:
        case Choice(options=options) | MultipleChoice(options=options):
            return (
                tuple(o.text for o in options if o.correct),
                tuple(o.text for o in options if not o.correct),
            )
        case TrueFalse(correct=correct):
            return (str(correct),), (str(not correct),)
        case TextEntry(accept=accept):
            return accept, ()
        case Matching(pairs=pairs):
            return tuple(f"{left} \N{RIGHTWARDS ARROW} {answer}" for left, answer in pairs), ()
        case Ordering(steps=steps):
            return steps, ()
        case Flashcard(back=back):
            return (back,), ()
        case _:
            assert_never(interaction)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _naive(now: datetime) -> datetime:
    """Return the time as workbooks keep it: UTC without its zone."""
    return now.replace(tzinfo=None, microsecond=0)


XLSX: Final = Format(
    name="xlsx",
    title="Excel",
    suffix=".xlsx",
    media="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    kinds=frozenset(KINDS),
    used_for=translatable("All questions with their keys in a workbook."),
    write=write,
)
