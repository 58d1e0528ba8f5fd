"""The values of a form as the fact they mean, with the new entities they name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from quizapp.bank.slug import slug
from quizapp.bank.terms import EntityKind, JsonObject
from quizapp.web.author.fact_fields import Shape, Slot, names_entities, slots_of
from quizapp.web.author.fact_names import ID_MAX, Names
from quizapp.web.author.fact_values import BY_SLOT, Values, numbers_of, trimmed
from quizapp.web.language import say

_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?")
_MOST_DIGITS: Final = 40
"""More make no number that a fact is about."""


@dataclass(slots=True)
class ReadFact:
    """What a form means.

    Attributes:
        fact: as a document holds it.
        entities: new ones that it names, as documents hold them.
        errors: field -> what is wrong with what was typed there.
    """

    fact: JsonObject
    entities: list[JsonObject] = field(default_factory=list)
    errors: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_fact(values: Values, *, fact_id: str, type_name: str, names: Names) -> ReadFact:
    """Return the fact of a form; ``values`` are compact.

    What cannot be read stands in ``errors``, and in the fact as near to it as possible.
    """
    return _Reader(values, names).read(fact_id=fact_id, type_name=type_name)


class _Reader:
    """Reads one form."""

    def __init__(self, values: Values, names: Names) -> None:
        self._values = values
        self._names = names
        self._new: dict[str, JsonObject] = {}
        self._errors: dict[str, tuple[str, ...]] = {}

    def read(self, *, fact_id: str, type_name: str) -> ReadFact:
        """Return the fact, its new entities and the errors."""
        slots = {
            slot.name: value
            for slot in slots_of(type_name)
            if (value := self._slot(slot)) is not None
        }
        fact: JsonObject = {
            "id": fact_id,
            "type": type_name,
            "passage": self._passage(),
            **{
                name: text
                for name in ("evidence", "status")
                if (text := self._one(name, lines=name == "evidence"))
            },
            **{name: text for name in ("statement", "explanation") if (text := self._one(name))},
            "topics": list(self._values.get("topics", ())),
            "slots": slots,
        }
        if guards := self._guards(type_name):
            fact["guards"] = guards
        return ReadFact(fact, list(self._new.values()), self._errors)

    def _passage(self) -> Any:
        text = self._one("passage")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else text  # noqa: PLR2004 - digits of a passage's number

    def _one(self, name: str, *, lines: bool = False) -> str:
        """Return the text of a field, on one line unless its lines count."""
        text = next(iter(self._values.get(name, ())), "")
        return trimmed(text) if lines else " ".join(text.split())

    def _slot(self, slot: Slot) -> Any:
        """Return the value of a slot, or None where nothing was filled in."""
        start = f"slots.{slot.name}"
        if slot.shape is not Shape.ROWS:
            return self._value(slot, start)
        rows = []
        for number in numbers_of(self._values, start):
            if not slot.columns[0].name:
                rows.append(self._value(slot.columns[0], f"{start}.{number}"))
                continue
            cells = {
                column.name: self._value(column, f"{start}.{number}.{column.name}")
                for column in slot.columns
            }
            rows.append({name: value for name, value in cells.items() if value is not None})
        return rows or None

    def _value(self, slot: Slot, name: str) -> Any:
        text = self._one(name)
        if slot.shape is Shape.FLAG:
            return bool(text)
        if not text:
            return None
        match slot.shape:
            case Shape.ENTITY:
                return self._entity(slot, name, text)
            case Shape.NUMBER:
                return self._number(name, text)
            case _:
                return text

    def _entity(self, slot: Slot, name: str, text: str) -> str:
        """Return the id that a name means; one that is made new here is noted."""
        found = self._names.find(text, kinds=slot.kinds)
        if found:
            return found
        known = next((each for each in self._new.values() if each["name"] == text), None)
        if known:
            return str(known["id"])
        kind = self._one(f"new.{name}")
        if kind not in set(EntityKind):
            self._errors[name] = (
                say(
                    "There is no entity “%(name)s”. Choose one from the list, or say what kind it "
                    "is to make it new.",
                    name=text,
                ),
            )
            return slug(text, most=ID_MAX) or "entity"
        new_id = self._names.new_id(text)
        if new_id in self._new:
            new_id = f"{new_id}-{len(self._new) + 1}"
        self._new[new_id] = {"id": new_id, "name": text, "kind": kind}
        return new_id

    def _number(self, name: str, text: str) -> Any:
        plain = text.replace("\N{MINUS SIGN}", "-")
        if _NUMBER.fullmatch(plain) and len(plain) <= _MOST_DIGITS:
            return int(plain) if plain.lstrip("+-").isdigit() else float(plain)
        words = say(
            "“%(given)s” is no number: write digits alone, with a point before decimals.",
            given=text[:60],
        )
        self._errors[name] = (words,)
        return text

    def _guards(self, type_name: str) -> dict[str, Any]:
        entity_slots = {slot.name for slot in slots_of(type_name) if names_entities(slot)}
        found: dict[str, Any] = {
            name: list(self._values.get(f"guards.{name}", ())) for name in ("unique", "hide")
        }
        found["outsiders"] = [self._outsider(text) for text in self._lines("guards.outsiders")]
        for guard in BY_SLOT:
            found[guard] = {
                slot: [self._answer(text, is_entity=slot in entity_slots) for text in lines]
                for slot, lines in self._by_name(f"guards.{guard}.").items()
            }
        found["ask"] = {
            view: " ".join(lines) for view, lines in self._by_name("guards.ask.").items()
        }
        return {name: value for name, value in found.items() if value}

    def _outsider(self, text: str) -> str:
        found = self._names.find(text)
        if found is None:
            self._errors["guards.outsiders"] = (
                *self._errors.get("guards.outsiders", ()),
                say(
                    "There is no entity “%(name)s”: make it on the page of entities first.",
                    name=text,
                ),
            )
        return found or slug(text, most=ID_MAX) or "entity"

    def _answer(self, text: str, *, is_entity: bool) -> str:
        return (self._names.find(text) or text) if is_entity else text

    def _by_name(self, prefix: str) -> Mapping[str, list[str]]:
        return {
            name.removeprefix(prefix): lines
            for name in self._values
            if name.startswith(prefix) and (lines := self._lines(name))
        }

    def _lines(self, name: str) -> list[str]:
        text = next(iter(self._values.get(name, ())), "")
        return [line for each in text.splitlines() if (line := " ".join(each.split()))]
