"""How alike two names or texts are: what would make a distractor unfair or too easy."""

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

from quizapp.bank.document import Entity
from quizapp.generation.wording import forms_of
from quizapp.generation.words import SMALL_WORDS, mentions, word_set, words_of

_REMEMBERED = 32_768
"""Pure results kept: the same names and texts of a pool meet in every question of a kind."""
_OF_LATE = 4_096
"""Results kept of what is asked for again while the questions of an article are made."""
NEAR_IDENTICAL = 86
"""Ratio (0..100) from which two names read as spellings of one; measured on entity lists."""
SAME_POINT = 80
"""Token ratio (0..100) from which two clauses say about the same."""


def folded_forms(entity: Entity) -> tuple[str, ...]:
    """Return the ways to write an entity, its demonym too, without regard to case."""
    return _folded(entity.name, entity.short, tuple(entity.aliases), entity.demonym)


@lru_cache(maxsize=_REMEMBERED)
def _folded(
    name: str, short: str | None, aliases: tuple[str, ...], demonym: str | None
) -> tuple[str, ...]:
    forms = (name, short, *aliases, demonym)
    return tuple(dict.fromkeys(form.casefold() for form in forms if form))


def names_entity(text: str, entity: Entity) -> bool:
    """Return whether ``text`` names ``entity`` by any of its forms or its demonym."""
    forms = (*forms_of(entity), *([entity.demonym] if entity.demonym else []))
    return any(mentions(text, form) for form in forms)


def same_thing(one: Entity, other: Entity) -> bool:
    """Return whether one is an alias, a part, the whole or nearly the name of the other."""
    return _is_same_by_id(one, other) or any(
        alike(mine, theirs) for mine in forms_of(one) for theirs in forms_of(other)
    )


def same_things(one: Entity, others: Iterable[Entity]) -> frozenset[str]:
    """Return the ids of the others that are ``same_thing`` as one: all at once costs far less."""
    group = tuple(others)
    places = [(form, each.id) for each in group for form in forms_of(each)]
    folded = [form.casefold() for form, _ in places]
    found = {each.id for each in group if _is_same_by_id(one, each)}
    for mine in forms_of(one):
        near = process.extract(
            mine.casefold(), folded, scorer=fuzz.ratio, score_cutoff=NEAR_IDENTICAL, limit=None
        )
        found.update(places[at][1] for _, _, at in near)
        words = word_set(mine)
        found.update(
            id_
            for form, id_ in places
            # Neither stands in the other where each has a word of its own.
            if ((theirs := word_set(form)) <= words or words <= theirs) and alike(mine, form)
        )
    return frozenset(found)


def _is_same_by_id(one: Entity, other: Entity) -> bool:
    return other.id in {one.id, one.part_of} or other.part_of == one.id


@lru_cache(maxsize=_OF_LATE)
def alike(one: str, other: str) -> bool:
    """Return whether two names could be taken for the same thing."""
    mine, theirs = words_of(one), words_of(other)
    if mine == theirs or fuzz.ratio(one.casefold(), other.casefold(), score_cutoff=NEAR_IDENTICAL):
        return True
    return _contains(theirs, mine) if len(mine) <= len(theirs) else _contains(mine, theirs)


@lru_cache(maxsize=_OF_LATE)
def same_point(one: str, other: str) -> bool:
    """Return whether two clauses say about the same thing."""
    return bool(fuzz.token_set_ratio(one.casefold(), other.casefold(), score_cutoff=SAME_POINT))


@lru_cache(maxsize=_REMEMBERED)
def initials(text: str) -> str:
    """Return the initials of the words of ``text``, small words left out, in capitals."""
    return "".join(word[0] for word in words_of(text) if word not in SMALL_WORDS).upper()


def _contains(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Return whether the words of ``short`` stand in ``long`` in a row."""
    width = len(short)
    if short and short[0] not in long:
        return False
    return any(long[start : start + width] == short for start in range(len(long) - width + 1))
