"""Sentences that may still be the words of the one who spoke before."""

import pytest

from quizapp.drafting.naming.mentions import find_mentions
from quizapp.drafting.pages import read_pages
from quizapp.drafting.propose import draft_facts


def _doubted(text: str) -> list[str]:
    """Return the sentences in doubt, by their words."""
    found = find_mentions([(1, text)], known={})
    page = read_pages([(1, text)], found.mentions, found.entities)[0]
    return [each.text for each in page.sentences if each.index in page.doubted]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("“We had warned them,” said Ingrid Walle.", "The council saved forty thousand crowns."),
        ("Luc Oost told a judge that there were bags.", "A doctor from Padua delivered them."),
        ("Every child in Norrby learns it.", "Saint Brida crossed the fjord on a millstone."),
        ("Its findings were plain.", "A foreman had signed for it without looking."),
        ("Emil Torp was furious with the referee.", "The linesman looked at the crowd."),
        ("The charge sheet ran to forty pages.", "In 1942 he betrayed a courier."),
    ],
)
def test_what_follows_on_somebody_is_in_doubt(before: str, after: str) -> None:
    text = f"{before} {after}"
    assert after in _doubted(text) or not any(
        each.fact["status"] == "stated" and each.fact["evidence"] in after and not each.held
        for each in draft_facts([(1, text)], known={}, article="case", topic="drafts").drafts
    )


@pytest.mark.parametrize(
    "text",
    [
        # Nobody spoke.
        "The canal was dug between 1801 and 1808. Twelve hundred men worked on it.",
        # It is told of who spoke.
        "“We had warned them,” said Ingrid Walle. Walle taught swimming in Brennick.",
        # A date says when.
        "Petra Lund argued that the depot would be cheap. The depot was opened in 2016.",
        # The article brought the thing in before.
        "The tower is old. Petra Lund argued that it would fall. The tower has nine floors.",
        # A paper is told of as a paper.
        "Hanne Brok found that lead is common. The results were published in a journal.",
        # The court has done what the charge did not say.
        "Edvin Marsk was accused of bribery. The jury acquitted Marsk.",
    ],
)
def test_what_the_article_comes_back_to_is_not_in_doubt(text: str) -> None:
    assert not _doubted(text)


def test_what_is_in_doubt_is_drafted_and_waits_with_the_reason() -> None:
    text = (
        "“We had warned them,” said Ingrid Walle, who taught swimming there. "
        "The council saved forty thousand crowns by putting off the repair."
    )
    made = draft_facts([(1, text)], known={}, article="case", topic="drafts").drafts
    saved = [each for each in made if "council saved" in each.fact["statement"]]
    assert saved
    assert all(each.held.startswith("somebody spoke before") for each in saved)


@pytest.mark.parametrize(
    ("opening", "waits"),
    [("The pilot had crossed the lake twice.", True), ("The pilot crossed the lake twice.", False)],
)
def test_a_report_goes_on_in_the_next_passage_in_its_own_tense(
    opening: str, *, waits: bool
) -> None:
    passages = [(1, "Ewan Strick says both engines had failed."), (2, opening)]
    found = find_mentions(passages, known={})
    pages = read_pages(passages, found.mentions, found.entities)
    assert bool(pages[1].doubted) is waits


def test_an_aside_of_a_sentence_in_doubt_is_shown() -> None:
    text = (
        "A ferry is too long for its harbour, an inquiry has found. "
        "The Lady Ishbel, delivered in March 2023, cannot turn at low water."
    )
    made = draft_facts([(1, text)], known={}, article="case", topic="drafts").drafts
    assert any("delivered" in each.fact["statement"] and not each.held for each in made)
