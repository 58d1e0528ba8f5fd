"""Drafts fitted to a working copy: known entities are used, ids are free, facts come once."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from quizapp.bank.document import Entity
from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.terms import JsonObject
from quizapp.drafting.reading.document import DraftSet

_MAX_ID: Final = 80
_GUARDS_OF_SLOTS: Final = ("also_true", "never", "distractors")


@dataclass(frozen=True, slots=True)
class FittedDraft:
    """A draft whose references are entities of the working copy or of ``entities``.

    Attributes:
        entities: the new entities that this fact needs, and no others.
    """

    fact: JsonObject
    confidence: float
    held: str
    entities: tuple[JsonObject, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a working copy and the drafts that are kept have already.

    Attributes:
        entities: by id.
        facts: those that need not be drafted again.
        drafts: ``same_draft`` of drafts that were judged: an edited one has other slots by now.
        ids: ids of facts.
    """

    entities: Mapping[str, Entity]
    facts: tuple[Mapping[str, Any], ...] = ()
    drafts: frozenset[tuple[str, ...]] = field(default=frozenset())
    ids: frozenset[str] = field(default=frozenset())


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two facts of one type and passage differ at most in what one leaves out."""
    mine, theirs = _filled(one), _filled(other)
    return (mine.keys() <= theirs.keys() or theirs.keys() <= mine.keys()) and all(
        mine[slot] == theirs[slot] for slot in mine.keys() & theirs.keys()
    )


def same_draft(fact: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what stays the same of a draft when its author edits it: id, type and passage."""
    return tuple(str(fact.get(key)) for key in ("id", "type", "passage"))


def fit(drafted: DraftSet, *, taken: Taken) -> tuple[FittedDraft, ...]:
    """Return the new drafts of a set, fitted to what is there already; their order is kept."""
    names, entities = _names_for(drafted.entities, taken.entities)
    seen: dict[tuple[object, object], list[Mapping[str, Any]]] = {}
    for known in taken.facts:
        seen.setdefault(_group(known), []).append(known)
    ids = set(taken.ids)
    found = []
    for each in drafted.drafts:
        fact = with_names(each.fact, names)
        alike = seen.setdefault(_group(fact), [])
        if same_draft(fact) in taken.drafts or any(says_the_same(fact, one) for one in alike):
            continue
        alike.append(fact)
        fact["id"] = free_id(str(fact["id"]), ids)
        ids.add(fact["id"])
        needed = tuple(_needed(references(fact), entities))
        found.append(FittedDraft(fact, each.confidence, each.held, needed))
    return tuple(found)


def _group(fact: Mapping[str, Any]) -> tuple[object, object]:
    return str(fact.get("type")), str(fact.get("passage"))


def _filled(fact: Mapping[str, Any]) -> dict[str, str]:
    """Return the slots of a fact that say something, as they are compared."""
    slots = fact.get("slots")
    return {
        name: json.dumps(value, sort_keys=True).casefold()
        for name, value in (slots.items() if isinstance(slots, dict) else ())
        if value not in (None, [], "", False)
    }


def refit(
    fact: JsonObject, entities: Iterable[JsonObject], *, known: Mapping[str, Entity]
) -> tuple[JsonObject, tuple[JsonObject, ...]]:
    """Return a fact and the new entities it needs, fitted to the entities that are known now."""
    names, new = _names_for(entities, known)
    fitted = with_names(fact, names)
    return fitted, tuple(_needed(references(fitted), new))


def references(fact: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ids of the entities that a fact's slots and guards name, each once."""
    found: list[str] = []

    def note(name: str) -> str:
        found.append(name)
        return name

    _mapped(fact, note)
    return tuple(dict.fromkeys(found))


def with_names(fact: Mapping[str, Any], names: Mapping[str, str]) -> JsonObject:
    """Return a fact whose references are named as ``names`` says."""
    return _mapped(fact, lambda name: names.get(name, name))


def free_id(wanted: str, taken: Iterable[str]) -> str:
    """Return ``wanted``, or with a number where it is taken; 80 characters at most."""
    taken = frozenset(taken)
    number, found = 2, wanted[:_MAX_ID].rstrip("-")
    while found in taken:
        ending = f"-{number}"
        found = wanted[: _MAX_ID - len(ending)].rstrip("-") + ending
        number += 1
    return found


def _mapped(fact: Mapping[str, Any], name: Callable[[str], str]) -> JsonObject:
    """Return a fact with ``name`` applied to every entity id in it."""
    kind = FACT_TYPES.get(str(fact.get("type")))
    slots_with_ids = kind.references if kind else {}

    def named(value: Any) -> Any:
        if isinstance(value, list):
            return [name(each) if isinstance(each, str) else each for each in value]
        return name(value) if isinstance(value, str) else value

    changed = dict(fact)
    slots = fact.get("slots")
    if isinstance(slots, dict):
        changed["slots"] = {
            slot: named(value) if slot in slots_with_ids else value for slot, value in slots.items()
        }
    guards = fact.get("guards")
    if isinstance(guards, dict):
        changed["guards"] = _guards(guards, slots_with_ids, named)
    return changed


def _guards(
    guards: Mapping[str, Any], slots_with_ids: Mapping[str, bool], named: Callable[[Any], Any]
) -> JsonObject:
    changed = dict(guards)
    if "outsiders" in guards:
        changed["outsiders"] = named(guards["outsiders"])
    for guard in _GUARDS_OF_SLOTS:
        of_slots = guards.get(guard)
        if isinstance(of_slots, dict):
            changed[guard] = {
                slot: named(values) if slot in slots_with_ids else values
                for slot, values in of_slots.items()
            }
    return changed


def _names_for(
    new: Iterable[JsonObject], known: Mapping[str, Entity]
) -> tuple[dict[str, str], dict[str, JsonObject]]:
    """Return the id to use for each new entity, and those that stay new, by that id.

    An entity is a known one of its kind when the name of one is a name of the other. Where only
    their other names meet (two people called Baker), they are two, and the new one loses it.
    """
    forms = {(each.kind.value, form): each.id for each in known.values() for form in _forms(each)}
    names = {(each.kind.value, each.name.casefold()): each.id for each in known.values()}
    ids, found, kept = set(known), dict[str, str](), dict[str, JsonObject]()
    for value in new:
        kind, name = str(value["kind"]), str(value["name"]).casefold()
        others = (names.get((kind, each.casefold())) for each in value.get("aliases") or ())
        fitting = forms.get((kind, name)) or next((each for each in others if each), None)
        if fitting:
            found[str(value["id"])] = fitting
            continue
        entity = _without_names(value, {form for of, form in forms if of == kind})
        entity["id"] = free_id(str(value["id"]), ids)
        found[str(value["id"])] = entity["id"]
        ids.add(entity["id"])
        kept[entity["id"]] = entity
        names[kind, name] = entity["id"]
        for form in (name, *map(str.casefold, _other_names(entity))):
            forms[kind, form] = entity["id"]
    for entity in kept.values():
        if entity.get("part_of"):
            entity["part_of"] = found.get(entity["part_of"], entity["part_of"])
    return found, kept


def _without_names(entity: JsonObject, taken: Collection[str]) -> JsonObject:
    """Return an entity without the other names that another has."""
    changed = dict(entity)
    if str(entity.get("short") or "").casefold() in taken:
        del changed["short"]
    free = [each for each in entity.get("aliases") or () if each.casefold() not in taken]
    changed.pop("aliases", None)
    return {**changed, "aliases": free} if free else changed


def _other_names(entity: JsonObject) -> tuple[str, ...]:
    """Return the aliases and the abbreviation of an entity."""
    return (*(entity.get("aliases") or ()), *filter(None, [entity.get("short")]))


def _forms(entity: Entity) -> Iterator[str]:
    """Yield the names of an entity, the name first, as they are compared."""
    for form in (entity.name, *entity.aliases, entity.short or ""):
        if form:
            yield form.casefold()


def _needed(named: Iterable[str], entities: Mapping[str, JsonObject]) -> Iterator[JsonObject]:
    """Yield the new entities among these, and what they are part of."""
    waiting, seen = list(named), set[str]()
    while waiting:
        name = waiting.pop(0)
        if name in seen or name not in entities:
            continue
        seen.add(name)
        yield entities[name]
        if entities[name].get("part_of"):
            waiting.append(str(entities[name]["part_of"]))
