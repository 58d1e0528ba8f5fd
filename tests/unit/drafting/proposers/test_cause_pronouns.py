"""Reasons in which "it" takes up what the effect is told of."""

import pytest

from quizapp.drafting.proposers.cause import propose
from tests.unit.drafting.pages import page_of


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Old ice pops louder, because the pressure in it is higher.",
         "the pressure in old ice is higher"),
        ("The bridge was closed because its cables had rusted.", "the bridge's cables had rusted"),
        ("The mines were closed because their shafts had flooded.",
         "the mines' shafts had flooded"),
    ],
)  # fmt: skip
def test_a_pronoun_in_a_reason_is_the_subject_of_the_effect(text: str, cause: str) -> None:
    assert [each.slots["cause"] for each in propose(page_of(text))] == [cause]


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was closed because they had rusted.",
        "Anna Bauer left because it was late.",
        "The mill did not close because of its owner.",
    ],
)
def test_other_pronouns_are_left_open(text: str) -> None:
    assert not propose(page_of(text))
