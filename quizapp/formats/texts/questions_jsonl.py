"""Questions as JSON Lines: one question a line, keys and sources included (README: contracts)."""

import json
from collections.abc import Iterable, Iterator
from typing import assert_never

from quizapp.bank.terms import JsonObject
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


def lines(questions: Iterable[Question]) -> Iterator[str]:
    """Yield one line of JSON a question, without its line feed."""
    for question in questions:
        yield json.dumps(record(question), ensure_ascii=False)


def record(question: Question) -> JsonObject:
    """Return ``question`` as an object of the published contract; every key is always there."""
    found: JsonObject = {
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
    }
    interaction = question.interaction
    match interaction:
        case Choice(options=options) | MultipleChoice(options=options):
            found["options"] = [
                {"text": option.text, "correct": option.correct} for option in options
            ]
        case TrueFalse(correct=correct):
            found["options"] = [
                {"text": "True", "correct": correct},
                {"text": "False", "correct": not correct},
            ]
        case TextEntry(accept=accept):
            found["accept"] = list(accept)
        case Matching(pairs=pairs):
            found["pairs"] = [[left, right] for left, right in pairs]
        case Ordering(steps=steps):
            found["sequence"] = list(steps)
        case Flashcard():
            pass
        case _:
            assert_never(interaction)
    return found
