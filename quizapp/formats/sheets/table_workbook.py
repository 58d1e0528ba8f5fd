"""Tables as Excel workbooks: every cell a text or a number, and never a formula."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from quizapp.formats.sheets.csv_table import Cell

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

MEDIA: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CELL_MAX: Final = 32_767
"""Characters that a cell of a workbook can hold."""
_TITLE_MAX: Final = 31
_NOT_IN_TITLES: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_USUAL_WIDTH: Final = 16


def to_workbook(
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    now: datetime,
    widths: Sequence[int] = (),
) -> bytes:
    """Return a table as a workbook of one sheet, its head fixed.

    Args:
        title: of the sheet; what such a title cannot hold is left out.
        header: names of the columns. rows: of cells; a text that looks like a formula stays text.
        now: when it is made.
        widths: of the columns, in characters; the usual one where none is given.
    """
    # The library stays out of a server until somebody asks for a workbook.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.worksheet import Worksheet as Sheet  # noqa: PLC0415

    book = Workbook()
    book.properties.created = book.properties.modified = _naive(now)
    sheet = book.active
    if not isinstance(sheet, Sheet):
        raise TypeError("a new workbook has a sheet")
    sheet.title = _sheet_title(title)
    for column, name in enumerate(header, start=1):
        cell = _put(sheet, 1, column, name)
        cell.font = Font(bold=True)
        width = widths[column - 1] if column <= len(widths) else _USUAL_WIDTH
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            if value is not None:
                _put(sheet, number, column, value)
    sheet.freeze_panes = "A2"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _put(sheet: "Worksheet", row: int, column: int, value: Cell) -> "SheetCell":
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell  # noqa: PLC0415
    from openpyxl.styles import Alignment  # noqa: PLC0415

    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        raise TypeError("a new workbook has no merged cells")
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, int | float):
        cell.value = value
        return cell
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value or "")[:_CELL_MAX]
    # Set last: the library takes a text that begins with "=" for a formula.
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _sheet_title(title: str) -> str:
    plain = "".join(each for each in title.translate(_NOT_IN_TITLES) if each.isprintable())
    return " ".join(plain.split()).strip("'")[:_TITLE_MAX].strip() or "Sheet"


def _naive(now: datetime) -> datetime:
    """Return the time as workbooks keep it: UTC without its zone."""
    return now.astimezone(UTC).replace(tzinfo=None, microsecond=0)
