"""Whose words a draft tells: nobody's but the speaker's, and the article's own as its own."""

from pathlib import Path
from typing import Final

import pytest

from quizapp.drafting.naming.quotations import find_quotes
from quizapp.drafting.propose import draft_facts
from quizapp.drafting.syntax.sentences import split_sentences
from tests.unit.drafting.pages import page_of

_TEXT: Final = Path(__file__).with_name("whose_words.txt").read_text(encoding="utf-8")


def _cases(head: str) -> list[tuple[str, str]]:
    """Return the passages of a part of the file, each with its words."""
    part = _TEXT.partition(f"== {head}\n")[2].partition("\n==")[0]
    pairs = (each.partition(" | ") for each in part.splitlines())
    return [(passage, words) for words, _, passage in pairs]


def _shown(text: str) -> list[str]:
    made = draft_facts([(1, text)], known={}, article="case", topic="drafts")
    return [each.fact["statement"] for each in made.drafts if not each.held]


@pytest.mark.parametrize(("text", "wrong"), _cases("not shown"))
def test_what_nobody_says_so_is_not_shown(text: str, wrong: str) -> None:
    assert not any(wrong in each for each in _shown(text))


@pytest.mark.parametrize(("text", "told"), _cases("the article's own"))
def test_the_articles_own_words_are_told_as_its_own(text: str, told: str) -> None:
    statements = _shown(text)
    assert any(told in each for each in statements)
    assert not any(each.startswith("According to") for each in statements)


@pytest.mark.parametrize(
    "text",
    [
        "The dam was unsafe, the engineers of the water board calculated at the time.",
        "The dam was unsafe, prosecutors are convinced.",
        "The dam was unsafe, residents complain.",
        "The dam was unsafe, the report states.",
    ],
)
def test_who_vouches_at_the_end_is_still_heard(text: str) -> None:
    page = page_of(text)
    assert all(
        page.framing(page.sentences[0], each).status.value != "stated"
        for each in page.sentences[0].clauses
        if each.verb is not None and each.verb.lemma == "be"
    )


def test_a_pronoun_that_may_be_another_is_not_told_by_a_name() -> None:
    text = (
        "Ivo Marsh was speaking at a meeting in Lund. The robber was hit and was quickly held by"
        " two guards who feared he was about to draw a knife."
    )
    assert not any("feared that Ivo Marsh" in each for each in _shown(text))


def test_whom_a_quotation_names_does_not_speak_it() -> None:
    text = (
        'Ivo Marsh came. "When Marsh shuts a school our children have the right to walk," a farmer'
        ' from the valley told the crowd. "They call us lazy," he said. "Every law in the country'
        ' gives us that right," he said, before the rain began.'
    )
    assert not any("Marsh said" in each for each in _shown(text))


_PARAGRAPHS = (
    "The union's Geoff Derrick says the strike is not just about pay. \"Certainly pay is in there,"
    ' but the key issue has been the workloads. "We have worked a million hours of overtime in this'
    ' trade," Mr Derrick said. The mine is old.'
)


def test_a_mark_that_opens_again_begins_a_paragraph_of_the_same_quotation() -> None:
    first, second = find_quotes(_PARAGRAPHS)
    assert first.words.startswith("Certainly")
    assert second.words.startswith("We have worked")
    assert len(split_sentences(_PARAGRAPHS)) == 4


def test_each_paragraph_of_a_quotation_is_the_speakers() -> None:
    told = _shown(_PARAGRAPHS)
    assert any(each.startswith('Geoff Derrick said: "Certainly pay') for each in told)
    assert any(each.startswith('Geoff Derrick said: "We have worked') for each in told)


def test_a_stray_closing_mark_opens_nothing() -> None:
    text = '" The mayor had a plan. "It will last," he said.'
    assert [each.words for each in find_quotes(text)] == ["It will last"]
