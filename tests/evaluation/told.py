"""When two facts of one type tell the same though they are worded in other ways."""

import re
from typing import Final

from tests.evaluation import words
from tests.evaluation.gold import Item

LEAST_ALIKE: Final = 0.6
"""Share of common words from which two statements may be one; their slots ask for 0.5."""
_PARTS: Final = re.compile(r"per\s?cent|%")


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
