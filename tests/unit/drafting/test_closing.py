"""Who speaks at the end or in the midst of a sentence, whatever hangs on the name."""

import pytest

from quizapp.drafting.propose import draft_facts
from quizapp.drafting.reading.document import Draft


def _drafts(text: str) -> tuple[Draft, ...]:
    return draft_facts([(1, text)], known={}, article="closing", topic="closing").drafts


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Half of the wells are salty, researchers at the Orme Institute said in 2014.",
            "In 2014 researchers at the Orme Institute said that half of the wells are salty.",
        ),
        (
            "The chapel had no roof in 1540, records show.",
            "According to records, the chapel had no roof in 1540.",
        ),
        (
            "The canal loses a fifth of its water, according to a 2014 report by the Canal Trust.",
            "In 2014 the Canal Trust said that the canal loses a fifth of its water.",
        ),
        (
            "The housing department says that it uncovered 212 sham tenancies in 2025.",
            "The housing department said that it uncovered 212 sham tenancies in 2025.",
        ),
        (
            "Critics doubt that the new rules will help.",
            "Critics doubted that the new rules would help.",
        ),
    ],
)
def test_a_claim_has_its_speaker(text: str, claim: str) -> None:
    said = [each.fact["statement"] for each in _drafts(text) if each.fact["type"] == "claim"]
    assert said == [claim]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "The Port Union is angry. Its secretary says that the docks lost 400 jobs in 2019.",
            "port-union",
        ),
        (
            "Anna Reid, who left the next spring, told the inquiry that the log was changed.",
            "inquiry",
        ),
        (
            "The letters from the tenants piled up so high that the clerks gave up in 1931.",
            "letters",
        ),
    ],
)
def test_nobody_else_becomes_the_speaker(text: str, wrong: str) -> None:
    assert wrong not in {each.fact["slots"].get("speaker") for each in _drafts(text)}
