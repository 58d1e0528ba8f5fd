"""Ordering: dated peers by time, or the steps of a sequence."""

from quizapp.bank.view import DateAnswer, OrderAnswer, View
from quizapp.generation.build import build
from quizapp.generation.context import Context
from quizapp.generation.likeness import same_point
from quizapp.generation.question import Ordering, Question, QuestionType
from quizapp.generation.question_type import QuestionTypeSpec
from quizapp.generation.seeds import ordering
from quizapp.generation.timespan import apart, years_of
from quizapp.generation.wording import YEAR, capital

_STEPS = 4
_FEWEST = 3


def _applies(view: View, _context: Context) -> bool:
    if isinstance(view.answer, OrderAnswer):
        return True
    return isinstance(view.answer, DateAnswer) and bool(view.peers and view.clause)


def _make(view: View, context: Context) -> tuple[Question, ...]:
    if isinstance(view.answer, OrderAnswer):
        return (_question(view, context, view.answer.steps, stem=view.stem),)
    group = _group(view, context)
    if len(group) < _FEWEST:
        return ()
    contested = any(each.status.value != "stated" for each in group)
    asked = "put these in order of time, earliest first."
    stem = f"According to the article, {asked}" if contested else capital(asked)
    steps = tuple(each.clause for each in sorted(group, key=_start))
    return (_question(view, context, steps, stem=stem),)


def _group(view: View, context: Context) -> list[View]:
    """Return the view and up to three peers that happened in other years."""
    group: list[View] = []
    place = ordering(context.seed, view.card, "o")
    peers = sorted(context.peers_of(view), key=lambda each: place(each.card))
    for each in (view, *peers):
        fits = (
            len(group) < _STEPS
            and isinstance(each.answer, DateAnswer)
            and each.clause
            and not YEAR.search(each.clause)
            and all(_goes_with(each, other) for other in group)
        )
        if fits:
            group.append(each)
    return group if view in group else []


def _start(view: View) -> int:
    return years_of(view.answer.edtf)[0] if isinstance(view.answer, DateAnswer) else 0


def _goes_with(one: View, other: View) -> bool:
    """Return whether one is over before the other begins, and they are not the same thing."""
    if not (isinstance(one.answer, DateAnswer) and isinstance(other.answer, DateAnswer)):
        return False
    distinct = one.fact != other.fact and apart(one.answer, other.answer)
    return distinct and not same_point(one.clause, other.clause)


def _question(view: View, context: Context, steps: tuple[str, ...], *, stem: str) -> Question:
    shown = tuple(capital(step) for step in steps)
    return build(
        view,
        context,
        type=QuestionType.ORDER,
        stem=stem,
        interaction=Ordering(shown),
        answer="; ".join(f"{n}. {step}" for n, step in enumerate(shown, start=1)),
    )


SPEC = QuestionTypeSpec(QuestionType.ORDER, _applies, _make)
