"""Rules on what a fact points to: entities, passage, evidence, topics."""

from collections.abc import Iterator

from quizapp.bank.document import Entity, FactBase
from quizapp.bank.explain import did_you_mean, listing, nearest
from quizapp.bank.fact_types import type_of
from quizapp.bank.material import Located, Material
from quizapp.bank.rules.nearest_run import nearest_run
from quizapp.errors import Problem

Loc = tuple[str | int, ...]


def refs_of(fact: FactBase) -> Iterator[tuple[Loc, str, str]]:
    """Yield location, slot and entity id of each reference in the slots of a fact."""
    slots = getattr(fact, "slots")  # noqa: B009 - each type's model has it, the base has not
    for slot, many in type_of(fact).references.items():
        value = getattr(slots, slot)
        if value is None:
            continue
        if many:
            for index, each in enumerate(value):
                yield ("slots", slot, index), slot, each
        else:
            yield ("slots", slot), slot, value


def unknown_entity(
    each: Located[FactBase] | Located[Entity], loc: Loc, name: str, material: Material
) -> Problem | None:
    """Return the problem of a reference to nothing; None where the entity may be in a bad file."""
    broken = material.broken
    if name in material.entity_by_id or name in broken.entity_ids or broken.entities:
        return None
    fix = did_you_mean(name, material.entity_by_id, otherwise="add the entity, or name another")
    return each.problem(loc, f'there is no entity "{name}"', fix)


def entities_exist(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield references to entities that do not exist, or of a kind that does not fit."""
    kinds = type_of(each.value).kinds
    for loc, slot, name in refs_of(each.value):
        problem = unknown_entity(each, loc, name, material)
        if problem:
            yield problem
            continue
        entity = material.entity_by_id.get(name)
        allowed = kinds.get(slot)
        if entity and allowed and entity.kind not in allowed:
            yield each.problem(
                loc,
                f'"{name}" is a {entity.kind}; {slot} takes {listing(allowed)}',
                "name another entity, change its kind, or use another type of fact",
            )


def parts_exist(material: Material) -> Iterator[Problem]:
    """Yield entities that are part of something that does not exist, or of themselves."""
    for each in material.entities:
        whole = each.value.part_of
        if whole is None:
            continue
        if whole == each.value.id:
            yield each.problem(("part_of",), "this is part of itself", "name the whole")
            continue
        problem = unknown_entity(each, ("part_of",), whole, material)
        if problem:
            yield problem


def passage_and_evidence(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield facts whose passage does not exist, or whose evidence is not a run of it."""
    fact = each.value
    article = material.article_by_folder.get(each.folder)
    if article is None:
        return
    text = material.passages(each.folder).get(fact.passage)
    if text is None:
        numbers = sorted(material.passages(each.folder))
        yield each.problem(
            ("passage",),
            f'there is no passage {fact.passage} in "{article.id}"',
            f"write a number from {numbers[0]} to {numbers[-1]}",
        )
        return
    if fact.evidence in text:
        return
    others = material.passages(each.folder).items()
    where = next((number for number, other in others if fact.evidence in other), None)
    what = f"the evidence is not an exact run of passage {fact.passage}"
    if where is not None:
        yield each.problem(("evidence",), what, f"it is in passage {where}: write passage: {where}")
        return
    yield each.problem(("evidence",), what, f'write "{nearest_run(fact.evidence, text)}"')


def topics_are_declared(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield topics that the article does not declare."""
    article = material.article_by_folder.get(each.folder)
    if article is None:
        return
    for index, topic in enumerate(each.value.topics):
        if topic not in article.topics:
            guess = nearest(topic, article.topics)
            yield each.problem(
                ("topics", index),
                f'"{topic}" is not a topic of "{article.id}"',
                f'write "{guess}"' if guess else f"write one of: {listing(article.topics)}",
            )
