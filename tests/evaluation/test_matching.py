"""When a draft finds a gold fact, and when it does not."""

from types import MappingProxyType
from typing import Any

import pytest

from tests.evaluation import words
from tests.evaluation.gold import Item, Name
from tests.evaluation.matching import same_date, same_subject


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


def _item(kind: str, statement: str, **slots: Any) -> Item:
    names = MappingProxyType({"astrid": Name("Astrid Lindgaard", ("Astrid",), "person")})
    return Item("one", kind, 1, "stated", MappingProxyType(slots), names, statement)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("Astrid Lindgaard defeated Bo Krag.", False),
        ("The mayor since 2019 has been Astrid Lindgaard.", True),
    ],
)
def test_who_is_told_of_does_not_say_what(statement: str, *, told: bool) -> None:
    gold = _item("role", "Astrid Lindgaard is mayor.", person="astrid", office="mayor")
    assert same_subject(_item("event", statement, what=statement, when="2019"), gold) is told


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("The levy of the city brought 14.2 million euros.", True),
        ("The levy of the city brought in millions.", False),
        ("The levy of the city brought 14 million euros.", False),
    ],
)
def test_a_quantity_is_told_with_its_number(statement: str, *, told: bool) -> None:
    slots = {"what": "the revenue of the levy", "value": 14.2, "unit": "million euros"}
    gold = _item("quantity", "The levy brought the city 14.2 million euros.", **slots)
    assert same_subject(_item("action", statement, actor="levy", act="brought"), gold) is told


@pytest.mark.parametrize(("year", "told"), [("1784", True), ("1785", False)])
def test_an_event_is_told_with_its_year(year: str, *, told: bool) -> None:
    gold = _item("event", "A canal was proposed in 1784.", what="a canal was proposed", when="1784")
    draft = _item("claim", f"A canal was proposed in {year} by him.", speaker="he", point="a canal")
    assert same_subject(draft, gold) is told
