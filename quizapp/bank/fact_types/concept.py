"""An idea, plan or doctrine: its name, who proposed it, when, and what it amounts to."""

from typing import Literal

from quizapp.bank import wording
from quizapp.bank.document import Edtf, EntityKind, FactBase, Ref, Status, Strict, Text
from quizapp.bank.fact_type import ACTORS, Entities, FactType
from quizapp.bank.view import EntityAnswer, TextAnswer, View


class Slots(Strict):
    """The parts of a concept; ``gist`` is a noun phrase or a clause."""

    name: Ref
    proposer: Ref | None = None
    when: Edtf | None = None
    when_label: Text | None = None
    gist: Text


class Fact(FactBase):
    """A concept."""

    type: Literal["concept"]
    slots: Slots


def _name(fact: Fact, entities: Entities) -> View:
    slots = fact.slots
    entity = entities[slots.name]
    return View(
        fact=fact.id,
        name="name",
        slot="name",
        answer=EntityAnswer(slots.name, entity.kind),
        stem=wording.ask(fact.status, f"{wording.who(entity)} is this: {slots.gist}?"),
        status=fact.status,
        clause=slots.gist,
        peers="concept-name" if fact.status is Status.STATED else "",
        era=slots.when,
    )


def _gist(fact: Fact, entities: Entities) -> View:
    slots = fact.slots
    named = wording.entity_phrase(entities[slots.name])
    return View(
        fact=fact.id,
        name="gist",
        slot="gist",
        answer=TextAnswer(slots.gist, "concept.gist", typeable=False, owner=slots.name),
        stem=f"How does the article describe {named}?",
        status=fact.status,
        clause=named,
        era=slots.when,
        mentioned=(slots.name,),
    )


def _proposer(fact: Fact, proposer: str, entities: Entities) -> View:
    slots = fact.slots
    named = wording.entity_phrase(entities[slots.name])
    entity = entities[proposer]
    return View(
        fact=fact.id,
        name="proposer",
        slot="proposer",
        answer=EntityAnswer(proposer, entity.kind),
        stem=wording.ask(fact.status, f"{wording.who(entity)} proposed {named}?"),
        status=fact.status,
        clause=named,
        open_question=True,
        peers="concept-proposer",
        era=slots.when,
        mentioned=(slots.name,),
    )


def _when(fact: Fact, when: str, entities: Entities) -> View:
    slots = fact.slots
    entity = entities[slots.name]
    named = wording.entity_phrase(entity)
    time = wording.which_time(when)
    question, clause = f"{time} {wording.was(entity)} {named} proposed?", ""
    clause = f"{named} {wording.was(entity)} proposed"
    mentioned: tuple[str, ...] = (slots.name,)
    if slots.proposer:
        proposer = wording.entity_phrase(entities[slots.proposer])
        question = f"{time} did {proposer} propose {named}?"
        clause = f"{proposer} proposed {named}"
        mentioned = (slots.name, slots.proposer)
    return View(
        fact=fact.id,
        name="when",
        slot="when",
        answer=wording.date_answer(when, slots.when_label),
        stem=wording.ask(fact.status, question),
        status=fact.status,
        clause=clause,
        peers="dated" if fact.status is Status.STATED else "",
        era=when,
        mentioned=mentioned,
    )


def build(fact: Fact, entities: Entities) -> tuple[View, ...]:
    """Return name and gist, and proposer and date where they are given."""
    slots = fact.slots
    views = [_name(fact, entities), _gist(fact, entities)]
    if slots.proposer:
        views.append(_proposer(fact, slots.proposer, entities))
    if slots.when:
        views.append(_when(fact, slots.when, entities))
    return tuple(views)


TYPE = FactType(
    name="concept",
    model=Fact,
    build=build,
    views={each: each for each in ("name", "gist", "proposer", "when")},
    kinds={
        "name": frozenset(
            {EntityKind.CONCEPT, EntityKind.AGREEMENT, EntityKind.WORK, EntityKind.MOVEMENT}
        ),
        "proposer": ACTORS,
    },
)
