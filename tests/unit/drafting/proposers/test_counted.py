"""Quantities: what a number in a sentence measures, and who vouches for it."""

import pytest

from quizapp.bank.terms import Status
from quizapp.drafting.propose import draft_facts
from quizapp.drafting.proposers import quantity
from tests.unit.drafting.pages import page_of

_MEASURED = [
    ("The avalanche struck at dawn, killing seventeen skiers.",
     "the number of skiers that the avalanche killed", 17.0, "skiers"),
    ("Hungary won the match by six goals.",
     "the margin by which Hungary won the match", 6.0, "goals"),
    ("Marit Olsen won the race in 46 minutes.",
     "the time in which Marit Olsen won the race", 46.0, "minutes"),
    ("After 36 hours of rain the spillway of the Tarn dam blocked.",
     "the duration of the rain after which the spillway of the Tarn dam blocked", 36.0, "hours"),
    ("The comet orbits the Sun every 76 years.",
     "the interval at which the comet orbits the Sun", 76.0, "years"),
    ("The planet lies 42 light years from Earth.",
     "the distance of the planet from Earth", 42.0, "light years"),
    ("The probe passed Jupiter at a distance of 130,000 kilometres.",
     "the distance at which the probe passed Jupiter", 130_000.0, "kilometres"),
    ("The court sentenced Viktor Hahn to 14 years in prison.",
     "the time in prison to which the court sentenced Viktor Hahn", 14.0, "years"),
    ("The appeal court reduced the fine by 40,000 euros.",
     "the amount by which the appeal court reduced the fine", 40_000.0, "euros"),
    ("Doctors in Leiden treated 84 patients with the new drug.",
     "the number of patients that doctors in Leiden treated with the new drug", 84.0, "patients"),
    ("The vaccine was given to 30,200 volunteers in Peru.",
     "the number of volunteers to whom the vaccine was given in Peru", 30_200.0, "volunteers"),
    ("The new telescope on Mauna Kea discovered 62 moons of Saturn.",
     "the number of moons of Saturn that the new telescope on Mauna Kea discovered", 62.0, "moons"),
    ("The treaty gave Denmark 2,500 square kilometres of land.",
     "the amount of land that the treaty gave Denmark", 2500.0, "square kilometres"),
    ("The Dutch crew took 14 days to reach the island of Texel.",
     "the time that the Dutch crew took to reach the island of Texel", 14.0, "days"),
    ("A crew of 40 sailors manned the Vasa.",
     "the number of sailors in the crew that manned the Vasa", 40.0, "sailors"),
    ("Tarn is governed by a council of 41 members.",
     "the number of members in the council of Tarn", 41.0, "members"),
    ("The glacier has retreated by 2.3 kilometres since 1950.",
     "the distance by which the glacier retreated since 1950", 2.3, "kilometres"),
    ("Unemployment rose to 11.2 per cent in 1983.",
     "the level to which unemployment rose in 1983", 11.2, "%"),
    ("The bank owed 60,000 florins to the Duke of Milan.",
     "the sum that the bank owed to the Duke of Milan", 60_000.0, "florins"),
    ("In 1700 there were 212 ships registered in Tarnhaven.",
     "the number of ships registered in Tarnhaven in 1700", 212.0, "ships"),
    ("There are 22 lakes in the valley of Ems.",
     "the number of lakes in the valley of Ems", 22.0, "lakes"),
    ("The pass is closed for seven months of the year.",
     "the number of months of the year for which the pass is closed", 7.0, "months"),
    ("Inflation reached 23 per cent in Brazil.",
     "the level that inflation reached in Brazil", 23.0, "%"),
    ("Every year 300 people die on the roads of Kerry.",
     "the number of people who die on the roads of Kerry every year", 300.0, "people"),
    ("Anna Bauer is preparing a civil claim worth up to £30 million.",
     "the value of the civil claim that Anna Bauer is preparing", 30.0, "million pounds"),
    ("The observatory has an annual budget of 31 million kroner.",
     "the annual budget of the observatory", 31.0, "million kroner"),
    ("The observatory has a staff of 23.", "the staff of the observatory", 23.0, "people"),
    ("With 48,300 inhabitants (2021) Tarn is the largest town.",
     "the population of Tarn in 2021", 48_300.0, "inhabitants"),
    ("It prompted the building of the Tern Barrier, a movable dam 640 metres long.",
     "the length of the Tern Barrier", 640.0, "metres"),
    ("The siege of Orsund lasted fourteen months.",
     "the duration of the siege of Orsund", 14.0, "months"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what", "value", "unit"), _MEASURED)
def test_a_number_is_drafted_with_what_it_measures(
    text: str, what: str, value: float, unit: str
) -> None:
    found = [each.slots for each in quantity.propose(page_of(text))]
    assert {"what": what, "value": value, "unit": unit} in found


@pytest.mark.parametrize(
    "text",
    [
        "The company did not sell 300 cars.",
        "The city may build 4,000 flats.",
        "If the dam breaks, 300 houses in Ems are lost.",
        "Critics call the 40 judges in Kerry too old.",
        "Did the firm sell 300 cars?",
        "Fishing employed one in three workers.",
        "Roughly dozens of people came to the 1985 festival.",
        "Ada Quint, 42, joined Unit 731.",
        "Three tools did the work.",
        "The town has a mayor elected for five years.",
        '"We lost 400 jobs," said Tom Hughes.',
    ],
)
def test_what_is_no_measure_or_did_not_happen_is_not_drafted(text: str) -> None:
    assert quantity.propose(page_of(text)) == ()


@pytest.mark.parametrize(
    ("text", "status", "word"),
    [
        ("The bridge is expected to cost 80 million euros.", Status.PREDICTION, "expected"),
        ("The club expects an income of 14 million euros.", Status.PREDICTION, "expects"),
        ("The epidemic killed an estimated 17,000 people.", Status.REPORTED, "estimated"),
        ("Clean-up costs are put at 3.1 million pounds.", Status.REPORTED, "put at"),
        ("According to the ministry, 212 schools were closed.", Status.ATTRIBUTED, "According to"),
        (
            "The Orsund flood caused damage estimated at 90 million crowns.",
            Status.REPORTED,
            "estimated",
        ),
    ],
)
def test_a_number_that_somebody_vouches_for_says_so(text: str, status: Status, word: str) -> None:
    (found,) = quantity.propose(page_of(text))
    assert found.status is status
    assert word in found.statement


def test_both_of_two_measures_get_their_month() -> None:
    text = "Tarn has a mild climate. The mean temperature is 2.1 °C in January and 16.4 °C in July."
    found = {each.slots["value"]: each.slots["what"] for each in quantity.propose(page_of(text))}
    assert found == {
        2.1: "the mean temperature of Tarn in January",
        16.4: "the mean temperature of Tarn in July",
    }


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Rain falls on 190 days of the year in Tarnhaven.",
            "On 190 days of the year, rain falls in Tarnhaven.",
        ),
        (
            "The petition about the dam was signed by 640 residents.",
            "640 residents signed the petition about the dam.",
        ),
    ],
)
def test_a_statement_does_not_copy_the_sentence(text: str, statement: str) -> None:
    drafts = draft_facts([(1, text)], known={}, article="a", topic="t").drafts
    said = [each.fact["statement"] for each in drafts if each.fact["type"] == "quantity"]
    assert said == [statement]
