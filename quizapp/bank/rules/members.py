"""Rules on the slots of single types: lists, quotations, abbreviations, steps, pairs."""

import re
from collections.abc import Iterable, Iterator

from quizapp.bank.document import FactBase
from quizapp.bank.fact_types import acronym, agreement, comparison, membership, quotation, sequence
from quizapp.bank.material import Located, Material
from quizapp.bank.rules.nearest_run import nearest_run
from quizapp.errors import Problem

_MARKS = str.maketrans("\u201c\u201d\u2018\u2019", "\"\"''")
"""Curly quotation marks and straight ones are the same words."""


def _repeats(values: Iterable[str]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value.casefold() in seen:
            yield index, value
        seen.add(value.casefold())


def _lists(fact: FactBase) -> tuple[str, list[str]] | None:
    if isinstance(fact, membership.Fact):
        return "members", fact.slots.members
    if isinstance(fact, agreement.Fact) and fact.slots.parties:
        return "parties", fact.slots.parties
    return None


def members_are_apart(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield members named twice, outsiders that are members, and members of another kind."""
    found = _lists(each.value)
    if found is None:
        return
    slot, members = found
    for index, name in _repeats(members):
        yield each.problem(("slots", slot, index), f'"{name}" stands here twice', "take one out")
    for index, name in enumerate(each.value.guards.outsiders):
        if name in members:
            yield each.problem(
                ("guards", "outsiders", index),
                f'"{name}" is among the {slot}',
                f"take it out here, or out of the {slot}",
            )
    if slot == "members":
        yield from _members_of_one_kind(each, members, material)


def _members_of_one_kind(
    each: Located[FactBase], members: list[str], material: Material
) -> Iterator[Problem]:
    listed = [(("slots", "members", index), name) for index, name in enumerate(members)]
    listed += [
        (("guards", "outsiders", index), name)
        for index, name in enumerate(each.value.guards.outsiders)
    ]
    entities = material.entity_by_id
    first = entities.get(members[0])
    for loc, name in listed:
        entity = entities.get(name)
        if first and entity and entity.kind is not first.kind:
            yield each.problem(
                loc,
                f'"{name}" is a {entity.kind}, but "{first.id}" is a {first.kind}',
                "list things of one kind",
            )


def phrase_is_in_the_passage(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield quotations whose words are not in their passage."""
    fact = each.value
    if not isinstance(fact, quotation.Fact):
        return
    text = material.passages(each.folder).get(fact.passage)
    phrase = fact.slots.phrase
    if text is None or phrase.translate(_MARKS) in text.translate(_MARKS):
        return
    yield each.problem(
        ("slots", "phrase"),
        f"these words are not in passage {fact.passage}",
        f'write "{nearest_run(phrase, text)}"',
    )


def short_fits_expansion(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield abbreviations with a letter that does not come, in order, from their words."""
    del material
    fact = each.value
    if not isinstance(fact, acronym.Fact):
        return
    letters = re.sub(r"[^A-Za-z]", "", fact.slots.short).casefold()
    rest = iter(fact.slots.expansion.casefold())
    if not letters or not all(letter in rest for letter in letters):
        yield each.problem(
            ("slots", "short"),
            f'the letters of "{fact.slots.short}" do not come in order in the expansion',
            "mend the abbreviation or the expansion",
        )


def steps_are_apart(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield steps named twice, and dated steps that are out of order."""
    del material
    fact = each.value
    if not isinstance(fact, sequence.Fact):
        return
    steps = fact.slots.steps
    for index, _ in _repeats(step.text for step in steps):
        what = "this step stands in the sequence twice"
        yield each.problem(("slots", "steps", index, "text"), what, "take one out")
    latest = ""
    for index, step in enumerate(steps):
        start = (step.when or "").partition("/")[0].rstrip("~?")
        # Compared as far as both are known: 1991 may be before or after 1991-06.
        if start and latest and start[: len(latest)] < latest[: len(start)]:
            yield each.problem(
                ("slots", "steps", index, "when"),
                f"this step is dated before an earlier one ({latest})",
                "put the steps in order, first to last",
            )
        latest = max(latest, start)


def pairs_are_apart(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield things or values that stand in a comparison twice."""
    del material
    fact = each.value
    if not isinstance(fact, comparison.Fact):
        return
    pairs = fact.slots.pairs
    for key in ("thing", "value"):
        for index, text in _repeats(getattr(pair, key) for pair in pairs):
            yield each.problem(
                ("slots", "pairs", index, key),
                f'"{text}" stands in the comparison twice',
                "make it different: each thing has one value, each value one thing",
            )
