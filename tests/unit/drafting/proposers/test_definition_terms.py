"""Terms that are no names, explained in passing."""

import pytest

from quizapp.drafting.proposers.definition import propose
from tests.unit.drafting.pages import page_of


def _meanings(text: str) -> dict[str, str]:
    return {each.slots["term"]: each.slots["meaning"] for each in propose(page_of(text))}


@pytest.mark.parametrize(
    ("text", "term", "holds"),
    [
        ("The plant draws its strength from lignin, a polymer that stiffens walls.", "lignin",
         "a polymer"),
        ("The wall is built of tuff, soft rock made of volcanic ash.", "tuff", "soft rock"),
        ("A ring of stones that surrounds a burial mound is called a kerb.", "kerb",
         "a ring of stones"),
        ("The Ferrand Beam, a laser that shows pilots their height above the runway, was sold.",
         "ferrand-beam", "pilots their height"),
    ],
)  # fmt: skip
def test_a_term_is_explained(text: str, term: str, holds: str) -> None:
    assert holds in _meanings(text).get(term, "")


@pytest.mark.parametrize(
    "text",
    [
        "He drank beer with water, a mixture that others hated.",
        "The Orsund Bridge, a move that nobody expected, was sold in 1990.",
        "They lived on bread, cheese and milk that farmers brought.",
        "The captain is known as a strict man.",
        "It was called a success.",
        "The town of Lund, a third of which burned, was rebuilt.",
    ],
)
def test_what_only_comments_is_no_definition(text: str) -> None:
    assert not _meanings(text)
