"""Tables in workbooks: numbers are numbers, texts are texts, and nothing is a formula."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from quizapp.formats.sheets.table_workbook import to_workbook

NOW = datetime(2026, 11, 29, tzinfo=UTC)
EVIL = '=HYPERLINK("http://192.0.2.1")'


def test_nothing_in_a_workbook_is_a_formula() -> None:
    rows = [(EVIL, 0.5, True, None), ("+1", -3, False, "a\x00b")]
    data = to_workbook("9a", ("Name", EVIL, "late", "@x"), rows, now=NOW)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found == [["Name", EVIL, "late", "@x"], [EVIL, 0.5, "yes", None], ["+1", -3, "no", "ab"]]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s", "n"}


@pytest.mark.parametrize("title", ["", "[]:*?/\\", "'", "x" * 99, "Class 9/a: \x07 bio"])
def test_any_title_names_a_sheet(title: str) -> None:
    data = to_workbook(title, ("a",), [], now=NOW)
    assert 0 < len(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].title) <= 31
