"""Claims in an infinitive."""

import pytest

from quizapp.drafting.propose import draft_facts


@pytest.mark.parametrize(
    ("text", "statement", "status"),
    [
        (
            "Tom Hale asked for the water level to be lowered.",
            "Tom Hale asked that the water level be lowered.",
            "attributed",
        ),
        (
            "Tom Hale expects the bill to pass 30 million dollars.",
            "Tom Hale expected that the bill would pass 30 million dollars.",
            "prediction",
        ),
        (
            "The new ordinance is strict, and Tom Hale expects it to halve the noise.",
            "Tom Hale expected that the new ordinance would halve the noise.",
            "prediction",
        ),
    ],
)
def test_what_is_asked_for_or_expected_becomes_a_claim(
    text: str, statement: str, status: str
) -> None:
    found = draft_facts([(1, text)], known={}, article="a", topic="t").drafts

    claims = [each.fact for each in found if each.fact["type"] == "claim"]
    assert [(each["statement"], each["status"]) for each in claims] == [(statement, status)]


def test_what_was_not_asked_for_becomes_no_claim() -> None:
    text = "Tom Hale did not ask for the water level to be lowered."

    assert not draft_facts([(1, text)], known={}, article="a", topic="t").drafts
