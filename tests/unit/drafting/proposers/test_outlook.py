"""What somebody expects, reckons or wants of a thing, without a clause of saying."""

import pytest

from quizapp.drafting.proposers import outlook
from tests.unit.drafting.pages import page_of


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The harbour board expects fewer ships after the strike.",
            "The harbour board expected that there will be fewer ships after the strike.",
        ),
        (
            "Petra Lang puts the damage at 40 million crowns.",
            "Petra Lang said that the damage is 40 million crowns.",
        ),
        (
            "The Tenants' Union wants the rent frozen for five years.",
            "The Tenants' Union argued that the rent should be frozen for five years.",
        ),
        (
            "Two engineers blame a lack of spare parts for the delay.",
            "Two engineers said that a lack of spare parts was to blame for the delay.",
        ),
    ],
)
def test_a_thing_that_somebody_expects_reckons_or_wants_is_a_claim(
    text: str, statement: str
) -> None:
    (made,) = outlook.propose(page_of(text))
    assert made.statement == statement
    assert made.status.value in {"attributed", "prediction"}


@pytest.mark.parametrize(
    "text",
    [
        "Petra Lang expects the council to close the lock.",
        "Petra Lang does not expect fewer ships.",
        "Would Petra Lang put the damage at 40 million crowns?",
        "Petra Lang put the vase at the window.",
        "Petra Lang blames the delay on the weather.",
    ],
)
def test_other_deeds_and_other_wishes_are_none_of_these_claims(text: str) -> None:
    assert outlook.propose(page_of(text)) == ()
