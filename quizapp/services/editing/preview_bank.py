"""A working copy as a bank of what is well formed in it: one bad fact does not hide the others."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from pydantic import ValidationError

from quizapp.bank.check import FACT_RULES
from quizapp.bank.document import Article, ArticleFacts, Bank, Entity, FactBase
from quizapp.bank.explain import explain, listing, shown
from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.material import Broken, Located, Material
from quizapp.bank.terms import JsonObject
from quizapp.bank.yaml_tree import Node
from quizapp.errors import NotFoundError, Problem
from quizapp.generation.context import Context, context_of
from quizapp.generation.seeds import PUBLISHED_SEED
from quizapp.services.editing.editing_errors import by_field
from quizapp.services.workspace.editing_documents import Item, items_of

ErrorsByField = Mapping[str, tuple[str, ...]]
"""Path in the fact ("slots.when") -> what is wrong there and what to write."""

_UNKNOWN: Final = "Not known yet"


@dataclass(frozen=True, slots=True)
class WorkingBank:
    """What is well formed in a working copy.

    Attributes:
        bank: articles, entities, and the facts without a problem.
        material: the same with the facts that have problems.
        context: of the files' bank, for making questions.
    """

    bank: Bank
    material: Material
    context: Context


@dataclass(frozen=True, slots=True)
class CheckedFact:
    """A fact held against a working copy: the fact, or what is wrong with it."""

    fact: Located[FactBase] | None
    errors: ErrorsByField


def working_bank(files: Mapping[str, str]) -> WorkingBank:
    """Return what is well formed in these files; the last two banks asked for are kept."""
    return _working_bank(tuple(sorted(files.items())))


def with_entities(working: WorkingBank, entities: Iterable[JsonObject]) -> WorkingBank:
    """Return the working bank with new entities; those it has already stay as they are."""
    known = working.material.entity_by_id
    new = [
        Located(each, "", "", node_of(value))
        for value in entities
        if (each := _entity(value)) and each.id not in known
    ]
    if not new:
        return working
    old = working.material
    material = Material(old.articles, (*old.entities, *new), old.facts, old.broken)
    bank = replace(working.bank, entities=dict(sorted(material.entity_by_id.items())))
    return WorkingBank(bank, material, working.context)


def check_fact(working: WorkingBank, *, article_id: str, fact: JsonObject) -> CheckedFact:
    """Return a fact of an article, held against every rule, or the errors by field.

    Raises:
        NotFoundError: there is no such article, or it is not well formed.
    """
    home = next((each for each in working.material.articles if each.value.id == article_id), None)
    if home is None:
        raise NotFoundError(
            'There is no article "{article_id}" that can be read.', article_id=article_id
        )
    kind = FACT_TYPES.get(str(fact.get("type")))
    if kind is None:
        known = listing(FACT_TYPES)
        words = f"{shown(fact.get('type'))} is not a type of fact; choose one of: {known}"
        return CheckedFact(None, {"type": (words,)})
    node = node_of(fact)
    try:
        value = kind.model.model_validate_json(json.dumps(fact))
    except ValidationError as error:
        found = (
            explain(each, file=home.file, base="", node=node, model=kind.model)
            for each in error.errors(include_url=False, include_context=True)
        )
        return CheckedFact(None, by_field((each for each in found if each), base=""))
    placed: Located[FactBase] = Located(value, home.file, "", node)
    errors = by_field(_problems(placed, working.material), base="")
    return CheckedFact(None if errors else placed, errors)


def with_fact(working: WorkingBank, placed: Located[FactBase]) -> Context:
    """Return the context of the working bank with a fact put in, or in place of its old form."""
    fact = placed.value
    home = working.material.article_by_folder[placed.folder]
    old = working.bank.articles[home.id]
    known = [each.id for each in old.facts]
    facts = (
        tuple(fact if each.id == fact.id else each for each in old.facts)
        if fact.id in known
        else (*old.facts, fact)
    )
    articles = {**working.bank.articles, home.id: ArticleFacts(home, facts)}
    return context_of(replace(working.bank, articles=articles), seed=PUBLISHED_SEED)


def node_of(value: Any) -> Node:
    """Return a value of JSON as the tree that the rules of a bank look at."""
    if isinstance(value, dict):
        children = {str(key): node_of(each) for key, each in value.items()}
        return Node(1, 1, value, children, dict.fromkeys(children, (1, 1)))
    if isinstance(value, list):
        return Node(1, 1, value, [node_of(each) for each in value])
    return Node(1, 1, value)


def _entity(value: JsonObject) -> Entity | None:
    """Return an entity, or None where it is not well formed."""
    try:
        return Entity.model_validate_json(json.dumps(value))
    except ValidationError:
        return None


def _problems(fact: Located[FactBase], material: Material) -> Iterator[Problem]:
    for rule in FACT_RULES:
        yield from rule(fact, material)


@lru_cache(maxsize=2)
def _working_bank(files: tuple[tuple[str, str], ...]) -> WorkingBank:
    """Return the working bank; of two objects with one id the first counts."""
    articles: list[Located[Article]] = []
    entities: dict[str, Located[Entity]] = {}
    facts: dict[str, Located[FactBase]] = {}
    for file, text in files:
        found = items_of(file, text)
        article = found.article and (found.article.located or _with_source(found.article))
        if article:
            articles.append(article)
        for entity in found.entities:
            if entity.located:
                entities.setdefault(entity.id, entity.located)
        for fact in found.facts:
            if fact.located:
                facts.setdefault(fact.id, fact.located)
    material = Material(tuple(articles), tuple(entities.values()), tuple(facts.values()), Broken())
    bank = _bank(material)
    return WorkingBank(bank, material, context_of(bank, seed=PUBLISHED_SEED))


def _with_source(item: Item[Article]) -> Located[Article] | None:
    """Return an article whose source is not filled in yet as if it were; None for other faults.

    Its facts can be judged before its author knows who published it.
    """
    source = item.raw.get("source")
    known = source if isinstance(source, dict) else {}
    raw = {**item.raw, "source": {"publication": _UNKNOWN, "licence": _UNKNOWN, **known}}
    try:
        value = Article.model_validate_json(json.dumps(raw))
    except ValidationError:
        return None
    return Located(value, item.file, item.path, item.node)


def _bank(material: Material) -> Bank:
    """Return the bank of the articles, the entities and the facts without a problem."""
    by_folder: dict[str, list[FactBase]] = {}
    for each in material.facts:
        if each.folder in material.article_by_folder and not any(_problems(each, material)):
            by_folder.setdefault(each.folder, []).append(each.value)
    articles = {
        article.id: ArticleFacts(article, tuple(by_folder.get(folder, ())))
        for folder, article in material.article_by_folder.items()
    }
    return Bank(dict(sorted(articles.items())), dict(sorted(material.entity_by_id.items())))
