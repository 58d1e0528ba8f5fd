"""The form of a fact: each slot has its words, and what is read back is what was shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.bank.document import Bank, Entity, FactBase
from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.load import load_bank
from quizapp.bank.terms import EntityKind, JsonObject
from quizapp.web.author.fact_fields import Slot, answer_slots, slots_of
from quizapp.web.author.fact_labels import LABELS, STATUSES, TYPES
from quizapp.web.author.fact_names import Names
from quizapp.web.author.fact_reading import read_fact
from quizapp.web.author.fact_values import compact, fill

SHIPPED = Path(__file__).parents[3] / "question_bank"


@pytest.fixture(scope="module")
def shipped() -> Bank:
    """Return the shipped bank."""
    return load_bank(SHIPPED)


def _all_slots(type_name: str) -> Iterator[Slot]:
    for slot in slots_of(type_name):
        yield slot
        yield from (column for column in slot.columns if column.name)


def _raw(fact: FactBase) -> JsonObject:
    return fact.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


@pytest.mark.parametrize("type_name", FACT_TYPES)
def test_each_slot_has_a_label(type_name: str) -> None:
    assert TYPES[type_name].words
    for slot in _all_slots(type_name):
        assert LABELS[slot.label].words, slot.label


def test_no_label_is_of_a_slot_that_is_gone() -> None:
    known = {slot.label for name in FACT_TYPES for slot in _all_slots(name)}
    assert set(LABELS) == known
    assert set(TYPES) == set(FACT_TYPES)
    assert len(STATUSES) == 5


@pytest.mark.parametrize("type_name", FACT_TYPES)
def test_the_slots_that_hold_answers_are_slots(type_name: str) -> None:
    assert set(answer_slots(type_name)) == set(FACT_TYPES[type_name].views.values())


@pytest.mark.parametrize("type_name", FACT_TYPES)
def test_every_fact_of_a_type_comes_back_from_its_form(shipped: Bank, type_name: str) -> None:
    names = Names(shipped.entities.values())
    for fact in shipped.facts():
        if getattr(fact, "type", "") != type_name:
            continue
        values = compact(fill(_raw(fact), names=names))
        read = read_fact(values, fact_id=fact.id, type_name=type_name, names=names)
        assert read.errors == {}
        assert read.entities == []
        assert (
            FACT_TYPES[type_name].model.model_validate({**read.fact, "status": fact.status}) == fact
        )
        again = fill(read.fact, names=names)
        assert compact(again) == values


def _entity(entity_id: str, name: str, kind: str, *aliases: str) -> Entity:
    return Entity(id=entity_id, name=name, kind=EntityKind(kind), aliases=list(aliases))


NAMES = Names(
    [
        _entity("lincoln", "Lincoln", "person", "Honest Abe"),
        _entity("lincoln-town", "Lincoln", "place"),
        _entity("anna-bauer", "Anna Bauer", "person"),
    ]
)


def test_two_entities_of_one_name_are_told_apart() -> None:
    assert NAMES.shown("lincoln") == "Lincoln (lincoln)"
    assert NAMES.find("Lincoln (lincoln-town)") == "lincoln-town"
    assert NAMES.find("Lincoln") is None
    assert NAMES.find("lincoln ", kinds={EntityKind.PLACE}) == "lincoln-town"
    assert NAMES.find("honest abe") == "lincoln"
    assert NAMES.shown("nobody") == "nobody"


def test_a_new_name_becomes_an_entity_when_its_kind_is_said() -> None:
    values = {"slots.person": ["Änne  Bauer"], "slots.of": ["Lindau"], "new.slots.of": ["place"]}
    read = read_fact(values, fact_id="x", type_name="role", names=NAMES)
    assert read.fact["slots"] == {"person": "anne-bauer", "of": "lindau"}
    assert read.entities == [{"id": "lindau", "name": "Lindau", "kind": "place"}]
    assert "Änne Bauer" in read.errors["slots.person"][0]


def test_a_new_entity_named_twice_is_made_once() -> None:
    values = {
        "slots.members.0": ["Lindau"],
        "new.slots.members.0": ["place"],
        "slots.members.1": ["Lindau"],
    }
    read = read_fact(values, fact_id="x", type_name="membership", names=NAMES)
    assert read.fact["slots"]["members"] == ["lindau", "lindau"]
    assert len(read.entities) == 1


@pytest.mark.parametrize("text", ["many", "1,000", "nan", "inf", "1e999", "9" * 60, "1_0", "٣"])
def test_what_is_no_number_is_said(text: str) -> None:
    values = {"slots.value": [text]}
    read = read_fact(values, fact_id="x", type_name="quantity", names=NAMES)
    assert "is no number" in read.errors["slots.value"][0]
    assert read.fact["slots"]["value"] == text


def test_numbers_are_read_as_they_are_written() -> None:
    values = {"slots.value": ["\N{MINUS SIGN}3"], "slots.tolerance": ["2.50"]}
    slots = read_fact(values, fact_id="x", type_name="quantity", names=NAMES).fact["slots"]
    assert slots == {"value": -3, "tolerance": 2.5}


def test_empty_rows_are_left_out_and_the_others_counted_again() -> None:
    values = compact(
        {
            "slots.steps.0.text": ["  "],
            "slots.steps.2.text": ["one\r\n"],
            "slots.steps.2.when": ["1991"],
            "slots.steps.10.text": ["two"],
            "slots.who.4": ["Lindau"],
            "new.slots.who.4": ["place"],
            "csrf_token": ["secret"],
            "do": ["save"],
        }
    )
    assert values == {
        "slots.steps.0.text": ["one"],
        "slots.steps.0.when": ["1991"],
        "slots.steps.1.text": ["two"],
        "slots.who.0": ["Lindau"],
        "new.slots.who.0": ["place"],
    }


@pytest.mark.parametrize(
    "fact",
    [
        {"type": "event", "slots": "nothing", "guards": [1], "topics": "x", "passage": None},
        {"type": "sequence", "slots": {"steps": ["a", {"text": 3}, None]}},
        {"type": "none", "guards": {"never": {"a": "b"}, "ask": {"x": None}}},
        {"type": "membership", "slots": {"members": {"a": 1}, "complete": "yes"}},
    ],
)
def test_a_half_written_fact_is_shown_all_the_same(fact: JsonObject) -> None:
    assert isinstance(compact(fill(fact, names=NAMES)), dict)
