"""The closed set of responses, as graders read it; it stands beside the interactions."""

from quizapp.generation.response import (
    ChoiceResponse,
    FlashcardResponse,
    MatchingResponse,
    MultipleChoiceResponse,
    OrderingResponse,
    Response,
    TextResponse,
    TrueFalseResponse,
)

__all__ = [
    "ChoiceResponse",
    "FlashcardResponse",
    "MatchingResponse",
    "MultipleChoiceResponse",
    "OrderingResponse",
    "Response",
    "TextResponse",
    "TrueFalseResponse",
]
