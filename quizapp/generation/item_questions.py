"""Questions that came with their own interaction: asked as they are, and nothing made of them."""

from typing import assert_never

from quizapp.bank.view import View
from quizapp.generation.build import build
from quizapp.generation.context import Context
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Interaction,
    Matching,
    MultipleChoice,
    Ordering,
    Question,
    QuestionType,
    TextEntry,
    TrueFalse,
)
from quizapp.generation.wording import item_answer


def questions_of_item(
    view: View, interaction: Interaction, context: Context
) -> tuple[Question, ...]:
    """Return the question itself, and a flashcard of one that can be answered without options.

    Whether a stem makes sense without its options cannot be told in every language, so no
    flashcard is made of a choice.
    """
    form = type_for(interaction)
    answer = item_answer(interaction)
    stem = view.stem
    if isinstance(interaction, TrueFalse):
        stem = f"True or false: {interaction.claim}"
    made = [build(view, context, type=form, stem=stem, interaction=interaction, answer=answer)]
    if form is QuestionType.TYPED:
        made.append(
            build(
                view,
                context,
                type=QuestionType.FLASHCARD,
                stem=view.stem,
                interaction=Flashcard(answer),
                answer=answer,
            )
        )
    return tuple(made)


def type_for(interaction: Interaction) -> QuestionType:  # noqa: PLR0911 - one return per member of the closed set
    """Return the question type that asks in this way."""
    match interaction:
        case Choice():
            return QuestionType.MCQ
        case MultipleChoice():
            return QuestionType.MULTI
        case TrueFalse():
            return QuestionType.TRUE_FALSE
        case TextEntry(before=before, after=after):
            return QuestionType.CLOZE if before or after else QuestionType.TYPED
        case Matching():
            return QuestionType.MATCH
        case Ordering():
            return QuestionType.ORDER
        case Flashcard():
            return QuestionType.FLASHCARD
        case _:
            assert_never(interaction)
