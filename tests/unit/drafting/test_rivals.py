"""Whether the pronoun of reporting words can mean a second person."""

import pytest

from quizapp.drafting.propose import draft_facts
from quizapp.drafting.reading.document import Draft


def _claims(text: str) -> list[Draft]:
    made = draft_facts([(1, text)], known={}, article="case", topic="drafts")
    return [each for each in made.drafts if each.fact["type"] in {"claim", "quotation"}]


@pytest.mark.parametrize(
    "text",
    [
        "Arne Bull sold the yard to Kurt Weiss in 1988. He said that the cranes were rusty.",
        "Mayor Stig Dahl met the engineer Rolf Tamm in 2001. “The pier will not last,” he said.",
        (
            "For years Bishop Aurel had preached against it. Then Jost Pfaff answered him. "
            "The bishop owned three breweries himself, he wrote."
        ),
        "A man who knew Lars Eik testified that it was open. “The dogs were asleep,” he said.",
    ],
)
def test_words_of_one_of_two_wait(text: str) -> None:
    assert _claims(text)
    assert all("may be the other one's" in each.held for each in _claims(text))


@pytest.mark.parametrize(
    "text",
    [
        "Arne Bull sold the yard in 1988. He said that the cranes were rusty.",
        "Arne Bull met Ida Lang in 1988. He said that the cranes were rusty.",
        "Peter Bull said that the yard was cold. He said that the cranes were rusty.",
        "The board met Arne Bull in 1988. He said that the cranes were rusty.",
    ],
)
def test_words_of_the_only_one_are_shown(text: str) -> None:
    assert [each for each in _claims(text) if not each.held and "cranes" in each.fact["statement"]]


def test_a_court_that_hears_something_does_not_say_it() -> None:
    made = _claims("Lodding Crown Court heard that Edvin Marsk had met the broker in Trond.")
    assert not made
