"""What the judge of drafts takes for a fault of wording, and what not."""

from types import MappingProxyType
from typing import Any

import pytest

from tests.evaluation.gold import Item, Name
from tests.evaluation.wording_faults import clumsy, copied, dangling, lost, ungrammatical


def _item(statement: str, evidence: str = "", kind: str = "event", /, **slots: Any) -> Item:
    none: MappingProxyType[str, Any] = MappingProxyType({})
    return Item("one", kind, 1, "stated", MappingProxyType(slots), none, statement, evidence)


@pytest.mark.parametrize(
    ("evidence", "statement", "dropped"),
    [
        ("four cities had no data", "Four cities began without collecting data.", ""),
        ("the tower was not finished", "The tower was never finished.", ""),
        ("less than two in a hundred", "Fewer than two in a hundred are lost.", ""),
        ("empty for more than 183 days", "A home stands empty for over 183 days.", ""),
        ("empty for more than 183 days", "A home stands empty for 183 days.", "more than 183"),
        ("the tower was not finished", "The tower was finished.", "not finished"),
        ("less than two in a hundred", "More than two in a hundred are lost.", "less than two"),
        ("the spillway was too small", "The spillway was not small.", "too small"),
    ],
)
def test_one_word_of_denial_stands_for_another(evidence: str, statement: str, dropped: str) -> None:
    assert lost(_item(statement, evidence)) == dropped


@pytest.mark.parametrize(
    ("statement", "cut"),
    [
        ("Ingrid Saxe died in 1944 after a colleague denounced her.", False),
        ("Ingrid Saxe died in 1944 because of her.", True),
        ("Ingrid Saxe died in 1944 and left his.", True),
        ("The council told her her rights and denounced the.", True),
    ],
)
def test_somebody_at_the_end_is_no_clause_cut_off(statement: str, *, cut: bool) -> None:
    assert bool(ungrammatical(_item(statement))) is cut


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("Within 3 weeks, the capital disappeared under waste.", True),
        ("According to Ingrid Falk, between 2020 and 2023, a similar scheme brought homes.", True),
        ("About 35,000 people visit the Kessary Observatory each year.", True),
        ("Within 3 weeks, the capital of the province under waste.", False),
        ("About 35,000 people in the Kessary Observatory each year.", False),
        ("According to Ingrid Falk, the scheme, a similar one.", False),
    ],
)
def test_a_sentence_with_a_long_opening_has_its_verb(statement: str, *, told: bool) -> None:
    assert bool(ungrammatical(_item(statement))) is not told


@pytest.mark.parametrize(
    ("effect", "found"),
    [
        ("the captain could lose his licence", False),
        ("the fisherman lost his boat", False),
        ("the report praised his courage", True),
        ("his licence was lost", True),
    ],
)
def test_a_pronoun_of_somebody_named_by_a_noun_has_its_antecedent(
    effect: str, *, found: bool
) -> None:
    assert bool(dangling(_item("The court may act.", "", "cause", effect=effect))) is found


@pytest.mark.parametrize(
    ("office", "told"),
    [
        ("historian", True),
        ("councillor responsible for transport", False),
        ("minister of transport", False),
    ],
)
def test_an_office_that_says_of_what_is_whole(office: str, *, told: bool) -> None:
    assert bool(clumsy(_item(f"Nadia Farouk is the {office}.", "", "role", office=office))) is told


_BUILT = "Built in 1987 by Karl and Emil Dahl at the Harland yard in Rosby, the ferry was slow."
_SLOW = "In 2003 the ferry was so slow that it could not be used on the long route in winter."


@pytest.mark.parametrize(
    ("statement", "passage", "is_copy"),
    [
        ("The Grey was built in 1987 by Karl and Emil Dahl at the Harland yard.", _BUILT, False),
        ("The ferry was so slow that it could not be used on the route.", _SLOW, True),
        ("The ferry was so slow that it had no use in winter.", _SLOW, False),
    ],
)
def test_names_and_numbers_in_a_row_are_not_copied(
    statement: str, passage: str, *, is_copy: bool
) -> None:
    names = MappingProxyType({"karl": Name("Karl Dahl", ("Karl",)), "emil": Name("Emil Dahl")})
    slots = MappingProxyType({"who": ["karl", "emil"]})
    item = Item("one", "event", 1, "stated", slots, names, statement)
    assert bool(copied(item, passage)) is is_copy


def test_the_members_of_a_list_are_not_copied() -> None:
    passage = "Exempt are cars with electric engines, buses of the city, nurses on call and taxis."
    listed = "Cars with electric engines, buses of the city, nurses on call and taxis are exempt."
    members = ["cars with electric engines", "buses of the city", "nurses on call", "taxis"]
    names = MappingProxyType({each: Name(each) for each in members})
    item = Item("one", "membership", 1, "stated", {"members": members}, names, listed)
    assert not copied(item, passage)
    assert copied(Item("one", "event", 1, "stated", {}, names, listed), passage)
