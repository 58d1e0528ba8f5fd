"""The form of an entity, made from its schema."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, get_type_hints

from quizapp.bank.document import Edtf, Entity, Ref
from quizapp.bank.terms import EntityKind, JsonObject
from quizapp.errors import translatable
from quizapp.web.author.fact_labels import Label
from quizapp.web.author.fact_names import Names
from quizapp.web.author.fact_values import Values
from quizapp.web.author.form_fields import Field, list_id_of, place_errors
from quizapp.web.language import later, say

KINDS: Final = (
    translatable("person"),
    translatable("organisation"),
    translatable("country"),
    translatable("place"),
    translatable("agreement"),
    translatable("event"),
    translatable("concept"),
    translatable("office"),
    translatable("movement"),
    translatable("work"),
)
"""The kinds of entities, marked so that pages can say them in their language."""
LABELS: Final[Mapping[str, Label]] = {
    "name": Label(later("Name"), later("As it stands in a sentence, without “the”.")),
    "kind": Label(later("Kind"), later("Wrong answers come from the same kind.")),
    "aliases": Label(later("Other names"), later("One on a line; each is accepted when typed.")),
    "article_word": Label(
        later("Word before the name"), later("“the” Soviet Union; empty for most names.")
    ),
    "short": Label(later("Abbreviation"), later("As NATO.")),
    "role": Label(later("Role"), later("What it is, in two to five words: “Soviet leader”.")),
    "region": Label(
        later("Region"), later("Neighbours of the same region are harder wrong answers.")
    ),
    "era": Label(later("Era"), later("When it is believable as an answer: 1949/.. or 1840/1880.")),
    "date": Label(later("Date"), later("When it was signed, founded or happened.")),
    "part_of": Label(later("Part of"), later("A part is never offered against its whole.")),
    "demonym": Label(later("Demonym"), later("“French” for France.")),
}
"""Field of an entity -> its label and hint."""
ARTICLE_WORDS: Final = ("the", "a", "an")
_NO_FIELD: Final = frozenset({"id"})


def fields_of(
    values: Values, *, errors: Mapping[str, Sequence[str]]
) -> tuple[tuple[Field, ...], tuple[str, ...]]:
    """Return the fields of an entity with these values, and the errors of none of them."""
    names = [name for name in Entity.model_fields if name not in _NO_FIELD]
    placed = place_errors(errors, names)
    hints = get_type_hints(Entity, include_extras=True)
    fields = tuple(
        Field(
            name,
            LABELS[name].words,
            _control(name, hints[name]),
            value="\n".join(values.get(name, ())),
            hint=LABELS[name].hint,
            required=Entity.model_fields[name].is_required(),
            errors=placed.get(name, ()),
            list_id=list_id_of(()) if name == "part_of" else "",
            kinds=_choices(name),
        )
        for name in names
    )
    return fields, placed.get("", ())


def fill_entity(entity: JsonObject, *, names: Names) -> dict[str, list[str]]:
    """Return the values of an entity's fields as a document holds it, sound or not."""
    found: dict[str, list[str]] = {}
    for name in Entity.model_fields:
        value = entity.get(name)
        if name in _NO_FIELD or value is None:
            continue
        texts = [str(each) for each in value] if isinstance(value, list) else [str(value)]
        shown = [names.shown(each) for each in texts] if name == "part_of" else texts
        found[name] = ["\n".join(shown)]
    return {name: texts for name, texts in found.items() if any(texts)}


def read_entity(
    values: Values, *, entity_id: str, names: Names
) -> tuple[JsonObject, dict[str, tuple[str, ...]]]:
    """Return the entity of a form, and what could not be read of it by field."""
    errors: dict[str, tuple[str, ...]] = {}
    entity: JsonObject = {"id": entity_id}
    for name in Entity.model_fields:
        text = next(iter(values.get(name, ())), "")
        lines = [line for each in text.splitlines() if (line := " ".join(each.split()))]
        if name in _NO_FIELD or not lines:
            continue
        if name == "aliases":
            entity[name] = lines
        elif name == "part_of":
            whole = names.find(lines[0])
            if whole is None:
                errors[name] = (
                    say("There is no entity “%(name)s”: choose one from the list.", name=lines[0]),
                )
            entity[name] = whole or lines[0]
        else:
            entity[name] = " ".join(lines)
    return entity, errors


def _control(name: str, annotation: Any) -> str:
    if name in {"kind", "article_word"}:
        return "select"
    if name == "aliases":
        return "area"
    if annotation == Ref | None:
        return "completed"
    return "date" if annotation == Edtf | None else "line"


def _choices(name: str) -> tuple[str, ...]:
    if name == "kind":
        return tuple(EntityKind)
    return ARTICLE_WORDS if name == "article_word" else ()
