"""Steps in their order."""

from typing import Annotated, Literal

from pydantic import Field

from quizapp.bank import wording
from quizapp.bank.document import Edtf, FactBase, Strict, Text
from quizapp.bank.fact_type import Entities, FactType
from quizapp.bank.view import OrderAnswer, View


class Step(Strict):
    """One step: a clause without its date."""

    text: Text
    when: Edtf | None = None


class Slots(Strict):
    """The parts of a sequence; ``title`` is a noun phrase, the steps stand first to last."""

    title: Text
    steps: Annotated[list[Step], Field(min_length=3, max_length=8)]


class Fact(FactBase):
    """A sequence."""

    type: Literal["sequence"]
    slots: Slots


def build(fact: Fact, entities: Entities) -> tuple[View, ...]:
    """Return the order of the steps."""
    del entities  # a sequence names none
    slots = fact.slots
    return (
        View(
            fact=fact.id,
            name="order",
            slot="steps",
            answer=OrderAnswer(tuple(step.text for step in slots.steps)),
            stem=wording.ask(
                fact.status, f"what is the order, from first to last, of {slots.title}?"
            ),
            status=fact.status,
            clause=slots.title,
            falsifiable=False,
            era=slots.steps[0].when,
        ),
    )


TYPE = FactType(name="sequence", model=Fact, build=build, views={"order": "steps"})
