"""What belongs to a whole, and what does not."""

from typing import Annotated, Literal

from pydantic import Field

from quizapp.bank import wording
from quizapp.bank.document import FactBase, Ref, Strict, Text
from quizapp.bank.fact_type import Entities, FactType
from quizapp.bank.view import SetAnswer, View


class Slots(Strict):
    """The parts of a membership; ``complete`` when there are no other members."""

    whole: Text
    members: Annotated[list[Ref], Field(min_length=2, max_length=40)]
    complete: bool = False


class Fact(FactBase):
    """A membership."""

    type: Literal["membership"]
    slots: Slots


def build(fact: Fact, entities: Entities) -> tuple[View, ...]:
    """Return the members; outsiders are those the author lists, and no others."""
    slots = fact.slots
    return (
        View(
            fact=fact.id,
            name="members",
            slot="members",
            answer=SetAnswer(
                members=tuple(slots.members),
                outsiders=tuple(fact.guards.outsiders),
                complete=slots.complete,
                kind=entities[slots.members[0]].kind,
            ),
            stem=wording.ask(fact.status, f"which of these are among {slots.whole}?"),
            status=fact.status,
            clause=slots.whole,
            falsifiable=False,
        ),
    )


TYPE = FactType(name="membership", model=Fact, build=build, views={"members": "members"})
