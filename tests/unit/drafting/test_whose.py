"""Whose "his" is, and who "who" and "the latter" are, as drafts tell it."""

import pytest

from quizapp.drafting.propose import draft_facts
from quizapp.drafting.shapes.analysis import ClauseKind
from tests.unit.drafting.pages import page_of


def _told(text: str) -> set[str]:
    made = draft_facts([(1, text)], known={}, article="t", topic="d").drafts
    return {each.fact["statement"] for each in made if not each.held}


def test_his_is_not_whoever_cannot_be_he() -> None:
    told = _told("Karl Orm built the bridge. Lise Holm showed that the piers had been his idea.")
    assert "According to Lise Holm, the piers had been Karl Orm's idea." in told


def test_who_is_never_the_pronoun_before() -> None:
    text = "Karl Orm sailed. He was followed by Ivo Marsh in 1952, who came as an envoy."
    (_, sentence) = page_of(text).sentences
    (relative,) = (each for each in sentence.clauses if each.kind is ClauseKind.RELATIVE)
    subject = relative.subject
    assert subject is not None
    assert sentence.words(subject.first, subject.end) == "Ivo Marsh"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ada Orm told the idea to Ivo Marsh. The latter had said that the dam leaked.", "latter"),
        (
            (
                "The Orsini ruled Lucca. They were followed by the Visconti who, in turn, were"
                " expelled by the Sforza in 1447."
            ),
            "who",
        ),
        (
            "Andre Reed won four cups before Zvonko Dravic won his fifth cup in 2015.",
            "Reed's fifth",
        ),
    ],
)
def test_nothing_is_told_with_words_that_point_elsewhere(text: str, words: str) -> None:
    assert not any(words in each for each in _told(text))


def test_an_office_is_not_of_who_was_followed_in_it() -> None:
    told = _told("Karl Orm retired in 1950 and was followed as head by Lise Holm.")
    assert not any("Karl Orm became" in each for each in told)


def test_the_next_name_of_a_list_is_not_the_one_before() -> None:
    told = _told(
        "The oldest mills are Orsa Mill, begun by Karl Orm in 1931, Lyne Mill, founded by Lise Holm"
        " in 1955, and Tarn Mill, begun by Ivo Marsh."
    )
    assert not any("Orsa Mill" in each and "Lise Holm" in each for each in told)
