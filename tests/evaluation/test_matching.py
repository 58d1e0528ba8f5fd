"""When a draft finds a gold fact, and when it does not."""

import pytest

from tests.evaluation import words
from tests.evaluation.matching import same_date


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1996-07-01", "1996-07-01/..", True),
        ("2018", "2018/..", True),
        ("2018-05/..", "2018", True),
        ("2018", "2019/..", False),
        ("2018/..", "2018/2020", False),
        ("1990/1996", "1996", False),
        ("1996-07", "1996-08/..", False),
    ],
)
def test_since_a_date_is_that_date(one: str, other: str, *, same: bool) -> None:
    assert same_date(one, other) is same
    assert same_date(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1969~", "1965~/1969~", True),
        ("1964~", "1965~/1969~", False),
        ("1969", "1965~/1969~", False),
        ("1969~", "1965/1969", False),
        ("1969~", "1950~/1975~", False),
    ],
)
def test_a_rough_year_is_one_of_its_rough_decade(one: str, other: str, *, same: bool) -> None:
    assert same_date(one, other) is same
    assert same_date(other, one) is same


def test_a_decade_names_each_of_its_years_and_no_other() -> None:
    found = words.years("Breweries refilled their own glass until the late 1960s.")
    assert {1960, 1965, 1969} <= found
    assert not {1959, 1970} & found
