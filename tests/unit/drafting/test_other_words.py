"""A clause that would be a copy is told in other words, which say no more than it does."""

import pytest

from quizapp.drafting.data import table
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.propose import draft_facts

_TOLD = {
    "Dunlaw Marine laid off 120 of its 175 workers at the yard in September 2023.": (
        "In September 2023, Dunlaw Marine dismissed 120 of its 175 workers at the yard."
    ),
    "In 1877 the Lindau Railway ordered its workers to vote for officials in the local election.": (
        "The Lindau Railway instructed its workers to vote for officials in 1877."
    ),
    "In 1851 Karl Braun was ordered to continue the survey west, to the river and to the gulf.": (
        "Karl Braun was ordered to continue the survey west in 1851."
    ),
    "In 1955 the Lindau Steel Company bought the Tarn Iron Works which was founded in 1888 by a"
    " rich miller.": (
        "In 1955, the Lindau Steel Company purchased the Tarn Iron Works which was established in"
        " 1888 by a rich miller."
    ),
    "Rents rose by 3 per cent in Lindau in 2024, compared with 4 per cent in Bonn.": (
        "In 2024, rents rose by 3 per cent in Lindau."
    ),
}


@pytest.mark.parametrize(("text", "statement"), _TOLD.items())
def test_what_would_be_a_copy_is_told_another_way(text: str, statement: str) -> None:
    drafts = draft_facts([(1, text)], known={}, article="a", topic="t").drafts
    assert statement in [each.fact["statement"] for each in drafts if not each.held]


def test_each_verb_of_the_table_can_be_inflected() -> None:
    rows = table("verb_synonyms")
    assert len(rows) > 100
    for old, new, *condition in rows:
        assert condition in ([], ["+to"], ["-"], ["="])
        assert old != new
        assert all(inflect(each.split()[0], "VBD") for each in (old, new))


def test_a_name_within_a_longer_name_is_no_second_place() -> None:
    text = "A mill was set up by Oliver Chase in 1839 as the Tarn Falls Company in Tarn Falls."
    drafts = draft_facts([(1, text)], known={}, article="a", topic="t").drafts
    (fact,) = [each.fact for each in drafts if each.fact["type"] == "action"]
    assert fact["statement"].count("Tarn Falls") == 2
