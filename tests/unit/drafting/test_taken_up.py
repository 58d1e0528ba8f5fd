"""Who "she" is where the name does not tell, and what names and pronouns take up."""

import pytest

from quizapp.bank.terms import EntityKind
from quizapp.drafting.antecedents.genders import with_genders
from quizapp.drafting.naming.entities import ArticleEntity
from quizapp.drafting.naming.mentions import find_mentions
from quizapp.drafting.propose import draft_facts
from quizapp.drafting.shapes.proposal import Page
from tests.unit.drafting.pages import pages_of


def _genders(*texts: str) -> dict[str, str]:
    passages = list(enumerate(texts, start=1))
    found = find_mentions(passages, known={})
    persons = {key: each for key, each in found.entities.items() if each.kind is EntityKind.PERSON}
    bare = {
        key: ArticleEntity(key, each.kind, each.name, gender=each.gender)
        for key, each in persons.items()
    }
    return {
        each.name: each.gender for each in with_genders(passages, found.mentions, bare).values()
    }


def test_a_pronoun_tells_the_gender_of_the_only_one_who_fits() -> None:
    found = _genders(
        "Quennel Ashby kept the ferry. Ashby was born on the island, and she never left it.",
        "Quennel Ashby had a pilot, a man named Torvin Hale. He steered while she took the fares.",
    )
    assert found == {"Quennel Ashby": "f", "Torvin Hale": "m"}


def test_pronouns_of_both_kinds_tell_nothing() -> None:
    found = _genders(
        "Quennel Ashby kept the ferry. She was brave. Ashby fell; his brother did not."
    )
    assert found["Quennel Ashby"] == ""


def _statements(text: str, kind: str) -> list[str]:
    drafts = draft_facts([(1, text)], known={}, article="a", topic="t").drafts
    return [
        each.fact["statement"] for each in drafts if each.fact["type"] == kind and not each.held
    ]


@pytest.mark.parametrize(
    ("text", "kind", "statement"),
    [
        (
            "Success came with the Heron, a boat for two. It was launched in 1957 at Corby.",
            "event",
            "The Heron was launched in 1957 at Corby.",
        ),
        (
            "Its last boat was the Heron. It weighed 340 kilograms.",
            "quantity",
            "The Heron weighed 340 kilograms.",
        ),
        (
            "A ship called the Vireo, built at Corby in 1911, carried coal.",
            "event",
            "The Vireo was built in 1911 at Corby.",
        ),
        (
            "The inner road was planned in 1964 by the engineer Harold Vane.",
            "action",
            "Harold Vane planned the inner road in 1964.",
        ),
        (
            "Since 1922 a fence 4.5 metres high has kept the deer away from the oaks.",
            "event",
            "A fence has kept the deer away from the oaks since 1922.",
        ),
        (
            "Since 2017 Corby Council has been replacing all lamps.",
            "event",
            "Corby Council has been replacing all lamps since 2017.",
        ),
    ],
)
def test_a_fact_is_told_of_what_it_is_about(text: str, kind: str, statement: str) -> None:
    assert any(_same(statement, each) for each in _statements(text, kind)), _statements(text, kind)


def _same(one: str, other: str) -> bool:
    """Return whether two statements are made of the same words, in whatever order."""
    return sorted(one.casefold().strip(".").split()) == sorted(
        other.casefold().replace(",", "").strip(".").split()
    )


@pytest.mark.parametrize(
    "text",
    [
        "The union would seize any barn that has stood empty for three years.",
        "A party led by Ruth Calloway is to drill into the lake in 2041.",
    ],
)
def test_nothing_is_told_of_things_that_are_only_spoken_of(text: str) -> None:
    drafts = draft_facts([(1, text)], known={}, article="a", topic="t").drafts
    assert not [each.fact["statement"] for each in drafts if each.fact["status"] == "stated"]


def test_a_year_that_is_reckoned_waits_behind_the_switch() -> None:
    text = "The mill at Corby burned down in 1871. The bridge was rebuilt three years later."
    drafts = draft_facts([(1, text)], known={}, article="a", topic="t").drafts
    reckoned = [each for each in drafts if each.fact["slots"].get("when") == "1874"]
    assert reckoned
    assert all(each.held for each in reckoned)


_LIFE = (
    "Ada Holm was a painter. Holm was born in Oslo. Holm studied law.",
    "Holm painted ships. Holm sold few. The sea was rough.",
)


def _she(page: Page) -> list[str]:
    return [
        page.antecedents.get(token.start, "")
        for sentence in page.sentences
        for token in sentence.tokens
        if token.low == "she"
    ]


def test_whose_life_is_told_is_she_where_nobody_else_is_near() -> None:
    pages = pages_of(*_LIFE, "By this time the harbour was full of ice. Then she moved to Bergen.")
    assert _she(pages[2]) == ["ada-holm"]


def test_whose_life_is_told_is_not_she_beside_another() -> None:
    pages = pages_of(*_LIFE, "Holm's aunt ran the shop with a widow. In 1910 she left it.")
    assert _she(pages[2]) == [""]
