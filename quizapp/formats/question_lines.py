"""Questions as JSON Lines: one question a line, with its key, for outside programs."""

import json
from collections.abc import Iterable, Iterator
from typing import assert_never

from quizapp.bank.document import JsonObject
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Interaction,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    Question,
    TextEntry,
    TrueFalse,
)


def question_lines(questions: Iterable[Question]) -> Iterator[str]:
    """Give one line of JSON for each question, without its line end."""
    for question in questions:
        yield json.dumps(question_object(question), ensure_ascii=False)


def question_object(question: Question) -> JsonObject:
    """Return a question as the plain object that outside programs read.

    ``options`` are there for choices and true/false, ``accept`` for typed answers, ``pairs``
    for matching, ``sequence`` for ordering; each is empty where it does not apply.
    """
    return {
        "id": question.id,
        "card": question.card,
        "fact": question.fact,
        "fact_type": question.fact_type,
        "type": question.type.value,
        "status": question.status.value,
        "level": question.level.value,
        "stem": question.stem,
        "options": [],
        "answer": question.answer,
        "accept": [],
        "pairs": [],
        "sequence": [],
        "explanation": question.explanation,
        "source": {"article": question.article, "passage": question.passage},
        **_key(question.interaction),
    }


def _key(interaction: Interaction) -> JsonObject:
    """Return the fields that this kind of question fills."""
    match interaction:
        case Choice(options=options) | MultipleChoice(options=options):
            return {"options": [_option(option) for option in options]}
        case TrueFalse(correct=correct):
            return {
                "options": [
                    {"text": "True", "correct": correct},
                    {"text": "False", "correct": not correct},
                ]
            }
        case TextEntry(accept=accept):
            return {"accept": list(accept)}
        case Matching(pairs=pairs):
            return {"pairs": [list(pair) for pair in pairs]}
        case Ordering(steps=steps):
            return {"sequence": list(steps)}
        case Flashcard():
            return {}
        case _:
            assert_never(interaction)


def _option(option: Option) -> JsonObject:
    """Return an option with its key."""
    return {"text": option.text, "correct": option.correct}
