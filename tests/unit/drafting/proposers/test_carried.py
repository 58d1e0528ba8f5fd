"""Numbers that a noun carries, parts of a counted whole, and members of a list."""

import pytest

from quizapp.bank.terms import Status
from quizapp.drafting.proposers import quantity
from tests.unit.drafting.pages import page_of

_MEASURED = [
    ("Marl, a town of 41,000 people, voted for the bridge.",
     "the number of people in Marl", 41_000.0, "Marl had 41,000 people."),
    ("Mount Kell, a peak of 2,340 metres, was climbed in 1902.",
     "the height of Mount Kell", 2340.0, "Mount Kell is 2,340 metres high."),
    ("The town of Rask, home to 9,000 people, lies on a lake.",
     "the number of people in the town of Rask", 9000.0, ""),
    ("The Harl yard (1,900 workers) is the largest employer.",
     "the number of workers of the Harl yard", 1900.0, "The Harl yard has 1,900 workers."),
    ("The letter of the Marl Society, nine pages long, argued that the wall was unsafe.",
     "the length of the letter of the Marl Society", 9.0,
     "The letter of the Marl Society was 9 pages long."),
    ("The Ost Archive, comprising 2,300 maps and a globe, passed to the museum.",
     "the number of maps that the Ost Archive comprised", 2300.0,
     "The Ost Archive comprised 2,300 maps."),
    ("The Harl yard closed in May, owing its suppliers 7 million pounds.",
     "the sum that the Harl yard owed its suppliers", 7.0,
     "The Harl yard owed its suppliers 7 million pounds."),
    ("The Harl yard dismissed 120 of its 175 workers in 1983.",
     "the number of workers out of 175 that the Harl yard dismissed in 1983", 120.0,
     "The Harl yard dismissed 120 workers out of 175 in 1983."),
    ("The scheme works so well that 94 of every 100 cans sold are returned.",
     "the number of cans out of every 100 sold that are returned", 94.0,
     "94 cans out of every 100 sold are returned."),
    ("The fumes killed 75 percent of the sheep and 50 percent of the cattle.",
     "the share of the cattle that the fumes killed", 50.0, ""),
    ("In a poll of 860 residents, 64 percent found the lamps too bright.",
     "the share of the residents who found the lamps too bright", 64.0, ""),
    ("Ash fell over a distance of 1,300 kilometres.",
     "the distance over which ash fell", 1300.0, ""),
    ("More than 60 million pounds of powder was used in the tunnel.",
     "the amount of powder that was used in the tunnel", 60.0, ""),
    ("The trench holds 400 cubic metres of sand.",
     "the amount of sand that the trench holds", 400.0, ""),
    ("Ovens warm the clay in the kilns to more than 900 °C.",
     "the temperature to which ovens warm the clay in the kilns", 900.0, ""),
    ("Mayflies live for about nine hours after their last moult.",
     "the time for which Mayflies live after their last moult", 9.0, ""),
    ("The report of the Harl Society runs to 312 pages.",
     "the length of the report of the Harl Society", 312.0, ""),
    ("The surplus of the Ost Fund came to 22 million crowns.",
     "the surplus of the Ost Fund", 22.0, ""),
    ("The Harl Society made 27 proposals, among them a register of wells.",
     "the number of proposals that the Harl Society made", 27.0,
     "The Harl Society made 27 proposals."),
    ("The yard left out the rudders, which add almost three metres to its length.",
     "the distance that the rudders add to its length", 3.0, ""),
    ("Soldiers fired into a crowd in Marl, killing seventeen.",
     "the number of people that soldiers killed", 17.0, ""),
    ("The ages of 340 skulls were told by their teeth.",
     "the number of skulls whose ages were told by their teeth", 340.0, ""),
    ("The Ost Survey mapped the ranges of 76 species of birds.",
     "the number of species of birds whose ranges the Ost Survey mapped", 76.0, ""),
    ("There are 1,500 windmills in Norland, of which about 50 turn every week.",
     "the number of windmills out of 1,500 that turn every week", 50.0,
     "About 50 windmills out of 1,500 turn every week."),
    ("The ledgers are read by volunteers, more than 2,000 of whom have registered in Marl.",
     "the number of volunteers who have registered in Marl", 2000.0, ""),
    ("The Ost Archive, comprising 2,300 maps, 48 field books and the first globe, passed to Marl.",
     "the number of field books that the Ost Archive comprised", 48.0, ""),
    ("In an interim report of 48 pages the Harl Society describes a night of mistakes.",
     "the number of pages of the interim report of the Harl Society", 48.0, ""),
    ("Otto Vane pulled down some 1,100 houses to make room for the inner ring road.",
     "the number of houses that Otto Vane pulled down", 1100.0, ""),
    ("By 1820, Norland had a total of 55 harbor and coastal lamps.",
     "the total number of harbor and coastal lamps that Norland had", 55.0, ""),
    ("The study turned up an average drop in body size of 69 percent.",
     "the average drop in body size that the study turned up", 69.0, ""),
    ("The Romans built thirty towers, not as high as the first.",
     "the number of towers that the Romans built", 30.0, ""),
    ("The number of visitors jumped 12 percent to 90,000.",
     "the increase in the number of visitors", 12.0, ""),
]  # fmt: skip
_NOTHING = [
    ("Several thousand people live in Marl.", 1000.0),
    ("In Marl 94 of every 100 cans sold are returned.", 100.0),
    ("Shops under 50 square metres were freed from the duty.", 50.0),
    ("The council, hoping 300 people would come, hired a hall.", 300.0),
    ("The Harl yard did not dismiss 120 of its 175 workers.", 120.0),
    ("The farm covers woods, of which 40 are wet.", 40.0),
    ("Of the answers 18 percent disagreed with.", 18.0),
    ("Historians call the tower 400 feet high, about 40 storeys tall.", 40.0),
    ("Half of the island sank, triggering 120-foot waves.", 120.0),
    ("Each costs 410 euros.", 410.0),
    ("The team estimated changes in the populations of 529 species.", 529.0),
    ("Ann Day was one of nine women among 310 students.", 310.0),
    ("The team mapped the heights of 340 points, at a cost put by Ann Day at 9 million.", 9.0),
]


@pytest.mark.parametrize(("text", "what", "value", "statement"), _MEASURED)
def test_what_carries_a_number_is_what_it_measures(
    text: str, what: str, value: float, statement: str
) -> None:
    found = {each.slots["value"]: each for each in quantity.propose(page_of(text))}
    assert found[value].slots["what"] == what
    assert statement in {"", found[value].statement}
    assert found[value].status is Status.STATED or "poll" in text


@pytest.mark.parametrize(("text", "value"), _NOTHING)
def test_what_counts_nothing_or_did_not_happen_is_left(text: str, value: float) -> None:
    assert value not in {each.slots["value"] for each in quantity.propose(page_of(text))}


def test_what_records_show_is_told_as_theirs() -> None:
    text = "The old records show that 60 mills stood on the Ash in 1720."
    (found,) = quantity.propose(page_of(text))
    assert found.status is not Status.STATED
    assert found.statement == "According to the old records, 60 mills stood on the Ash in 1720."


def test_a_share_of_those_named_before_is_told_with_them() -> None:
    text = "Of the voters in Marl, 28 percent stayed at home."
    (found,) = quantity.propose(page_of(text))
    assert found.slots["what"] == "the share of the voters in Marl who stayed at home"
    assert found.statement == "The share of the voters in Marl who stayed at home was 28%."


def test_what_will_cost_so_much_is_expected() -> None:
    text = "The Ost Bridge, which will cost 3 million euros, is paid for by the state."
    (found,) = quantity.propose(page_of(text))
    assert found.status is Status.PREDICTION
    assert "will cost 3 million euros" in found.statement


def test_what_stands_before_a_verb_of_saying_is_the_articles_own() -> None:
    text = "Ann Day's letter, nine pages long, argued that 40 houses were unsafe."
    found = {each.slots["value"]: each.status for each in quantity.propose(page_of(text))}
    assert found[9.0] is Status.STATED
    assert found.get(40.0) is not Status.STATED
