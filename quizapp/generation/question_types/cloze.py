"""Cloze: the fact's statement with one blank, to be typed."""

import re
from dataclasses import replace

from quizapp.bank.view import BackAnswer, DateAnswer, NumberAnswer, SetAnswer, View
from quizapp.generation.build import build
from quizapp.generation.context import Context
from quizapp.generation.entry import entry_for, member_entry
from quizapp.generation.question import Question, QuestionType, TextEntry
from quizapp.generation.question_type import QuestionTypeSpec
from quizapp.generation.seeds import digest
from quizapp.generation.surface import Surface, find_forms, find_surface
from quizapp.generation.wording import NUMBER, YEAR, answer_text, forms_of, name_of

BLANK = "_____"


def _applies(view: View, context: Context) -> bool:
    answer = view.answer
    if isinstance(answer, SetAnswer):
        return answer.complete
    if isinstance(answer, BackAnswer):
        return False  # The front with a gap after it is the typed question again.
    return entry_for(view, context) is not None


def _make(view: View, context: Context) -> tuple[Question, ...]:
    if isinstance(view.answer, SetAnswer):
        return _member_cloze(view, view.answer, context)
    surface = find_surface(view, context)
    entry = entry_for(view, context)
    if surface is None or entry is None:
        return ()
    if isinstance(view.answer, DateAnswer):
        surface = _narrow(surface, YEAR.search(surface.form))
    elif isinstance(view.answer, NumberAnswer):
        surface = _narrow(surface, NUMBER.search(surface.form))
    return (_question(view, context, surface, entry, answer=answer_text(view, context)),)


def _narrow(surface: Surface, found: re.Match[str] | None) -> Surface:
    """Return the surface cut down to the year or number within it."""
    if found is None:
        return surface
    start, end = found.span()
    return replace(
        surface,
        before=surface.before + surface.form[:start],
        form=surface.form[start:end],
        after=surface.form[end:] + surface.after,
    )


def _member_cloze(view: View, answer: SetAnswer, context: Context) -> tuple[Question, ...]:
    """Return a cloze for one member of a complete list, chosen by the seed."""
    statement = context.facts[view.fact].statement
    for member in sorted(answer.members, key=lambda each: digest(context.seed, view.card, each)):
        surface = find_forms(statement, forms_of(context.entities[member]))
        if surface is not None:
            entry = member_entry(member, answer, context)
            return (_question(view, context, surface, entry, answer=name_of(member, context)),)
    return ()


def _question(
    view: View, context: Context, surface: Surface, entry: TextEntry, *, answer: str
) -> Question:
    before = surface.before
    # "a" or "an" would tell how the answer begins.
    if surface.article_word.lower() in {"a", "an"}:
        word = surface.article_word
        before = before[: len(before) - len(word) - 1] + f"{word[0]}(n) "
    return build(
        view,
        context,
        type=QuestionType.CLOZE,
        stem=f"{before}{BLANK}{surface.after}",
        interaction=replace(entry, before=before, after=surface.after),
        answer=answer,
    )


SPEC = QuestionTypeSpec(QuestionType.CLOZE, _applies, _make)
