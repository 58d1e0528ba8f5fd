"""An abbreviation and what it stands for."""

from typing import Literal

from quizapp.bank import wording
from quizapp.bank.document import FactBase, Ref, Strict, Text
from quizapp.bank.fact_type import Entities, FactType
from quizapp.bank.view import TextAnswer, View


class Slots(Strict):
    """The parts of an abbreviation."""

    term: Ref
    short: Text
    expansion: Text


class Fact(FactBase):
    """An abbreviation."""

    type: Literal["acronym"]
    slots: Slots


def build(fact: Fact, entities: Entities) -> tuple[View, ...]:
    """Return expansion and short form; only texts with the same letters are comparable."""
    slots = fact.slots
    era = entities[slots.term].era
    expansion = View(
        fact=fact.id,
        name="expansion",
        slot="expansion",
        answer=TextAnswer(
            slots.expansion,
            f"acronym.expansion.{slots.short.casefold()}",
            typeable=True,
            owner=slots.term,
        ),
        stem=wording.ask(fact.status, f"what does {slots.short} stand for?"),
        status=fact.status,
        clause=slots.short,
        era=era,
        mentioned=(slots.term,),
    )
    short = View(
        fact=fact.id,
        name="short",
        slot="short",
        # A pool of its own: with options, the initials would give the answer away.
        answer=TextAnswer(slots.short, f"acronym.short.{fact.id}", typeable=True, owner=slots.term),
        stem=wording.ask(
            fact.status, f"what is the abbreviation of {wording.quoted(slots.expansion)}?"
        ),
        status=fact.status,
        clause=slots.expansion,
        falsifiable=False,
        era=era,
        mentioned=(slots.term,),
    )
    return (expansion, short)


TYPE = FactType(
    name="acronym", model=Fact, build=build, views={"expansion": "expansion", "short": "short"}
)
