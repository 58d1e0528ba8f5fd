"""Words put for others: only where they are the same kind of word."""

import pytest

from quizapp.drafting.telling.synonyms import with_synonyms


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the council voted to cut the budget", "the council voted to reduce the budget"),
        ("the mill needs a new roof", "the mill requires a new roof"),
        ("the town abolished the toll", "the town did away with the toll"),
        ("the port stayed shut until 1912", "the port stayed shut up to 1912"),
        ("there was a growing tension", "there was an increasing tension"),
        ("the guild failed to meet", "the guild did not meet"),
    ],
)
def test_a_word_is_said_another_way(text: str, said: str) -> None:
    assert said in set(with_synonyms(text))


@pytest.mark.parametrize(
    "text",
    [
        "the liner Olympic cut through Lightship Number 117",
        "the cuts were deep",
        "the sailors need to wait",
        "the rise of the river was slow",
        "the toll was abolished by the town",
        "the toll had been abolished by the town",
        "the ship was replaced by a buoy",
        "the treaty was never abandoned",
        "the wheel turned until the fibres came loose",
        "rents rose in the country as a whole",
        "they spoke of the proposed tolls",
        "the rise in the following year was slow",
    ],
)
def test_what_would_be_another_kind_of_word_stays(text: str) -> None:
    assert set(with_synonyms(text)) <= {text}
