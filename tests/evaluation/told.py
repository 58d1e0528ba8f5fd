"""When two facts of one type tell the same though they are worded in other ways."""

import re
from collections.abc import Mapping
from typing import Final

from tests.evaluation import words
from tests.evaluation.gold import Item

LEAST_ALIKE: Final = 0.6
"""Share of common words from which two statements may be one; their slots ask for 0.5."""
_CLAUSES: Final[Mapping[str, tuple[str, ...]]] = {
    "event": ("when",),
    "claim": ("speaker",),
    "action": ("actor",),
    "cause": (),
    "definition": ("term",),
    "concept": ("name",),
}
"""Types with a clause among the core slots -> the core slots that are no clauses."""
_NEGATIVE: Final = re.compile(
    r"\b(?:not?|never|without|nobody|none|neither|nor|\w+n't)\b", re.IGNORECASE
)
_TELLS: Final = 0.5
"""Share of what gold says of its speaker, actor, date or term that a draft says too."""
_PARTS: Final = re.compile(r"per\s?cent|%")


def fixed_slots(kind: str) -> tuple[str, ...] | None:
    """Return the core slots of a type that are no clauses; None where it has no clause."""
    return _CLAUSES.get(kind)


def same_telling(one: Item, other: Item) -> bool:
    """Return whether two statements say the same by their words.

    They have the same numbers, both or neither say "not", neither has a name where the other has
    another one, and what causes in one is no effect in the other.
    """
    first, second = words.content(one.statement), words.content(other.statement)
    if not first or words.share(first, second) < LEAST_ALIKE:
        return False
    given = _given(one) | _given(other)
    if words.share(first - given, second - given) < _TELLS:
        return False
    if _figures(one) != _figures(other) or _negated(one) is not _negated(other):
        return False
    return _same_names(one, other) and not _turned_round(one, other)


def told_alike(draft: Item, gold: Item) -> bool:
    """Return whether a draft's statement has most words of gold's, where gold has one."""
    if not gold.statement:
        return True
    told = words.share(words.content(draft.statement), words.content(gold.statement))
    return told >= LEAST_ALIKE


def same_counted(draft: Item, gold: Item) -> bool:
    """Return whether a quantity counts what gold counts, their units taken into account.

    The two have one value. The draft's statement has most words of what gold counts: "around 18
    nests" is not "coils around 18 nests".
    """
    if words.content(draft.statement) == words.content(gold.statement):
        return True
    wanted = words.content(str(gold.slots["what"]))
    if words.covered(wanted, words.content(draft.statement)) < LEAST_ALIKE:
        return False
    if not _same_unit(draft, gold):
        return False
    if words.alike(_counted(draft), _counted(gold)):
        return True
    within = draft.evidence in gold.evidence or gold.evidence in draft.evidence
    overlap = bool(draft.evidence and gold.evidence) and within
    return overlap and words.alike(draft.statement, gold.statement)


def _counted(item: Item) -> str:
    return f"{item.slots['what']} {item.slots.get('unit', '')}"


def _same_unit(one: Item, other: Item) -> bool:
    """Return whether the units share a word; a quantity without a unit fits each."""
    first, second = (
        words.content(_PARTS.sub("percent", str(each.slots.get("unit", ""))))
        for each in (one, other)
    )
    return not first or not second or bool(first & second)


def _given(item: Item) -> frozenset[str]:
    """Return the stems of who speaks or acts, of the term, and of figures: what is the same."""
    named = [item.name(slot) for slot in fixed_slots(item.type) or () if slot != "when"]
    stems = {stem for name in named if name for each in name.all for stem in words.content(each)}
    return frozenset(stems | {each for each in words.content(item.statement) if each.isdigit()})


def _figures(item: Item) -> frozenset[float]:
    return words.numbers(words.without_quotes(item.statement))


def _negated(item: Item) -> bool:
    return bool(_NEGATIVE.search(item.statement))


def _same_names(one: Item, other: Item) -> bool:
    """Return whether neither has a name where the other has another."""
    first, second = _proper(one, beside=other), _proper(other, beside=one)
    return first <= second or second <= first


def _proper(item: Item, *, beside: Item) -> frozenset[str]:
    """Return the stems of proper names; a first word is none where it is also written small."""
    found = re.findall(r"[^\W\d_]+", item.statement)
    small = set(re.findall(r"\b[a-z]+\b", f"{item.evidence} {beside.statement} {beside.evidence}"))
    names = [each for each in found[1:] if each[:1].isupper()]
    first = found[0] if found else ""
    if first and not words.is_small(first.casefold()) and first.casefold() not in small:
        names.append(first)
    return frozenset(words.stem(each.casefold()) for each in names)


def _turned_round(one: Item, other: Item) -> bool:
    """Return whether what is the cause of one is more like the effect of the other."""
    if one.type != "cause" or other.type != "cause":
        return False
    cause, effect = (words.content(str(one.slots[slot])) for slot in ("cause", "effect"))
    first, second = (words.content(str(other.slots[slot])) for slot in ("cause", "effect"))
    straight = words.share(cause, first) + words.share(effect, second)
    return straight < words.share(cause, second) + words.share(effect, first)
