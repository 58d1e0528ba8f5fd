"""Abbreviations, definitions, named ideas and causes."""

import pytest

from quizapp.bank.terms import Status
from quizapp.drafting.proposers import acronym, cause, concept, definition
from tests.unit.drafting.pages import page_of


def test_an_abbreviation_stands_for_its_words() -> None:
    (found,) = acronym.propose(page_of("The International Criminal Court (ICC) opened in 2002."))
    assert found.statement == "ICC stands for International Criminal Court."
    assert found.slots["term"] == "international-criminal-court"


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("A moraine is a ridge of stones that a glacier leaves.",
         "A moraine is a ridge of stones which a glacier leaves."),
        ("Greenpeace, a group that campaigns against whaling, agreed.",
         "Greenpeace is a group that campaigns against whaling."),
        ('The term "soft power" refers to the ability to persuade without force.',
         "Soft power is the ability to persuade without force."),
    ],
)  # fmt: skip
def test_a_term_is_defined(text: str, statement: str) -> None:
    assert [each.statement for each in definition.propose(page_of(text))] == [statement]


@pytest.mark.parametrize(
    "text",
    [
        "The result is a plan that nobody likes.",
        "Helen Carter is a lawyer who lives in York.",
        "This is the place where it happened.",
    ],
)
def test_a_person_or_a_pointing_word_is_not_defined(text: str) -> None:
    assert definition.propose(page_of(text)) == ()


def test_an_idea_has_proposer_date_and_gist() -> None:
    text = "In 1947 George Marshall proposed the Marshall Plan, a programme of aid for Europe."
    (found,) = concept.propose(page_of(text))
    assert found.slots == {
        "name": "marshall-plan",
        "proposer": "george-marshall",
        "gist": "a programme of aid for Europe",
        "when": "1947",
    }


@pytest.mark.parametrize(
    ("text", "effect", "reason"),
    [
        ("The famine led to mass emigration.", "mass emigration", "the famine"),
        ("Because of heavy rain, the match was postponed.",
         "the match was postponed", "heavy rain"),
        ("The harvest failed because a fungus killed the plants.",
         "the harvest failed", "a fungus killed the plants"),
        ("A strike closed the port, causing shortages of fuel.",
         "shortages of fuel", "a strike closed the port"),
    ],
)  # fmt: skip
def test_a_cause_has_its_effect(text: str, effect: str, reason: str) -> None:
    (found,) = cause.propose(page_of(text))
    assert (found.slots["effect"], found.slots["cause"]) == (effect, reason)
    assert found.status is Status.STATED


@pytest.mark.parametrize(
    "text",
    [
        "The king did not resign because of the scandal.",
        "The council argued that the closure was caused by a lack of money.",
        "The decision prompted outrage.",
        "It led to this.",
    ],
)
def test_a_denied_a_claimed_or_a_pointing_cause_is_not_drafted(text: str) -> None:
    assert cause.propose(page_of(text)) == ()
