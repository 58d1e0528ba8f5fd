"""Things compared in one respect."""

from typing import Annotated, Literal

from pydantic import Field

from quizapp.bank import wording
from quizapp.bank.document import FactBase, Strict, Text
from quizapp.bank.fact_type import Entities, FactType
from quizapp.bank.view import PairsAnswer, View


class Pair(Strict):
    """One thing and its value in the comparison."""

    thing: Text
    value: Text


class Slots(Strict):
    """The parts of a comparison; ``dimension`` is a noun phrase, the titles head the columns."""

    dimension: Text
    left_title: Text
    right_title: Text
    pairs: Annotated[list[Pair], Field(min_length=3, max_length=6)]


class Fact(FactBase):
    """A comparison."""

    type: Literal["comparison"]
    slots: Slots


def build(fact: Fact, entities: Entities) -> tuple[View, ...]:
    """Return the pairs."""
    del entities  # a comparison names none
    slots = fact.slots
    return (
        View(
            fact=fact.id,
            name="pairs",
            slot="pairs",
            answer=PairsAnswer(
                pairs=tuple((pair.thing, pair.value) for pair in slots.pairs),
                left_title=slots.left_title,
                right_title=slots.right_title,
            ),
            stem=wording.ask(fact.status, f"which belongs to which, as regards {slots.dimension}?"),
            status=fact.status,
            clause=slots.dimension,
            falsifiable=False,
        ),
    )


TYPE = FactType(name="comparison", model=Fact, build=build, views={"pairs": "pairs"})
