"""What a typed answer accepts and refuses, for cloze and typed questions alike."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from quizapp.bank.document import EntityKind
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


def entry_for(  # noqa: PLR0911 - one return per kind that is typed
    view: View, context: Context
) -> TextEntry | None:
    """Return the text entry that ``view`` is typed into, or None when it cannot be typed."""
    answer = view.answer
    also = tuple(context.facts[view.fact].guards.also_true.get(view.slot, ()))
    if isinstance(answer, EntityAnswer):
        accept = _forms((answer.entity, *also), context)
        return TextEntry(accept, _wrong(accept, answer.kind, context))
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
    others = (
        form
        for entity in context.entities.values()
        if entity.kind is kind and entity.name not in accept
        for form in forms_of(entity)
    )
    return _within_reach(accept, others)


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
    return _within_reach((answer.text,), (*_forms(tuple(authored), context), *pool))


def _within_reach(accept: tuple[str, ...], others: Iterable[str]) -> tuple[str, ...]:
    near = {
        other
        for other in others
        if other not in accept
        and any(
            OSA.normalized_similarity(other.casefold(), form.casefold()) >= _REACH
            for form in accept
        )
    }
    return tuple(sorted(near))
