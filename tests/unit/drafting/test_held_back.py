"""What waits behind the switch: numbers hard to tell, unnamed sources, offices of nothing."""

import pytest

from quizapp.drafting.gating.bare_offices import bare_office
from quizapp.drafting.gating.cut_ends import cut_end
from quizapp.drafting.gating.loose_owners import loose_owner
from quizapp.drafting.gating.loose_subjects import loose_subject
from quizapp.drafting.propose import draft_facts


@pytest.mark.parametrize(
    ("statement", "office"),
    [
        ("Tony Berg is the chief executive officer.", "officer"),
        ("Ada Lind was a ministry spokeswoman.", "spokeswoman"),
        ("Karl Osei is the acting Immigration Minister.", "Minister"),
        ("Ruth Vale was Deputy Premier.", "Premier"),
        ("Ida Moss is the Opposition leader.", "leader"),
    ],
)
def test_an_office_of_nothing_is_told(statement: str, office: str) -> None:
    assert bare_office(statement) == office


@pytest.mark.parametrize(
    "statement",
    [
        "Tony Berg is the chief executive officer of the Lorn Bank.",
        "Ada Lind was an SES spokeswoman.",
        "Karl Osei was French Prime Minister.",
        "Ruth Vale is the museum's director.",
        "Ida Moss was a Swedish film director.",
        "Ben Holt was a baker.",
        "Jon Rey was a naval officer.",
        "Lindal is the county town.",
    ],
)
def test_an_office_that_says_of_what_and_a_calling_are_shown(statement: str) -> None:
    assert bare_office(statement) == ""


def _held(text: str) -> dict[str, str]:
    drafts = draft_facts([(1, text)], known={}, article="a", topic="t").drafts
    return {each.fact["statement"]: each.held for each in drafts}


def test_what_nobody_named_is_said_to_say_waits_with_its_reason() -> None:
    found = _held("An estimated 500 residents left their homes in Lorn.")
    (why,) = [why for said, why in found.items() if said.startswith("According to the article, ")]
    assert why == "the article passes it on; who says so is to be named"


def test_a_number_that_only_a_whole_clause_tells_apart_waits() -> None:
    found = _held("The union of Marl arrested 13 carters who blocked the gate of the mill in 1911.")
    counted = {said: why for said, why in found.items() if said.startswith("In all, there")}
    assert counted
    assert all(why == "drafts of this kind often need a change" for why in counted.values())


@pytest.mark.parametrize(
    ("statement", "evidence", "end"),
    [
        ("Lornish is a term introduced.", "Lornish, a term introduced in 1860", "term introduced"),
        ("It means a wholly organic.", "a wholly organic, yet artificial, being", "wholly organic"),
        ("Lorn is a city divided.", "Lorn is a city divided", ""),
        ("The mill is a highly automated plant.", "a highly automated plant in Lorn", ""),
    ],
)
def test_a_thing_that_ends_with_its_adjective_is_cut_off(
    statement: str, evidence: str, end: str
) -> None:
    assert cut_end(statement, evidence) == end


def test_one_of_several_is_not_each_or_both() -> None:
    assert loose_owner("Western Norland have each recorded 3 deaths.") == "each"
    assert loose_owner("The two towns have each recorded 3 deaths.") == ""
    assert loose_owner("Marl and Lorn have each recorded 3 deaths.") == ""
    assert loose_subject("Karl Osei was both Norland Prime Minister.") == "was both"
    assert loose_subject("Karl Osei was both mayor and judge.") == ""
