"""Flashcard: the view's question, the answer on the back, rated by the learner."""

from quizapp.bank.view import PairsAnswer, SetAnswer, View
from quizapp.generation.build import build
from quizapp.generation.context import Context
from quizapp.generation.question import Flashcard, Question, QuestionType
from quizapp.generation.question_type import QuestionTypeSpec
from quizapp.generation.wording import answer_text, number_word


def _applies(_view: View, _context: Context) -> bool:
    return True


def _make(view: View, context: Context) -> tuple[Question, ...]:
    back = answer_text(view, context)
    question = build(
        view,
        context,
        type=QuestionType.FLASHCARD,
        stem=_front(view),
        interaction=Flashcard(back),
        answer=back,
    )
    return (question,)


def _front(view: View) -> str:
    """Return the stem without options to look at, and with the items of a comparison.

    Of a list it says how many are asked for: "which three are among the countries that...".
    """
    if isinstance(view.answer, PairsAnswer):
        lefts = ", ".join(sorted(left for left, _ in view.answer.pairs))
        return f"{view.stem} ({view.answer.left_title}: {lefts})"
    if isinstance(view.answer, SetAnswer):
        counted = view.stem.replace("of these", number_word(len(view.answer.members)), 1)
        return counted.replace("are among", "are", 1) if view.answer.complete else counted
    return view.stem


SPEC = QuestionTypeSpec(QuestionType.FLASHCARD, _applies, _make)
