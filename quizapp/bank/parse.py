"""Files of a bank -> the bank, or every problem of every file at once. Pure."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from quizapp.bank import check
from quizapp.bank.document import Article, ArticleFacts, Bank, Entity, FactBase, Position
from quizapp.bank.explain import did_you_mean, explain, listing, shown
from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.material import Broken, Located, Material, folder_of
from quizapp.bank.yaml_tree import Node, read_tree
from quizapp.errors import BankErrors, Problem

TOP_KEYS: Final = ("article", "entities", "facts")
"""What a file may hold."""

_M = TypeVar("_M", bound=BaseModel)


@dataclass(slots=True)
class _Reader:
    """Collects the objects and problems of all files."""

    problems: list[Problem] = field(default_factory=list)
    articles: list[Located[Article]] = field(default_factory=list)
    entities: list[Located[Entity]] = field(default_factory=list)
    facts: list[Located[FactBase]] = field(default_factory=list)
    broken: Broken = field(default_factory=Broken)

    def read_file(self, file: str, text: str) -> None:
        tree = read_tree(file, text)
        self.problems.extend(tree.problems)
        if tree.root is None or not isinstance(tree.root.children, dict):
            self._unread(file, text, tree.root)
            return
        for key, node in tree.root.children.items():
            if key in TOP_KEYS:
                self._top(file, key, node)
        for key, (line, column) in (tree.root.keys or {}).items():
            if key not in TOP_KEYS:
                otherwise = f"write one of: {', '.join(TOP_KEYS)}"
                fix = did_you_mean(key, TOP_KEYS, otherwise=otherwise)
                what = f"{shown(key)} is not a key of a bank's file"
                self.problems.append(Problem(file, line, column, key[:60], what, fix))

    def _unread(self, file: str, text: str, root: Node | None) -> None:
        """Remember what a file that cannot be read may have held, so as not to blame others."""
        if root is None and any(each.file == file for each in self.problems):
            lines = text.splitlines()
            self.broken.entities |= any(line.startswith("entities:") for line in lines)
            if any(line.startswith("article:") for line in lines):
                self.broken.folders.add(folder_of(file))
            return
        line, column = (root.line, root.column) if root else (1, 1)
        self.problems.append(
            Problem(
                file,
                line,
                column,
                "(file)",
                "there is nothing in this file" if root is None else "this is not a mapping",
                f"start with one of: {', '.join(f'{key}:' for key in TOP_KEYS)}",
            )
        )

    def _top(self, file: str, key: str, node: Node) -> None:
        if key == "article":
            article = self._object(file, "article", node, Article)
            if article:
                self.articles.append(article)
            elif node.bad or isinstance(node.value, dict):
                self.broken.folders.add(folder_of(file))
            return
        if not isinstance(node.children, list):
            self.broken.entities |= key == "entities"
            if not node.bad:
                what = f"this is {shown(node.value)}, not a list"
                fix = 'write the items below, each with "- " before its first key'
                self.problems.append(Problem(file, node.line, node.column, key, what, fix))
            return
        for index, item in enumerate(node.children):
            path = f"{key}[{index}]"
            if key == "entities":
                self._entity(file, path, item)
            else:
                self._fact(file, path, item)

    def _entity(self, file: str, path: str, node: Node) -> None:
        entity = self._object(file, path, node, Entity)
        if entity:
            self.entities.append(entity)
        else:
            self._remember_broken(node, self.broken.entity_ids)

    def _fact(self, file: str, path: str, node: Node) -> None:
        fact_type = node.value.get("type") if isinstance(node.value, dict) else None
        known = FACT_TYPES.get(fact_type) if isinstance(fact_type, str) else None
        if known is None:
            self._unknown_type(file, path, node, fact_type)
            self._remember_broken(node, self.broken.fact_ids)
            return
        fact = self._object(file, path, node, known.model)
        if fact:
            self.facts.append(fact)
        else:
            self._remember_broken(node, self.broken.fact_ids)

    def _unknown_type(self, file: str, path: str, node: Node, fact_type: object) -> None:
        """Tell of a fact's type; without it nothing else of the fact can be judged."""
        if node.bad:
            return
        at = node
        if not isinstance(node.children, dict):
            what, fix = f"this is {shown(node.value)}, not a fact", 'write "id:", "type:"...'
        elif "type" not in node.children:
            what, fix = 'the key "type" is missing', f'add "type:", one of {listing(FACT_TYPES)}'
        else:
            at = node.children["type"]
            path = f"{path}.type"
            what = f"{shown(fact_type)} is not a type of fact"
            fix = did_you_mean(
                str(fact_type), FACT_TYPES, otherwise=f"write one of: {listing(FACT_TYPES)}"
            )
            if at.bad:
                return
        self.problems.append(Problem(file, at.line, at.column, path, what, fix))

    @staticmethod
    def _remember_broken(node: Node, ids: set[str]) -> None:
        value = node.value.get("id") if isinstance(node.value, dict) else None
        if isinstance(value, str):
            ids.add(value)

    def _object(self, file: str, path: str, node: Node, model: type[_M]) -> Located[_M] | None:
        """Return the object, or None with its problems told."""
        try:
            found = model.model_validate_json(json.dumps(node.value))
        except ValidationError as error:
            for each in error.errors(include_url=False, include_context=True):
                problem = explain(each, file=file, base=path, node=node, model=model)
                if problem:
                    self.problems.append(problem)
            return None
        return Located(found, file, path, node)


def _positions(
    kind: str, located: Iterable[Located[Article] | Located[Entity] | Located[FactBase]]
) -> Iterator[tuple[tuple[str, str], Position]]:
    for each in located:
        yield (
            (kind, each.value.id),
            Position(file=each.file, line=each.node.line, column=each.node.column),
        )


def _bank(material: Material, files: Mapping[str, str]) -> Bank:
    by_folder: dict[str, list[FactBase]] = {}
    for fact in material.facts:
        by_folder.setdefault(fact.folder, []).append(fact.value)
    articles = {
        each.value.id: ArticleFacts(each.value, tuple(by_folder.get(each.folder, ())))
        for each in sorted(material.articles, key=lambda each: each.value.id)
    }
    entities = sorted(material.entities, key=lambda each: each.value.id)
    return Bank(
        articles=articles,
        entities={each.value.id: each.value for each in entities},
        positions=dict(
            (
                *_positions("article", material.articles),
                *_positions("entity", entities),
                *_positions("fact", material.facts),
            )
        ),
        files=dict(files),
    )


def parse_bank(files: Mapping[str, str], *, unread: Iterable[Problem] = ()) -> Bank:
    """Return the bank that the files hold.

    Args:
        files: path relative to the bank's folder, with forward slashes -> text.
        unread: problems of files that gave no text. What those files may hold is unknown, so
            references to entities and to their folder's article are not held against others.

    Raises:
        BankErrors: with every problem of every file.
    """
    reader = _Reader(problems=list(unread))
    for each in reader.problems:
        reader.broken.entities = True
        reader.broken.folders.add(folder_of(each.file))
    for file in sorted(files):
        reader.read_file(file, files[file])
    material = Material(
        articles=tuple(reader.articles),
        entities=tuple(reader.entities),
        facts=tuple(reader.facts),
        broken=reader.broken,
    )
    problems = [*reader.problems, *check.check(material)]
    if problems:
        raise BankErrors(problems)
    return _bank(material, files)
