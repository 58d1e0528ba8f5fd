"""A term and what it means."""

from typing import Literal

from quizapp.bank import wording
from quizapp.bank.document import FactBase, Ref, Strict, Text
from quizapp.bank.fact_type import Entities, FactType
from quizapp.bank.terms import EntityKind, Status
from quizapp.bank.view import EntityAnswer, TextAnswer, View


class Slots(Strict):
    """The parts of a definition; ``meaning`` is a noun phrase."""

    term: Ref
    meaning: Text


class Fact(FactBase):
    """A definition."""

    type: Literal["definition"]
    slots: Slots


def build(fact: Fact, entities: Entities) -> tuple[View, ...]:
    """Return term by meaning and meaning by term."""
    slots = fact.slots
    entity = entities[slots.term]
    if entity.kind is EntityKind.CONCEPT:
        by_meaning = f"what is the term for {slots.meaning}?"
        by_term = f"what is meant by {wording.quoted(entity.name)}?"
    else:
        verb = "are" if wording.is_plural(entity) else "is"
        by_meaning = f"{wording.who(entity)} {verb} {slots.meaning}?"
        by_term = f"what {verb} {wording.entity_phrase(entity)}?"
        if entity.kind is EntityKind.PERSON:
            by_term = f"who is {wording.entity_phrase(entity)}?"
    term = View(
        fact=fact.id,
        name="term",
        slot="term",
        answer=EntityAnswer(slots.term, entity.kind),
        stem=wording.ask(fact.status, by_meaning),
        status=fact.status,
        clause=slots.meaning,
        peers="definition-term" if fact.status is Status.STATED else "",
        era=entity.era,
    )
    meaning = View(
        fact=fact.id,
        name="meaning",
        slot="meaning",
        answer=TextAnswer(
            slots.meaning, f"definition.meaning.{entity.kind}", typeable=False, owner=slots.term
        ),
        stem=wording.ask(fact.status, by_term),
        status=fact.status,
        era=entity.era,
        mentioned=(slots.term,),
    )
    return (term, meaning)


TYPE = FactType(
    name="definition", model=Fact, build=build, views={"term": "term", "meaning": "meaning"}
)
