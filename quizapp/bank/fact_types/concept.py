"""An idea, plan, doctrine or device: its name, who proposed it, when, and what it amounts to."""

import re
from typing import Final, Literal

from quizapp.bank import wording
from quizapp.bank.document import Edtf, FactBase, Ref, Strict, Text
from quizapp.bank.fact_type import ACTORS, Entities, FactType
from quizapp.bank.inversion import inverted_predicate
from quizapp.bank.terms import EntityKind, Status
from quizapp.bank.view import EntityAnswer, TextAnswer, View

_BROUGHT_ABOUT: Final = re.compile(
    r"\b(coined|designed|developed|devised|discovered|formulated|introduced|invented|perfected"
    r"|proposed)\b"
)
"""What the statement may say was done to the concept: an instrument is not proposed."""


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


def _done(fact: Fact) -> str:
    """Return what the proposer did, in the statement's word for it: "invented"."""
    found = _BROUGHT_ABOUT.search(fact.statement)
    return found.group() if found else "proposed"


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
        stem=wording.ask(fact.status, f"{wording.who(entity)} {_done(fact)} {named}?"),
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
    was, done = wording.was(entity), _done(fact)
    question, clause = f"{time} {was} {named} {done}?", f"{named} {was} {done}"
    mentioned: tuple[str, ...] = (slots.name,)
    if slots.proposer:
        proposer = wording.entity_phrase(entities[slots.proposer])
        clause = f"{proposer} {done} {named}"
        turned = inverted_predicate(proposer, f"{done} {named}")
        question = f"{time} {turned}?" if turned else wording.when_clause(when, clause)
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
