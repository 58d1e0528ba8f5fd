"""What a thing belongs to, and what lies around it."""

import pytest

from quizapp.drafting.propose import draft_facts


def _told(text: str) -> list[tuple[str, str, int]]:
    made = draft_facts([(1, text)], known={}, article="case", topic="drafts")
    return [
        (each.fact["statement"], each.fact["slots"]["whole"], len(each.fact["slots"]["members"]))
        for each in made.drafts
        if each.fact["type"] == "membership"
    ]


def test_the_bodies_that_a_country_is_in_are_a_membership() -> None:
    text = "Denmark is a member of the Harbour Union, the Coast League and the Grain Union."
    ((statement, whole, count),) = _told(text)
    assert statement.startswith("Denmark is a member of the ")
    assert (whole, count) == ("the organisations of which Denmark is a member", 3)


@pytest.mark.parametrize(
    "text",
    [
        "Denmark is bordered to the north by Norway, by Sweden, by Lorn and the North Sea.",
        "Denmark is bordered by Norway to the north, Sweden to the east, Lorn, and the North Sea.",
    ],
)
def test_what_lies_around_a_country_is_a_membership(text: str) -> None:
    ((statement, whole, count),) = _told(text)
    assert statement == "Denmark is bordered by Norway, Sweden, Lorn and the North Sea."
    assert (whole, count) == ("the places by which Denmark is bordered", 4)


def test_the_names_of_the_parts_of_a_thing_are_a_membership() -> None:
    ((statement, whole, count),) = _told(
        "The League is divided into the chambers Northhall and Southhall."
    )
    assert statement == "The League is divided into the chambers Southhall and Northhall."
    assert (whole, count) == ("the chambers into which the League is divided", 2)


@pytest.mark.parametrize(
    "text",
    [
        "The state is bordered by Norway and Sweden.",
        "Denmark is a member of the Harbour Union.",
        "Denmark is not a member of the Harbour Union, the Coast League and the Grain Union.",
        "Denmark may be bordered by Norway to the north and by Sweden to the east.",
        "Experts say that Denmark is bordered by Norway to the north and by Sweden.",
    ],
)
def test_what_is_no_list_or_not_told_outright_is_no_membership(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "The ore is mined in Norway, Chile and Japan.",
            "the countries in which the ore is mined",
        ),
        (
            "The beetle lives mainly in the forests of Kenya, Uganda and Japan.",
            "the forests in which the beetle lives chiefly",
        ),
        (
            "The stream flows through Austria, Hungary and Serbia.",
            "the countries through which the stream flows",
        ),
    ],
)
def test_the_countries_of_a_thing_are_a_list(text: str, whole: str) -> None:
    assert whole in [each[1] for each in _told(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The painter was born in Linfold, Kent, Norway.",
        "The school was founded in Bergen, Norway and Japan.",
        "The ore is mined in Norway, Chile, Japan and other countries.",
        "The ore is not mined in Norway, Chile and Japan.",
    ],
)
def test_places_within_each_other_and_open_lists_are_none(text: str) -> None:
    assert _told(text) == []
