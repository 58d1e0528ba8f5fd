"""A view is one thing to remember about a fact; a card is a view that is scheduled.

Question types read views, never fact types: growth is N + M. ``Answer`` is a closed union,
matched with ``assert_never``.
"""

from dataclasses import dataclass
from typing import Literal

from quizapp.bank.interaction import Interaction
from quizapp.bank.medium import Medium
from quizapp.bank.terms import EntityKind, Status


@dataclass(frozen=True, slots=True)
class EntityAnswer:
    """The answer is an entity; distractors come from entities of its kind."""

    entity: str
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class DateAnswer:
    """The answer is a date. ``label`` is how the author writes it ("the late 1980s")."""

    edtf: str
    label: str

    @property
    def year(self) -> int:
        """Return the (first) year of the date."""
        return int(self.edtf[:4])


@dataclass(frozen=True, slots=True)
class NumberAnswer:
    """The answer is a quantity; ``tolerance`` is absolute, in ``unit``."""

    value: float
    unit: str
    tolerance: float
    label: str


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """The answer is a text: a point, a cause, a gist, a phrase.

    ``typeable`` is true for a few words that can be asked as cloze or typed (a phrase, an
    abbreviation, an office); long texts are asked by choice and flashcard only.
    ``pool`` names the texts that are comparable: distractors come from the same pool.
    """

    text: str
    pool: str
    typeable: bool
    owner: str | None = None
    """The entity the text belongs to (the speaker of a point): its other texts are barred."""


@dataclass(frozen=True, slots=True)
class SetAnswer:
    """The answer is a set of entities; ``outsiders`` are the only allowed wrong ones."""

    members: tuple[str, ...]
    outsiders: tuple[str, ...]
    complete: bool
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """The answer is a sequence of steps, first to last; 3 to 8 of them."""

    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairsAnswer:
    """The answer matches each left to one right; lefts and rights are unique."""

    pairs: tuple[tuple[str, str], ...]
    left_title: str
    right_title: str


@dataclass(frozen=True, slots=True)
class BackAnswer:
    """The answer is the other side of a pair: thought of, or typed; nothing is made of it."""

    text: str
    typeable: bool


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """The question came with its own way to answer it, and is asked in that way."""

    interaction: Interaction


Answer = (
    EntityAnswer
    | DateAnswer
    | NumberAnswer
    | TextAnswer
    | SetAnswer
    | OrderAnswer
    | PairsAnswer
    | BackAnswer
    | ItemAnswer
)


@dataclass(frozen=True, slots=True)
class View:
    """One thing to remember about a fact.

    Attributes:
        fact: the fact's id.
        name: unique within the fact and stable ("when", "speaker"); card id = "fact:name".
        slot: the slot that holds the answer: guards are looked up by it.
        answer: what is to be remembered.
        stem: an interrogative sentence, contested status already worded in, that has the
            answer as its only right answer and names enough to stand alone.
        clause: the same without its answer, as a noun phrase or clause that can stand in a
            list beside others ("the Soviet Union collapsed"): used by match and order.
        open_question: true for who/what stems that may have several right answers; asked
            only when the author certifies the slot in ``guards.unique``.
        falsifiable: true when swapping the answer in the fact's statement gives a false one.
        peers: views that may be matched or ordered with this one ("event-when").
        era: EDTF of the fact itself, for the plausibility of distractors; may be None.
        mentioned: entity ids that the stem names: never distractors.
        asked_media: pictures and sounds beside the stem. told_media: beside the answer.
    """

    fact: str
    name: str
    slot: str
    answer: Answer
    stem: str
    status: Status
    clause: str = ""
    open_question: bool = False
    falsifiable: bool = True
    peers: str = ""
    era: str | None = None
    mentioned: tuple[str, ...] = ()
    asked_media: tuple[Medium, ...] = ()
    told_media: tuple[Medium, ...] = ()

    @property
    def card(self) -> str:
        """Return the card's id."""
        return f"{self.fact}:{self.name}"


Level = Literal["near", "far"]
