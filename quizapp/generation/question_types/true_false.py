"""True or false: the fact's statement, or the same with another answer in its place.

A fact gets one true and one false claim, on two of its cards where it has two: a second true
claim would be the same sentence again, and more false ones would make "false" the safe guess.
"""

from collections.abc import Sequence

from quizapp.bank.document import Entity
from quizapp.bank.view import DateAnswer, EntityAnswer, NumberAnswer, SetAnswer, TextAnswer, View
from quizapp.bank.wording import is_plural
from quizapp.generation.build import build
from quizapp.generation.context import Context
from quizapp.generation.distractors import entities_for
from quizapp.generation.question import Level, Question, QuestionType, TrueFalse
from quizapp.generation.question_type import QuestionTypeSpec
from quizapp.generation.seeds import digest, pick
from quizapp.generation.spread import dates_for, quantities_for
from quizapp.generation.surface import find_forms, find_surface, swap_entity, swap_text
from quizapp.generation.text_distractors import texts_for
from quizapp.generation.wording import YEAR, forms_of


def _applies(view: View, _context: Context) -> bool:
    kinds = EntityAnswer | DateAnswer | NumberAnswer | TextAnswer | SetAnswer
    return view.falsifiable and isinstance(view.answer, kinds)


def _make(view: View, context: Context) -> tuple[Question, ...]:
    swapped = context.kept.of(view.fact, "false claims", lambda: _false_claims(view, context))
    if view.name not in swapped:
        return ()
    turns = sorted(swapped, key=lambda name: digest(context.seed, view.fact, name, "turn"))
    statement = context.facts[view.fact].statement
    made = []
    if view.name == turns[0]:
        true = TrueFalse(claim=statement, correct=True)
        made.append(_question(view, context, true, level=Level.NONE))
    if view.name == turns[1 % len(turns)]:
        false = TrueFalse(claim=swapped[view.name], correct=False, repair=statement)
        made.append(_question(view, context, false, level=Level.NEAR))
    return tuple(made)


def _false_claims(view: View, context: Context) -> dict[str, str]:
    """Return the false claim of each view of the fact that gives one, by the view's name."""
    return {
        each.name: claim
        for each in context.views[view.fact]
        if _applies(each, context) and (claim := _false_claim(each, context))
    }


def _question(view: View, context: Context, interaction: TrueFalse, *, level: Level) -> Question:
    answer = "True" if interaction.correct else f"False. {interaction.repair}"
    return build(
        view,
        context,
        type=QuestionType.TRUE_FALSE,
        level=level,
        stem=f"True or false: {interaction.claim}",
        interaction=interaction,
        answer=answer,
    )


def _false_claim(view: View, context: Context) -> str:
    """Return the statement with a wrong answer in its slot, or "" where that cannot be done."""
    answer = view.answer
    seed = (context.seed, view.card, "claim")
    if isinstance(answer, SetAnswer):
        return _set_claim(view, answer, context)
    surface = find_surface(view, context)
    if surface is None:
        return ""
    if isinstance(answer, EntityAnswer):
        key = context.entities[answer.entity]
        near = entities_for(view, answer.entity, context, level=Level.NEAR)
        other = _other(near, key, *seed, of=context)
        return swap_entity(surface, key, other) if other else ""
    if isinstance(answer, TextAnswer):
        texts = texts_for(view, context, level=Level.NEAR)
    else:
        texts = (
            *dates_for(view, context, level=Level.NONE),
            *quantities_for(view, context, level=Level.NEAR),
        )
    if not texts:
        return ""
    text = pick(texts, *seed)
    if isinstance(answer, DateAnswer) and surface.form != answer.label:
        text = YEAR.findall(text)[0]
    return swap_text(surface, text)


def _other(near: Sequence[str], key: Entity, *seed: str, of: Context) -> Entity | None:
    """Return one of the entities near a key that takes its verb, or None.

    "Scripts is a chemical plant" tells itself.
    """
    fitting = [each for each in near if is_plural(of.entities[each]) == is_plural(key)]
    if not fitting:
        return None
    first = pick(near, *seed)
    return of.entities[first if first in fitting else pick(fitting, *seed)]


def _set_claim(view: View, answer: SetAnswer, context: Context) -> str:
    """Return the statement with an outsider in the place of one member."""
    outsiders = answer.outsiders or (
        entities_for(view, answer.members[0], context, level=Level.NEAR) if answer.complete else ()
    )
    statement = context.facts[view.fact].statement
    for member in sorted(answer.members, key=lambda each: digest(context.seed, view.card, each)):
        surface = find_forms(statement, forms_of(context.entities[member]))
        if surface is not None and outsiders:
            other = context.entities[pick(outsiders, context.seed, view.card, "outsider")]
            return swap_entity(surface, context.entities[member], other)
    return ""


SPEC = QuestionTypeSpec(QuestionType.TRUE_FALSE, _applies, _make)
