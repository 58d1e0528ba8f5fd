"""Numbers beside the verb: a summit's height, a share "of which", how long something went on."""

import pytest

from quizapp.drafting.propose import draft_facts


def _told(text: str) -> list[str]:
    made = draft_facts([(1, text)], known={}, article="case", topic="drafts")
    return [
        each.fact["statement"]
        for each in made.drafts
        if each.fact["type"] == "quantity" and not each.held
    ]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The highest point of the island is Mount Arden at 1,204 metres (3,950 ft).",
            "Mount Arden is 1,204 metres high.",
        ),
        (
            "The volume of the lake is 354,700 cubic metres (463,900 cu yd).",
            "The volume of the lake comes to 354,700 cubic metres.",
        ),
        (
            "The number of known moss species is about 7,000, of which nearly 90% are rare.",
            "Nearly 90% of known moss species are rare.",
        ),
        (
            "The number of known moss species is about 7,000.",
            "In all, there are about 7,000 known moss species.",
        ),
        (
            "Covering about 22% of the plain, the Tarn is second in size to the Mere.",
            "The Tarn covers about 22% of the plain.",
        ),
        ("The lake covers 468 km2 (181 sq mi).", "The lake covers 468 square kilometres."),
        ("The museum shows 12 000 fossils.", "The museum shows 12,000 fossils."),
        (
            "The fund spent 3 million U.S. dollars on the harbour.",
            "The fund spent 3 million US dollars on the harbour.",
        ),
        (
            "After the fire, Ada Marsh ran the bakery for the following nine years.",
            "Ada Marsh ran the bakery for 9 years.",
        ),
        (
            "Ada Marsh was a teacher. In 1920 she moved to Lorn, where she sat for eleven years.",
            "Ada Marsh sat in Lorn for 11 years.",
        ),
        ("The valley has 412 farms, of which 60% grow hops.", "The valley has 412 farms."),
    ],
)
def test_what_a_number_tells_beside_its_verb_is_told(text: str, statement: str) -> None:
    assert statement in _told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The average temperature is mild: 12 °C (54 °F) in the shade.",
        "Ada Marsh will run the bakery for the next nine years.",
        "The council hopes that Ada Marsh ran the bakery for the next nine years.",
        "The largest town is Lorn at 1,204 metres.",
    ],
)
def test_what_is_ahead_and_a_second_unit_tell_no_number(text: str) -> None:
    assert not [
        each for each in _told(text) if "9 years" in each or "has 54" in each or " high" in each
    ]
