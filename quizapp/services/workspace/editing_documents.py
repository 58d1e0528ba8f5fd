"""The objects of documents in the works, each read by itself: an unfinished one hides no other."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from quizapp.bank.document import Article, Entity, FactBase
from quizapp.bank.explain import explain
from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.material import Broken, Located, Material, folder_of
from quizapp.bank.terms import JsonObject
from quizapp.bank.yaml_tree import Node, read_tree
from quizapp.errors import NotFoundError, Problem
from quizapp.services.workspace.workspace_files import working_files
from quizapp.services.workspace.workspace_overlay import WorkingCopy

_M = TypeVar("_M", bound=BaseModel)
_KNOWN_FILES: Final = 2_500
"""Files that are kept as they were read: more than a bank can have."""


@dataclass(frozen=True, slots=True)
class Item(Generic[_M]):
    """An object of a file, sound or not.

    Attributes:
        raw: as the file holds it; it is shared: take ``copy()`` to change it.
        located: the object, or None while it has problems of its own.
        problems: of the object by itself, not of what it points to.
    """

    file: str
    path: str
    node: Node
    located: Located[_M] | None
    problems: tuple[Problem, ...]

    @property
    def raw(self) -> JsonObject:
        """Return the object as the file holds it."""
        return self.node.value if isinstance(self.node.value, dict) else {}

    @property
    def id(self) -> str:
        """Return its id, or ""."""
        return str(self.raw.get("id", ""))

    def copy(self) -> JsonObject:
        """Return the object as a value of its own."""
        return deepcopy(self.raw)


@dataclass(frozen=True, slots=True)
class FileItems:
    """What one file holds; ``problems`` are those of the file as a whole."""

    article: Item[Article] | None
    entities: tuple[Item[Entity], ...]
    facts: tuple[Item[FactBase], ...]
    problems: tuple[Problem, ...]
    readable: bool


def items_of(file: str, text: str) -> FileItems:
    """Return the objects of a file; never raises on any text.

    What was read last at each path is kept: one edit makes one file another, and a bank's whole
    history would not fit.
    """
    known = _read_last.get(file)
    if known is not None and known[0] == text:
        return known[1]
    found = _read(file, text)
    if len(_read_last) >= _KNOWN_FILES:
        _read_last.clear()
    _read_last[file] = (text, found)
    return found


def _read(file: str, text: str) -> FileItems:
    tree = read_tree(file, text)
    root = tree.root
    if root is None or not isinstance(root.children, dict):
        return FileItems(None, (), (), tuple(tree.problems), readable=False)
    article = root.children.get("article")
    return FileItems(
        article=_item(file, "article", article, Article) if article else None,
        entities=tuple(
            _item(file, f"entities[{n}]", node, Entity)
            for n, node in enumerate(_list(root.children.get("entities")))
        ),
        facts=tuple(
            _fact(file, f"facts[{n}]", node)
            for n, node in enumerate(_list(root.children.get("facts")))
        ),
        problems=tuple(tree.problems),
        readable=True,
    )


def _list(node: Node | None) -> list[Node]:
    return node.children if node is not None and isinstance(node.children, list) else []


def _fact(file: str, path: str, node: Node) -> Item[FactBase]:
    kind = node.value.get("type") if isinstance(node.value, dict) else None
    if isinstance(kind, str) and kind in FACT_TYPES:
        return _item(file, path, node, FACT_TYPES[kind].model)
    what, fix = "this fact has no type", f"write one of: {', '.join(FACT_TYPES)}"
    problem = Problem(file, node.line, node.column, f"{path}.type", what, fix)
    return Item(file, path, node, None, (problem,))


def _item(file: str, path: str, node: Node, model: type[_M]) -> Item[_M]:
    try:
        value = model.model_validate_json(json.dumps(node.value))
    except ValidationError as error:
        found = [
            explain(each, file=file, base=path, node=node, model=model)
            for each in error.errors(include_url=False, include_context=True)
        ]
        return Item(file, path, node, None, tuple(each for each in found if each))
    return Item(file, path, node, Located(value, file, path, node), ())


_read_last: Final[dict[str, tuple[str, FileItems]]] = {}


@dataclass(frozen=True)
class Documents:
    """A working copy with its objects."""

    copy: WorkingCopy

    @cached_property
    def files(self) -> Mapping[str, FileItems]:
        """Return the objects of each file, by path."""
        return {file: items_of(file, text) for file, text in self.copy.files.items()}

    @cached_property
    def articles(self) -> Mapping[str, Item[Article]]:
        """Return the articles by id, those with problems too."""
        found: dict[str, Item[Article]] = {}
        for each in self.files.values():
            if each.article is not None and each.article.id:
                found.setdefault(each.article.id, each.article)
        return found

    @cached_property
    def entities(self) -> Mapping[str, Item[Entity]]:
        """Return the entities by id."""
        found: dict[str, Item[Entity]] = {}
        for each in self.files.values():
            for entity in each.entities:
                found.setdefault(entity.id, entity)
        return found

    @cached_property
    def facts(self) -> Mapping[str, Item[FactBase]]:
        """Return the facts of all articles by id."""
        found: dict[str, Item[FactBase]] = {}
        for each in self.files.values():
            for fact in each.facts:
                found.setdefault(fact.id, fact)
        return found

    @cached_property
    def material(self) -> Material:
        """Return what is sound of all files, for the rules that look at more than one object."""
        broken = Broken(
            entities=any(not each.readable for each in self.files.values()),
            entity_ids={key for key, each in self.entities.items() if each.located is None},
            fact_ids={key for key, each in self.facts.items() if each.located is None},
            folders={folder_of(each.file) for each in self.articles.values() if not each.located},
        )
        return Material(
            articles=tuple(_sound(each.article for each in self.files.values())),
            entities=tuple(_sound(e for each in self.files.values() for e in each.entities)),
            facts=tuple(_sound(f for each in self.files.values() for f in each.facts)),
            broken=broken,
        )

    def get_article(self, article_id: str) -> Item[Article]:
        """Return an article.

        Raises:
            NotFoundError: there is none of that id.
        """
        found = self.articles.get(article_id)
        if found is None:
            raise NotFoundError("There is no such article among the documents.")
        return found

    def facts_of(self, folder: str) -> tuple[Item[FactBase], ...]:
        """Return the facts of the article of a folder, in the order of its files."""
        return tuple(
            fact
            for file, each in self.files.items()
            if folder_of(file) == folder
            for fact in each.facts
        )

    def with_changes(self, changes: Mapping[str, str | None]) -> "Documents":
        """Return the documents as they would be with these files written."""
        files = {**self.copy.files, **{path: text or "" for path, text in changes.items()}}
        kept = {path: files[path] for path in sorted(files) if changes.get(path, "") is not None}
        return Documents(_replaced(self.copy, kept))


def read_documents(folder: Path) -> Documents:
    """Return the documents in the works.

    Raises:
        BankErrors: a file of the disk cannot be read at all.
    """
    return Documents(working_files(folder))


def passages_of(article: Mapping[str, object]) -> tuple[JsonObject, ...]:
    """Return the passages of an article that have a number and a text, however unfinished."""
    found = article.get("passages")
    return tuple(
        each
        for each in (found if isinstance(found, list) else [])
        if isinstance(each, dict)
        and isinstance(each.get("id"), int)
        and isinstance(each.get("text"), str)
    )


def _sound(items: Iterator[Item[_M] | None]) -> Iterator[Located[_M]]:
    for each in items:
        if each is not None and each.located is not None:
            yield each.located


def _replaced(copy: WorkingCopy, files: Mapping[str, str]) -> WorkingCopy:
    return WorkingCopy(
        files=files,
        origins=copy.origins,
        conflicts=copy.conflicts,
        changed=copy.changed,
        versions=copy.versions,
        disk=copy.disk,
        serving=copy.serving,
    )
