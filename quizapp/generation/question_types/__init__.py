"""The question types. They read views and never each other; each has one entry here."""

from quizapp.generation.question import QuestionType
from quizapp.generation.question_type import QuestionTypeSpec
from quizapp.generation.question_types import (
    cloze,
    flashcard,
    match,
    mcq,
    multi,
    order,
    true_false,
    typed,
)

QUESTION_TYPES: dict[QuestionType, QuestionTypeSpec] = {
    spec.type: spec
    for spec in (
        mcq.SPEC,
        multi.SPEC,
        true_false.SPEC,
        cloze.SPEC,
        typed.SPEC,
        match.SPEC,
        order.SPEC,
        flashcard.SPEC,
    )
}
