"""Numbers deep in their clause, and what is settled or possible."""

import pytest

from quizapp.bank.terms import Status
from quizapp.drafting.proposers import quantity
from tests.unit.drafting.pages import page_of


@pytest.mark.parametrize(
    ("text", "what", "value"),
    [
        ("Each scan took eleven minutes.", "the time that each scan took", 11),
        ("In the north the money pays for 38 electric buses.",
         "the number of electric buses for which the money pays", 38),
        ("The report shows an increase of 6 percent in traffic.",
         "the increase in traffic that the report shows", 6),
        ("The pearl mussel can live for more than 130 years.",
         "the time for which the pearl mussel can live", 130),
        ("The firm offered a prize of 500 pounds.",
         "the amount of the prize that the firm offered", 500),
        ("Sensors at 85 schools have recorded the quality of the air.",
         "the number of schools at which sensors recorded the quality of the air", 85),
    ],
)  # fmt: skip
def test_a_number_deep_in_its_clause_says_what_it_measures(
    text: str, what: str, value: float
) -> None:
    (found,) = quantity.propose(page_of(text))
    assert (found.slots["what"], found.slots["value"]) == (what, value)


def test_what_is_settled_is_stated_and_a_guess_is_left_out() -> None:
    (found,) = quantity.propose(page_of("Visitors will pay 12 euros a day."))
    assert found.status in {Status.STATED, Status.PREDICTION}
    assert quantity.propose(page_of("Visitors may pay 12 euros a day.")) == ()
