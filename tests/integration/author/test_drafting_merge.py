"""Drafts fitted to what is there: known entities are used, ids are free, facts come once."""

from typing import Any

from quizapp.bank.document import Entity
from quizapp.drafting.reading.document import Draft, DraftSet
from quizapp.services.drafting.drafting_merge import Taken, fit, free_id, references, says_the_same

BAKER = Entity.model_validate_json(
    '{"id": "james-baker", "name": "James Baker", "kind": "person", "aliases": ["Baker"]}'
)
UNION = Entity.model_validate_json(
    '{"id": "north-union", "name": "North Union", "kind": "organisation", "short": "NU"}'
)
KNOWN = {each.id: each for each in (BAKER, UNION)}


def claim(fact_id: str, speaker: str, point: str = "it would rain") -> dict[str, Any]:
    """Return a claim as it is drafted."""
    return {
        "id": fact_id,
        "type": "claim",
        "passage": 1,
        "evidence": "said",
        "status": "attributed",
        "statement": "Somebody said that it would rain.",
        "explanation": "It is a claim.",
        "topics": ["main"],
        "slots": {"speaker": speaker, "point": point},
        "guards": {"never": {"speaker": [speaker]}, "outsiders": [speaker]},
    }


def fitted(*entities: dict[str, Any], taken: Taken | None = None) -> list[tuple[Any, ...]]:
    """Return (speaker, new entities) of a claim by each entity."""
    drafts = tuple(
        Draft(claim(f"a-{n}", each["id"], f"point {n}"), 0.8) for n, each in enumerate(entities)
    )
    found = fit(DraftSet(entities, drafts), taken=taken or Taken(KNOWN))
    return [(each.fact["slots"]["speaker"], each.entities) for each in found]


def test_an_entity_that_is_known_is_used() -> None:
    for name, aliases in (("James Baker", []), ("baker", []), ("Jim Baker", ["James Baker"])):
        new = {"id": "new", "name": name, "kind": "person", "aliases": aliases}
        assert fitted(new) == [("james-baker", ())]
    assert fitted({"id": "nu", "name": "NU", "kind": "organisation"}) == [("north-union", ())]


def test_two_people_of_one_family_name_stay_two() -> None:
    new = {"id": "josephine-baker", "name": "Josephine Baker", "kind": "person"}
    ((speaker, entities),) = fitted({**new, "aliases": ["Baker", "La Baker"]})
    assert speaker == "josephine-baker"
    assert entities == ({**new, "aliases": ["La Baker"]},)
    ((_, entities),) = fitted({**new, "aliases": ["Baker"], "short": "Baker"})
    assert entities == (new,)


def test_a_name_of_another_kind_is_another_thing_with_an_id_of_its_own() -> None:
    new = {"id": "north-union", "name": "North Union", "kind": "place"}
    assert fitted(new) == [("north-union-2", ({**new, "id": "north-union-2"},))]


def test_new_entities_of_one_name_become_one() -> None:
    one = {"id": "ann", "name": "Ann Lee", "kind": "person"}
    other = {"id": "ann-lee", "name": "ann lee", "kind": "person"}
    assert fitted(one, other) == [("ann", (one,)), ("ann", (one,))]


def test_references_in_guards_are_renamed_too() -> None:
    new = {"id": "nu", "name": "James Baker", "kind": "person"}
    drafted = DraftSet((new,), (Draft(claim("a-1", "nu"), 0.5),))
    (found,) = fit(drafted, taken=Taken(KNOWN))
    assert references(found.fact) == ("james-baker",)
    assert found.fact["guards"]["outsiders"] == ["james-baker"]


def test_an_entity_brings_what_it_is_part_of() -> None:
    whole = {"id": "whole", "name": "The Whole", "kind": "organisation"}
    part = {"id": "part", "name": "The Part", "kind": "organisation", "part_of": "whole"}
    drafted = DraftSet((part, whole), (Draft(claim("a-1", "part"), 0.5),))
    assert fit(drafted, taken=Taken({}))[0].entities == (part, whole)


def test_a_fact_that_is_there_is_not_drafted_again() -> None:
    known = claim("by-hand", "james-baker")
    drafted = DraftSet((), (Draft(claim("a-1", "james-baker"), 0.5),) * 2)
    assert len(fit(drafted, taken=Taken(KNOWN))) == 1
    assert fit(drafted, taken=Taken(KNOWN, facts=(known,))) == ()


def test_a_fact_with_one_slot_more_says_the_same_and_one_with_another_does_not() -> None:
    slots = {"what": "the engine ran", "when": "1941"}
    more = {"slots": {**slots, "who": ["konrad-zuse"], "when_label": None}}
    assert says_the_same({"slots": slots}, more)
    assert not says_the_same({"slots": {**slots, "where": "berlin"}}, more)
    assert not says_the_same({"slots": {**slots, "when": "1942"}}, more)


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert free_id("a", ["a", "a-2"]) == "a-3"
    long = "x" * 90
    assert free_id(long, ["x" * 80]) == "x" * 78 + "-2"
    drafted = DraftSet((), (Draft(claim("a-1", "james-baker"), 0.5),))
    (found,) = fit(drafted, taken=Taken(KNOWN, ids=frozenset({"a-1"})))
    assert found.fact["id"] == "a-1-2"
