"""What somebody did, to what, and where."""

from typing import Literal

from quizapp.bank import wording
from quizapp.bank.document import Edtf, FactBase, Ref, Strict, Text
from quizapp.bank.fact_type import ACTORS, PLACES, Entities, FactType
from quizapp.bank.terms import Status
from quizapp.bank.view import EntityAnswer, View


class Slots(Strict):
    """The parts of an action; ``act`` is a past-tense verb phrase up to its object."""

    actor: Ref
    act: Text
    object: Ref | None = None
    place: Ref | None = None
    when: Edtf | None = None
    when_label: Text | None = None


class Fact(FactBase):
    """An action."""

    type: Literal["action"]
    slots: Slots


class _Words:
    """The words of an action, made once for all its stems."""

    def __init__(self, fact: Fact, entities: Entities) -> None:
        slots = fact.slots
        self.actor = wording.entity_phrase(entities[slots.actor])
        named = f" {wording.entity_phrase(entities[slots.object])}" if slots.object else ""
        self.place = f" in {wording.entity_phrase(entities[slots.place])}" if slots.place else ""
        self.time = wording.dated(slots.when, slots.when_label)
        self.done = f"{slots.act}{named}"


def _mentioned(*ids: str | None) -> tuple[str, ...]:
    return tuple(each for each in ids if each)


def _actor(fact: Fact, words: _Words, entities: Entities) -> View:
    slots = fact.slots
    entity = entities[slots.actor]
    return View(
        fact=fact.id,
        name="actor",
        slot="actor",
        answer=EntityAnswer(slots.actor, entity.kind),
        stem=wording.ask(
            fact.status, f"{wording.who(entity)} {words.done}{words.place}{words.time}?"
        ),
        status=fact.status,
        clause=f"{words.done}{words.place}",
        open_question=True,
        peers="action-actor" if fact.status is Status.STATED else "",
        era=slots.when,
        mentioned=_mentioned(slots.object, slots.place),
    )


def _object(fact: Fact, target: str, words: _Words, entities: Entities) -> View:
    slots = fact.slots
    entity = entities[target]
    question = wording.which_object(entity, words.actor, slots.act, f"{words.place}{words.time}")
    return View(
        fact=fact.id,
        name="object",
        slot="object",
        answer=EntityAnswer(target, entity.kind),
        stem=wording.ask(fact.status, question),
        status=fact.status,
        open_question=True,
        era=slots.when,
        mentioned=_mentioned(slots.actor, slots.place),
    )


def _place(fact: Fact, place: str, words: _Words, entities: Entities) -> View:
    slots = fact.slots
    entity = entities[place]
    question = wording.where_clause(entity, f"{words.actor} {words.done}", words.time)
    return View(
        fact=fact.id,
        name="place",
        slot="place",
        answer=EntityAnswer(place, entity.kind),
        stem=wording.ask(fact.status, question),
        status=fact.status,
        clause=f"{words.actor} {words.done}",
        open_question=True,
        era=slots.when,
        mentioned=_mentioned(slots.actor, slots.object),
    )


def _when(fact: Fact, when: str, words: _Words) -> View:
    slots = fact.slots
    question = wording.when_predicate(when, words.actor, f"{words.done}{words.place}")
    return View(
        fact=fact.id,
        name="when",
        slot="when",
        answer=wording.date_answer(when, slots.when_label),
        stem=wording.ask(fact.status, question),
        status=fact.status,
        clause=f"{words.actor} {words.done}{words.place}",
        peers="dated" if fact.status is Status.STATED else "",
        era=when,
        mentioned=_mentioned(slots.actor, slots.object, slots.place),
    )


def build(fact: Fact, entities: Entities) -> tuple[View, ...]:
    """Return the actor, and object, place and date where they are given."""
    slots = fact.slots
    words = _Words(fact, entities)
    views = [_actor(fact, words, entities)]
    if slots.object:
        views.append(_object(fact, slots.object, words, entities))
    if slots.place:
        views.append(_place(fact, slots.place, words, entities))
    if slots.when:
        views.append(_when(fact, slots.when, words))
    return tuple(views)


TYPE = FactType(
    name="action",
    model=Fact,
    build=build,
    views={each: each for each in ("actor", "object", "place", "when")},
    kinds={"actor": ACTORS, "place": PLACES},
)
