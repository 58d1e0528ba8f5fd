"""What several places have, one set against the others."""

import pytest

from quizapp.drafting.proposers import comparison
from tests.unit.drafting.pages import page_of


@pytest.mark.parametrize(
    ("text", "dimension", "pairs"),
    [
        (
            "Rents rose by 3 percent in Marl, compared with 4 percent in Ost and 5 in Rask.",
            "the increase in rents",
            [("Marl", "3%"), ("Ost", "4%"), ("Rask", "5%")],
        ),
        (
            "The coast has 120 lamps in Marl, against 90 in Ost and 40 in Rask.",
            "the number of lamps",
            [("Marl", "120 lamps"), ("Ost", "90 lamps"), ("Rask", "40 lamps")],
        ),
    ],
)
def test_what_is_set_against_it_is_read_with_its_unit(
    text: str, dimension: str, pairs: list[tuple[str, str]]
) -> None:
    (found,) = comparison.propose(page_of(text))
    assert found.slots["dimension"] == dimension
    assert [(each["thing"], each["value"]) for each in found.slots["pairs"]] == pairs


@pytest.mark.parametrize(
    "text",
    [
        "Rents rose by 3 percent in Marl, compared with 4 percent in Ost.",
        "Rents rose by 3 percent in Marl, compared with 4 crowns in Ost and 5 crowns in Rask.",
        "Rents did not rise by 3 percent in Marl, compared with 4 percent in Ost and 5 in Rask.",
        "Ann Day said rents rose by 3 percent in Marl, against 4 percent in Ost and 5 in Rask.",
    ],
)
def test_two_or_other_units_or_what_is_only_said_are_left(text: str) -> None:
    assert comparison.propose(page_of(text)) == ()
