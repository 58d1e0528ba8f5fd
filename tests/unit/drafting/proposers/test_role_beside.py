"""Offices beside a name, behind "is", and those that somebody comes into."""

import pytest

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


def test_an_aside_that_does_not_close_has_no_deed() -> None:
    text = "Under its second director, Marta Lind, the museum bought a larger lens."
    assert action.propose(page_of(text)) == ()
