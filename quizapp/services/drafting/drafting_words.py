"""Words of drafts: slots with names in place of ids, and the id that a title gives."""

from collections.abc import Mapping
from typing import Any, Final

from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.slug import slug
from quizapp.bank.terms import JsonObject

ID_MAX: Final = 60
"""Characters of an article's id: room is left for the ids of facts, which start with it."""


def named_slots(fact: Mapping[str, Any], names: Mapping[str, str]) -> JsonObject:
    """Return the slots of a fact with the names of entities in place of their ids."""
    kind = FACT_TYPES.get(str(fact.get("type")))
    references = kind.references if kind else {}
    slots = fact.get("slots")

    def named(value: Any) -> Any:
        if isinstance(value, list):
            return [names.get(str(each), each) for each in value]
        return names.get(str(value), value)

    return {
        slot: named(value) if slot in references else value
        for slot, value in (slots.items() if isinstance(slots, dict) else ())
        if value is not None
    }


def slot_words(value: object) -> str:
    """Return a slot's value as one line."""
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            between = "; " if any(isinstance(each, dict) for each in value) else ", "
            return between.join(filter(None, map(slot_words, value)))
        case dict():
            return ": ".join(filter(None, map(slot_words, value.values())))
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def article_slug(title: str) -> str:
    """Return the id that an article of this title gets: its words in plain letters."""
    return slug(title, most=ID_MAX) or "article"
