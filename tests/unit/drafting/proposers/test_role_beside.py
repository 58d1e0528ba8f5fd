"""Offices beside a name, behind "is", and those that somebody comes into."""

import pytest

from quizapp.drafting.propose import draft_facts
from quizapp.drafting.proposers import action, role
from tests.unit.drafting.pages import page_of


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The mayor of Tolna, Jiri Mach, fears that the bridge will be closed.",
            "Jiri Mach is the mayor of Tolna.",
        ),
        (
            "The museum opened in 1960, and its curator is Inga Moen.",
            "Inga Moen is the curator of the museum.",
        ),
        ("Tomas Reiff, a former bosun, opened a shop.", "Tomas Reiff was once a bosun."),
        ("Ruth Hale succeeded him as director in 1931.", "Ruth Hale became director in 1931."),
    ],
)
def test_a_role_is_read(text: str, statement: str) -> None:
    assert statement in [each.statement for each in role.propose(page_of(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Tomas Reiff, a friend of the family, opened a shop.",
        "Tomas Reiff, a native of Lorn, opened a shop.",
        "The trouble is Inga Moen.",
        "Ruth Hale saw him as a director.",
    ],
)
def test_no_role_is_read(text: str) -> None:
    assert role.propose(page_of(text)) == ()


def test_a_minister_is_not_her_spokesman() -> None:
    (found,) = role.propose(page_of("A spokesman for Forestry Minister Edda Lorn spoke."))
    assert found.slots == {"person": "edda-lorn", "office": "Forestry Minister"}


def test_an_aside_that_does_not_close_has_no_deed() -> None:
    text = "Under its second director, Marta Lind, the museum bought a larger lens."
    assert action.propose(page_of(text)) == ()


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Credit goes to Hilde Lang, then a junior clerk at the Ministry of Mines.",
            "Hilde Lang was once a junior clerk at the Ministry of Mines.",
        ),
        (
            "It reached the office of the forest secretary of the time, Anna Bauer, who slept.",
            "Anna Bauer was once the forest secretary.",
        ),
        (
            "Otto Burns was a privateer, shipbuilder and state legislator.",
            "Otto Burns was a privateer, shipbuilder and state legislator.",
        ),
        (
            "Otto Burns was a banker and founder of more than 100 companies.",
            "Otto Burns was a banker.",
        ),
        ("The house belonged to the botanist Signe Rust.", "Signe Rust was a botanist."),
        (
            "A chemist by training, Anna Bauer opened the mill in 1999.",
            "Anna Bauer was a chemist by training.",
        ),
        (
            "It was written by her nephew Owen, a programmer at the University of Bonn.",
            "Owen was a programmer at the University of Bonn.",
        ),
        (
            "Anna Bauer found work in 1894 as a copyist at the Land Survey.",
            "Anna Bauer was a copyist at the Land Survey in 1894.",
        ),
        ("Karl Moe was confirmed as mayor at a meeting last night.", "Karl Moe became mayor."),
        (
            "Karl Moe remained president of the firm for forty-nine years.",
            "Karl Moe was president of the firm.",
        ),
        ("Karl Moe sailed as a cook on whalers.", "Karl Moe was a cook on whalers."),
        (
            "Jaime Prats, who led the water regulator for twelve years, has left.",
            "Jaime Prats was the leader of the water regulator.",
        ),
        (
            "Its work goes on. The fund's director, Beate Strom, wants more money.",
            "Beate Strom is the director of the fund.",
        ),
    ],
)
def test_a_role_is_read_by_its_place_in_the_sentence(text: str, statement: str) -> None:
    assert statement in [each.statement for each in role.propose(page_of(text))]


@pytest.mark.parametrize(
    "text",
    [
        "After the death of Anna Bauer, the mayor resigned.",
        "Anna Bauer, the nurses said, had left.",
        "Karl Moe dressed as a monk.",
        "The firm began again with the help of another investor, Conrad Moe.",
        "Karl Moe saw the guard as a teacher.",
        "The school asked the teacher, Anna Bauer and Karl Moe for money.",
    ],
)
def test_what_only_stands_beside_a_name_is_no_role(text: str) -> None:
    assert role.propose(page_of(text)) == ()


def test_an_office_that_is_long_is_told_with_its_place_first() -> None:
    text = "Anna Bauer, curator of old maps at the Museum of Low Countries, wrote a book."
    found = [each for each in role.propose(page_of(text)) if "curator" in each.statement]
    assert "At the Museum of Low Countries, Anna Bauer was curator of old maps." in found[0].others


def _roles(text: str) -> list[tuple[str, bool]]:
    made = draft_facts([(1, text)], known={}, article="case", topic="drafts")
    return [
        (each.fact["statement"], bool(each.held))
        for each in made.drafts
        if each.fact["type"] == "role"
    ]


@pytest.mark.parametrize(
    ("text", "statement", "waits"),
    [
        ("Spokeswoman Anna Bauer says it works.", "Anna Bauer is a spokeswoman.", True),
        ("The inquiry heard the minister, Anna Bauer.", "Anna Bauer was a minister.", True),
        ("The historian Anna Bauer disagrees.", "Anna Bauer is a historian.", False),
        (
            "United Nations envoy Anna Bauer met them.",
            "Anna Bauer was a United Nations envoy.",
            False,
        ),
        ("Prime Minister Anna Bauer met them.", "Anna Bauer was Prime Minister.", True),
        (
            "French Prime Minister Anna Bauer met them.",
            "Anna Bauer was French Prime Minister.",
            False,
        ),
        ("Famed director Anna Bauer saw him.", "Anna Bauer was a famed director.", False),
    ],
)
def test_an_office_of_no_body_waits(text: str, statement: str, waits: bool) -> None:  # noqa: FBT001 - a column of cases
    assert (statement, waits) in _roles(text)
