"""A question, with the closed set of interactions that graders, templates and exporters read."""

from dataclasses import dataclass
from enum import StrEnum

from quizapp.bank.interaction import (
    Choice,
    Flashcard,
    Interaction,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
)
from quizapp.bank.medium import Medium
from quizapp.bank.terms import Status

__all__ = [
    "Choice",
    "Flashcard",
    "Interaction",
    "Level",
    "Matching",
    "MultipleChoice",
    "Option",
    "Ordering",
    "Question",
    "QuestionType",
    "TextEntry",
    "TrueFalse",
]


class QuestionType(StrEnum):
    """How a card is rendered; each has one file in question_types/."""

    MCQ = "mcq"
    MULTI = "multi"
    TRUE_FALSE = "true_false"
    CLOZE = "cloze"
    TYPED = "typed"
    MATCH = "match"
    ORDER = "order"
    FLASHCARD = "flashcard"


class Level(StrEnum):
    """How close the distractors are to the key; ``NONE`` where there are none."""

    NEAR = "near"
    FAR = "far"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Question:
    """One rendering of a card.

    ``id`` is ``card.type`` or ``card.type.level`` and stays the same when the wording changes;
    ``version`` is a hash of everything a learner sees and of the key.
    """

    id: str
    card: str
    fact: str
    fact_type: str
    view: str
    type: QuestionType
    status: Status
    level: Level
    stem: str
    interaction: Interaction
    answer: str
    explanation: str
    article: str
    passage: int
    evidence: str
    version: str = ""
    asked_media: tuple[Medium, ...] = ()
    """Pictures and sounds that stand beside the stem."""
    told_media: tuple[Medium, ...] = ()
    """The same, once it is answered."""
