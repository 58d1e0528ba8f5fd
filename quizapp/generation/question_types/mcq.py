"""Multiple choice: one right option and up to three fair wrong ones, near and far."""

from quizapp.bank.view import (
    EntityAnswer,
    NumberAnswer,
    OrderAnswer,
    PairsAnswer,
    SetAnswer,
    TextAnswer,
    View,
)
from quizapp.bank.wording import ask, quoted
from quizapp.generation.build import build
from quizapp.generation.context import Context, right_answers
from quizapp.generation.distractors import entities_for
from quizapp.generation.question import Choice, Level, Option, Question, QuestionType
from quizapp.generation.question_type import QuestionTypeSpec
from quizapp.generation.ranking import WANTED
from quizapp.generation.seeds import below, shuffled
from quizapp.generation.spread import dates_for, quantities_for
from quizapp.generation.text_distractors import texts_for
from quizapp.generation.wording import answer_text, capital, name_of

_MEMBERS = (
    ("of these are among", "of these is among", "of these is NOT among"),
    ("of these were among", "of these was among", "of these was NOT among"),
    ("of these were parties", "of these was a party", "of these was NOT a party"),
    ("of these are parties", "of these is a party", "of these is NOT a party"),
)
"""How a list is asked for: all of its members, one of them, one that is not."""


def _applies(view: View, _context: Context) -> bool:
    if isinstance(view.answer, SetAnswer):
        return len(view.answer.outsiders) > 0
    return True


def _make(view: View, context: Context) -> tuple[Question, ...]:
    if isinstance(view.answer, SetAnswer):
        return _of_set(view, view.answer, context)
    if isinstance(view.answer, OrderAnswer):
        return _of_order(view, view.answer.steps, context)
    if isinstance(view.answer, PairsAnswer):
        return _of_pairs(view, view.answer, context)
    made: list[Question] = []
    for level in (Level.NEAR, Level.FAR):
        wrong = _wrong(view, context, level=level)
        if not wrong:
            continue
        question = _question(view, context, wrong=wrong, level=level)
        if all(question.interaction != other.interaction for other in made):
            made.append(question)
    return tuple(made)


def _wrong(view: View, context: Context, *, level: Level) -> tuple[Option, ...]:
    answer = view.answer
    if isinstance(answer, EntityAnswer):
        sources = entities_for(view, answer.entity, context, level=level)
        return tuple(Option(name_of(each, context), correct=False, source=each) for each in sources)
    if isinstance(answer, TextAnswer):
        texts = texts_for(view, context, level=level)
        return tuple(Option(each, correct=False, source=each) for each in texts)
    labels = (
        *dates_for(view, context, level=level),
        *quantities_for(view, context, level=level),
    )
    return tuple(Option(label, correct=False, source=label) for label in labels)


def _question(view: View, context: Context, *, wrong: tuple[Option, ...], level: Level) -> Question:
    key = answer_text(view, context)
    source = right_answers(view)[0] if right_answers(view) else key
    options = [Option(key, correct=True, source=source), *wrong]
    if any(option.text[:1].isupper() for option in options):
        options = [
            Option(capital(option.text), option.correct, option.source) for option in options
        ]
    return build(
        view,
        context,
        type=QuestionType.MCQ,
        level=level,
        stem=_stem(view),
        interaction=Choice(tuple(sorted(options, key=lambda option: option.text))),
        answer=key,
    )


def _stem(view: View) -> str:
    """Return the view's stem; without the unit of a number, which each option names."""
    if isinstance(view.answer, NumberAnswer):
        return view.stem.replace(f" (in {view.answer.unit})", "")
    return view.stem


def _of_set(view: View, answer: SetAnswer, context: Context) -> tuple[Question, ...]:
    """Return "which is in" (far) and "which is NOT in" (near); only listed outsiders serve."""
    asked = next((each for each in _MEMBERS if each[0] in view.stem), None)
    if asked is None:
        return ()
    members = shuffled(answer.members, context.seed, view.card, "mcq", "members")
    outsiders = shuffled(answer.outsiders, context.seed, view.card, "mcq", "outsiders")
    made = []
    for level, verb, keys, wrong in (
        (Level.FAR, asked[1], members, outsiders),
        (Level.NEAR, asked[2], outsiders, members),
    ):
        options = [Option(name_of(keys[0], context), correct=True, source=keys[0])]
        options += [Option(name_of(n, context), correct=False, source=n) for n in wrong[:3]]
        question = build(
            view,
            context,
            type=QuestionType.MCQ,
            level=level,
            stem=view.stem.replace(asked[0], verb),
            interaction=Choice(tuple(sorted(options, key=lambda option: option.text))),
            answer=options[0].text,
        )
        made.append(question)
    return tuple(made)


def _of_order(view: View, steps: tuple[str, ...], context: Context) -> tuple[Question, ...]:
    """Return "which came first" (far) and "which came right after this" (near)."""
    before = below(len(steps) - 1, context.seed, view.card, "mcq", "after")
    others = (*steps[:before], *steps[before + 2 :])
    after = ask(view.status, f"which of these came right after this: {steps[before]}?")
    first = ask(view.status, "which of these came first?")
    return (
        _of_texts(view, context, after, steps[before + 1], others, level=Level.NEAR),
        _of_texts(view, context, first, steps[0], steps[1:], level=Level.FAR),
    )


def _of_pairs(view: View, answer: PairsAnswer, context: Context) -> tuple[Question, ...]:
    """Return the right of one left (far) and the left of another right (near).

    What is longest on its side is not asked for: its length would tell it.
    """
    pairs = answer.pairs
    order = shuffled(pairs, context.seed, view.card, "mcq", "pairs")
    longest_left, longest_right = (max(map(len, side)) for side in zip(*pairs, strict=True))
    one = next(each for each in order if len(each[1]) < longest_right or each is order[-1])
    other = next(
        (each for each in order if len(each[0]) < longest_left and each is not one), order[-1]
    )
    rights = tuple(right for _, right in pairs if right != one[1])
    lefts = tuple(left for left, _ in pairs if left != other[0])
    of_left = _stem_of_pair(view, one[0], context, title=answer.right_title)
    of_right = _stem_of_pair(view, other[1], context, title=answer.left_title)
    return (
        _of_texts(view, context, of_right, other[0], lefts, level=Level.NEAR),
        _of_texts(view, context, of_left, one[1], rights, level=Level.FAR),
    )


def _stem_of_pair(view: View, text: str, context: Context, *, title: str) -> str:
    """Return the question for what belongs to one side of a pair; ``title`` heads the other."""
    if view.name in context.facts[view.fact].guards.ask:
        return f"{view.stem} Which goes with {quoted(text)}?"
    asked = "who" if title.casefold() == "who" else "what"
    return ask(view.status, f"as regards {view.clause}, {asked} goes with {quoted(text)}?")


def _of_texts(
    view: View, context: Context, stem: str, key: str, others: tuple[str, ...], *, level: Level
) -> Question:
    """Return a choice of ``key`` among up to three of ``others``, all of the same fact."""
    wrong = shuffled(others, context.seed, view.card, "mcq", level.value)[:WANTED]
    options = [Option(capital(key), correct=True, source=key)]
    options += [Option(capital(each), correct=False, source=each) for each in wrong]
    return build(
        view,
        context,
        type=QuestionType.MCQ,
        level=level,
        stem=stem,
        interaction=Choice(tuple(sorted(options, key=lambda option: option.text))),
        answer=capital(key),
    )


SPEC = QuestionTypeSpec(QuestionType.MCQ, _applies, _make)
