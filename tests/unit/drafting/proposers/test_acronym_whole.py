"""Abbreviations whose words are cut, or stand in the genitive."""

import pytest

from quizapp.drafting.propose import draft_facts


def _told(text: str) -> list[str]:
    made = draft_facts([(1, text)], known={}, article="case", topic="drafts")
    return [each.fact["statement"] for each in made.drafts if each.fact["type"] == "acronym"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The plan was backed by the local Association (ASA) in 1963.", []),
        (
            "The Lorn Security Office's (LSO) files were lost in 1990.",
            ["LSO stands for Lorn Security Office."],
        ),
        (
            "The Lorn Security Office (LSO) lost its files in 1990.",
            ["LSO stands for Lorn Security Office."],
        ),
    ],
)
def test_an_abbreviation_has_all_its_words(text: str, told: list[str]) -> None:
    assert _told(text) == told


def test_one_of_several_is_no_meaning() -> None:
    text = "Human anatomy is one of the basic essential sciences of medicine."
    assert not draft_facts([(1, text)], known={}, article="case", topic="drafts").drafts
