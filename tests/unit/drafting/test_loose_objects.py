"""Numbers that count nothing, and owners that can own no such thing."""

import pytest

from quizapp.drafting.gating.loose_objects import loose_object
from quizapp.drafting.propose import draft_facts


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("Runa Teig followed 32 for two years.", "followed 32"),
        ("The firm printed 25,000 in six sheets in 1913.", "printed 25,000"),
        ("The Rural Party led public anger's successor.", "anger's successor"),
    ],
)
def test_what_says_nothing_alone_is_told(statement: str, words: str) -> None:
    assert loose_object(statement) == words


@pytest.mark.parametrize(
    "statement",
    [
        "Runa Teig followed 32 people for two years.",
        "The hall opened 1911 with a concert.",
        "The crowd numbered 400 at noon.",
        "The Rural Party led the government's successor.",
        "Ida Berg was the company's director.",
    ],
)
def test_what_is_counted_or_owned_is_no_fault(statement: str) -> None:
    assert not loose_object(statement)


def _shown(text: str) -> list[str]:
    made = draft_facts([(1, text)], known={}, article="case", topic="drafts")
    return [each.fact["statement"] for each in made.drafts if not each.held]


def test_of_them_counts_the_subject_before_and_not_what_hangs_in_its_clause() -> None:
    shown = _shown(
        "Several hundred people live partly on bottles left in parks. "
        "A sociologist, Runa Teig, followed 32 of them for two years."
    )
    assert "Runa Teig followed 32 people for two years." in shown
    assert not any("32 bottles" in each for each in shown)


def test_who_does_something_behind_a_place_is_not_the_place() -> None:
    shown = _shown(
        "The case concerned a farmer in Elvdal who printed false bar codes; "
        "he was sentenced to two years in 2003."
    )
    assert not any(each.startswith("Elvdal") for each in shown)


def test_one_thing_in_apposition_to_a_clause_is_not_its_plural_subject() -> None:
    shown = _shown(
        "Cartons are exempt, and so are milk bottles, a concession won by farmers in 1996."
    )
    assert "A concession was won by farmers in 1996." in shown
