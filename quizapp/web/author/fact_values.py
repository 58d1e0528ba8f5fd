"""A fact as the values of its form's fields: name of the field -> what stands in it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.terms import JsonObject
from quizapp.web.author.fact_fields import Shape, Slot, names_entities, slots_of
from quizapp.web.author.fact_names import Names

Values = Mapping[str, Sequence[str]]
"""As a browser posts a form; this is also what is kept of a form that was not sent."""

PLAIN: Final = ("passage", "evidence", "status", "statement", "explanation")
BY_SLOT: Final = ("distractors", "also_true", "never")
"""Guards that hold lists of answers by slot."""
MACHINERY: Final = frozenset({"csrf_token", "do", "subject", "base", "version", "type"})
"""Fields of the form that are not of the fact."""


def fill(fact: JsonObject, *, names: Names) -> dict[str, list[str]]:
    """Return the values of the fields for a fact as a document holds it, sound or not."""
    found = {name: [_text(fact.get(name))] for name in PLAIN}
    found["topics"] = _texts(fact.get("topics"))
    slots = _mapping(fact.get("slots"))
    type_name = str(fact.get("type"))
    for slot in slots_of(type_name) if type_name in FACT_TYPES else ():
        found |= _slot_values(slot, slots.get(slot.name), names=names)
    guards = _mapping(fact.get("guards"))
    found |= _guard_values(guards, type_name=type_name, names=names)
    return {name: values for name, values in found.items() if any(values)}


def compact(values: Values) -> dict[str, list[str]]:
    """Return posted values trimmed, without empty fields, with the rows numbered from 0 again."""
    full = {
        name: kept
        for name, given in values.items()
        if name not in MACHINERY and (kept := [text for each in given if (text := trimmed(each))])
    }
    numbers: dict[str, list[int]] = {}
    for name in full:
        row = row_of(name)
        if row and row[1] not in numbers.setdefault(row[0], []):
            numbers[row[0]].append(row[1])
    places = {
        (start, number): place
        for start, found in numbers.items()
        for place, number in enumerate(sorted(found))
    }
    return {_renumbered(name, places): given for name, given in full.items()}


def row_of(name: str) -> tuple[str, int, str] | None:
    """Return (list, number, rest) of a field in a row: "slots.steps.2.text", "slots.who.0"."""
    parts = name.split(".")
    if len(parts) > 2 and parts[0] == "slots" and parts[2].isascii() and parts[2].isdigit():  # noqa: PLR2004 - slots, list, number
        return ".".join(parts[:2]), int(parts[2][:6]), ".".join(parts[3:])
    return None


def trimmed(text: str) -> str:
    """Return what was typed without the blanks around it; line breaks as one sign."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def numbers_of(values: Values, start: str) -> tuple[int, ...]:
    """Return the numbers of the rows that a list has."""
    rows = (row_of(name) for name in values)
    return tuple(sorted({row[1] for row in rows if row and row[0] == start}))


def _renumbered(name: str, places: Mapping[tuple[str, int], int]) -> str:
    own = name.removeprefix("new.")
    row = row_of(own)
    if row is None or (row[0], row[1]) not in places:
        return name
    rest = f".{row[2]}" if row[2] else ""
    return f"{name[: len(name) - len(own)]}{row[0]}.{places[row[0], row[1]]}{rest}"


def _slot_values(slot: Slot, value: Any, *, names: Names) -> dict[str, list[str]]:
    """Return the fields of one slot."""
    start = f"slots.{slot.name}"
    if slot.shape is not Shape.ROWS:
        return {start: [_one(slot, value, names=names)]}
    found = {}
    for number, row in enumerate(value if isinstance(value, list) else []):
        for column in slot.columns:
            held = _mapping(row).get(column.name) if column.name else row
            name = f"{start}.{number}.{column.name}".rstrip(".")
            found[name] = [_one(column, held, names=names)]
    return found


def _one(slot: Slot, value: Any, *, names: Names) -> str:
    text = _text(value)
    return names.shown(text) if slot.shape is Shape.ENTITY else text


def _guard_values(
    guards: Mapping[str, Any], *, type_name: str, names: Names
) -> dict[str, list[str]]:
    """Return the fields of the guards; lists of answers stand one on a line."""
    found = {
        "guards.unique": _texts(guards.get("unique")),
        "guards.hide": _texts(guards.get("hide")),
        "guards.outsiders": ["\n".join(map(names.shown, _texts(guards.get("outsiders"))))],
    }
    for view, stem in _mapping(guards.get("ask")).items():
        found[f"guards.ask.{view}"] = [_text(stem)]
    known = slots_of(type_name) if type_name in FACT_TYPES else ()
    entity_slots = {slot.name for slot in known if names_entities(slot)}
    for guard in BY_SLOT:
        for slot, answers in _mapping(guards.get(guard)).items():
            shown = names.shown if slot in entity_slots else str
            found[f"guards.{guard}.{slot}"] = ["\n".join(map(shown, _texts(answers)))]
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)


def _texts(value: Any) -> list[str]:
    return [_text(each) for each in value] if isinstance(value, list) else []


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
