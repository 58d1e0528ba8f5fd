"""Numbers in the forms in which articles give them: each form in several sentences."""

import pytest

from quizapp.bank.terms import Status
from quizapp.drafting.propose import draft_facts
from quizapp.drafting.proposers import age, quantity
from tests.unit.drafting.pages import page_of

_CHANGES = [
    ("In Norland the share of refillable bottles dropped from 88 to 21 percent.",
     {"the level from which the share of refillable bottles dropped": (88, "%"),
      "the level to which the share of refillable bottles dropped": (21, "%")}),
    ("The number of children in care has grown from 210 to 345.",
     {"the level from which the number of children in care grew": (210, "children"),
      "the level to which the number of children in care grew": (345, "children")}),
    ("Spending on care has risen from 48 million pounds five years ago to 67 million.",
     {"the level from which spending on care rose": (48, "million pounds"),
      "the level to which spending on care rose": (67, "million pounds")}),
    ("The price of grain rose from 9 marks a barrel to 26.",
     {"the level from which the price of grain rose": (9, "marks"),
      "the level to which the price of grain rose": (26, "marks")}),
    ("The area of old forest shrank from 410 to 230 square kilometres.",
     {"the level from which the area of old forest shrank": (410, "square kilometres"),
      "the level to which the area of old forest shrank": (230, "square kilometres")}),
    ("Long-term vacancies fell to 4,700.",
     {"the level to which long-term vacancies fell": (4700, "vacancies")}),
    ("The workforce of the mill tripled to 930.",
     {"the level to which the workforce of the mill tripled": (930, "people")}),
    ("Attendance at the ground slipped from 14,200 to 9,800.",
     {"the level from which attendance at the ground slipped": (14_200, "people"),
      "the level to which attendance at the ground slipped": (9800, "people")}),
    ("Visitor numbers fell from 58,000 in 2022 to 33,000 a year later.",
     {"the level to which visitor numbers fell": (33_000, "visitors")}),
]  # fmt: skip
_PLACED = [
    ("The Kelder Mill stands 600 metres behind the station.",
     "how far behind the station the Kelder Mill stands", 600, "metres"),
    ("The works are seven miles from the town.", "the distance of the works from the town",
     7, "miles"),
    ("The wreck was found 40 metres below the surface.",
     "how far below the surface the wreck was found", 40, "metres"),
    ("The new bridge is planned 300 metres upstream of the old one.",
     "how far upstream of the old one the new bridge is planned", 300, "metres"),
]  # fmt: skip
_SIZED = [
    ("Since 2012 a fence 1.2 metres high has kept people away from Old Marta.",
     "the height of the fence that kept people away from Old Marta", 1.2, "metres"),
    ("In January 1953 a gale tore off a section of the parapet 40 metres long.",
     "the length of the section of the parapet that a gale tore off", 40, "metres"),
    ("Ann Day covered 49 kilometres in Aigle.", "the distance that Ann Day covered in Aigle",
     49, "kilometres"),
    ("Trains run at up to 250 km/h.", "the speed at which trains run",
     250, "kilometres per hour"),
]  # fmt: skip
_COMPARED = [
    ("Mortality in the Bottoms was nine times higher than on the hill.",
     "how many times higher than on the hill mortality in the Bottoms was", 9, "times"),
    ("The new engine is four times faster than the old one.",
     "how many times faster than the old one the new engine is", 4, "times"),
    ("The old hall is 4 metres lower than the new one.",
     "how much lower than the new one the old hall is", 4, "metres"),
]  # fmt: skip
_SHARED = [
    ("The party won 54 percent of the vote in May 2023.",
     "the share of the vote that the party won in May 2023", 54, "%"),
    ("The mill sold 48,000 tonnes of newsprint in 1951.",
     "the amount of newsprint that the mill sold in 1951", 48_000, "tonnes"),
    ("The boiler is fired with 14 tonnes of coal a day.",
     "the amount of coal with which the boiler is fired a day", 14, "tonnes"),
    ("The bridge is used by 2.9 million vehicles a year.",
     "the number of vehicles that use the bridge a year", 2.9, "million vehicles"),
    ("The cholera killed 1,126 of the town's 19,000 inhabitants.",
     "the number of inhabitants out of 19,000 that the cholera killed", 1126, "inhabitants"),
    ("The mill employed 2,150 people, almost one in five of the adults in Ronsby.",
     "the number of people that the mill employed", 2150, "people"),
    ("The council approved the budget by 23 votes to nineteen.",
     "the number of votes for the budget", 23, "votes"),
]  # fmt: skip
_PLAIN = [
    ("Shops receive two cents a bottle for their trouble.",
     "the sum that shops receive a bottle for their trouble", 2, "cents"),
    ("The meeting lasted five and a half hours.", "the duration of the meeting", 5.5, "hours"),
    ("The fare is 9 euros.", "the fare", 9, "euros"),
    ("The population of Marl was estimated at 18,000.",
     "the estimated population of Marl", 18_000, "people"),
    ("The hall houses a museum with 60 rooms, which drew 71,000 visitors in its first year.",
     "the number of visitors that a museum with 60 rooms drew",
     71_000, "visitors"),
]  # fmt: skip


def _amounts(text: str) -> dict[str, tuple[object, object]]:
    return {
        str(each.slots["what"]): (each.slots["value"], each.slots["unit"])
        for each in quantity.propose(page_of(text))
    }


@pytest.mark.parametrize(("text", "amounts"), _CHANGES)
def test_both_ends_of_a_change_are_told(text: str, amounts: dict[str, tuple[float, str]]) -> None:
    found = _amounts(text)
    for what, amount in amounts.items():
        assert [each for told, each in found.items() if told.startswith(what)] == [amount]


@pytest.mark.parametrize(
    ("text", "what", "value", "unit"), [*_PLACED, *_SIZED, *_COMPARED, *_SHARED, *_PLAIN]
)
def test_a_form_of_number_is_told_with_what_it_measures(
    text: str, what: str, value: float, unit: str
) -> None:
    assert _amounts(text).get(what) == (value, unit)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Ann Day ran the course in 11 minutes and 58 seconds.", {11.0, 58.0}),
        ("Ann Day completed the first ten kilometres quickly.", {10.0}),
        ("The closure will save 640,000 pounds and cost 14 jobs.", {14.0}),
        ("The species is protected, and killing one carries a fine of 5,000 euros.", {5000.0}),
        ("Two ferries cross a distance of five kilometres that takes 25 minutes.", {25.0}),
    ],
)
def test_what_a_number_does_not_measure_is_not_told(text: str, wrong: set[float]) -> None:
    assert not wrong & {each.slots["value"] for each in quantity.propose(page_of(text))}


@pytest.mark.parametrize(
    "text",
    [
        "Otto Kelder died in Ronsby in 1883, aged 71.",
        "Otto Kelder died in 1883 at the age of 71.",
        "Otto Kelder retired at 71 and moved to the coast.",
    ],
)
def test_the_age_at_which_somebody_died_or_left_is_told(text: str) -> None:
    (found,) = age.propose(page_of(text))
    assert str(found.slots["what"]).startswith("the age at which Otto Kelder ")
    assert found.slots["value"] == 71.0
    assert found.status is Status.STATED


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The plan was rejected by four votes.", "the margin by which the plan was rejected"),
        ("The ship carried 900 passengers and 4 tonnes of mail.",
         "the amount of mail that the ship carried"),
        ("The mill began with one machine and 4 workers.",
         "the number of workers with whom the mill began"),
        ("The campaign raised 4 million pounds, 2 million of it in the first week.",
         "the sum that the campaign raised"),
    ],
)  # fmt: skip
def test_margins_lists_and_parts_are_told_apart(text: str, what: str) -> None:
    assert _amounts(text)[what][0] == 4.0


def test_what_is_no_whole_number_counts_no_laps() -> None:
    assert _amounts("Her laps grew to 18.6.") == {}


def test_a_share_of_the_vote_is_not_the_size_of_who_won_it() -> None:
    text = "Joan Aldous, who was elected with 54 percent of the vote, is the mayor."
    assert set(_amounts(text)) == {"the share of the vote with which Joan Aldous was elected"}


def test_a_time_by_which_it_was_so_stays_in_the_statement() -> None:
    (found,) = quantity.propose(page_of("By the summer of 1862 the mill had four machines."))
    assert found.statement == "The mill had 4 machines by the summer of 1862."


def test_a_distance_that_would_be_a_copy_is_told_the_other_way_round() -> None:
    text = "The Kelder Mill stands 600 metres behind the railway station of Ronsby."
    drafts = draft_facts([(1, text)], known={}, article="mill", topic="mills").drafts
    assert [each.fact["statement"] for each in drafts] == [
        "600 metres is how far behind the railway station of Ronsby the Kelder Mill stands."
    ]
