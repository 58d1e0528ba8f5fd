"""Canonical responses as JSON and back; what is stored with an attempt."""

from dataclasses import asdict, fields

from quizapp.bank.document import JsonObject
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

_RESPONSES: dict[str, type[Response]] = {
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
    made = _RESPONSES.get(str(obj.get("kind")))
    if made is None or set(obj) != {field.name for field in fields(made)}:
        raise ResponseError(f"not a stored response: {sorted(map(str, obj))}")
    return made(
        **{name: tuple(value) if isinstance(value, list) else value for name, value in obj.items()}
    )
