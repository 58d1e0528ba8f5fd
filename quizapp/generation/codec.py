"""Questions as JSON and back; what is stored as a question's content."""

import json
from dataclasses import fields
from enum import Enum
from typing import Any, assert_never

from quizapp.bank import medium
from quizapp.bank.document import JsonObject, Status
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Interaction,
    Level,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    Question,
    QuestionType,
    TextEntry,
    TrueFalse,
)
from quizapp.generation.seeds import digest

_VERSION_CHARACTERS = 32
_NAMES: dict[type, tuple[str, ...]] = {}
"""Names of the fields of each class that was met."""
_MEDIA = ("asked_media", "told_media")


def to_json(question: Question) -> JsonObject:
    """Return ``question`` as plain JSON values; ``from_json`` gives the same question back."""
    value = fields_of(question)
    # Few questions have some: the others are stored as they always were.
    return {name: each for name, each in value.items() if each or name not in _MEDIA}


def fields_of(value: Any) -> JsonObject:
    """Return the fields of a dataclass as plain JSON values.

    As ``dataclasses.asdict`` and a way through JSON would, in a tenth of the time: a deck that
    comes in has tens of thousands.
    """
    kind = type(value)
    names = _NAMES.get(kind)
    if names is None:
        names = _NAMES[kind] = tuple(each.name for each in fields(kind))
    return {name: _plain(getattr(value, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return fields_of(value)


def from_json(obj: JsonObject) -> Question:
    """Return the question that ``to_json`` wrote.

    Raises:
        ValueError: an interaction, type, level or status of that name does not exist.
    """
    values = {name.name: obj[name.name] for name in fields(Question) if name.name in obj}
    values["type"] = QuestionType(obj["type"])
    values["status"] = Status(obj["status"])
    values["level"] = Level(obj["level"])
    values["interaction"] = interaction_from_json(obj["interaction"])
    values |= {name: medium.from_plain(obj.get(name, ())) for name in _MEDIA}
    return Question(**values)


def interaction_from_json(obj: JsonObject) -> Interaction:  # noqa: PLR0911 - one return per member of the closed set
    """Return the interaction whose fields these are.

    Raises:
        ValueError: there is no interaction of that kind.
    """
    values: dict[str, Any] = {name: value for name, value in obj.items() if name != "kind"}
    match obj["kind"]:
        case "choice":
            return Choice(_options(obj))
        case "multiple":
            return MultipleChoice(_options(obj))
        case "true_false":
            return TrueFalse(**values)
        case "text":
            values |= {"accept": tuple(obj["accept"]), "wrong": tuple(obj["wrong"])}
            return TextEntry(**values)
        case "matching":
            pairs = tuple((left, right) for left, right in obj["pairs"])
            return Matching(pairs, obj["left_title"], obj["right_title"])
        case "ordering":
            return Ordering(tuple(obj["steps"]))
        case "flashcard":
            return Flashcard(**values)
        case other:
            raise ValueError(f"there is no interaction {other!r}")


def _options(obj: JsonObject) -> tuple[Option, ...]:
    return tuple(Option(**option) for option in obj["options"])


def version_of(question: Question) -> str:
    """Return the version: a hash of all that a learner sees and of the key (32 hex digits)."""
    seen: JsonObject = {
        "type": question.type.value,
        "stem": question.stem,
        "interaction": fields_of(question.interaction),
        "answer": question.answer,
        "explanation": question.explanation,
    }
    for name in _MEDIA:
        media = [fields_of(each) for each in getattr(question, name)]
        seen |= {name: media} if media else {}
    text = json.dumps(seen, sort_keys=True, ensure_ascii=False)
    return digest(text)[:_VERSION_CHARACTERS]


def texts_of(interaction: Interaction) -> tuple[str, ...]:
    """Return every text of ``interaction`` that a learner reads before the answer."""
    match interaction:
        case Choice(options=options) | MultipleChoice(options=options):
            return tuple(option.text for option in options)
        case TrueFalse(claim=claim):
            return (claim,)
        case TextEntry(before=before, after=after):
            return tuple(text for text in (before, after) if text)
        case Matching(pairs=pairs):
            return tuple(text for pair in pairs for text in pair)
        case Ordering(steps=steps):
            return steps
        case Flashcard():
            return ()
        case _:
            assert_never(interaction)
