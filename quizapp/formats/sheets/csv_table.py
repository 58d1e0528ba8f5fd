"""Tables as CSV that a spreadsheet reads as data and never as formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

Cell = str | int | float | bool | None

_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe_cell(value: Cell) -> str:
    """Return the cell's text; one that a spreadsheet could run gets an apostrophe in front.

    Numbers stay numbers, negative ones too. Source: OWASP, CSV injection.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    text = value.replace("\x00", "")
    return f"'{text}" if text.lstrip(" ").startswith(_DANGEROUS) else text


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is written.

    Attributes:
        separator: between cells: "," or ";" (what spreadsheets expect where decimals have commas).
        with_mark: whether a byte order mark stands first: Excel reads UTF-8 only so.
    """

    separator: str = ","
    with_mark: bool = False


PLAIN: Final = Layout()


def to_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]], layout: Layout = PLAIN) -> str:
    """Return the table as RFC 4180 text, every row as wide as the header.

    Raises:
        ValueError: a row has another width than the header.
    """
    buffer = io.StringIO()
    if layout.with_mark:
        buffer.write("\ufeff")
    writer = csv.writer(buffer, lineterminator="\r\n", delimiter=layout.separator)
    writer.writerow([safe_cell(name) for name in header])
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"a row has {len(row)} cells, the header {len(header)}")
        writer.writerow([safe_cell(cell) for cell in row])
    return buffer.getvalue()
