"""Multiple response: which of these belong? Only listed outsiders stand among the members."""

from quizapp.bank.view import SetAnswer, View
from quizapp.generation.build import build
from quizapp.generation.context import Context
from quizapp.generation.distractors import entities_for
from quizapp.generation.question import Level, MultipleChoice, Option, Question, QuestionType
from quizapp.generation.question_type import QuestionTypeSpec
from quizapp.generation.seeds import shuffled
from quizapp.generation.wording import name_of

_MEMBERS = 4
_OUTSIDERS = 3


def _applies(view: View, _context: Context) -> bool:
    answer = view.answer
    return isinstance(answer, SetAnswer) and bool(answer.complete or answer.outsiders)


def _make(view: View, context: Context) -> tuple[Question, ...]:
    answer = view.answer
    if not isinstance(answer, SetAnswer):
        return ()
    outsiders = _outsiders(view, answer, context)
    if not outsiders:
        return ()
    members = shuffled(answer.members, context.seed, view.card, "members")[:_MEMBERS]
    options = [
        *(Option(name_of(each, context), correct=True, source=each) for each in members),
        *(Option(name_of(each, context), correct=False, source=each) for each in outsiders),
    ]
    shown = ", ".join(sorted(name_of(each, context) for each in members))
    question = build(
        view,
        context,
        type=QuestionType.MULTI,
        stem=view.stem,
        interaction=MultipleChoice(tuple(sorted(options, key=lambda option: option.text))),
        answer=shown,
    )
    return (question,)


def _outsiders(view: View, answer: SetAnswer, context: Context) -> tuple[str, ...]:
    """Return the wrong options: the listed ones, or, when the list is complete, fair others."""
    if answer.outsiders:
        return shuffled(answer.outsiders, context.seed, view.card, "outsiders")[:_OUTSIDERS]
    return entities_for(view, answer.members[0], context, level=Level.NEAR)


SPEC = QuestionTypeSpec(QuestionType.MULTI, _applies, _make)
