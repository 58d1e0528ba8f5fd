"""Canonical responses as JSON and back; what is stored with an attempt."""

from collections.abc import Callable
from dataclasses import asdict

from quizapp.bank.terms import JsonObject
from quizapp.errors import ResponseError
from quizapp.grading.response import (
    ChoiceResponse,
    FlashcardResponse,
    MatchingResponse,
    MultipleChoiceResponse,
    OrderingResponse,
    Response,
    TextResponse,
    TrueFalseResponse,
)

_RESPONSES: dict[str, Callable[..., Response]] = {
    "choice": ChoiceResponse,
    "multiple": MultipleChoiceResponse,
    "true_false": TrueFalseResponse,
    "text": TextResponse,
    "matching": MatchingResponse,
    "ordering": OrderingResponse,
    "flashcard": FlashcardResponse,
}


def to_json(response: Response) -> JsonObject:
    """Return ``response`` as plain JSON values; ``from_json`` gives the same response back."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(response).items()
    }


def from_json(obj: JsonObject) -> Response:
    """Return the response that ``to_json`` wrote.

    Raises:
        ResponseError: there is no response of that kind, or its parts are others.
    """
    kind = str(obj.get("kind"))
    parts = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in obj.items()
        if name != "kind"
    }
    try:
        return _RESPONSES[kind](**parts)
    except (KeyError, TypeError) as error:
        raise ResponseError(
            "not a stored response: {parts}", parts=sorted(map(str, obj))
        ) from error
