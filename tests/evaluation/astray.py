"""What a draft tells of the wrong one: a place taken for a person, one thing counted as another."""

import re
from collections.abc import Sequence
from typing import Final

from tests.evaluation import words
from tests.evaluation.gold import Item

_WHERE: Final = re.compile(r"\b(?:in|at|near|from|outside)\s+$")
_OF_ANYTHING: Final = words.content("votes majority percent per cent % percentage points")


def astray(item: Item, passage: str, gold: Sequence[Item]) -> str:
    """Return what a draft takes for something else, or "".

    Args:
        item: the draft.
        passage: its text.
        gold: facts of the article, those that are allowed beside gold among them.
    """
    return _place(item, passage) or _miscounted(item, gold)


def _place(item: Item, passage: str) -> str:
    """Return a person's name that the passage has only as a place: "a farmer in Elvdal"."""
    opening = item.statement.split(", ", 1)[-1]
    for name in item.names.values():
        if name.kind != "person" or " " in name.main:
            continue
        if not (item.statement.startswith(name.main) or opening.startswith(name.main)):
            continue
        places = [each.start() for each in re.finditer(rf"\b{re.escape(name.main)}\b", passage)]
        if places and all(_WHERE.search(passage[:at]) for at in places):
            return f"{name.main} is a place"
    return ""


def _miscounted(item: Item, gold: Sequence[Item]) -> str:
    """Return what a number counts by gold, where a draft has it count something else.

    Only whole numbers of the same words are compared, where gold has a unit and none of gold fits
    the draft. Votes and shares are of whatever is voted on or shared: they count nothing else.
    """
    if item.type != "quantity" or not float(item.slots["value"]).is_integer():
        return ""
    same = [
        each
        for each in gold
        if each.type == "quantity"
        and each.passage == item.passage
        and each.slots.get("unit")
        and float(each.slots["value"]) == float(item.slots["value"])
        and (each.evidence in item.evidence or item.evidence in each.evidence)
    ]
    unit = words.content(str(item.slots.get("unit", ""))) - _OF_ANYTHING
    if not same or not unit or any(unit & _counted(each) for each in same):
        return ""
    return f"{item.slots.get('unit')}, not {same[0].slots['unit']}"


def _counted(gold: Item) -> frozenset[str]:
    return words.content(f"{gold.slots['what']} {gold.slots.get('unit', '')}")
