"""Questions as JSON and back; what is stored as a question's content."""

import json
from collections.abc import Callable, Sequence
from dataclasses import fields
from enum import Enum
from operator import attrgetter
from typing import Any, assert_never

from quizapp.bank import medium
from quizapp.bank.medium import Medium
from quizapp.bank.terms import JsonObject, Status
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
_NAMES: dict[type, tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]] = {}
"""Of each class that was met the names of its fields, and what gets their values."""
_MEDIA = ("asked_media", "told_media")
_SORTED = json.JSONEncoder(sort_keys=True, ensure_ascii=False, check_circular=False)
_SCALARS = frozenset({str, int, float, bool, type(None)})
"""Exactly these: a member of an enumeration is a text, too."""


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
    known = _NAMES.get(kind)
    if known is None:
        names = tuple(each.name for each in fields(kind))
        # With one name alone it would give no tuple: "__class__" stands beside it.
        known = _NAMES[kind] = names, attrgetter(*names, "__class__")
    return {
        name: each if type(each) in _SCALARS else _plain(each)
        for name, each in zip(known[0], known[1](value), strict=False)
    }


def _plain(value: Any) -> Any:
    if type(value) in _SCALARS:
        return value
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
    return version_from(
        question.type,
        question.interaction,
        stem=question.stem,
        answer=question.answer,
        explanation=question.explanation,
        asked_media=question.asked_media,
        told_media=question.told_media,
    )


def version_from(
    kind: QuestionType,
    interaction: Interaction,
    *,
    stem: str,
    answer: str,
    explanation: str,
    asked_media: Sequence[Medium],
    told_media: Sequence[Medium],
) -> str:
    """Return the version of a question with these parts: ``version_of`` it."""
    seen: JsonObject = {
        "type": kind.value,
        "stem": stem,
        "interaction": fields_of(interaction),
        "answer": answer,
        "explanation": explanation,
    }
    for name, media in zip(_MEDIA, (asked_media, told_media), strict=True):
        if media:
            seen[name] = [fields_of(each) for each in media]
    return digest(_SORTED.encode(seen))[:_VERSION_CHARACTERS]


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
