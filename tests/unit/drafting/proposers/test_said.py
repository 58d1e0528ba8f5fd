"""Claims and quotations."""

import pytest

from quizapp.drafting.proposers import claim, quotation, stance
from tests.unit.drafting.pages import page_of


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Helen Carter argued in 2010 that wolves should return to the valley.",
            "In 2010 Helen Carter argued that wolves should return to the valley.",
        ),
        (
            "Anita Rao, whose family had farmed there since 1887, said the county gave up early.",
            "Anita Rao said that the county gave up early.",
        ),
        (
            "Anita Rao, who came to the town in 1990, argued in 2015 that the sea would win.",
            "In 2015 Anita Rao argued that the sea would win.",
        ),
        (
            "According to Greenpeace, the river carries much plastic.",
            "Greenpeace said that the river carries much plastic.",
        ),
        (
            "The new law will hurt farmers, warned Anita Rao, a biologist.",
            "Anita Rao warned that the new law will hurt farmers.",
        ),
        (
            "Critics say that the law will hurt farmers.",
            "Critics said that the law will hurt farmers.",
        ),
        (
            "The Chamber of Trade warned that one shop in ten could close.",
            "According to the Chamber of Trade, one shop in ten could close.",
        ),
        (
            "Anita Rao promised that every pound of profit would go to buses.",
            "Every pound of profit would go to buses, Anita Rao promised.",
        ),
        (
            "Anita Rao pointed out that dust in the town fell by a third between 2015 and 2020.",
            "Anita Rao pointed out that between 2015 and 2020 dust in the town fell by a third.",
        ),
    ],
)
def test_a_claim_names_its_speaker(text: str, statement: str) -> None:
    assert [each.statement for each in claim.propose(page_of(text))] == [statement]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Helen Carter demanded an exemption for night workers.",
            "Helen Carter argued that an exemption for night workers was needed.",
        ),
        (
            "Helen Carter described the tax as a burden on families.",
            "Helen Carter said that the tax was a burden on families.",
        ),
        (
            "Helen Carter emphasised the spread of free markets.",
            "Helen Carter argued that the spread of free markets was important.",
        ),
    ],
)
def test_a_stance_is_a_claim(text: str, statement: str) -> None:
    assert [each.statement for each in stance.propose(page_of(text))] == [statement]


@pytest.mark.parametrize(
    "text",
    [
        "It described the tax as a burden on families.",
        'Helen Carter described the tax as "a burden".',
        "Helen Carter did not demand an exemption for workers.",
    ],
)
def test_no_stance_without_a_speaker_or_in_doubt(text: str) -> None:
    assert stance.propose(page_of(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Helen Carter said that he had lied.",
        "Helen Carter said that this was wrong.",
        "Helen Carter never said that wolves should return.",
        "Helen Carter asked whether wolves should return.",
    ],
)
def test_a_claim_without_speaker_or_sense_of_its_own_is_not_drafted(text: str) -> None:
    assert claim.propose(page_of(text)) == ()


@pytest.mark.parametrize(
    ("text", "statement", "phrase"),
    [
        (
            'Helen Carter called the plan "a gift to speculators".',
            'Helen Carter called the plan "a gift to speculators".',
            "a gift to speculators",
        ),
        (
            'Helen Carter said that the building "is no longer safe for anyone to use".',
            'Helen Carter said that the building "is no longer safe for anyone to use".',
            "is no longer safe for anyone to use",
        ),
        (
            '"Nobody from the town came to ask us," said Tom Hughes.',
            'Tom Hughes said: "Nobody from the town came to ask us".',
            "Nobody from the town came to ask us",
        ),
    ],
)
def test_a_quotation_holds_the_exact_words(text: str, statement: str, phrase: str) -> None:
    (found,) = quotation.propose(page_of(text))
    assert (found.statement, found.slots["phrase"]) == (statement, phrase)
    assert found.unique == ("speaker",)
    assert phrase in text


def test_words_of_nobody_are_not_drafted() -> None:
    page = page_of('"Nobody from the town came to ask us," a woman in the crowd said.')
    assert quotation.propose(page) == ()


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            '"The harbour wall," Helen Carter said, "is older than the town."',
            'Helen Carter said that the harbour wall "is older than the town".',
        ),
        (
            'The Salt Road is long. Helen Carter called it "a ribbon of white dust".',
            'Helen Carter called the Salt Road "a ribbon of white dust".',
        ),
        (
            'The road has a bend that Helen Carter described as "a trap for strangers".',
            'Helen Carter described the bend as "a trap for strangers".',
        ),
    ],
)
def test_a_quotation_says_what_its_words_are_about(text: str, statement: str) -> None:
    assert [each.statement for each in quotation.propose(page_of(text))] == [statement]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The cost, Helen Carter estimates, is 40 million euros.",
            "Helen Carter estimated that the cost is 40 million euros.",
        ),
        (
            "The bridge, as Helen Carter points out, was never finished.",
            "Helen Carter pointed out that the bridge was never finished.",
        ),
        (
            "It rains; the lock leaks badly, Helen Carter said.",
            "Helen Carter said that the lock leaks badly.",
        ),
    ],
)
def test_reporting_words_may_stand_within_what_is_said(text: str, statement: str) -> None:
    assert [each.statement for each in claim.propose(page_of(text))] == [statement]
