"""When a draft finds a gold fact: same passage, and core slots that match (README.md)."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from tests.evaluation import words
from tests.evaluation.gold import Item, name_of
from tests.evaluation.names import same_name, same_speaker
from tests.evaluation.told import LEAST_ALIKE, fixed_slots, same_counted, same_telling

CORE: Final[Mapping[str, tuple[str, ...]]] = {
    "event": ("what", "when"),
    "agreement": ("name",),
    "definition": ("term", "meaning"),
    "acronym": ("short", "expansion"),
    "concept": ("name", "gist"),
    "claim": ("speaker", "point"),
    "quotation": ("speaker", "phrase"),
    "membership": ("members",),
    "cause": ("cause", "effect"),
    "quantity": ("value", "what"),
    "role": ("person", "office"),
    "action": ("actor",),
    "sequence": ("steps",),
    "comparison": ("pairs",),
}
"""Fact type -> the slots without which two facts are not the same."""
ENTITY_SLOTS: Final = frozenset(
    (
        *("name", "term", "speaker", "person", "actor", "of", "to", "where", "place", "object"),
        *("proposer", "giver"),
    )
)
_TERMS: Final = {"definition": ("term", "meaning"), "concept": ("name", "gist")}
_ASK_WHEN: Final = frozenset({"event", "agreement"})
"""Types that are asked for by their date."""
_AGREEMENT: Final = ("when", "pledge", "gave", "got", "parties")
_LISTS: Final = frozenset({"members", "who", "parties", "steps", "pairs"})
_ANY_WORDING: Final = frozenset({"verb", "when_label", "tolerance", "unit", "complete", "whole"})
_ROUGH_YEAR: Final = re.compile(r"(\d{4})[~%]")
_ROUGH_SPAN: Final = re.compile(r"(\d{4})[~%]/(\d{4})[~%]")
_DECADE: Final = 10
_HALF: Final = 0.5


def same_date(one: str, other: str) -> bool:
    """Return whether two EDTF dates have the same years, and months and days where both do.

    "Since 2018" is the date 2018: whether it still holds is no part of when it began. A year that
    is roughly told is one within a rough span of ten years ("the late 1960s").
    """
    if _within_decade(one, other) or _within_decade(other, one):
        return True
    begun = (each.replace("~", "").replace("?", "").removesuffix("/..") for each in (one, other))
    firsts, seconds = (each.split("/") for each in begun)
    if len(firsts) != len(seconds):
        return False
    for first, second in zip(firsts, seconds, strict=True):
        parts = zip(first.split("-"), second.split("-"), strict=False)
        if any(left != right for left, right in parts):
            return False
    return True


def _within_decade(year: str, span: str) -> bool:
    """Return whether a rough year lies in a span with two rough ends, ten years long at most."""
    rough, ends = _ROUGH_YEAR.fullmatch(year), _ROUGH_SPAN.fullmatch(span)
    if rough is None or ends is None:
        return False
    first, last = int(ends[1]), int(ends[2])
    return first <= int(rough[1]) <= last < first + _DECADE


def _same_number(one: Item, other: Item) -> bool:
    first, second = (float(each.slots["value"]) for each in (one, other))
    scaled = (
        first * words.scale_of(str(one.slots.get("unit", ""))),
        second * words.scale_of(str(other.slots.get("unit", ""))),
    )
    return any(abs(a - b) <= 0.0005 * max(abs(a), abs(b)) for a, b in ((first, second), scaled))


def _same_list(one: Sequence[Any], other: Sequence[Any], same: Callable[[Any, Any], bool]) -> bool:
    left = list(other)
    hits = 0
    for each in one:
        found = next((at for at, that in enumerate(left) if same(each, that)), None)
        if found is not None:
            hits += 1
            del left[found]
    return 3 * hits >= 2 * max(len(one), len(other))


def _list_of(item: Item, slot: str) -> list[Any]:
    values = item.slots[slot]
    if slot == "steps":
        return [str(each["text"]) for each in values]
    if slot == "pairs":
        return [f"{each['thing']} {each['value']}" for each in values]
    return [name_of(str(each), item.names) for each in values]


def same_slot(one: Item, other: Item, slot: str) -> bool:
    """Return whether both have the slot and what stands in it matches."""
    first, second = one.slots.get(slot), other.slots.get(slot)
    if first is None or second is None:
        return False
    if slot == "value":
        return _same_number(one, other)
    if slot in _LISTS:
        alike = words.alike if slot in {"steps", "pairs"} else same_name
        return _same_list(_list_of(one, slot), _list_of(other, slot), alike)
    if slot in ENTITY_SLOTS:
        same = same_speaker if slot == "speaker" else same_name
        return same(name_of(str(first), one.names), name_of(str(second), other.names))
    same_text = _OF_TEXTS.get(slot, words.alike)
    return same_text(str(first), str(second))


def _same_letters(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


_OF_TEXTS: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "when": same_date,
    "short": _same_letters,
}


def _done(item: Item) -> str:
    """Return the words of an action: the act and its object."""
    thing = item.name("object")
    return f"{item.slots.get('act', '')} {thing.main if thing else ''}"


def same_core(draft: Item, gold: Item) -> bool:
    """Return whether two facts of one passage are the same fact, of one type or of twin types."""
    if draft.passage != gold.passage:
        return False
    if draft.type != gold.type:
        return _twins(draft, gold)
    return same_slots(draft, gold) or _same_told(draft, gold)


def _twins(draft: Item, gold: Item) -> bool:
    """Return whether two facts of types that ask the same tell the same.

    That an act was passed in 1995 is an event, an action or an agreement: each asks for the year.
    A concept without its proposer is a definition.
    """
    if {draft.type, gold.type} == {"definition", "concept"}:
        (first, second), (one, other) = (_TERMS[draft.type], _TERMS[gold.type])
        term = same_name(
            name_of(str(draft.slots[first]), draft.names), name_of(str(gold.slots[one]), gold.names)
        )
        return term and words.alike(str(draft.slots[second]), str(gold.slots[other]))
    if gold.type not in _ASK_WHEN or draft.type not in {*_ASK_WHEN, "action"}:
        return False
    return same_slot(draft, gold, "when") and same_telling(draft, gold) and _tells_core(draft, gold)


def _tells_core(draft: Item, gold: Item) -> bool:
    """Return whether a statement has the core of an event or an agreement of gold."""
    given = words.content(draft.statement)
    if gold.type == "event":
        return words.covered(words.content(str(gold.slots["what"])), given) >= LEAST_ALIKE
    name = gold.name("name")
    return name is not None and any(words.content(each) <= given for each in name.all)


def same_slots(one: Item, other: Item) -> bool:
    """Return whether two facts are of one type and their core slots match, each for itself."""
    if one.type != other.type or not all(same_slot(one, other, each) for each in CORE[one.type]):
        return False
    if one.type == "action":
        return words.alike(_done(one), _done(other))
    if one.type == "agreement":
        return any(same_slot(one, other, slot) for slot in _AGREEMENT)
    return True


def _same_told(draft: Item, gold: Item) -> bool:
    """Return whether two facts tell the same though a clause of theirs is worded otherwise."""
    if draft.type == "quantity" and _same_number(draft, gold) and same_counted(draft, gold):
        return True
    fixed = fixed_slots(draft.type)
    if fixed is None or not all(same_slot(draft, gold, slot) for slot in fixed):
        return False
    return same_telling(draft, gold)


def same_rest(one: Item, other: Item) -> bool:
    """Return whether the further slots that both have match as well."""
    core = {*CORE[one.type], *_ANY_WORDING, "act", "object"}
    both = (set(one.slots) & set(other.slots)) - core
    return all(same_slot(one, other, slot) for slot in both)


def same_subject(draft: Item, gold: Item) -> bool:
    """Return whether a draft of any type tells most of what a gold fact tells.

    It has gold's number and the years of gold's date, half of the words of its statement, and half
    of those that are no names: who is told of does not say what.
    """
    if draft.passage != gold.passage:
        return False
    if same_core(draft, gold):
        return True
    if not (_tells_number(draft, gold) and _tells_date(draft, gold)):
        return False
    wanted, given = words.content(gold.statement), words.content(draft.statement)
    plain = wanted - _named(gold)
    told = words.covered(plain, given) if plain else 1.0
    return words.covered(wanted, given) >= _HALF and told >= _HALF


def _tells_number(draft: Item, gold: Item) -> bool:
    if "value" not in gold.slots:
        return True
    value = float(gold.slots["value"])
    scaled = value * words.scale_of(str(gold.slots.get("unit", "")))
    return not {value, scaled}.isdisjoint(words.numbers(draft.statement))


def _tells_date(draft: Item, gold: Item) -> bool:
    if "when" not in gold.slots:
        return True
    when = str(gold.slots["when"])
    if "when" in draft.slots and same_date(str(draft.slots["when"]), when):
        return True
    asked = {int(each) for each in re.findall(r"\b\d{4}", when)}
    return asked <= words.years(draft.statement)


def _named(item: Item) -> frozenset[str]:
    """Return the stems of the names that a fact's slots point to."""
    slots = [item.slots.get(slot) for slot in (*ENTITY_SLOTS, "members", "who", "parties")]
    ids = [
        each for value in slots if value for each in (value if isinstance(value, list) else [value])
    ]
    names = [name_of(str(each), item.names) for each in ids]
    return frozenset(stem for name in names for each in name.all for stem in words.content(each))
