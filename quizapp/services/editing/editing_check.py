"""What is wrong with an article in the works, told of each fact by itself."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from quizapp.bank.check import BANK_RULES, FACT_RULES
from quizapp.bank.document import Entity, FactBase
from quizapp.bank.material import folder_of
from quizapp.errors import Problem
from quizapp.services.workspace.editing_documents import Documents, Item

FACTS_MAX: Final = 10_000
"""Facts of one article that the studio opens."""


def problems_of_folder(documents: Documents, folder: str) -> dict[str, tuple[Problem, ...]]:
    """Return the problems of an article's files by object: "file|facts[3]", "file|article".

    Those that belong to no object stand under "file|".
    """
    found: dict[str, list[Problem]] = {}
    for problem in sorted(set(_all_problems(documents, folder))):
        found.setdefault(_key(problem), []).append(problem)
    return {key: tuple(each) for key, each in found.items()}


def problems_of_fact(documents: Documents, item: Item[FactBase]) -> tuple[Problem, ...]:
    """Return every problem of one fact: its own, and of what it points to."""
    if item.located is None:
        return item.problems
    found = [problem for rule in FACT_RULES for problem in rule(item.located, documents.material)]
    return (*item.problems, *found, *_same_id(documents, item))


def problems_of_entity(documents: Documents, item: Item[Entity]) -> tuple[Problem, ...]:
    """Return every problem of one entity."""
    own = [
        problem
        for rule in BANK_RULES
        for problem in rule(documents.material)
        if problem.file == item.file and _key(problem) == key_of(item)
    ]
    return (*item.problems, *own)


def key_of(item: Item[FactBase] | Item[Entity]) -> str:
    """Return the key under which an object's problems are told."""
    return f"{item.file}|{item.path}"


def _all_problems(documents: Documents, folder: str) -> Iterator[Problem]:
    for file, each in documents.files.items():
        if folder_of(file) == folder:
            yield from each.problems
            for item in (each.article, *each.entities, *each.facts):
                yield from item.problems if item is not None else ()
    for fact in documents.facts_of(folder):
        if fact.located is not None:
            for rule in FACT_RULES:
                yield from rule(fact.located, documents.material)
    for bank_rule in BANK_RULES:
        found = bank_rule(documents.material)
        yield from (problem for problem in found if folder_of(problem.file) == folder)


def _same_id(documents: Documents, item: Item[FactBase]) -> Iterator[Problem]:
    """Yield the problem of an id that another fact has already."""
    same = [fact for each in documents.files.values() for fact in each.facts if fact.id == item.id]
    if len(same) > 1:
        yield Problem(
            item.file,
            item.node.line,
            item.node.column,
            f"{item.path}.id",
            f'there is another fact with the id "{item.id}"',
            "choose an id that no fact has",
        )


def _key(problem: Problem) -> str:
    """Return "file|facts[3]" of a problem at ``facts[3].slots.when``."""
    return f"{problem.file}|{_top(problem.path)}"


@lru_cache(maxsize=1024)
def _top(path: str) -> str:
    top = path.partition(".")[0]
    return "" if top == "(file)" else top
