"""What a typed answer accepts and refuses, for cloze and typed questions alike."""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from quizapp.bank.terms import EntityKind
from quizapp.bank.view import (
    BackAnswer,
    DateAnswer,
    EntityAnswer,
    NumberAnswer,
    SetAnswer,
    TextAnswer,
    View,
)
from quizapp.generation.context import Context
from quizapp.generation.question import TextEntry
from quizapp.generation.seeds import window
from quizapp.generation.wording import YEAR, forms_of, is_plain_year, number_text

_POOL = 500
_REACH = 0.4
"""Names less alike than this (0..1) are out of any typo's reach and need not be listed."""
_MOST = 50
"""Of each form that many names, the most alike; the shipped bank has 23 of one at most."""


def entry_for(view: View, context: Context) -> TextEntry | None:
    """Return the text entry that ``view`` is typed into, or None when it cannot be typed."""
    return context.kept.of(view.fact, ("entry", view.name), lambda: _entry_for(view, context))


def _entry_for(  # noqa: PLR0911 - one return per kind that is typed
    view: View, context: Context
) -> TextEntry | None:
    answer = view.answer
    also = tuple(context.facts[view.fact].guards.also_true.get(view.slot, ()))
    if isinstance(answer, EntityAnswer):
        accept = _forms((answer.entity, *also), context)
        wrong = context.kept_of_article.of(
            context.articles[view.fact].id,
            ("wrong", accept, answer.kind),
            lambda: _wrong(accept, answer.kind, context),
        )
        return TextEntry(accept, wrong)
    if isinstance(answer, DateAnswer):
        if not is_plain_year(answer.label) or "/" in answer.edtf:
            return None
        return TextEntry((YEAR.findall(answer.label)[0],), (), rule="year")
    if isinstance(answer, NumberAnswer):
        accept = (number_text(answer.value), answer.label)
        return TextEntry(accept, (), rule="number", tolerance=answer.tolerance, unit=answer.unit)
    if isinstance(answer, BackAnswer) and answer.typeable:
        return TextEntry(tuple(dict.fromkeys((answer.text, *also))), ())
    if isinstance(answer, TextAnswer) and answer.typeable:
        return TextEntry((answer.text, *_forms(also, context)), _other_texts(view, context))
    return None


def member_entry(member: str, answer: SetAnswer, context: Context) -> TextEntry:
    """Return the text entry for one member of a complete set, the others being given."""
    accept = _forms((member,), context)
    return TextEntry(accept, _wrong(accept, answer.kind, context))


def _forms(sources: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """Return all forms of entity ids, and texts as they are, without repeats."""
    forms: list[str] = []
    for source in sources:
        known = context.entities.get(source)
        forms.extend(forms_of(known) if known else (source,))
    return tuple(dict.fromkeys(forms))


def _wrong(accept: tuple[str, ...], kind: EntityKind, context: Context) -> tuple[str, ...]:
    """Return the names of other entities that a typo could reach, in order."""
    names = frozenset(accept)
    forms, folded, owners = context.forms[kind]
    near = {forms[at] for at in _within_reach(accept, folded) if owners[at] not in names}
    return tuple(sorted(near - names))


def _other_texts(view: View, context: Context) -> tuple[str, ...]:
    answer = view.answer
    if not isinstance(answer, TextAnswer):
        return ()
    authored = context.facts[view.fact].guards.distractors.get(view.slot, ())
    pool = (
        other.answer.text
        for other in window(context.pools.get(answer.pool, ()), _POOL, context.seed, view.card)
        if isinstance(other.answer, TextAnswer)
    )
    texts = tuple(dict.fromkeys((*_forms(tuple(authored), context), *pool)))
    near = {texts[at] for at in _within_reach((answer.text,), [text.casefold() for text in texts])}
    return tuple(sorted(near - {answer.text}))


def _within_reach(accept: tuple[str, ...], folded: Sequence[str]) -> set[int]:
    """Return the places of the texts that a typo in one of ``accept`` could reach."""
    found: set[int] = set()
    for form in accept:
        near = process.extract(
            form.casefold(),
            folded,
            scorer=OSA.normalized_similarity,
            score_cutoff=_REACH,
            limit=_MOST,
        )
        found.update(at for _, _, at in near)
    return found
