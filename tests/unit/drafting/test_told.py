"""Tests of statements that take more than one step from the passage's grammar."""

import pytest

from quizapp.drafting.propose import draft_facts

TOLD = {
    "The Harlow Society, founded in 1822 and dissolved in 1922, published a journal.": (
        "The Harlow Society was dissolved in 1922."
    ),
    "The mill was rebuilt by the architect Karl Braun, who was dismissed in 1908.": (
        "Karl Braun was dismissed in 1908."
    ),
    "The engine remained in use until 1977, when computers replaced the crank.": (
        "Computers replaced the crank in 1977."
    ),
    "The town of Norland was not connected to the railway until 1890.": (
        "The town of Norland was connected to the railway in 1890."
    ),
    "The harbour silted up, so that large ships could no longer enter the port.": (
        "Because the harbour silted up, large ships could no longer enter the port."
    ),
    "Mateo Lund, an engineer who designed the lamps, lived in Bonn.": (
        "Mateo Lund designed the lamps."
    ),
    "The directors of the Harlow Institute were Edvard Holm (1889-1903) and Paul Brandt.": (
        "Edvard Holm was director of the Harlow Institute from 1889 to 1903."
    ),
    "Ferris Norden shipped grain under the Lindau Treaty of 1887.": (
        "The Lindau Treaty was concluded in 1887."
    ),
    "The talks ended after Germany's 1914 invasion of Belgium.": (
        "Germany invaded Belgium in 1914."
    ),
    "In 1712 the guilds of Lindau elected Karl Braun as captain of the militia.": (
        "Karl Braun became captain of the militia in 1712."
    ),
    "Karl Braun made the platinum bar.": "Karl Braun made the platinum bar.",
    "Jean-Paul Morel took the long northern part of the meridian.": (
        "The person who took the long northern part of the meridian was Jean-Paul Morel."
    ),
}


def _statements(text: str) -> list[str]:
    drafts = draft_facts([(1, text)], known={}, article="a", topic="t").drafts
    return [str(each.fact["statement"]) for each in drafts if not each.held]


@pytest.mark.parametrize(("text", "statement"), TOLD.items())
def test_a_fact_is_told_in_words_that_stand_alone(text: str, statement: str) -> None:
    """What hangs on commas, "who" or "not until" is stated by itself."""
    assert statement in _statements(text)


@pytest.mark.parametrize(
    "text",
    [
        "Clara Weston carried a secret home.",
        "Clara Weston found the truth.",
        "Everyone who traded with Norland met Clara Weston in 1850.",
        "Clara Weston went into exile last month.",
    ],
)
def test_a_deed_that_says_too_little_is_left_out(text: str) -> None:
    """Nobody would ask for it."""
    assert not _statements(text)


def test_the_same_fact_is_told_in_one_type_only() -> None:
    """The role says what the event would."""
    drafts = draft_facts(
        [(1, "Peter Lund was elected president of Estmark in 2004.")],
        known={},
        article="a",
        topic="t",
    ).drafts
    assert [each.fact["type"] for each in drafts] == ["role"]


def test_hearsay_keeps_its_sign_when_its_words_are_left_out() -> None:
    text = "As the legend goes, Saint Olf founded the abbey in 812."
    drafts = draft_facts([(1, text)], known={}, article="a", topic="main").drafts
    assert drafts
    for each in drafts:
        assert each.fact["status"] == "reported"
        assert each.fact["statement"].startswith("According to the article, ")
