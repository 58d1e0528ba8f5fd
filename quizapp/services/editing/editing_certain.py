"""Questions of a fact that wait until its author says that their answer is the only right one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.bank.document import Entity, FactBase
from quizapp.bank.fact_types import all_views, views_of
from quizapp.bank.terms import JsonObject


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A question that may have several right answers: ``slot`` holds the fact's own.

    Attributes:
        is_certified: somebody, or the program, says that it is the only one.
    """

    slot: str
    stem: str
    is_certified: bool


def uncertain_of(fact: FactBase, entities: Mapping[str, Entity]) -> tuple[Uncertain, ...]:
    """Return what is asked of a fact only once its author certifies it, slot by slot."""
    guards = fact.guards
    stems = {
        view.slot: view.stem
        for view in reversed(all_views(fact, entities))
        if view.open_question and view.name not in guards.hide
    }
    return tuple(Uncertain(slot, stems[slot], slot in guards.unique) for slot in reversed(stems))


def asks_nothing(fact: FactBase, entities: Mapping[str, Entity]) -> bool:
    """Return whether no card comes of a fact as it stands."""
    return not views_of(fact, entities)


def certified(fact: JsonObject, slots: Sequence[str]) -> JsonObject:
    """Return a fact whose author says that these slots, and no others, hold the only answer."""
    guards = {key: each for key, each in (fact.get("guards") or {}).items() if key != "unique"}
    if slots:
        guards["unique"] = list(slots)
    rest = {key: each for key, each in fact.items() if key != "guards"}
    return {**rest, "guards": guards} if guards else rest
