"""What tells the same in other words, and what does not."""

from itertools import permutations
from types import MappingProxyType
from typing import Any, Final

import pytest

from tests.evaluation.gold import SETS, Item, Name, list_articles, read_gold
from tests.evaluation.matching import same_core


def _item(kind: str, statement: str, evidence: str = "", /, **slots: Any) -> Item:
    names = MappingProxyType({"vane": Name("Harold Vane", (), "person")})
    return Item("one", kind, 1, "stated", MappingProxyType(slots), names, statement, evidence)


_HOUSES: Final = _item(
    "quantity",
    "Harold Vane demolished about 1,100 houses.",
    "Vane, who had some 1,100 houses demolished for the road",
    what="the houses demolished for the road",
    value=1100.0,
    unit="houses",
)


@pytest.mark.parametrize(
    ("statement", "what", "unit", "found"),
    [
        (
            "Harold Vane demolished some 1,100 houses to make room for the inner ring road.",
            "the number of houses that Harold Vane demolished to make room for the inner ring road",
            "houses",
            True,
        ),
        ("Harold Vane built 1,100 houses.", "what Harold Vane built", "houses", False),
        (
            "The road for which houses were demolished is 1,100 metres long.",
            "the length of the new ring road near the houses by the square of Averton",
            "metres",
            False,
        ),
    ],
)
def test_a_quantity_counts_the_same_in_other_words(
    statement: str, what: str, unit: str, *, found: bool
) -> None:
    draft = _item("quantity", statement, _HOUSES.evidence, what=what, value=1100.0, unit=unit)
    assert same_core(draft, _HOUSES) is found


def test_a_quantity_without_the_thing_counted_counts_something_else() -> None:
    evidence = "The team put coils around 18 nests"
    coils = "The team put coils around 18 nests."
    gold = _item("quantity", coils, evidence, what="the nests with coils", value=18.0, unit="nests")
    placed = "The team placed around 18 nests."
    what = "the number of nests that the team placed"
    draft = _item("quantity", placed, evidence, what=what, value=18.0, unit="nests")
    assert not same_core(draft, gold)


_WARNED: Final = "The council warned that the old bridge over the river could fall."
_FALL: Final = "the old bridge over the river could fall"


@pytest.mark.parametrize(
    ("statement", "point", "found"),
    [
        ("The council warned of the fall of the old river bridge.", "danger to traffic", True),
        ("The council warned that the old bridge could not fall.", "danger to traffic", False),
        ("The council warned that 2 old bridges could fall.", "danger to traffic", False),
        (
            "The council warned that the old road over the hill could go.",
            "danger to traffic",
            False,
        ),
    ],
)
def test_a_claim_is_found_by_its_statement(statement: str, point: str, *, found: bool) -> None:
    gold = _item("claim", _WARNED, "", speaker="council", point=_FALL)
    draft = _item("claim", statement, "", speaker="council", point=point)
    assert same_core(draft, gold) is found
    stranger = _item("claim", statement, "", speaker="ministry", point=point)
    assert not same_core(stranger, gold)


@pytest.mark.parametrize(
    ("statement", "when", "found"),
    [
        ("In 1974, Roskanvel was made a twin of Tarnhaven.", "1974", True),
        ("In 1974, Calverton was made a twin of Tarnhaven.", "1974", False),
        ("In 1959, Roskanvel was made a twin of Tarnhaven.", "1959", False),
    ],
)
def test_an_event_of_another_name_or_date_is_another(
    statement: str, when: str, *, found: bool
) -> None:
    told = "Roskanvel was made a twin of Tarnhaven in 1974."
    gold = _item("event", told, "", what="the twinning of the two", when="1974")
    draft = _item("event", statement, "", what="a new friend was found", when=when)
    assert same_core(draft, gold) is found


def test_a_cause_told_the_other_way_round_is_another() -> None:
    flood, barrier = "the flood of that winter", "the building of the barrier"
    told = "The flood of that winter led to the building of the barrier."
    gold = _item("cause", told, "", cause=flood, effect=barrier)
    turned = "The building of the barrier led to the flood of that winter."
    assert not same_core(_item("cause", turned, "", cause=barrier, effect=flood), gold)
    kept = "The winter flood led to the barrier being built."
    draft = _item("cause", kept, "", cause="high water", effect="it was built, the barrier")
    assert same_core(draft, gold)


_PASSED: Final = "The Containers Act was passed in 1995."


def test_the_date_of_an_agreement_is_that_of_its_event() -> None:
    what = "a coalition passed the Containers Act"
    gold = _item("event", _PASSED, "", what=what, when="1995")
    assert same_core(_item("agreement", _PASSED, "", name="containers-act", when="1995"), gold)
    later = "The Containers Act was passed in 1996."
    assert not same_core(_item("agreement", later, "", name="containers-act", when="1996"), gold)
    dated = _item("action", _PASSED, "", actor="coalition", act="passed the act", when="1995")
    assert same_core(dated, gold)
    assert not same_core(_item("action", _PASSED, "", actor="coalition", act="passed it"), gold)
    assert not same_core(gold, dated)


def test_a_concept_is_found_by_a_definition_of_its_term() -> None:
    gist = "a design in which every site gets every colour in turn"
    gold = _item(
        "concept", f"Rotating exposure is {gist}.", "", name="rotating-exposure", gist=gist
    )
    told = "Rotating exposure is a design where every site receives every colour in turn."
    meaning = "a design where every site receives every colour in turn"
    draft = _item("definition", told, "", term="rotating-exposure", meaning=meaning)
    assert same_core(draft, gold)
    assert same_core(gold, draft)
    assert not same_core(_item("definition", told, "", term="exposure", meaning="a lamp"), gold)


def test_owners_are_no_definition_of_what_they_own() -> None:
    told = "Retur is a company which brewers, grocers and the state own."
    meaning = "a company which brewers, grocers and the state own"
    gold = _item("definition", told, "", term="retur", meaning=meaning)
    members = ["brewers", "grocers", "state"]
    draft = _item("membership", told, "", whole="the owners of Retur", members=members)
    assert not same_core(draft, gold)


@pytest.mark.parametrize("group", SETS)
def test_no_two_facts_of_gold_are_one(group: str) -> None:
    articles = [read_gold(group, each) for each in list_articles(group)]
    pairs = [pair for each in articles for pair in permutations(each.gold, 2)]
    assert not [(one.id, other.id) for one, other in pairs if same_core(one, other)]
    near = [one for one, other in pairs if (one.type, one.passage) == (other.type, other.passage)]
    assert len(near) > 100
