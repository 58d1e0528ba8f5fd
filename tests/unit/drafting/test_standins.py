"""What pronouns take up where nothing but the grammar tells."""

import pytest

from quizapp.drafting.naming.mentions import find_mentions
from quizapp.drafting.pages import read_pages
from tests.unit.drafting.pages import page_of, pages_of


def _stands_for(text: str, word: str) -> str:
    """Return what the last such word of the text stands for, "" where it is left open."""
    found = find_mentions([(1, text)], known={})
    (page,) = read_pages([(1, text)], found.mentions, found.entities)
    token = [each for sentence in page.sentences for each in sentence.tokens if each.low == word][
        -1
    ]
    key = page.antecedents.get(token.start)
    return page.entities[key].name if key else page.standins.get(token.start, "")


@pytest.mark.parametrize(
    ("text", "word", "stands_for"),
    [
        ("The old jet ran out of fuel; it glided to an airfield.", "it", "the old jet"),
        ("A survey was carried out in 2022. It cost 900 euros.", "it", "a survey"),
        ("The lamps were hung in 2018. In 2020 they were sold.", "they", "the lamps"),
        ("Anna Bauer met Clara Holm in 1950. Later she moved to Bergen.", "she", "Anna Bauer"),
        (
            "An earlier trial by the Lighting Institute failed, and it was abandoned.",
            "it",
            "an earlier trial by the Lighting Institute",
        ),
    ],
)
def test_a_subject_takes_up_the_subject_before(text: str, word: str, stands_for: str) -> None:
    assert _stands_for(text, word) == stands_for


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The pump broke and the valve jammed. It was replaced in 1990.", "it"),
        ("The mayor opened the hall. They were sold in 1990.", "they"),
        ("Anna Bauer met Clara Holm. The lake froze. She left.", "she"),
        ("It rained for a week. It was clear that the wall would fall.", "it"),
    ],
)
def test_what_could_be_one_of_two_is_left_open(text: str, word: str) -> None:
    assert not _stands_for(text, word)


def test_words_of_others_are_left_alone() -> None:
    text = 'The dam burst in 1990. "It was old," Anna Bauer said.'
    assert not _stands_for(text, "it")


@pytest.mark.parametrize(
    ("before", "text", "stands"),
    [
        (
            "Brandt Instruments sells clocks.",
            "The firm was founded in 1948 in a barn.",
            "brandt-instruments",
        ),
        (
            "The museum is old.",
            "In 2019 the Aske Rivers Trust removed the weir. The charity employs nine people.",
            "aske-rivers-trust",
        ),
        ("Brandt Instruments and Corvane Electric sell clocks.", "The firm has 12 shops.", ""),
        (
            "The museum is old.",
            "The Aske Rivers Trust sued the Lund Society. The charity has nine workers.",
            "",
        ),
    ],
)
def test_the_firm_stands_for_the_only_one_named(before: str, text: str, stands: str) -> None:
    page = pages_of(before, text)[-1]
    found = {
        page.antecedents[token.start]
        for sentence in page.sentences
        for token in sentence.tokens
        if token.low == "the" and token.start in page.antecedents
    }
    assert found == ({stands} if stands else set())


@pytest.mark.parametrize(
    "text",
    [
        "Cheap parts cut prices, and a fire destroyed the hall. It lost 4 million pounds.",
        "A strike began in May. It employed 300 people.",
        "A flood reached the town. It bought two boats.",
    ],
)
def test_a_fire_loses_no_money(text: str) -> None:
    page = page_of(text)
    its = [t.start for s in page.sentences for t in s.tokens if t.low == "it"]
    assert not any(start in page.standins for start in its)


def test_a_fire_kills() -> None:
    page = page_of("A fire destroyed the hall. It killed 12 people.")
    assert "a fire" in page.standins.values()
