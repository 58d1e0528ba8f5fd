"""What the files of a bank hold, each object with its place: what the whole-bank rules read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from pydantic import BaseModel

from quizapp.bank.document import Article, Entity, FactBase
from quizapp.bank.explain import find, path_of
from quizapp.bank.yaml_tree import Node
from quizapp.errors import Problem

_M_co = TypeVar("_M_co", bound=BaseModel, covariant=True)


def folder_of(file: str) -> str:
    """Return the folder of a file, "" for the bank's own."""
    return file.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Located(Generic[_M_co]):
    """An object with its file, its path in the file, and the tree it was made from."""

    value: _M_co
    file: str
    path: str
    node: Node

    @property
    def folder(self) -> str:
        """Return the folder the file is in, "" for the bank's own."""
        return folder_of(self.file)

    def problem(self, loc: Sequence[int | str], what: str, fix: str) -> Problem:
        """Return a problem at the value of a location inside the object."""
        node, _ = find(self.node, loc)
        return Problem(self.file, node.line, node.column, path_of(self.path, loc), what, fix)

    def key_problem(self, loc: Sequence[int | str], what: str, fix: str) -> Problem:
        """Return a problem at the key of a location inside the object."""
        holder, _ = find(self.node, loc[:-1])
        line, column = (holder.keys or {}).get(str(loc[-1]), (holder.line, holder.column))
        return Problem(self.file, line, column, path_of(self.path, loc), what, fix)


@dataclass(slots=True)
class Broken:
    """What could not be read and whose problem is told: references to it are not problems too.

    Attributes:
        entities: a file with entities could not be read at all.
        entity_ids: ids of entities with problems of their own.
        fact_ids: the same for facts.
        folders: folders whose article has problems.
    """

    entities: bool = False
    entity_ids: set[str] = field(default_factory=set)
    fact_ids: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Material:
    """All objects of all files that are well formed, in the order of the files."""

    articles: tuple[Located[Article], ...]
    entities: tuple[Located[Entity], ...]
    facts: tuple[Located[FactBase], ...]
    broken: Broken

    @cached_property
    def entity_by_id(self) -> dict[str, Entity]:
        """Return the entities by id; of two with one id the first."""
        found: dict[str, Entity] = {}
        for each in self.entities:
            found.setdefault(each.value.id, each.value)
        return found

    @cached_property
    def article_by_folder(self) -> dict[str, Article]:
        """Return the article of each folder; of two in one folder the first."""
        found: dict[str, Article] = {}
        for each in self.articles:
            found.setdefault(each.folder, each.value)
        return found

    @cached_property
    def _passages(self) -> dict[str, dict[int, str]]:
        return {
            folder: {passage.id: passage.text for passage in article.passages}
            for folder, article in self.article_by_folder.items()
        }

    def passages(self, folder: str) -> dict[int, str]:
        """Return passage number -> text of the article of a folder; none without an article."""
        return self._passages.get(folder, {})
