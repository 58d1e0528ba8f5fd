"""The form of a fact as it is drawn, made from its type's schema."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.terms import EntityKind
from quizapp.web.author.fact_fields import Shape, Slot, names_entities, slots_of
from quizapp.web.author.fact_guards import GuardFields, guard_fields, guard_names
from quizapp.web.author.fact_labels import LABELS, STATUSES, TYPES
from quizapp.web.author.fact_names import Names
from quizapp.web.author.fact_values import PLAIN, Values, numbers_of
from quizapp.web.author.form_fields import (
    Choice,
    EntityList,
    Field,
    Rows,
    list_id_of,
    place_errors,
)
from quizapp.web.language import later, say

_SHORT: Final = 60
"""A longer text gets a field of several lines."""
_CONTROLS: Final = {
    Shape.ENTITY: "entity",
    Shape.DATE: "date",
    Shape.NUMBER: "number",
    Shape.FLAG: "flag",
}
_SHORT_SLOTS: Final = frozenset({"when_label", "verb", "unit", "short", "office", "act", "about"})
_PLAIN: Final[Mapping[str, tuple[str, str, str]]] = {
    "evidence": (
        "area",
        later("Evidence"),
        later("The exact words of the passage that say so. Learners see them."),
    ),
    "statement": (
        "area",
        later("Statement"),
        later(
            "One sentence that stands alone, with names and a full stop. It holds each answer once."
        ),
    ),
    "explanation": (
        "area",
        later("Explanation"),
        later("One or two sentences shown after the answer."),
    ),
}


@dataclass(frozen=True, slots=True)
class FactForm:
    """The fields of a fact.

    Attributes:
        passages, statuses, topics: to choose from.
        errors: those that belong to no field.
        carried: name and value of what was sent but has no field here: nothing is lost.
    """

    type: str
    type_words: str
    type_hint: str
    passages: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    topics: tuple[Choice, ...]
    topics_errors: tuple[str, ...]
    plain: tuple[Field, ...]
    slots: tuple[Field | Rows, ...]
    guards: GuardFields
    lists: tuple[EntityList, ...]
    errors: tuple[str, ...]
    carried: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a form is drawn from beside the fact: passages (number, words), topics, entities."""

    passages: Sequence[tuple[int, str]]
    topics: Mapping[str, str]
    names: Names


def make_form(
    values: Values,
    *,
    type_name: str,
    around: Surroundings,
    errors: Mapping[str, Sequence[str]],
) -> FactForm:
    """Return the form with these values; ``errors`` by path in the fact."""
    slots = slots_of(type_name)
    own_names = {
        *PLAIN,
        "topics",
        *values,
        *(f"slots.{slot.name}" for slot in slots),
        *guard_names(type_name),
    }
    placed = place_errors(errors, own_names)
    drawn = _Drawn(values, placed, around.names)
    fields = tuple(drawn.slot(slot) for slot in slots)
    guards = guard_fields(values, type_name=type_name, errors=placed)
    label = TYPES[type_name]
    return FactForm(
        type=type_name,
        type_words=label.words,
        type_hint=label.hint,
        passages=_passages(values, around),
        statuses=_statuses(values),
        topics=_topics(values, around),
        topics_errors=placed.get("topics", ()),
        plain=tuple(drawn.plain(name) for name in _PLAIN),
        slots=fields,
        guards=guards,
        lists=_lists(slots, around.names),
        errors=tuple(
            message
            for name in ("", "id", "type", "passage", "status", "guards", "slots")
            for message in placed.get(name, ())
        ),
        carried=_carried(values, fields, type_name=type_name),
    )


class _Drawn:
    """Draws the fields of one form."""

    def __init__(self, values: Values, errors: Mapping[str, tuple[str, ...]], names: Names) -> None:
        self._values = values
        self._errors = errors
        self._names = names

    def plain(self, name: str) -> Field:
        """Return a field that every fact has."""
        control, label, hint = _PLAIN[name]
        return Field(
            name,
            label,
            control,
            value=one(self._values, name),
            hint=hint,
            required=True,
            errors=self._errors.get(name, ()),
        )

    def slot(self, slot: Slot) -> Field | Rows:
        """Return the field or the rows of a slot."""
        name = f"slots.{slot.name}"
        if slot.shape is not Shape.ROWS:
            return self._field(slot, name)
        numbers = numbers_of(self._values, name)
        fits_more = len(numbers) < slot.most
        shown = (*numbers, (max(numbers) + 1 if numbers else 0)) if fits_more else numbers
        rows = tuple(
            tuple(
                self._field(column, f"{name}.{number}.{column.name}".rstrip("."), row=place)
                for column in slot.columns
            )
            for place, number in enumerate(shown, start=1)
        )
        words, hint = LABELS[slot.label]
        label = words if slot.required else say("%(label)s (may be empty)", label=words)
        return Rows(name, label, hint, rows, self._errors.get(name, ()), fits_more)

    def _field(self, slot: Slot, name: str, *, row: int = 0) -> Field:
        """Return a single field; ``row`` counts from 1 in a list."""
        value = one(self._values, name)
        words, hint = LABELS[slot.label]
        is_entity = slot.shape is Shape.ENTITY
        return Field(
            name,
            f"{words} {row}" if row else words,
            self._control(slot, value),
            value=value,
            hint="" if row else hint,
            placeholder=slot.default,
            required=slot.required and not row,
            errors=self._errors.get(name, ()),
            list_id=list_id_of(slot.kinds) if is_entity else "",
            kind=one(self._values, f"new.{name}") if is_entity else "",
            kinds=kinds_of(slot.kinds) if is_entity else (),
        )

    def _control(self, slot: Slot, value: str) -> str:
        if slot.shape is not Shape.TEXT:
            return _CONTROLS[slot.shape]
        return "line" if slot.name in _SHORT_SLOTS and len(value) < _SHORT else "area"


def one(values: Values, name: str) -> str:
    """Return the first value of a field, or ""."""
    return next(iter(values.get(name, ())), "")


def kinds_of(kinds: frozenset[EntityKind]) -> tuple[str, ...]:
    """Return the kinds that a new entity may have: those that fit the slot, or all."""
    return tuple(each.value for each in EntityKind if not kinds or each in kinds)


def _passages(values: Values, around: Surroundings) -> tuple[Choice, ...]:
    chosen = one(values, "passage")
    found = [Choice(str(n), words, chosen == str(n)) for n, words in around.passages]
    if chosen and not any(each.chosen for each in found):
        found.append(
            Choice(chosen, say("%(number)s (there is no such passage)", number=chosen), chosen=True)
        )
    return tuple(found)


def _statuses(values: Values) -> tuple[Choice, ...]:
    chosen = one(values, "status")
    return tuple(
        Choice(name, label.words, chosen == name, label.hint) for name, label in STATUSES.items()
    )


def _topics(values: Values, around: Surroundings) -> tuple[Choice, ...]:
    """Return the topics: those chosen first, in their order, as the document has them."""
    chosen = values.get("topics", ())
    names = dict.fromkeys([*chosen, *around.topics])
    return tuple(
        Choice(
            each,
            around.topics.get(each) or say("%(id)s (no topic of this article)", id=each),
            each in chosen,
        )
        for each in names
    )


def _lists(slots: Sequence[Slot], names: Names) -> tuple[EntityList, ...]:
    kinds = {list_id_of(slot.kinds): slot.kinds for slot in slots if names_entities(slot)}
    return tuple(EntityList(each, names.listed(found)) for each, found in kinds.items())


def _carried(
    values: Values, fields: Sequence[Field | Rows], *, type_name: str
) -> tuple[tuple[str, str], ...]:
    """Return what has no field: a guard of a slot that holds no answer, a slot of long ago."""
    drawn = {*PLAIN, "topics", *guard_names(type_name)}
    for each in fields:
        singles = (each,) if isinstance(each, Field) else [f for row in each.rows for f in row]
        for single in singles:
            drawn |= {single.name, f"new.{single.name}"}
    others = [(name, value) for name in values if name not in drawn for value in values[name]]
    answers = set(FACT_TYPES[type_name].views.values())
    certified = [("guards.unique", each) for each in values.get("guards.unique", ())]
    return (*others, *(pair for pair in certified if pair[1] not in answers))
