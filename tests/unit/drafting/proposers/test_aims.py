"""Reasons behind "largely because", aims behind "so that", and reasons that somebody gives."""

import pytest

from quizapp.bank.terms import Status
from quizapp.drafting.proposers import cause
from tests.unit.drafting.pages import page_of

_CAUSES = [
    ("The theory of Ann Day was forgotten, largely because the rival was simpler.",
     "the rival was simpler", "the theory of Ann Day was forgotten"),
    ("The mill survived only because the owner had hidden the wheels.",
     "the owner had hidden the wheels", "the mill survived"),
    ("The canal was dug so that coal could reach the harbour.",
     "coal could reach the harbour", "the canal was dug"),
    ("The monks sank the bells in a lake, so that they should not be melted.",
     "the bells should not be melted", "the monks sank the bells in a lake"),
    ("The ice was thick, so that carts could cross the lake.",
     "the ice was thick", "carts could cross the lake"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "why", "effect"), _CAUSES)
def test_a_reason_or_an_aim_is_told_with_what_it_led_to(text: str, why: str, effect: str) -> None:
    (found,) = cause.propose(page_of(text))
    assert (found.slots["cause"], found.slots["effect"]) == (why, effect)
    assert found.status is Status.STATED


@pytest.mark.parametrize(
    "text",
    [
        "The mill was sold, perhaps because the owner was old.",
        "No one was hurt because of the lava.",
        "Since 1600 the volcanoes killed more than 160,000 people.",
        "The council wants to dig the canal so that coal can reach the harbour.",
    ],
)
def test_a_guess_or_what_did_not_happen_is_no_cause(text: str) -> None:
    found = cause.propose(page_of(text))
    assert not [each for each in found if each.status is Status.STATED]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Day lives in Marl. According to Ann Day, the hives died because the winter was wet.",
        "Ann Day lives in Marl. Day said that the hives died because the winter was wet.",
    ],
)
def test_a_reason_that_a_speaker_gives_stays_the_speakers(text: str) -> None:
    (found,) = cause.propose(page_of(text))
    assert found.status is Status.ATTRIBUTED
    assert found.slots["cause"] == "the winter was wet"
    assert found.slots["effect"] == "the hives died"
    assert found.statement.startswith("According to Ann Day, ")
