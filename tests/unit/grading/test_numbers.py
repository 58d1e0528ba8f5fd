"""Numbers and years in typed answers."""

import pytest

from quizapp.grading.numbers import same_quantity, same_years, short_year

COST = ("150", "150 billion euros")


@pytest.mark.parametrize(
    "response",
    ["150", "150 bn", "150 billion", "€150bn", "about 150", "150.0", "150,000,000,000",
     "150 000 000 000", "150 billion euros", "150 000 million"],
)  # fmt: skip
def test_ways_to_write_the_quantity_are_accepted(response: str) -> None:
    assert same_quantity(response, accept=COST, tolerance=0)


@pytest.mark.parametrize(
    "response", ["151", "15", "1500", "150 million", "150 or 160", "", "a lot", "-150", "1.50"]
)
def test_other_quantities_are_refused(response: str) -> None:
    assert not same_quantity(response, accept=COST, tolerance=0)


def test_a_tolerance_is_in_the_unit_of_the_answer() -> None:
    assert same_quantity("155", accept=COST, tolerance=5)
    assert same_quantity("155 bn", accept=COST, tolerance=5)
    assert not same_quantity("156", accept=COST, tolerance=5)


@pytest.mark.parametrize("response", ["3.142", "3,142", "3.1424", "3.1416"])
def test_three_decimals_are_no_thousands(response: str) -> None:
    assert same_quantity(response, accept=("3.142",), tolerance=0.001)
    assert not same_quantity("3142.5", accept=("3.142",), tolerance=0.001)


@pytest.mark.parametrize("response", ["1234", "1,234", "1.234", "1 234", "1'234", "-1.234"])
def test_thousands_are_read_as_people_part_them(response: str) -> None:
    assert same_quantity(response.removeprefix("-"), accept=("1,234",), tolerance=0)
    assert same_quantity("1.234.567", accept=("1,234,567",), tolerance=0)
    assert not same_quantity("0.125", accept=("125",), tolerance=0)
    assert same_quantity(response, accept=("-1,234",), tolerance=0) == response.startswith("-")


def test_number_words_are_read() -> None:
    assert same_quantity("three", accept=("3",), tolerance=0)
    assert same_quantity("twenty-one", accept=("21",), tolerance=0)
    assert not same_quantity("two or three", accept=("3",), tolerance=0)


@pytest.mark.parametrize("response", ["1991", "in 1991", "December 1991", "26/12/1991"])
def test_the_year_is_found_in_a_date(response: str) -> None:
    assert same_years(response, accept=("1991",), tolerance=0)


@pytest.mark.parametrize("response", ["1990", "91", "19911", "1990 or 1991", "199", ""])
def test_another_year_is_refused(response: str) -> None:
    assert not same_years(response, accept=("1991",), tolerance=0)


def test_a_range_needs_both_ends() -> None:
    assert same_years("1985-1991", accept=("1985 to 1991",), tolerance=0)
    assert not same_years("1985", accept=("1985 to 1991",), tolerance=0)


def test_a_year_without_its_century_is_recognised() -> None:
    assert short_year("'91", accept=("1991",))
    assert not short_year("'90", accept=("1991",))
