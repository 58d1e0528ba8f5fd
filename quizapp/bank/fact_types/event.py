"""Something that happened: when, where, and who where the author certifies it."""

from typing import Literal

from quizapp.bank import wording
from quizapp.bank.document import Edtf, FactBase, Ref, Strict, Text
from quizapp.bank.fact_type import ACTORS, PLACES, Entities, FactType
from quizapp.bank.terms import Status
from quizapp.bank.view import EntityAnswer, View


class Slots(Strict):
    """The parts of an event; ``what`` is a clause without its date and place."""

    what: Text
    when: Edtf
    when_label: Text | None = None
    who: list[Ref] | None = None
    where: Ref | None = None


class Fact(FactBase):
    """An event."""

    type: Literal["event"]
    slots: Slots


def _when(fact: Fact) -> View:
    slots = fact.slots
    question = wording.when_clause(slots.when, slots.what)
    stem = wording.ask(fact.status, question)
    if fact.status is Status.PREDICTION:
        stem = f"When does the article expect this: {slots.what}?"
    return View(
        fact=fact.id,
        name="when",
        slot="when",
        answer=wording.date_answer(slots.when, slots.when_label),
        stem=stem,
        status=fact.status,
        clause=slots.what,
        # A contested event in a list of dates would stand there as a truth.
        peers="dated" if fact.status is Status.STATED else "",
        era=slots.when,
        mentioned=tuple(slots.who or ()),
    )


def _where(fact: Fact, place: str, entities: Entities) -> View:
    slots = fact.slots
    entity = entities[place]
    time = wording.dated(slots.when, slots.when_label)
    return View(
        fact=fact.id,
        name="where",
        slot="where",
        answer=EntityAnswer(place, entity.kind),
        stem=wording.ask(fact.status, wording.where_clause(entity, slots.what, time)),
        status=fact.status,
        clause=slots.what,
        era=slots.when,
        mentioned=tuple(slots.who or ()),
    )


def _who(fact: Fact, actor: str, stem: str, entities: Entities) -> View:
    return View(
        fact=fact.id,
        name="who",
        slot="who",
        answer=EntityAnswer(actor, entities[actor].kind),
        stem=stem,
        status=fact.status,
        open_question=True,
        era=fact.slots.when,
    )


def build(fact: Fact, entities: Entities) -> tuple[View, ...]:
    """Return the views; "who" only with an own stem, as the clause names its actor."""
    views = [_when(fact)]
    if fact.slots.where:
        views.append(_where(fact, fact.slots.where, entities))
    stem = fact.guards.ask.get("who")
    if stem and fact.slots.who and len(fact.slots.who) == 1:
        views.append(_who(fact, fact.slots.who[0], stem, entities))
    return tuple(views)


TYPE = FactType(
    name="event",
    model=Fact,
    build=build,
    views={"when": "when", "where": "where", "who": "who"},
    kinds={"who": ACTORS, "where": PLACES},
)
