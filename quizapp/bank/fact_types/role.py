"""An office and the person who held it."""

import re
from typing import Final, Literal

from quizapp.bank import wording
from quizapp.bank.document import Edtf, Entity, FactBase, Ref, Strict, Text
from quizapp.bank.fact_type import ACTORS, PLACES, Entities, FactType
from quizapp.bank.terms import EntityKind
from quizapp.bank.view import EntityAnswer, TextAnswer, View

_WORK_AT: Final = frozenset({"engineer", "lecturer", "professor", "researcher", "scientist"})
"""Offices that one has at an organisation, as one has those with an "of" of their own."""

_AT_A_HOUSE: Final = frozenset(
    {"college", "court", "hospital", "institute", "laboratory", "library", "museum", "school"}
    | {"university"}
)
"""Words in the name of an organisation that one is "at", not "in"."""


class Slots(Strict):
    """The parts of a role; ``of`` is where the office is held."""

    person: Ref
    office: Text
    of: Ref | None = None
    when: Edtf | None = None
    when_label: Text | None = None


class Fact(FactBase):
    """A role."""

    type: Literal["role"]
    slots: Slots


def _is_at(office: str, of: Entity) -> bool:
    """Return whether an office is held at an organisation: "keeper of maps at the archive"."""
    last = office.casefold().rsplit(" ", 1)[-1]
    return of.kind is EntityKind.ORGANISATION and (" of " in office or last in _WORK_AT)


def _where(of: Entity, *, at: bool) -> str:
    """Return " in Arda", " at the Royal Court": where an office is held."""
    house = of.kind is EntityKind.ORGANISATION and not _AT_A_HOUSE.isdisjoint(
        of.name.casefold().split()
    )
    return f" {'at' if at or house else 'in'} {wording.entity_phrase(of)}"


def _with_article(held: str, fact: Fact) -> str:
    """Return what somebody was as the statement has it: "a historian", but "director of"."""
    office = re.escape(fact.slots.office)
    found = re.search(rf"\b(an?|the) (?={office}\b)", fact.statement, re.IGNORECASE)
    return f"{found.group(1).casefold()} {held}" if found else held


def _asked(named: str, where: str, time: str, *, now: bool, lasting: bool) -> str:
    """Return the question for an office; a bare one may be a profession: "historian"."""
    if lasting:
        return f"which position has {named} held{where}{time}"
    if not where and not time:
        return f"what {'is' if now else 'was'} {named}'s position or profession"
    return f"which position {'does' if now and not time else 'did'} {named} hold{where}{time}"


def build(fact: Fact, entities: Entities) -> tuple[View, ...]:
    """Return who held the office, and which office the person held."""
    slots = fact.slots
    of = wording.entity_phrase(entities[slots.of]) if slots.of else ""
    at = slots.of is not None and _is_at(slots.office, entities[slots.of])
    held = f"{slots.office} {'at' if at else 'of'} {of}" if of else slots.office
    time = wording.dated(slots.when, slots.when_label)
    entity = entities[slots.person]
    where = _where(entities[slots.of], at=at) if slots.of else ""
    named = wording.entity_phrase(entity)
    lasting = (slots.when or "").endswith("/..")
    now = wording.is_of_now(fact.statement)
    asked = _asked(named, where, time, now=now, lasting=lasting)
    was = "has been" if lasting else "was"
    person = View(
        fact=fact.id,
        name="person",
        slot="person",
        answer=EntityAnswer(slots.person, entity.kind),
        stem=wording.ask(fact.status, f"who {was} {_with_article(held, fact)}{time}?"),
        status=fact.status,
        clause=held,
        open_question=True,
        peers="role-person",
        era=slots.when,
        mentioned=(slots.of,) if slots.of else (),
    )
    office = View(
        fact=fact.id,
        name="office",
        slot="office",
        answer=TextAnswer(
            slots.office, "role.office", wording.is_short(slots.office), slots.person
        ),
        stem=wording.ask(fact.status, f"{asked}?"),
        status=fact.status,
        clause=named,
        era=slots.when,
        mentioned=(slots.person, slots.of) if slots.of else (slots.person,),
    )
    return (person, office)


TYPE = FactType(
    name="role",
    model=Fact,
    build=build,
    views={"person": "person", "office": "office"},
    kinds={"person": frozenset({EntityKind.PERSON}), "of": ACTORS | PLACES},
)
