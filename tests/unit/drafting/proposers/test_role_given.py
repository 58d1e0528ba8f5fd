"""Roles told from the other side, and in asides that the parser hangs on a place."""

import pytest

from quizapp.drafting.propose import draft_facts
from quizapp.drafting.proposers import role, role_given
from tests.unit.drafting.pages import page_of

_GIVEN = [
    ("In 1902 the guild elected Martin Keller as treasurer.", "treasurer",
     "Martin Keller became treasurer in 1902."),
    ("An independent commission headed by Helen Fischer met every month.",
     "head of an independent commission",
     "Helen Fischer was the head of an independent commission."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "office", "statement"), _GIVEN)
def test_it_reads_who_was_chosen_or_heads_a_body(text: str, office: str, statement: str) -> None:
    found = role_given.propose(page_of(text))

    assert [(each.slots["office"], each.statement) for each in found] == [(office, statement)]


@pytest.mark.parametrize(
    "text",
    [
        "The guild may elect Martin Keller as treasurer.",
        "The guild did not elect Martin Keller as treasurer.",
        "A team led by Helen Fischer met in Bern.",
        "A commission of nine judges headed by Helen Fischer met in Bern.",
    ],
)
def test_what_is_open_or_says_too_little_gives_no_role(text: str) -> None:
    assert role_given.propose(page_of(text)) == ()


def test_a_name_behind_an_office_and_its_place_has_the_whole_office() -> None:
    found = role.propose(page_of("The Bishop of Trier, Martin Keller, closed the school."))

    assert [each.statement for each in found] == ["Martin Keller was the Bishop of Trier."]


def test_a_long_name_makes_no_role_a_copy() -> None:
    text = (
        "Helen Fischer, a botanist at the Institute for the Plants of Cold and High Places,"
        " counted the orchids."
    )

    found = draft_facts([(1, text)], known={}, article="orchids", topic="plants")

    roles = [each.fact["statement"] for each in found.drafts if each.fact["type"] == "role"]
    where = "the Institute for the Plants of Cold and High Places"
    assert roles == [f"Helen Fischer was a botanist at {where}."]
