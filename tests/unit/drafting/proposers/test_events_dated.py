"""Events: what a date belongs to, what is to happen, and dates that another date tells."""

import pytest

from quizapp.bank.terms import Status
from quizapp.drafting.naming.dates import find_dates
from quizapp.drafting.propose import draft_facts
from quizapp.drafting.proposers import event
from tests.unit.drafting.pages import page_of

_HAPPENED = [
    ("The scheme is run by Marl Transit, a company that the council set up in 2021.",
     "the council set up Marl Transit", "2021"),
    ("The bridge that Ann Day designed in 1931 still stands.",
     "Ann Day designed the bridge", "1931"),
    ("The lists that the king received in 1789 asked for one measure.",
     "the king received the lists", "1789"),
    ("The mill, built in 1790, burned down in 1834.", "the mill burned down", "1834"),
    ("Norland was the first to make the treatment free, in 1807.",
     "Norland was the first to make the treatment free", "1807"),
    ("In a vote of 1931 the town rejected the canal.",
     "the town rejected the canal in a vote", "1931"),
    ("The two leagues were created as part of the 1970 merger.",
     "the two leagues were created as part of the merger", "1970"),
    ("In the middle of May 1912 Orr sold the pier.", "Orr sold the pier", "1912-05"),
    ("The rule takes effect on 1 January 2031.", "the rule takes effect", "2031-01-01"),
    ("The firm moved to Ost in 1950. Two years later the firm was sold to Norland Steel.",
     "the firm was sold to Norland Steel", "1952"),
    ("The duke besieged Marl in June 1672. In March the garrison surrendered.",
     "the garrison surrendered", "1673-03"),
    ("The harbour froze in January 1963. That year the north pier sank.",
     "the north pier sank", "1963"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what", "when"), _HAPPENED)
def test_a_date_goes_with_what_happened_then(text: str, what: str, when: str) -> None:
    found = {each.slots["what"]: each.slots["when"] for each in event.propose(page_of(text))}
    assert found.get(what) == when


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("The last volume is planned for 2031.", "The last volume is planned for 2031."),
        (
            "The new bridge will open in May 2029.",
            "The article expects that the new bridge will open in May 2029.",
        ),
    ],
)
def test_what_is_to_happen_is_told_as_what_is_expected(text: str, statement: str) -> None:
    (found,) = event.propose(page_of(text))
    assert found.status is Status.PREDICTION
    assert found.statement == statement


@pytest.mark.parametrize(
    "text",
    [
        "If the vote is won, the bridge will open in May 2029.",
        "The bridge will not open in May 2029.",
        "Will the bridge open in May 2029?",
        "The share was 11 percent in 2022. The committee meets on 14 May.",
        "The share of the town is 11 percent in 2022.",
    ],
)
def test_what_nobody_says_will_be_is_no_event(text: str) -> None:
    assert event.propose(page_of(text)) == ()


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("In 1911 it began. The following spring it ended.", ["1911", "1912-03/1912-05"]),
        ("It fell in 1911. A decade later it rose.", ["1911", "1921"]),
        ("It fell in 1911 and on 12 June it rose.", ["1911", "1911-06-12"]),
        ("It fell in November 1911 and rose in February.", ["1911-11", "1912-02"]),
        ("That year it fell. In August it rose.", []),
        ("It lasted from 1911 to 1914. That year was dry.", ["1911/1914"]),
        ("It has stood since 1911. The next year is open.", ["1911/.."]),
        ("They march in March. In 1911 they may go.", ["1911"]),
    ],
)
def test_a_date_before_tells_the_year(text: str, dates: list[str]) -> None:
    assert [each.edtf for each in find_dates(text)] == dates


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "In 2021 a fire broke out on the car deck of the Isola Blue.",
            "In 2021, a fire broke out on the Isola Blue's car deck.",
        ),
        (
            "In 2021 a fire broke out on the rusty old upper car deck.",
            "On the rusty old upper car deck, a fire broke out in 2021.",
        ),
    ],
)
def test_what_would_be_a_copy_is_turned_round(text: str, told: str) -> None:
    drafts = draft_facts([(1, text)], known={}, article="isola", topic="ferries").drafts
    assert [each.fact["statement"] for each in drafts if each.fact["type"] == "event"] == [told]


def test_a_time_before_another_is_not_told_without_its_length() -> None:
    text = "In 1962, a year before his death, Ivo Marsh sold the pier to the council of Lindau."
    (found,) = [each for each in event.propose(page_of(text)) if each.slots["when"] == "1962"]
    assert "before his death" not in found.statement
