"""Typed: the view's own question, to be answered by typing."""

import re

from quizapp.bank.view import View
from quizapp.generation.build import build
from quizapp.generation.context import Context
from quizapp.generation.entry import entry_for
from quizapp.generation.question import Question, QuestionType
from quizapp.generation.question_type import QuestionTypeSpec
from quizapp.generation.wording import answer_text

_MONTH = re.compile(r"\b([Ii])n which month and year")


def _applies(view: View, context: Context) -> bool:
    return entry_for(view, context) is not None


def _make(view: View, context: Context) -> tuple[Question, ...]:
    entry = entry_for(view, context)
    if entry is None:
        return ()
    question = build(
        view,
        context,
        type=QuestionType.TYPED,
        # The year is what is typed and graded, whatever else the label holds.
        stem=_MONTH.sub(r"\1n which year", view.stem) if entry.rule == "year" else view.stem,
        interaction=entry,
        answer=answer_text(view, context),
    )
    return (question,)


SPEC = QuestionTypeSpec(QuestionType.TYPED, _applies, _make)
