"""What led to what."""

from typing import Literal

from quizapp.bank import wording
from quizapp.bank.document import FactBase, Strict, Text
from quizapp.bank.fact_type import Entities, FactType
from quizapp.bank.inversion import inverted, inverted_now
from quizapp.bank.terms import Status
from quizapp.bank.view import TextAnswer, View


class Slots(Strict):
    """A cause and its effect, each a clause or a noun phrase."""

    cause: Text
    effect: Text


class Fact(FactBase):
    """A cause and its effect."""

    type: Literal["cause"]
    slots: Slots


def _cause_stem(status: Status, effect: str) -> str:
    if status is Status.PREDICTION:
        return f"What does the article expect to lead to this: {effect}?"
    turned = inverted(effect) or inverted_now(effect)
    return wording.ask(status, f"why {turned}?" if turned else f"what led to this: {effect}?")


def _effect_stem(status: Status, cause: str) -> str:
    if status is Status.PREDICTION:
        return f"What does the article expect to follow from this: {cause}?"
    return wording.ask(status, f"what followed from this: {cause}?")


def build(fact: Fact, entities: Entities) -> tuple[View, ...]:
    """Return the cause of the effect and the effect of the cause."""
    del entities  # a cause names none
    slots = fact.slots
    cause = View(
        fact=fact.id,
        name="cause",
        slot="cause",
        answer=TextAnswer(slots.cause, "cause.cause", typeable=False),
        stem=_cause_stem(fact.status, slots.effect),
        status=fact.status,
        clause=slots.effect,
    )
    effect = View(
        fact=fact.id,
        name="effect",
        slot="effect",
        answer=TextAnswer(slots.effect, "cause.effect", typeable=False),
        stem=_effect_stem(fact.status, slots.cause),
        status=fact.status,
        clause=slots.cause,
    )
    return (cause, effect)


TYPE = FactType(name="cause", model=Fact, build=build, views={"cause": "cause", "effect": "effect"})
