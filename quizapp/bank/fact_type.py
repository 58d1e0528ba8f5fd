"""What a fact type is: its model, its views, and what the checks need to know of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, get_args, get_origin

from quizapp.bank.document import Entity, EntityRef, FactBase
from quizapp.bank.terms import EntityKind
from quizapp.bank.view import View

Entities = Mapping[str, Entity]
"""The entities of a bank, by id."""

ACTORS: Final = frozenset(
    {
        EntityKind.PERSON,
        EntityKind.ORGANISATION,
        EntityKind.COUNTRY,
        EntityKind.MOVEMENT,
        EntityKind.OFFICE,
    }
)
"""Kinds of entity that can do, propose, give or say something."""
PLACES: Final = frozenset({EntityKind.PLACE, EntityKind.COUNTRY})
"""Kinds of entity where something can happen."""


def _names_entity(annotation: object) -> bool:
    return EntityRef in getattr(annotation, "__metadata__", ()) or any(
        _names_entity(each) for each in get_args(annotation)
    )


@cache
def _references(model: type[FactBase]) -> Mapping[str, bool]:
    slots = model.model_fields["slots"].annotation
    found: dict[str, bool] = {}
    for name, info in getattr(slots, "model_fields", {}).items():
        if EntityRef in info.metadata or _names_entity(info.annotation):
            outer = (info.annotation, *get_args(info.annotation))
            found[name] = any(get_origin(each) is list for each in outer)
    return found


@dataclass(frozen=True, slots=True)
class FactType:
    """One kind of fact.

    Attributes:
        name: as written in ``type``.
        model: the pydantic model of a whole fact.
        build: makes the views of a fact that has passed its checks, guards not yet applied.
        views: every view name the type can have -> the slot that holds its answer.
        kinds: slot -> the kinds of entity that fit it; a slot not named takes any kind.
        verbatim: whether its questions are asked in the words they came in; the rules for what
            is made from facts do not apply to them.
    """

    name: str
    model: type[FactBase]
    build: Callable[[Any, Entities], tuple[View, ...]]
    views: Mapping[str, str]
    kinds: Mapping[str, frozenset[EntityKind]] = field(default_factory=dict)
    verbatim: bool = False

    @property
    def references(self) -> Mapping[str, bool]:
        """Return the slots that name entities -> whether they hold a list of them."""
        return _references(self.model)

    @property
    def slots(self) -> frozenset[str]:
        """Return the names of the type's slots."""
        annotation = self.model.model_fields["slots"].annotation
        return frozenset(getattr(annotation, "model_fields", ()))
