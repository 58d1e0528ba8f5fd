"""The fields of a fact type's form, read off its schema: a new type or slot needs no form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from annotated_types import MaxLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from quizapp.bank.document import Edtf, Ref
from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.terms import EntityKind

_MOST_ROWS: Final = 40


class Shape(Enum):
    """How a slot is filled in."""

    TEXT = "text"
    ENTITY = "entity"
    DATE = "date"
    NUMBER = "number"
    FLAG = "flag"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot of a fact type, as its schema has it.

    Attributes:
        label: key in the table of labels: "event.when".
        kinds: of entity that fit it; empty for every kind.
        default: what an empty field stands for, or "".
        columns: of ``ROWS``: what each row has; a single column without a name for plain values.
        most: rows at most.
    """

    name: str
    label: str
    shape: Shape
    required: bool
    kinds: frozenset[EntityKind] = frozenset()
    default: str = ""
    columns: tuple["Slot", ...] = ()
    most: int = _MOST_ROWS


@cache
def slots_of(type_name: str) -> tuple[Slot, ...]:
    """Return the slots of a fact type in the order of its schema."""
    kind = FACT_TYPES[type_name]
    model = kind.model.model_fields["slots"].annotation
    assert isinstance(model, type)  # noqa: S101 - for the type checker
    assert issubclass(model, BaseModel)  # noqa: S101 - for the type checker
    return tuple(_fields(model, prefix=type_name, kinds=kind.kinds))


def answer_slots(type_name: str) -> tuple[str, ...]:
    """Return the slots that hold the answer of a view, each once, in the order of the schema."""
    asked = set(FACT_TYPES[type_name].views.values())
    return tuple(slot.name for slot in slots_of(type_name) if slot.name in asked)


def names_entities(slot: Slot) -> bool:
    """Return whether a slot's values are entities."""
    return slot.shape is Shape.ENTITY or any(
        column.shape is Shape.ENTITY for column in slot.columns
    )


def _fields(
    model: type[BaseModel], *, prefix: str, kinds: Mapping[str, frozenset[EntityKind]]
) -> Iterator[Slot]:
    hints = get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        fits = kinds.get(name, frozenset())
        yield _slot(name, hints[name], info=info, label=f"{prefix}.{name}", kinds=fits)


def _slot(
    name: str, annotation: Any, *, info: FieldInfo, label: str, kinds: frozenset[EntityKind]
) -> Slot:
    """Return the slot of one field of a model."""
    found = _without_none(annotation)
    default = info.default if isinstance(info.default, str) else ""
    base, most = _list_item(found)
    if base is None:
        return Slot(name, label, _shape(found), info.is_required(), kinds, default)
    if isinstance(base, type) and issubclass(base, BaseModel):
        columns = tuple(_fields(base, prefix=label, kinds={}))
    else:
        columns = (Slot("", label, _shape(base), required=True, kinds=kinds),)
    return Slot(name, label, Shape.ROWS, info.is_required(), kinds, default, columns, most)


def _shape(annotation: Any) -> Shape:
    """Return how a single value is filled in.

    Raises:
        TypeError: no field is known for it; a fact type brought something new.
    """
    if annotation == Ref:
        return Shape.ENTITY
    if annotation == Edtf:
        return Shape.DATE
    match _bare(annotation):
        case found if found is bool:
            return Shape.FLAG
        case found if found is float:
            return Shape.NUMBER
        case found if found is str:
            return Shape.TEXT
        case found:
            raise TypeError(f"there is no field for {found}")


def _without_none(annotation: Any) -> Any:
    """Return the type of an optional value."""
    if get_origin(annotation) in {Union, UnionType}:
        left = [each for each in get_args(annotation) if each is not NoneType]
        return left[0]
    return annotation


def _bare(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def _list_item(annotation: Any) -> tuple[Any, int]:
    """Return the type of a list's items and how many there may be; None for what is no list."""
    bare = _bare(annotation)
    if get_origin(bare) is not list:
        return None, 0
    limits = [
        limit.max_length
        for part in getattr(annotation, "__metadata__", ())
        for limit in (part.metadata if isinstance(part, FieldInfo) else (part,))
        if isinstance(limit, MaxLen)
    ]
    return get_args(bare)[0], min([_MOST_ROWS, *limits])
