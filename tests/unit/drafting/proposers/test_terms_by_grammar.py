"""Terms that the grammar of a sentence explains."""

import pytest

from quizapp.drafting.propose import draft_facts


def _meanings(text: str) -> list[str]:
    made = draft_facts([(1, text)], known={}, article="a", topic="t")
    return [each.fact["statement"] for each in made.drafts if each.fact["type"] == "definition"]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The grip, a pair of steel jaws that holds the cable, is renewed every second year.",
            "The grip is a pair of steel jaws which holds the cable.",
        ),
        (
            "A meridian circle is a telescope that moves only from north to south.",
            "A meridian circle is a telescope moving only from north to south.",
        ),
        (
            "Vacant flats that are let to tourists are known as cold beds.",
            "Cold beds are vacant flats that are let to tourists.",
        ),
    ],
)
def test_a_term_is_explained(text: str, statement: str) -> None:
    assert _meanings(text) == [statement]


@pytest.mark.parametrize(
    "text",
    [
        "The dam, a wall of earth that a firm built in 1911, burst in the night.",
        "The mayor, a former teacher, opened the hall.",
        "The harbour, a short walk away, was empty.",
        "He traced the smell to a broken pump, a claim that the owner, a bank, disputes.",
    ],
)
def test_one_thing_is_no_term(text: str) -> None:
    assert _meanings(text) == []
