"""A learner's response: the closed set, by interaction. Indexes are canonical, from 0."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class ChoiceResponse:
    """The index of the chosen option."""

    option: int
    kind: Literal["choice"] = "choice"


@dataclass(frozen=True, slots=True)
class MultipleChoiceResponse:
    """The indexes of the chosen options, ascending; may be empty."""

    options: tuple[int, ...]
    kind: Literal["multiple"] = "multiple"


@dataclass(frozen=True, slots=True)
class TrueFalseResponse:
    """Whether the claim is said to be true."""

    value: bool
    kind: Literal["true_false"] = "true_false"


@dataclass(frozen=True, slots=True)
class TextResponse:
    """What was typed, NFC, at most 500 characters."""

    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class MatchingResponse:
    """For each left in canonical order the index of its right (of ``pairs``), or None."""

    rights: tuple[int | None, ...]
    kind: Literal["matching"] = "matching"


@dataclass(frozen=True, slots=True)
class OrderingResponse:
    """The indexes of the steps (of ``Ordering.steps``) in the order given."""

    order: tuple[int, ...]
    kind: Literal["ordering"] = "ordering"


@dataclass(frozen=True, slots=True)
class FlashcardResponse:
    """Nothing but the self-rating, which travels beside the response."""

    kind: Literal["flashcard"] = "flashcard"


Response = (
    ChoiceResponse
    | MultipleChoiceResponse
    | TrueFalseResponse
    | TextResponse
    | MatchingResponse
    | OrderingResponse
    | FlashcardResponse
)
