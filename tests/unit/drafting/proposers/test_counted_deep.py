"""Numbers without a noun of their own, deep in a phrase, or beside what they are compared with."""

import pytest

from quizapp.bank.terms import Status
from quizapp.drafting.propose import draft_facts
from quizapp.drafting.proposers import event, quantity
from tests.unit.drafting.pages import page_of

_MEASURED = [
    ("Of the 96 sailors on the Grey Hope, nearly all were Danes.",
     "the number of sailors on the Grey Hope", 96.0, "sailors"),
    ("The crew of the Anna Lee consisted of nine sailors, two cooks and a doctor.",
     "the number of sailors in the crew of the Anna Lee", 9.0, "sailors"),
    ("Norland loses about 9 percent.", "the share that Norland loses", 9.0, "%"),
    ("In 2019 the museum had 90,000 visitors, up from 41,000 in 2001.",
     "the number of visitors that the museum had in 2019", 90_000.0, "visitors"),
    ("The disease is estimated to have killed 300,000 people in Peru.",
     "the number of people that the disease is estimated to have killed in Peru",
     300_000.0, "people"),
    ("About 34 percent of the water in Marl never reaches a tap.",
     "the share of the water that never reaches a tap", 34.0, "%"),
    ("Exports of wool rose from 12 tonnes to 48 tonnes.",
     "the level from which exports of wool rose", 12.0, "tonnes"),
    ("The town of Marl, with a population of 12,400, lies on the Ash.",
     "the population of the town of Marl", 12_400.0, "people"),
    ("In a 92-page report the Water Commission described the leaks.",
     "the number of pages of the report of the Water Commission",
     92.0, "pages"),
    ("The Harrow Hall is a 400-seat theatre in Marl.",
     "the number of seats of the Harrow Hall", 400.0, "seats"),
    ("A 30-tonne crane fell on the quay.",
     "the weight of the crane that fell on the quay", 30.0, "tonnes"),
    ("More than half of the 3,200 letters in the archive are unopened.",
     "the number of letters in the archive", 3200.0, "letters"),
    ("The tax raises 14 million euros a year, most of it from lorries.",
     "the sum that the tax raises a year", 14.0, "million euros"),
    ("The river falls 240 metres in its first year.",
     "the distance that the river falls in its first year", 240.0, "metres"),
    ("Marl lies 42 kilometres north of Ost.",
     "how far north of Ost Marl lies", 42.0, "kilometres"),
    ("The plan was drawn up by a circle of 12 citizens.",
     "the number of citizens who drew up the plan", 12.0, "citizens"),
    ("Whales live in the bay. About 60 of them stay all winter.",
     "the number of whales that stay all winter", 60.0, "whales"),
    ("Two buses collided near Marl. In all, 31 were treated in hospital.",
     "the number of people who were treated in hospital", 31.0, "people"),
    ("In 2019 the museum had 90,000 visitors, up from 41,000 in 2001.",
     "the number of visitors that the museum had in 2001", 41_000.0, "visitors"),
    ("The price of a loaf is 9 crowns, up from 4 crowns in 1990.",
     "the price of a loaf in 1990", 4.0, "crowns"),
    ("The Harrow model predicts a fall in traffic of 12 percent.",
     "the fall in traffic that the Harrow model predicts", 12.0, "%"),
    ("The new wells raise the share to 85 percent.",
     "the level to which the new wells raise the share", 85.0, "%"),
    ("Under red light the moths laid 40 percent fewer eggs.",
     "the share by which the moths laid fewer eggs", 40.0, "%"),
    ("The army of Marl numbered 9,000 men.",
     "the number of men of the army of Marl", 9000.0, "men"),
    ("The cargo was worth 90,000 florins.", "the value of the cargo", 90_000.0, "florins"),
    ("The study covered 85 rivers in Norland.",
     "the number of rivers that the study covered in Norland", 85.0, "rivers"),
    ("About 600 of its 8,000 inhabitants died of plague.",
     "the number of inhabitants out of 8,000 who died of plague", 600.0, "inhabitants"),
    ("In total the researchers recorded 1,900 turns over 40 hours.",
     "the number of turns that the researchers recorded", 1900.0, "turns"),
    ("The number of mussels fell from 60,000 in 1960 to 900 in 2015.",
     "the level to which the number of mussels fell", 900.0, "mussels"),
    ("Marl had 12 breweries in 1900. There are 9 today, and two of them are for sale.",
     "the number of breweries today", 9.0, "breweries"),
]  # fmt: skip
_NOTHING = [
    "A marsh 80 metres wide can halve the height of a wave.",
    "Two of the 14 villages were abandoned.",
    "The company did not sell 300 cars.",
    "Larvae that fail to find a host within 20 hours die.",
    "Ann Day was one of 14 women in the room.",
    "The health service paid 38 pounds for one and bought 60,000 of them.",
]


@pytest.mark.parametrize(("text", "what", "value", "unit"), _MEASURED)
def test_a_number_is_told_with_what_it_measures(
    text: str, what: str, value: float, unit: str
) -> None:
    found = {each.slots["value"]: each for each in quantity.propose(page_of(text))}
    assert value in found
    assert found[value].slots["unit"] == unit
    assert str(found[value].slots["what"]).startswith(what)


@pytest.mark.parametrize("text", _NOTHING)
def test_a_part_of_a_whole_or_a_range_counts_nothing(text: str) -> None:
    wrong = {14.0, 20.0, 30.0, 300.0, 60_000.0}
    assert not wrong & {each.slots["value"] for each in quantity.propose(page_of(text))}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The flood is believed to have drowned 400 sheep.", Status.REPORTED),
        ("The city plans to build 4,000 flats.", Status.PREDICTION),
        ("The Harrow model predicts a fall in traffic of 12 percent.", Status.REPORTED),
    ],
)
def test_what_is_reckoned_or_planned_is_not_told_as_fact(text: str, status: Status) -> None:
    (found,) = quantity.propose(page_of(text))
    assert found.status is status


def test_a_date_that_a_clause_is_compared_with_is_not_its_date() -> None:
    text = "The Royal Mint struck 40,000 silver coins for the prince, half as many as in 1820."
    assert event.propose(page_of(text)) == ()
    (found,) = quantity.propose(page_of(text))
    assert "1820" not in found.statement


def test_what_would_be_a_copy_is_told_as_a_figure() -> None:
    text = "Some 412,000 people in the eleven hill districts still speak the old Marl tongue."
    drafts = draft_facts([(1, text)], known={}, article="marl", topic="tongues").drafts
    told = [each.fact["statement"] for each in drafts if each.fact["type"] == "quantity"]
    assert told
    assert "412,000 people" in told[0]


def test_what_somebody_says_between_commas_is_not_the_articles() -> None:
    text = "The siege was long. Of about 8,000 inhabitants, Derrick estimates, 600 died of fever."
    drafts = draft_facts([(1, text)], known={}, article="siege", topic="wars").drafts
    assert not [each for each in drafts if each.fact["status"] == "stated" and "600" in str(each)]
