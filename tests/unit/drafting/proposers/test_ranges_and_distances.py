"""Ranges, distances beside a name, estimates, forecasts of a speaker, and units in brackets."""

# ruff: noqa: RUF001 - ranges are written with dashes

import pytest

from quizapp.bank.terms import Status
from quizapp.drafting.proposers import quantity
from tests.unit.drafting.pages import page_of


@pytest.mark.parametrize(
    ("text", "what", "value", "unit"),
    [
        ("About 60%–80% of Tarn sheep have horns.",
         "the upper limit of the share of Tarn sheep that have horns", 80, "%"),
        ("The budget of the mine is set at $400 to $500 million.",
         "the upper limit of the sum at which the budget of the mine is set", 500,
         "million dollars"),
        ("Peter Lund was born in Lindau, about 55 km (34 miles) east of Marl.",
         "the distance of Lindau from Marl", 55, "kilometres"),
        ("Lindau is the highest town in Norway, at an elevation of 1,023 metres (3,356 ft).",
         "the elevation of Lindau", 1023, "metres"),
        ("The tower is 90 m (295 ft) high.", "the height of the tower", 90, "metres"),
        ("The marsh is home to 90 storks.",
         "the number of storks to which the marsh is home", 90, "storks"),
        ("The town's road toll has risen to 37.",
         "the level to which the town's road toll rose", 37, "deaths"),
    ],
)  # fmt: skip
def test_a_number_is_drafted(text: str, what: str, value: float, unit: str) -> None:
    found = [each.slots for each in quantity.propose(page_of(text))]
    assert {"what": what, "value": value, "unit": unit} in found


def test_a_forecast_is_the_speakers_and_an_estimate_is_reported() -> None:
    said = quantity.propose(page_of("The Marl Bank said that growth will reach 3.3 percent."))
    assert [(each.status, each.statement) for each in said] == [
        (Status.ATTRIBUTED, "According to the Marl Bank, growth will reach 3.3%.")
    ]
    (heard,) = quantity.propose(page_of("The fever is estimated to affect 21 million sheep."))
    assert heard.status is Status.REPORTED
    assert heard.statement.startswith("According to the article, ")


@pytest.mark.parametrize(
    "text",
    [
        "Helen Carter, about 55 km east of Marl, is tired.",
        "Her body was found 16 days later.",
        "The victory prompted seven states to form a league.",
    ],
)
def test_what_is_no_distance_and_no_count_is_left(text: str) -> None:
    found = quantity.propose(page_of(text))
    assert not [x for x in found if "upper limit" in str(x.slots["what"]) or x.slots["value"] < 60]
