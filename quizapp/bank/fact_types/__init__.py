"""The fact types, one file each. A type is added here; types know nothing of each other."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from quizapp.bank.document import FactBase
from quizapp.bank.fact_type import Entities, FactType
from quizapp.bank.fact_types import (
    acronym,
    action,
    agreement,
    cause,
    claim,
    comparison,
    concept,
    definition,
    event,
    item,
    membership,
    pair,
    quantity,
    quotation,
    role,
    sequence,
)
from quizapp.bank.view import View

_MODULES = (
    event,
    agreement,
    definition,
    acronym,
    concept,
    claim,
    quotation,
    membership,
    cause,
    quantity,
    role,
    action,
    sequence,
    comparison,
    pair,
    item,
)

FACT_TYPES: Final[Mapping[str, FactType]] = MappingProxyType(
    {module.TYPE.name: module.TYPE for module in _MODULES}
)
"""Every fact type by its name."""


def type_of(fact: FactBase) -> FactType:
    """Return the type of a fact of a bank."""
    return FACT_TYPES[getattr(fact, "type")]  # noqa: B009 - each type's model has it, the base has not


def all_views(fact: FactBase, entities: Entities) -> tuple[View, ...]:
    """Return every view the slots allow, with the author's own stems, guards not applied."""
    own = fact.guards.ask
    views = type_of(fact).build(fact, entities)
    if not own:
        return views
    return tuple(replace(view, stem=own.get(view.name, view.stem)) for view in views)


def views_of(fact: FactBase, entities: Entities) -> tuple[View, ...]:
    """Return the views that are asked: not hidden, and open ones only when certified.

    A single question hidden as ``view:type`` is left to the generator.
    """
    guards = fact.guards
    return tuple(
        view
        for view in all_views(fact, entities)
        if view.name not in guards.hide and (not view.open_question or view.slot in guards.unique)
    )
