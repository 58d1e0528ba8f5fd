"""The plainest links of a textbook: one word on a side, gerunds, "can cause", "turns blue when"."""

import pytest

from quizapp.drafting.proposers import cause
from tests.unit.drafting.pages import page_of


def _said(text: str) -> list[str]:
    return [each for one in cause.propose(page_of(text)) for each in (one.statement, *one.others)]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Overgrazing led to a loss of soil.", "Overgrazing led to a loss of soil."),
        ("A lack of iodine causes goitre.", "A lack of iodine causes goitre."),
        (
            "Drainage increases the risk of fires.",
            "Because of drainage, the risk of fires is increased.",
        ),
        (
            "Unemployment rose as a result of the long strike.",
            "Unemployment rose because of the long strike.",
        ),
        (
            "Due to its softness, the slate is used for tablets.",
            "The slate is used for tablets because of the slate's softness.",
        ),
        (
            "Contact with nickel can cause a rash on the skin.",
            "What can cause a rash on the skin is contact with nickel.",
        ),
        (
            "Drying the clay above 90 degrees causes it to shed water.",
            "Drying the clay above 90 degrees has the effect that the clay sheds water.",
        ),
        (
            "Stone barriers prevent the sand from reaching the harbour.",
            "Because of stone barriers, the sand cannot reach the harbour.",
        ),
        (
            "The weir was raised, with the result that the mill lost its stream.",
            "Because the weir was raised, the mill lost its stream.",
        ),
        (
            "The harbour was buried by an avalanche.",
            "The harbour was buried because of an avalanche.",
        ),
        ("The paper turns red when it is dipped in acid.", "The paper turns red when the paper is"),
        ("The basin was formed when an ice sheet melted.", "When an ice sheet melted, the basin"),
        ("Plants wilt when they lose sap.", "When plants lose sap, plants wilt."),
        (
            "The linen trade collapsed after cotton had been landed at Orvik.",
            "After cotton had been landed at Orvik, the linen trade collapsed.",
        ),
        ("Gout is caused by a surplus of acid.", "What causes gout is a surplus of acid."),
    ],
)
def test_a_plain_link_is_told(text: str, statement: str) -> None:
    assert any(each.startswith(statement) for each in _said(text)), _said(text)


@pytest.mark.parametrize(
    "text",
    [
        # What it is, not what came of it.
        "A token rent is a sum so low that nobody pays it.",
        # What only tends to be so is not told as so.
        "A spring tide tends to flood the meadow.",
        # The owners bricked up the windows, not themselves.
        "The tax on doors led some owners to wall them up.",
        # Deeds, and what merely goes on at the same time.
        "The queen fell after the guests had left.",
        "The shop closes when the market opens.",
        "The clerk was resting when the bell rang.",
        # "Damages" is a verb here, whatever it was taken for.
        "Acid rain damages leaves and weakens trees.",
        # One word says too little here.
        "Workshops produce baskets.",
        "The record covers births after gestation resulting in a twin.",
        "Nobody knows whether the frost could have been used to cause decay.",
    ],
)
def test_no_link_is_read(text: str) -> None:
    assert _said(text) == []


def test_what_it_means_behind_two_things_is_not_guessed() -> None:
    assert _said("Mixing the clay with the sand causes it to shed water.") == []
