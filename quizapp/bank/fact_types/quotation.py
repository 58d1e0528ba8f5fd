"""Words that somebody said, exactly."""

from typing import Literal

from quizapp.bank import wording
from quizapp.bank.document import Edtf, FactBase, Ref, Strict, Text
from quizapp.bank.fact_type import ACTORS, Entities, FactType
from quizapp.bank.terms import EntityKind
from quizapp.bank.view import EntityAnswer, TextAnswer, View


class Slots(Strict):
    """The parts of a quotation; ``phrase`` holds the exact words, ``about`` what they judge."""

    speaker: Ref
    to: Ref | None = None
    when: Edtf | None = None
    when_label: Text | None = None
    about: Text | None = None
    phrase: Text


class Fact(FactBase):
    """A quotation."""

    type: Literal["quotation"]
    slots: Slots


def _circumstances(fact: Fact, entities: Entities) -> str:
    slots = fact.slots
    to = f" to {wording.entity_phrase(entities[slots.to])}" if slots.to else ""
    about = f" about {slots.about}" if slots.about else ""
    return f"{to}{about}"


def build(fact: Fact, entities: Entities) -> tuple[View, ...]:
    """Return who said the words, and the words."""
    slots = fact.slots
    entity = entities[slots.speaker]
    named = wording.entity_phrase(entity)
    told = _circumstances(fact, entities)
    words = wording.quoted(slots.phrase)
    asked = (
        f"which words did {named} use{told}?"
        if told
        else f"which words of {named} does the article quote?"
    )
    speaker = View(
        fact=fact.id,
        name="speaker",
        slot="speaker",
        answer=EntityAnswer(slots.speaker, entity.kind),
        stem=wording.ask_attributed(fact.status, f"whose words{told} are these: {words}?"),
        status=fact.status,
        clause=words,
        peers="quotation-speaker",
        era=slots.when,
        mentioned=(slots.to,) if slots.to else (),
    )
    phrase = View(
        fact=fact.id,
        name="phrase",
        slot="phrase",
        answer=TextAnswer(
            slots.phrase, "quotation.phrase", wording.is_short(slots.phrase), slots.speaker
        ),
        stem=wording.ask_attributed(fact.status, asked) if told else wording.sentence(asked),
        status=fact.status,
        era=slots.when,
        mentioned=(slots.speaker, slots.to) if slots.to else (slots.speaker,),
    )
    return (speaker, phrase)


TYPE = FactType(
    name="quotation",
    model=Fact,
    build=build,
    views={"speaker": "speaker", "phrase": "phrase"},
    kinds={"speaker": ACTORS | {EntityKind.WORK}, "to": ACTORS},
)
