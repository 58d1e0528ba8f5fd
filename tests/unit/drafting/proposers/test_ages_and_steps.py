"""Ages, steps of a treatment, members behind "by", and terms that an aside explains."""

import pytest

from quizapp.drafting.propose import draft_facts


def _drafts(text: str, kind: str) -> dict[str, object]:
    drafts = draft_facts([(1, text)], known={}, article="a", topic="t").drafts
    return {
        str(each.fact["statement"]): each.fact["slots"]
        for each in drafts
        if each.fact["type"] == kind and not each.held
    }


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Clara Weston, 71, is a surgeon in Lindau.", "Clara Weston is 71 years old."),
        ("Clara Weston, aged 34, was the captain.", "Clara Weston was 34 years old."),
        (
            "At about the age of eighteen, Clara Weston moved to Lindau.",
            "Clara Weston moved to Lindau at about the age of 18 years.",
        ),
        (
            "Clara Weston left the college at the age of 16 and won a cup.",
            "At the age of 16 years, Clara Weston left the college.",
        ),
        (
            "Clara Weston likes tea. At 71 she is the oldest teacher of the school.",
            "Clara Weston is 71 years old.",
        ),
    ],
)
def test_an_age_is_a_quantity(text: str, statement: str) -> None:
    (slots,) = (each for said, each in _drafts(text, "quantity").items() if said == statement)
    assert isinstance(slots, dict)
    assert slots["unit"] == "years"


@pytest.mark.parametrize(
    "text",
    [
        "Clara Weston, 4, is a child.",
        "At 71 she was the oldest teacher of the school.",
        'Peter Lund asked: "Is Clara Weston, 71, at home?"',
    ],
)
def test_other_numbers_beside_a_name_are_no_age(text: str) -> None:
    assert not any("years old" in each for each in _drafts(text, "quantity"))


def test_what_is_done_to_a_thing_in_order_is_a_sequence() -> None:
    text = "The bolts are first washed, then heated to 900 degrees and finally quenched in oil."
    ((statement, slots),) = _drafts(text, "sequence").items()
    assert statement == "The bolts are washed, then heated to 900 degrees, then quenched in oil."
    assert isinstance(slots, dict)
    assert [each["text"] for each in slots["steps"]] == [
        "the bolts are washed",
        "the bolts are heated to 900 degrees",
        "the bolts are quenched in oil",
    ]


def test_two_steps_are_no_sequence() -> None:
    assert not _drafts("The bolts are first washed, then heated to 900 degrees.", "sequence")


def test_those_by_whom_it_was_founded_are_members() -> None:
    text = "The league was founded by Norway, Sweden and Denmark in 1890."
    ((statement, slots),) = _drafts(text, "membership").items()
    assert statement == "Norway, Sweden and Denmark founded the league in 1890."
    assert isinstance(slots, dict)
    assert slots["members"] == ["norway", "sweden", "denmark"]


def test_a_league_that_may_be_founded_has_no_members() -> None:
    text = "The league would be founded by Norway, Sweden and Denmark."
    assert not _drafts(text, "membership")


def test_a_word_is_explained_by_which_means() -> None:
    aside = "hirnos, which means the wish for a person who is in the next room"
    text = f"Her favourite is a word from the islands, {aside}."
    assert "Hirnos is the wish for a person in the next room." in _drafts(text, "definition")


def test_a_term_is_explained_behind_a_colon() -> None:
    text = "They call this the learning walk: a series of short loops in which the ant looks back."
    assert any(each.startswith("The learning walk is") for each in _drafts(text, "definition"))
