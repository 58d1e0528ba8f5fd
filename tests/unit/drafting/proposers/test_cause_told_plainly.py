"""Plain links: tenses, what owns its cause, aims that are called so, and the sentence before."""

import pytest

from quizapp.drafting.proposers import cause
from tests.unit.drafting.pages import page_of


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Most floods result from heavy rain.", "Most floods result from heavy rain."),
        ("Unsafe bridges cause 47,000 deaths.", "Unsafe bridges cause 47,000 deaths."),
        (
            "Unsafe bridges cause 47,000 deaths.",
            "What causes 47,000 deaths is unsafe bridges.",
        ),
        ("A cold spring leads to a small harvest.", "A cold spring leads to a small harvest."),
        (
            "Radium is an exception to the rule due to its low weight.",
            "Radium is an exception to the rule because of Radium's low weight.",
        ),
        (
            "In 1767 the Tarn Council raised the toll in order to protect the fishermen.",
            "The Tarn Council raised the toll because of the wish to protect the fishermen.",
        ),
        (
            "Anna Holt found a comet in 1905. This led to the invention of a new lens.",
            "Anna Holt found a comet in 1905, which led to the invention of a new lens.",
        ),
        (
            "The lake freezes late in the year. This is because warm springs feed the lake.",
            "The lake freezes late in the year because warm springs feed the lake.",
        ),
        (
            "The herd crossed the river in 1920; as a result, the village lost its pasture.",
            "Because the herd crossed the river in 1920, the village lost its pasture.",
        ),
    ],
)
def test_a_plain_link_is_told(text: str, statement: str) -> None:
    said = [each for one in cause.propose(page_of(text)) for each in (one.statement, *one.others)]
    assert statement in said


@pytest.mark.parametrize(
    "text",
    [
        "The mane is raised during fights in order to frighten the rival.",
        "This led to the invention of a new lens.",
        "The tarn fish is a slow swimmer, producing both eggs and spawn.",
        "This is because warm springs feed the lake.",
        "Anna Holt found a comet and lost it in 1905. It rained. This is not because of Holt.",
    ],
)
def test_what_nobody_wished_or_what_is_not_told_before_is_no_cause(text: str) -> None:
    assert cause.propose(page_of(text)) == ()
