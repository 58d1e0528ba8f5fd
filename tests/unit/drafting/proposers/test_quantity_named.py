"""Numbers with what they measure, in sentences from many fields."""

import pytest

from quizapp.drafting.proposers.quantity import propose
from tests.unit.drafting.pages import page_of


def _measured(text: str) -> dict[float, str]:
    return {each.slots["value"]: each.slots["what"] for each in propose(page_of(text))}


@pytest.mark.parametrize(
    ("text", "value", "what"),
    [
        (
            "The council approved the plan by 31 votes to 24.",
            31,
            "the number of votes for the plan",
        ),
        (
            "The treaty was rejected by 52 per cent of voters.",
            52,
            "the share of voters who rejected the treaty",
        ),
        (
            "The heart beats about 100,000 times a day.",
            100000,
            "the number of times that the heart beats a day",
        ),
        (
            "Eleven species of frogs live in the valley.",
            11,
            "the number of species of frogs that live in the valley",
        ),
        ("Cameras stand at 46 crossings.", 46, "the number of crossings at which cameras stand"),
        (
            "Sensors record the air at 85 schools and 12 clinics.",
            85,
            "the number of schools at which sensors record the air",
        ),
        (
            "Rents in the old town rose from 8 to 14 euros in five years.",
            14,
            "the level to which rents in the old town rose",
        ),
        (
            "It took the crew nine days to reach the pole.",
            9,
            "the time that the crew needed to reach the pole",
        ),
        ("The tower, 324 metres tall, was finished in 1889.", 324, "the height of the tower"),
        (
            "With a staff of 23 and a budget of 4 million pounds, the museum is small.",
            23,
            "the staff of the museum",
        ),
        (
            "Traps in the forest caught 38 per cent fewer beetles than traps in the meadow.",
            38,
            "the share by which traps in the forest caught fewer beetles than traps in the meadow",
        ),
        (
            "Diesel cars emit three times as much soot as petrol cars.",
            3,
            "how many times as much soot as petrol cars diesel cars emit",
        ),
        (
            "The airline carried 14 million passengers in 2019.",
            14,
            "the number of passengers that the airline carried in 2019",
        ),
        (
            "Hugo Wels praised the Veilys Works, whose bid of 7 million pounds was the lowest.",
            7,
            "the bid of the Veilys Works",
        ),
    ],
)
def test_what_a_number_measures(text: str, value: float, what: str) -> None:
    assert _measured(text).get(value) == what


@pytest.mark.parametrize(
    "text",
    [
        "The farm covers woods, of which 40 are wet.",
        "Critics say that diesel cars may emit three times as much soot as petrol cars.",
        "If it takes the crew nine days to reach the pole, the food will run out.",
        "It did not take the crew nine days to reach the pole.",
        "Would the council approve the plan by 31 votes to 24?",
        "The tower, which some call 324 metres tall, is ugly.",
    ],
)
def test_nothing_is_measured(text: str) -> None:
    assert not _measured(text)
