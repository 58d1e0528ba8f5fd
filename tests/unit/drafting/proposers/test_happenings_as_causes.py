"""Causes that are told by what a happening does, and causes that wait behind the switch."""

import pytest

from quizapp.drafting.gating.confidence import held_back
from quizapp.drafting.proposers import cause
from tests.unit.drafting.pages import page_of


@pytest.mark.parametrize(
    ("text", "why", "effect"),
    [
        (
            "A gale destroyed the old pier.",
            "a gale",
            "the old pier was destroyed",
        ),
        (
            "The old pier was destroyed by a gale that nobody had foreseen.",
            "a gale",
            "the old pier was destroyed",
        ),
        (
            "The arrival of the railway put an end to the barge trade.",
            "the arrival of the railway",
            "the barge trade came to an end",
        ),
        (
            "The valley owes its mild winters to a warm wind.",
            "a warm wind",
            "the valley has mild winters",
        ),
        (
            "The closure of the mill forced the school to close.",
            "the closure of the mill",
            "the school closed",
        ),
        (
            (
                "Lena Orth showed that the bones were older than the wall. "
                "This discovery led to a second dig."
            ),
            "the discovery that the bones were older than the wall",
            "a second dig",
        ),
        (
            "In the census of 1891 a widow was counted twice because two clerks had met her.",
            "two clerks had met her",
            "a widow was counted",
        ),
    ],
)
def test_what_a_happening_did_is_its_effect(text: str, why: str, effect: str) -> None:
    made = cause.propose(page_of(text))
    assert [(each.slots["cause"], each.slots["effect"]) for each in made][:1] == [(why, effect)]


@pytest.mark.parametrize(
    "text",
    [
        "The government destroyed the old pier.",
        "The population put an end to the barge trade, it is said.",
        "The exhibition contained the old pier.",
        "A gale did not destroy the old pier.",
    ],
)
def test_who_acts_or_what_only_holds_is_no_cause(text: str) -> None:
    assert not [
        each for each in cause.propose(page_of(text)) if not held_back(each, each.statement, text)
    ]


def test_a_cause_that_is_only_expected_waits_behind_the_switch() -> None:
    text = "If the dam is raised, the valley could flood in spring."
    (made,) = cause.propose(page_of(text))
    assert held_back(made, made.statement, text)
