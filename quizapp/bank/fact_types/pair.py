"""A term and its meaning, or the two sides of a card, asked in the words they came in."""

from typing import Literal

from pydantic import Field

from quizapp.bank import wording
from quizapp.bank.document import FactBase, Strict, Text
from quizapp.bank.fact_type import Entities, FactType
from quizapp.bank.medium import Side, is_stand_in, on
from quizapp.bank.medium_slot import MediaSlot, media_of
from quizapp.bank.view import BackAnswer, View


class Slots(Strict):
    """The parts of a pair; each side is asked as it stands."""

    front: Text
    back: Text
    both_ways: bool = False
    """Whether the back is asked for the front, too."""
    typed: bool = False
    """Whether the answer is typed also where it is long."""


class Fact(FactBase):
    """A pair."""

    type: Literal["pair"]
    slots: Slots
    media: MediaSlot = Field(default_factory=list)
    """Pictures and sounds: they come with decks that people bring in, and with nothing else."""


def build(fact: Fact, entities: Entities) -> tuple[View, ...]:
    """Return the back and, where both ways are asked, the front."""
    del entities  # a pair names none
    slots, media = fact.slots, media_of(fact.media)
    sides: list[tuple[Side, str, str]] = [("back", slots.front, slots.back)]
    if slots.both_ways:
        sides.append(("front", slots.back, slots.front))
    other: dict[Side, Side] = {"back": "front", "front": "back"}
    return tuple(
        View(
            fact=fact.id,
            name=name,
            slot=name,
            answer=BackAnswer(
                answer,
                typeable=(slots.typed or (wording.is_short(answer) and "\n" not in answer))
                and not is_stand_in(answer, on(media, name)),
            ),
            stem=wording.as_it_came(fact.status, asked),
            status=fact.status,
            falsifiable=False,
            asked_media=on(media, other[name]),
            told_media=on(media, name, "more"),
        )
        for name, asked, answer in sides
    )


TYPE = FactType(
    name="pair", model=Fact, build=build, views={"back": "back", "front": "front"}, verbatim=True
)
