"""Answers to a question as it was shown: the right one, or a plausible wrong one."""

from collections.abc import Sequence
from random import Random
from typing import Any, Final, assert_never

from quizapp.bank.terms import JsonObject
from quizapp.generation import variant
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Matching,
    MultipleChoice,
    Ordering,
    Question,
    TextEntry,
    TrueFalse,
)

_FAVOURITE: Final = 0.6
"""Share of the wrong answers that fall for a question's most tempting wrong option."""


def right_answer(  # noqa: PLR0911 - one return per member of the closed set
    question: Question, *, seed: str
) -> JsonObject:
    """Return the response to the variant of ``seed`` that scores 1."""
    key = variant.reveal(question, seed=seed, response=None)
    match question.interaction:
        case Choice():
            return {"option": key["correct"]}
        case MultipleChoice():
            return {"options": key["correct"]}
        case TrueFalse():
            return {"value": key["correct"]}
        case TextEntry():
            return {"text": key["accept"][0]}
        case Matching():
            return {"rights": key["rights"]}
        case Ordering():
            return {"order": key["order"]}
        case Flashcard():
            return {}
        case _:
            assert_never(question.interaction)


def wrong_answer(  # noqa: PLR0911 - one return per member of the closed set
    question: Question, *, seed: str, rng: Random
) -> JsonObject | None:
    """Return a response that scores less than 1; None stands for "I do not know".

    What is answered does not depend on ``seed``, only where it stood.
    """
    right = right_answer(question, seed=seed)
    match question.interaction:
        case Choice(options=options):
            wrong = _tempting([each.text for each in options if not each.correct], question, rng)
            public = variant.present(question, seed=seed).public
            return {"option": public["options"].index(wrong)}
        case MultipleChoice():
            return {"options": right["options"][1:]}
        case TrueFalse():
            return {"value": not right["value"]}
        case TextEntry(wrong=wrong_texts):
            return {"text": _tempting(wrong_texts, question, rng)} if wrong_texts else None
        case Matching():
            return {"rights": _first_two_swapped(right["rights"])}
        case Ordering():
            return {"order": _first_two_swapped(right["order"])}
        case Flashcard():
            return None
        case _:
            assert_never(question.interaction)


def _tempting(texts: Sequence[str], question: Question, rng: Random) -> str:
    """Return one of the wrong texts; one of them tempts more people than the others."""
    ordered = sorted(texts)
    favourite = Random(question.id).choice(ordered)  # noqa: S311 - a simulation, not a secret
    return favourite if rng.random() < _FAVOURITE else rng.choice(ordered)


def _first_two_swapped(indexes: list[Any]) -> list[Any]:
    return [indexes[1], indexes[0], *indexes[2:]]
