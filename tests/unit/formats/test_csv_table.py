"""CSV cells are data in every spreadsheet."""

import pytest

from quizapp.formats.sheets.csv_table import Layout, safe_cell, to_csv


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uff1d1", "\uff0b1"]
)
def test_a_cell_that_a_spreadsheet_could_run_gets_an_apostrophe(text: str) -> None:
    assert safe_cell(text).startswith("'")


def test_a_negative_number_stays_a_number() -> None:
    assert safe_cell(-0.5) == "-0.5"
    assert safe_cell(-3) == "-3"


def test_nothing_is_an_empty_cell_and_a_truth_value_a_word() -> None:
    assert [safe_cell(None), safe_cell(value=True), safe_cell(value=False)] == ["", "yes", "no"]


def test_quotes_commas_and_line_breaks_are_kept() -> None:
    assert to_csv(["a"], [['x,"y"\nz']]) == 'a\r\n"x,""y""\nz"\r\n'


def test_a_row_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells, the header 1"):
        to_csv(["a"], [[1, 2]])


def test_a_table_is_separated_and_marked_as_wanted() -> None:
    found = to_csv(["a;b", "c"], [["x", 0.5]], Layout(separator=";", with_mark=True))
    assert found == '\ufeff"a;b";c\r\nx;0.5\r\n'
