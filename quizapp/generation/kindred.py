"""Which articles tell of the same things: their names may stand beside each other as answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from quizapp.bank.document import Bank, Entity, FactBase
from quizapp.bank.fact_types import type_of
from quizapp.bank.terms import EntityKind

_SHARED: Final = 2
"""Things that two articles both name when they are about the same, countries not counted."""
_COMMON: Final = 50
"""Articles that may name a thing that still says what they are about."""
_MOST: Final = 12
"""Articles about the same things that are looked at, those that share most."""


@dataclass(frozen=True, slots=True)
class Kindred:
    """What the articles of a bank name, asked or not.

    Attributes:
        named: article id -> the entities that slots of its facts name.
        naming: entity id -> the articles that name it; countries are left out, and what everybody
            names.
    """

    named: Mapping[str, frozenset[str]]
    naming: Mapping[str, tuple[str, ...]]

    def of(self, article: str) -> frozenset[str]:
        """Return the ids of an article and of those about the same things."""
        shared: dict[str, int] = {}
        for entity in self.named.get(article, ()):
            for other in self.naming.get(entity, ()):
                shared[other] = shared.get(other, 0) + 1
        shared.pop(article, None)
        close = sorted((-of, each) for each, of in shared.items() if of >= _SHARED)
        return frozenset({article}.union(each for _, each in close[:_MOST]))

    def entities_of(self, article: str) -> frozenset[str]:
        """Return the entities that an article and those about the same things name."""
        empty: frozenset[str] = frozenset()
        return empty.union(*(self.named.get(each, empty) for each in self.of(article)))


def kindred_of(bank: Bank) -> Kindred:
    """Return what the articles of a bank name, in their facts' slots."""
    named = {id_: _named(each.facts) for id_, each in bank.articles.items()}
    naming: dict[str, list[str]] = {}
    for article, entities in named.items():
        for entity in entities:
            known = bank.entities.get(entity)
            if known is not None and known.kind is not EntityKind.COUNTRY:
                naming.setdefault(entity, []).append(article)
    return Kindred(
        named, {entity: tuple(of) for entity, of in naming.items() if len(of) <= _COMMON}
    )


def is_described(entity: Entity) -> bool:
    """Return whether enough is known of an entity to say which strangers are like it.

    What a draft brought in has a name and a kind, at most its years, until its author fills it in.
    """
    return bool(entity.role or entity.region)


def _named(facts: Iterable[FactBase]) -> frozenset[str]:
    found: set[str] = set()
    for fact in facts:
        slots = vars(fact)["slots"]
        for slot, many in type_of(fact).references.items():
            value = getattr(slots, slot)
            found.update((value or ()) if many else filter(None, [value]))
    return frozenset(found)
