"""Events in the forms in which articles date them, and subjects that stand far from their verb."""

import pytest

from quizapp.drafting.propose import draft_facts
from quizapp.drafting.proposers import action, event
from tests.unit.drafting.pages import page_of

_TOLD = [
    ("The species was described in 1868 by the zoologist Ludwig Prohaska.",
     {"the species was described by the zoologist Ludwig Prohaska": "1868"}),
    ("The basin has been silent since 1987, when it was last dredged by the navy.",
     {"the basin was last dredged by the navy": "1987"}),
    ("Sudmark brought in a deposit in 2005, Estland in 2012 and the Holm Islands in 2019.",
     {"Sudmark brought in a deposit": "2005", "Estland brought in a deposit": "2012",
      "the Holm Islands brought in a deposit": "2019"}),
    ("The town was founded in the thirteenth century.",
     {"the town was founded": "1201/1300"}),
    ("The Harrow Hall has been in use since 1904.",
     {"the Harrow Hall has been in use": "1904/.."}),
    ("Women have had the vote in Norland since 1913.", {"women have had the vote": "1913/.."}),
    ("From 1906 Ann Day shared a house with Signe Rustad.",
     {"Ann Day shared a house with Signe Rustad": "1906/.."}),
    ("The Lowmoor cholera of 1849 killed 1,126 people.",
     {"the Lowmoor cholera killed 1,126 people": "1849"}),
    ("A dam in the upland valley of Marl, which burst on 14 February 2021, was never rebuilt.",
     {"a dam burst": "2021-02-14"}),
    ("The chapel in the park, built in 1751, is a ruin.",
     {"the chapel was built": "1751"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), _TOLD)
def test_a_dated_form_is_told_with_its_subject(text: str, told: dict[str, str]) -> None:
    found = {each.slots["what"]: each.slots["when"] for each in event.propose(page_of(text))}
    assert found == told


@pytest.mark.parametrize(
    "text",
    [
        "Ann Day has been the mayor of Marl since 2019.",
        "France has had one since 1998.",
        "The pier has been closed since a storm in February 2022.",
        "Nobody measured the basin, she found, since 1987, when it was last dredged.",
        "Marl banned the bags in 2017 and the state of Ost a year later.",
        "The population of Marl tripled in thirty years, from 6,500 in 1819.",
    ],
)
def test_what_is_an_office_or_points_elsewhere_is_no_event(text: str) -> None:
    page = page_of(text)
    assert not [each for each in event.propose(page) if each.slots["when"] != "2017"]


def test_a_part_of_a_whole_is_told_alone_where_all_would_be_a_copy() -> None:
    text = "Dunlaw Marine scolded 120 of its 175 workers on the southern yard in September 2023."
    drafts = draft_facts([(1, text)], known={}, article="yard", topic="ships").drafts
    told = [each.fact["statement"] for each in drafts if each.fact["type"] == "event"]
    assert told == ["Dunlaw Marine scolded 120 workers on the southern yard in September 2023."]


def test_a_century_in_words_is_no_guess() -> None:
    text = "The town was founded in the thirteenth century."
    (draft,) = draft_facts([(1, text)], known={}, article="town", topic="towns").drafts
    assert not draft.held


def test_many_with_a_name_are_they() -> None:
    text = "Stenmoor Rovers are an old club. They were formed in March 1882 by eleven workers."
    (found,) = event.propose(page_of(text))
    assert found.slots["what"] == "Stenmoor Rovers were formed by eleven workers"


def test_it_is_not_the_fall_of_the_club() -> None:
    text = "The club's fall was quick. Between 1961 and 1966 it went down three divisions."
    assert event.propose(page_of(text)) == ()


def test_who_designed_a_stand_with_seats_designed_no_seats() -> None:
    text = "A stand with 1,800 seats, designed by the engineer Alec Rennie, was opened in 1908."
    done = [each.slots["act"] for each in action.propose(page_of(text))]
    assert "designed a stand with 1,800 seats" in done
