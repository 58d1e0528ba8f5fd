"""What tells the same in other words, and what does not."""

from types import MappingProxyType
from typing import Any

import pytest

from tests.evaluation.gold import Item, Name
from tests.evaluation.matching import same_core


def _item(kind: str, statement: str, evidence: str = "", /, **slots: Any) -> Item:
    names = MappingProxyType({"vane": Name("Harold Vane", (), "person")})
    return Item("one", kind, 1, "stated", MappingProxyType(slots), names, statement, evidence)


_HOUSES = _item(
    "quantity",
    "Harold Vane demolished about 1,100 houses.",
    "Vane, who had some 1,100 houses demolished for the road",
    what="the houses demolished for the road",
    value=1100.0,
    unit="houses",
)


@pytest.mark.parametrize(
    ("statement", "what", "unit", "found"),
    [
        (
            "Harold Vane demolished some 1,100 houses to make room for the inner ring road.",
            "the number of houses that Harold Vane demolished to make room for the inner ring road",
            "houses",
            True,
        ),
        ("Harold Vane built 1,100 houses.", "what Harold Vane built", "houses", False),
        (
            "The road for which houses were demolished is 1,100 metres long.",
            "the length of the new ring road near the houses by the square of Averton",
            "metres",
            False,
        ),
    ],
)
def test_a_quantity_counts_the_same_in_other_words(
    statement: str, what: str, unit: str, *, found: bool
) -> None:
    draft = _item("quantity", statement, _HOUSES.evidence, what=what, value=1100.0, unit=unit)
    assert same_core(draft, _HOUSES) is found


def test_a_quantity_without_the_thing_counted_counts_something_else() -> None:
    evidence = "The team put coils around 18 nests"
    coils = "The team put coils around 18 nests."
    gold = _item("quantity", coils, evidence, what="the nests with coils", value=18.0, unit="nests")
    placed = "The team placed around 18 nests."
    what = "the number of nests that the team placed"
    draft = _item("quantity", placed, evidence, what=what, value=18.0, unit="nests")
    assert not same_core(draft, gold)
