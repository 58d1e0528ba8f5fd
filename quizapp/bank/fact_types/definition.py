"""A term and what it means."""

from typing import Final, Literal

from quizapp.bank import wording
from quizapp.bank.document import Entity, FactBase, Ref, Strict, Text
from quizapp.bank.fact_type import Entities, FactType
from quizapp.bank.terms import EntityKind, Status
from quizapp.bank.view import EntityAnswer, TextAnswer, View

_DETERMINED: Final = frozenset({"a", "an", "the", "one"})


class Slots(Strict):
    """The parts of a definition; ``meaning`` is a noun phrase."""

    term: Ref
    meaning: Text


class Fact(FactBase):
    """A definition."""

    type: Literal["definition"]
    slots: Slots


def _is_name(entity: Entity, meaning: str) -> bool:
    """Return whether a concept has a name of its own, and its meaning says what bears it.

    "What is the name of the prize", but "What is the term for a policy"; nothing follows "the
    name of what".
    """
    return entity.name[:1].isupper() and meaning.partition(" ")[0].casefold() in _DETERMINED


def build(fact: Fact, entities: Entities) -> tuple[View, ...]:
    """Return term by meaning and meaning by term."""
    slots = fact.slots
    entity = entities[slots.term]
    if entity.kind is EntityKind.CONCEPT and not _is_name(entity, slots.meaning):
        by_meaning = f"what is the term for {slots.meaning}?"
        by_term = f"what is meant by {wording.quoted(entity.name)}?"
    else:
        verb = "are" if wording.is_plural(entity) else "is"
        named = entity.kind is EntityKind.CONCEPT
        which = "what is the name of" if named else f"{wording.who(entity)} {verb}"
        by_meaning = f"{which} {slots.meaning}?"
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
