"""An agreement or pledge: its date, its parties, what was given, got and pledged."""

from typing import Literal

from quizapp.bank import wording
from quizapp.bank.document import Edtf, FactBase, Ref, Strict, Text
from quizapp.bank.fact_type import ACTORS, Entities, FactType
from quizapp.bank.terms import EntityKind, Status
from quizapp.bank.view import EntityAnswer, SetAnswer, TextAnswer, View


class Slots(Strict):
    """The parts of an agreement; ``giver`` is who gave ``gave`` and got ``got``."""

    name: Ref
    when: Edtf | None = None
    when_label: Text | None = None
    parties: list[Ref] | None = None
    giver: Ref | None = None
    gave: Text | None = None
    got: Text | None = None
    pledge: Text | None = None


class Fact(FactBase):
    """An agreement."""

    type: Literal["agreement"]
    slots: Slots


def _when(fact: Fact, when: str, entities: Entities) -> View:
    entity = entities[fact.slots.name]
    named = wording.entity_phrase(entity)
    was, _, done = wording.came_about(entity).partition(" ")
    return View(
        fact=fact.id,
        name="when",
        slot="when",
        answer=wording.date_answer(when, fact.slots.when_label),
        stem=wording.ask(fact.status, f"{wording.which_time(when)} {was} {named} {done}?"),
        status=fact.status,
        clause=f"{named} {was} {done}",
        peers="dated" if fact.status is Status.STATED else "",
        era=when,
        mentioned=(entity.id,),
    )


def _name_question(fact: Fact, entities: Entities) -> str | None:
    slots = fact.slots
    giver = wording.entity_phrase(entities[slots.giver]) if slots.giver else None
    if slots.pledge:
        return f"which agreement holds this pledge: {slots.pledge}?"
    if slots.gave:
        return (
            f"under which agreement did {giver} give {slots.gave}?"
            if giver
            else (f"in which agreement was this given: {slots.gave}?")
        )
    if slots.got:
        return (
            f"under which agreement did {giver} get {slots.got}?"
            if giver
            else (f"in which agreement was this promised: {slots.got}?")
        )
    return None


def _name(fact: Fact, question: str, entities: Entities) -> View:
    slots = fact.slots
    return View(
        fact=fact.id,
        name="name",
        slot="name",
        answer=EntityAnswer(slots.name, entities[slots.name].kind),
        stem=wording.ask(fact.status, question),
        status=fact.status,
        clause=slots.pledge or slots.gave or slots.got or "",
        peers="agreement-name" if fact.status is Status.STATED else "",
        era=slots.when,
        mentioned=(slots.giver,) if slots.giver and not slots.pledge else (),
    )


def _text(fact: Fact, slot: str, text: str, question: str) -> View:
    slots = fact.slots
    return View(
        fact=fact.id,
        name=slot,
        slot=slot,
        answer=TextAnswer(text, f"agreement.{slot}", wording.is_short(text), slots.name),
        stem=wording.ask(fact.status, question),
        status=fact.status,
        era=slots.when,
        mentioned=(slots.name, slots.giver) if slots.giver else (slots.name,),
    )


def _texts(fact: Fact, entities: Entities) -> list[View]:
    slots = fact.slots
    named = wording.entity_phrase(entities[slots.name])
    giver = wording.entity_phrase(entities[slots.giver]) if slots.giver else None
    views = []
    if slots.pledge:
        views.append(_text(fact, "pledge", slots.pledge, f"what was pledged in {named}?"))
    if slots.gave:
        question = f"what did {giver} give" if giver else "what was given"
        views.append(_text(fact, "gave", slots.gave, f"{question} under {named}?"))
    if slots.got:
        question = f"what did {giver} get" if giver else "what was promised"
        back = " in return" if slots.gave else ""
        views.append(_text(fact, "got", slots.got, f"{question}{back} under {named}?"))
    return views


def _parties(fact: Fact, parties: list[str], entities: Entities) -> View:
    named = wording.entity_phrase(entities[fact.slots.name])
    return View(
        fact=fact.id,
        name="parties",
        slot="parties",
        answer=SetAnswer(
            members=tuple(parties),
            outsiders=tuple(fact.guards.outsiders),
            complete=False,
            kind=entities[parties[0]].kind,
        ),
        stem=wording.ask(fact.status, f"which of these were parties to {named}?"),
        status=fact.status,
        falsifiable=False,
        era=fact.slots.when,
        mentioned=(fact.slots.name,),
    )


def build(fact: Fact, entities: Entities) -> tuple[View, ...]:
    """Return the views that the filled slots allow."""
    slots = fact.slots
    views = [_when(fact, slots.when, entities)] if slots.when else []
    question = _name_question(fact, entities)
    if question:
        views.append(_name(fact, question, entities))
    views.extend(_texts(fact, entities))
    if slots.parties and len(slots.parties) > 1:
        views.append(_parties(fact, slots.parties, entities))
    return tuple(views)


TYPE = FactType(
    name="agreement",
    model=Fact,
    build=build,
    views={each: each for each in ("when", "name", "pledge", "gave", "got", "parties")},
    kinds={"name": frozenset({EntityKind.AGREEMENT}), "parties": ACTORS, "giver": ACTORS},
)
