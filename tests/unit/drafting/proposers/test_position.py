"""What somebody promises, fears or proposes, and what is to be done or left, as a claim."""

import pytest

from quizapp.drafting.propose import draft_facts


def _claims(text: str) -> list[str]:
    made = draft_facts([(1, text)], known={}, article="position", topic="position").drafts
    return [each.fact["statement"] for each in made if each.fact["type"] == "claim"]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Anna Reid, who leads the port, has promised an answer before the vote of 2027.",
            "Anna Reid promised that there would be an answer before the vote of 2027.",
        ),
        (
            "The settlers feared an attack from the north.",
            "The settlers feared that there would be an attack from the north.",
        ),
        (
            "Anna Reid favours dredging the inner basin.",
            "Anna Reid argued that the inner basin should be dredged.",
        ),
        (
            "The Green Party opposes widening the old road.",
            "The Green Party argued that the old road should not be widened.",
        ),
        (
            "Anna Reid warned against calling the lamps harmless.",
            "Anna Reid warned that the lamps should not be called harmless.",
        ),
        (
            "The park authority expects 410,000 visitors.",
            "The park authority expected that there will be 410,000 visitors.",
        ),
        (
            "The inquiry said that the yard was late. The Traders' League puts the damage at 3 million crowns.",  # noqa: E501 - both sentences count
            "The Traders' League said that the damage is 3 million crowns.",
        ),
    ],
)
def test_a_position_is_a_claim(text: str, statement: str) -> None:
    assert statement in _claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Reid proposed a new theory of tides.",
        "Anna Reid promised her sister a ring.",
        "The settlers feared a man called Eik.",
        "Anna Reid may favour dredging the inner basin.",
        "Anna Reid does not fear an attack from the north.",
        "It was written for the council that will meet in May and proposes three new fees.",
        "Does Anna Reid favour dredging the inner basin?",
    ],
)
def test_what_is_no_position_makes_no_claim(text: str) -> None:
    assert _claims(text) == []


def test_what_others_tell_of_a_wish_is_not_drafted_as_the_wish() -> None:
    text = "Critics said that the panel had asked the firm to close the lock."
    assert all(each.startswith("Critics said that") for each in _claims(text))


def test_a_claim_does_not_begin_with_the_verb_of_another_noun() -> None:
    text = "They spoke of the rule, which critics argue harms the poorest towns."
    assert all("argued that harms" not in each for each in _claims(text))
