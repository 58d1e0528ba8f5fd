"""The guards of a fact as fields of its form, one group for each thing it may ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quizapp.bank.fact_types import FACT_TYPES
from quizapp.services.questions.question_words import FORMS
from quizapp.web.author.fact_fields import names_entities, slots_of
from quizapp.web.author.fact_labels import LABELS
from quizapp.web.author.fact_values import BY_SLOT, Values
from quizapp.web.author.form_fields import Field
from quizapp.web.language import later, say

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "distractors": (
        later("Wrong answers of your own"),
        later("One on a line; they are used first."),
    ),
    "also_true": (
        later("Right as well"),
        later("One on a line: accepted when typed, never offered as wrong."),
    ),
    "never": (later("Never offer as wrong"), later("One on a line.")),
}
_OUTSIDERS_HINT: Final = later(
    "One name on a line: the only ones that are asked as not belonging to it."
)


@dataclass(frozen=True, slots=True)
class ViewGuards:
    """The guards of one view.

    Attributes:
        is_unique, is_hidden: what is ticked.
        is_open: it set something, so that its fold stands open.
    """

    view: str
    slot: str
    words: str
    is_unique: bool
    is_hidden: bool
    fields: tuple[Field, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class HiddenForm:
    """A form of one view that is not asked: "when:cloze", and both in words."""

    value: str
    view: str
    form: str


@dataclass(frozen=True, slots=True)
class GuardFields:
    """All guards; ``hidden_forms`` are single forms that are not asked."""

    views: tuple[ViewGuards, ...]
    hidden_forms: tuple[HiddenForm, ...]
    outsiders: Field | None
    is_open: bool


def guard_names(type_name: str) -> tuple[str, ...]:
    """Return the names of the fields of a type's guards."""
    views = FACT_TYPES[type_name].views
    names = ["guards.unique", "guards.hide", *(f"guards.ask.{view}" for view in views)]
    names += [f"guards.{guard}.{slot}" for guard in BY_SLOT for slot in views.values()]
    return (*names, "guards.outsiders") if has_outsiders(type_name) else tuple(names)


def has_outsiders(type_name: str) -> bool:
    """Return whether a type asks for a set of entities, against those outside it."""
    asked = set(FACT_TYPES[type_name].views.values())
    return any(
        slot.name in asked and slot.columns and names_entities(slot) for slot in slots_of(type_name)
    )


def guard_fields(
    values: Values, *, type_name: str, errors: Mapping[str, tuple[str, ...]]
) -> GuardFields:
    """Return the fields of the guards with these values."""
    hidden = values.get("guards.hide", ())
    views = tuple(
        _view(values, view, slot, type_name=type_name, errors=errors)
        for view, slot in FACT_TYPES[type_name].views.items()
    )
    outsiders = None
    if has_outsiders(type_name):
        outsiders = _field(
            values, "guards.outsiders", say("Not belonging to it"), _OUTSIDERS_HINT, errors=errors
        )
    loose = tuple(each for each in hidden if ":" in each or each not in FACT_TYPES[type_name].views)
    is_open = any(name.startswith("guards") for name in errors)
    forms = tuple(_hidden_form(each, type_name=type_name) for each in loose)
    return GuardFields(views, forms, outsiders, is_open)


def _hidden_form(value: str, *, type_name: str) -> HiddenForm:
    view, _, form = value.partition(":")
    slot = FACT_TYPES[type_name].views.get(view)
    label = LABELS.get(f"{type_name}.{slot}")
    known = next((words for of, words in FORMS.items() if of.value == form), form)
    return HiddenForm(value, label.words if label else view, known)


def _view(
    values: Values,
    view: str,
    slot: str,
    *,
    type_name: str,
    errors: Mapping[str, tuple[str, ...]],
) -> ViewGuards:
    stem = (say("Question in your own words"), say("In place of the ready-made one."))
    fields = (
        _field(values, f"guards.ask.{view}", *stem, errors=errors),
        *(
            _field(values, f"guards.{guard}.{slot}", *_WORDS[guard], errors=errors)
            for guard in BY_SLOT
        ),
    )
    is_unique = slot in values.get("guards.unique", ())
    is_hidden = view in values.get("guards.hide", ())
    return ViewGuards(
        view=view,
        slot=slot,
        words=LABELS[f"{type_name}.{slot}"].words,
        is_unique=is_unique,
        is_hidden=is_hidden,
        fields=fields,
        is_open=is_unique or is_hidden or any(each.value or each.errors for each in fields),
    )


def _field(
    values: Values, name: str, label: str, hint: str, *, errors: Mapping[str, Sequence[str]]
) -> Field:
    value = next(iter(values.get(name, ())), "")
    return Field(name, label, "area", value=value, hint=hint, errors=tuple(errors.get(name, ())))
