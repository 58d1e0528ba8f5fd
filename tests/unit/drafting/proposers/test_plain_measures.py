"""The plainest sentences with a number: rates, ranges, ages, deeds that take time, bare verbs."""

import pytest

from quizapp.drafting.proposers import age, quantity
from tests.unit.drafting.pages import page_of

_WHAT = [
    # Rates: the number goes to a time or to a size.
    ("The mean speed of the Ostrel current is 9 kilometres an hour.",
     "the mean speed of the Ostrel current", 9.0, "kilometres per hour"),
    ("The average flow of the Marl Falls is 25 cubic metres a second.",
     "the average flow of the Marl Falls", 25.0, "cubic metres per second"),
    ("The density of pumice is 0.6 grams per cubic centimetre.",
     "the density of pumice", 0.6, "grams per cubic centimetre"),
    ("The falcon can dive at 300 kilometres an hour.",
     "the speed at which the falcon can dive", 300.0, "kilometres per hour"),
    ("Oil leaves the well at 70 litres a minute.",
     "the rate at which oil leaves the well", 70.0, "litres per minute"),
    # What has a size, a time or a fall of its own.
    ("The wingspan of the marsh owl is 1.2 metres.",
     "the wingspan of the marsh owl", 1.2, "metres"),
    ("The incubation period of the owl is 29 days.",
     "the incubation period of the owl", 29.0, "days"),
    ("The mean depth of the Ostrel basin is 14 metres, and ships avoid it.",
     "the mean depth of the Ostrel basin", 14.0, "metres"),
    # What was done takes time and money.
    ("Repainting the bridge took nine months.",
     "the time that repainting the bridge took", 9.0, "months"),
    ("Draining the marsh cost 3 million euros.",
     "the cost of draining the marsh", 3.0, "million euros"),
    # Nouns and participles that are the verb.
    ("The female lays 40 eggs in the sand.",
     "the number of eggs that the female lays in the sand", 40.0, "eggs"),
    ("The mineral melts at 900 degrees.",
     "the temperature at which the mineral melts", 900.0, "degrees"),
    ("In the frost of 1963 some 300 swans starved near Marl.",
     "the number of swans that starved near Marl in the frost in 1963", 300.0, "swans"),
    ("Some 300 swans starved near Marl in 1963.",
     "the number of swans that starved near Marl in 1963", 300.0, "swans"),
    # Ranges, and limits.
    ("The female lays between three and six thousand eggs.",
     "the upper limit of the number of eggs that the female lays", 6000.0, "eggs"),
    ("The adult weighs between 5 and 8 kilograms.",
     "the upper limit of the weight of the adult", 8.0, "kilograms"),
    ("The ferry can carry up to 90 passengers.",
     "the number of passengers that the ferry can carry", 90.0, "passengers"),
    # A short time, of what is so by rule.
    ("The seed sprouts after two days.", "the time after which the seed sprouts", 2.0, "days"),
    ("The pike can live for 30 years and reach a weight of 25 kilograms.",
     "the weight that the pike can reach", 25.0, "kilograms"),
]  # fmt: skip
_NOTHING = [
    "A stone bridge built of 900 blocks.",
    "The path runs between two hills and three lakes.",
    "The ship left after two days.",
    "The basin of the Ostrel covers four times that of the Marl.",
]
_SAID = [
    ("The mean height of the Ostrel weir is 1.2 metres.",
     "The mean height of the Ostrel weir comes to 1.2 metres."),
    ("The pike can live for up to 30 years.",
     "The time for which the pike can live is up to 30 years."),
    ("The pike can live for 30 years and reach a weight of 25 kilograms.",
     "The pike can reach a weight of 25 kilograms."),
    ("The heart of the shrew beats 900 times a minute.",
     "The number of times that the heart of the shrew beats a minute is 900 times."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what", "value", "unit"), _WHAT)
def test_a_plain_sentence_tells_what_its_number_measures(
    text: str, what: str, value: float, unit: str
) -> None:
    found = [each.slots for each in quantity.propose(page_of(text))]
    assert {"what": what, "value": value, "unit": unit} in found


@pytest.mark.parametrize("text", _NOTHING)
def test_a_caption_a_place_and_a_short_time_in_a_story_measure_nothing(text: str) -> None:
    assert quantity.propose(page_of(text)) == ()


@pytest.mark.parametrize(("text", "statement"), _SAID)
def test_a_measure_can_be_said_in_other_words_that_are_whole(text: str, statement: str) -> None:
    made = quantity.propose(page_of(text))
    assert any(statement in {each.statement, *each.others} for each in made)


def test_a_range_with_between_adds_nothing_up() -> None:
    made = quantity.propose(page_of("It takes between three and four weeks to cast a bell."))
    assert 7.0 not in {each.slots["value"] for each in made}


def test_both_ends_of_a_range_are_thousands() -> None:
    (made,) = quantity.propose(page_of("The female lays between three and six thousand eggs."))
    assert made.statement == "The female lays 3,000 to 6,000 eggs."


def test_an_age_is_read_in_a_clause_about_somebody() -> None:
    (made,) = age.propose(page_of("Ruth Hale, who is 84, swims there every day."))
    assert (made.slots["what"], made.slots["value"]) == ("the age of Ruth Hale", 84.0)
    assert age.propose(page_of("Ruth Hale, who was 84 when the pool closed, swam there.")) == ()
