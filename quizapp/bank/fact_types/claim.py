"""Something that somebody said, argued, promised or expected."""

from typing import Literal

from quizapp.bank import wording
from quizapp.bank.document import Edtf, FactBase, Ref, Strict, Text
from quizapp.bank.fact_type import ACTORS, Entities, FactType
from quizapp.bank.terms import EntityKind, Status
from quizapp.bank.view import EntityAnswer, TextAnswer, View


class Slots(Strict):
    """The parts of a claim; ``point`` is the clause that stands after "that"."""

    speaker: Ref
    verb: Text = "said"
    to: Ref | None = None
    when: Edtf | None = None
    when_label: Text | None = None
    point: Text


class Fact(FactBase):
    """A claim."""

    type: Literal["claim"]
    slots: Slots


def _speaker(fact: Fact, said: str, entities: Entities) -> View:
    slots = fact.slots
    entity = entities[slots.speaker]
    question = f"{wording.who(entity)} {said} that {slots.point}?"
    return View(
        fact=fact.id,
        name="speaker",
        slot="speaker",
        answer=EntityAnswer(slots.speaker, entity.kind),
        stem=wording.ask_attributed(fact.status, question),
        status=fact.status,
        clause=f"{said} that {slots.point}",
        open_question=True,
        peers="claim-speaker",
        era=slots.when,
        mentioned=(slots.to,) if slots.to else (),
    )


def _point(fact: Fact, entities: Entities) -> View:
    slots = fact.slots
    listener = entities[slots.to] if slots.to else None
    question = wording.what_did_say(
        wording.entity_phrase(entities[slots.speaker]),
        slots.verb,
        listener,
        wording.dated(slots.when, slots.when_label),
    )
    return View(
        fact=fact.id,
        name="point",
        slot="point",
        answer=TextAnswer(slots.point, "claim.point", typeable=False, owner=slots.speaker),
        stem=wording.ask_attributed(fact.status, question),
        status=fact.status,
        era=slots.when,
        mentioned=(slots.speaker, slots.to) if slots.to else (slots.speaker,),
    )


def _when(fact: Fact, when: str, said: str, entities: Entities) -> View:
    slots = fact.slots
    clause = f"{wording.entity_phrase(entities[slots.speaker])} {said} that {slots.point}"
    return View(
        fact=fact.id,
        name="when",
        slot="when",
        answer=wording.date_answer(when, slots.when_label),
        stem=wording.ask_attributed(fact.status, wording.when_clause(when, clause)),
        status=fact.status,
        clause=clause,
        peers="dated" if fact.status is Status.STATED else "",
        era=when,
        mentioned=(slots.speaker, slots.to) if slots.to else (slots.speaker,),
    )


def build(fact: Fact, entities: Entities) -> tuple[View, ...]:
    """Return speaker and point, and the date where it is given."""
    slots = fact.slots
    said = wording.reporting(slots.verb, entities[slots.to] if slots.to else None)
    views = [_speaker(fact, said, entities), _point(fact, entities)]
    if slots.when:
        views.append(_when(fact, slots.when, said, entities))
    return tuple(views)


TYPE = FactType(
    name="claim",
    model=Fact,
    build=build,
    views={"speaker": "speaker", "point": "point", "when": "when"},
    kinds={"speaker": ACTORS | {EntityKind.WORK}, "to": ACTORS},
)
