"""Rules on guards: they name slots, views and entities that exist."""

from collections.abc import Iterator
from typing import Final

from quizapp.bank.document import FactBase
from quizapp.bank.explain import did_you_mean, listing
from quizapp.bank.fact_types import type_of
from quizapp.bank.material import Located, Material
from quizapp.bank.rules.references import refs_of, unknown_entity
from quizapp.errors import Problem

QUESTION_TYPES: Final = frozenset(
    {"mcq", "multi", "true_false", "cloze", "typed", "match", "order", "flashcard"}
)
"""The names in ``view:type``. The registry is in a room above; a conformance test compares."""


def slots_exist(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield guards on slots that the type does not have."""
    del material
    guards, known = each.value.guards, type_of(each.value).slots
    for index, slot in enumerate(guards.unique):
        if slot not in known:
            fix = did_you_mean(slot, known, otherwise=f"write one of: {listing(known)}")
            what = f'"{slot}" is not a slot of this type'
            yield each.problem(("guards", "unique", index), what, fix)
    for name in ("also_true", "never", "distractors"):
        for slot in getattr(guards, name):
            if slot not in known:
                fix = did_you_mean(slot, known, otherwise=f"write one of: {listing(known)}")
                what = f'"{slot}" is not a slot of this type'
                yield each.key_problem(("guards", name, slot), what, fix)


def views_exist(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield own stems and hidden questions of views or forms that do not exist."""
    del material
    guards, known = each.value.guards, type_of(each.value).views
    for view in guards.ask:
        if view not in known:
            fix = did_you_mean(view, known, otherwise=f"write one of: {listing(known)}")
            what = f'"{view}" is not a view of this type'
            yield each.key_problem(("guards", "ask", view), what, fix)
    for index, hidden in enumerate(guards.hide):
        view, _, form = hidden.partition(":")
        if view not in known:
            fix = did_you_mean(view, known, otherwise=f"write one of: {listing(known)}")
            what = f'"{view}" is not a view of this type'
            yield each.problem(("guards", "hide", index), what, fix)
        elif ":" in hidden and form not in QUESTION_TYPES:
            fix = did_you_mean(
                form, QUESTION_TYPES, otherwise=f"write one of: {listing(QUESTION_TYPES)}"
            )
            what = f'"{form}" is not a form of question'
            yield each.problem(("guards", "hide", index), what, fix)


def entities_exist(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield guards that name entities that do not exist; other right answers may be texts."""
    guards, refs = each.value.guards, type_of(each.value).references
    for index, name in enumerate(guards.outsiders):
        problem = unknown_entity(each, ("guards", "outsiders", index), name, material)
        if problem:
            yield problem
    for kind in ("never", "distractors"):
        for slot, values in getattr(guards, kind).items():
            if slot not in refs:
                continue
            for index, name in enumerate(values):
                problem = unknown_entity(each, ("guards", kind, slot, index), name, material)
                if problem:
                    yield problem


def _right_answers(each: Located[FactBase], slot: str) -> set[str]:
    fact = each.value
    right = set(fact.guards.also_true.get(slot, ()))
    right.update(name for _, of, name in refs_of(fact) if of == slot)
    value = getattr(getattr(fact, "slots"), slot, None)  # noqa: B009 - the base has no slots
    if isinstance(value, str):
        right.add(value)
    return {answer.casefold() for answer in right}


def distractors_are_wrong(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield distractors that are right answers, barred, or repeated."""
    del material
    guards, known = each.value.guards, type_of(each.value).slots
    for slot, values in guards.distractors.items():
        if slot not in known:
            continue
        right = _right_answers(each, slot)
        barred = {value.casefold() for value in guards.never.get(slot, ())}
        seen: set[str] = set()
        for index, value in enumerate(values):
            loc = ("guards", "distractors", slot, index)
            name = value.casefold()
            if name in right:
                yield each.problem(loc, f'"{value}" is a right answer', "take it out")
            elif name in barred:
                what = f'"{value}" is barred in guards.never'
                yield each.problem(loc, what, "take it out here or there")
            elif name in seen:
                yield each.problem(loc, f'"{value}" stands here twice', "take one out")
            seen.add(name)
