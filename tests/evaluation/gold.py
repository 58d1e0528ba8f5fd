"""Reads an article of the evaluation: its bank documents and what the judge knows of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from quizapp.bank.document import Article, Entity
from quizapp.bank.load import load_bank
from quizapp.bank.terms import JsonObject
from quizapp.bank.yaml_tree import read_tree
from quizapp.errors import BankErrors

ROOT: Final = Path(__file__).resolve().parent
SETS: Final = ("dev", "kept")


@dataclass(frozen=True, slots=True)
class Name:
    """What a slot names: an entity with all its wordings, or plain words."""

    main: str
    others: tuple[str, ...] = ()
    kind: str = ""

    @property
    def all(self) -> tuple[str, ...]:
        """Return every wording."""
        return (self.main, *self.others)


Names = Mapping[str, Name]
"""Entity id -> its wordings."""


@dataclass(frozen=True, slots=True)
class Item:
    """A fact of gold, of ``also`` or a draft, with the names that its slots point to."""

    id: str
    type: str
    passage: int
    status: str
    slots: Mapping[str, Any]
    names: Names
    statement: str = ""
    evidence: str = ""

    def name(self, slot: str) -> Name | None:
        """Return what the slot names, or None where it is empty."""
        value = self.slots.get(slot)
        return None if value is None else name_of(str(value), self.names)


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch of a passage that is not the article's own plain statement."""

    passage: int
    words: str
    speaker: Name
    status: str


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with what drafts are compared with."""

    article: Article
    names: Names
    gold: tuple[Item, ...]
    also: tuple[Item, ...] = field(default=())
    frames: tuple[Frame, ...] = field(default=())

    @property
    def texts(self) -> dict[int, str]:
        """Return the passages by number."""
        return {each.id: each.text for each in self.article.passages}


def name_of(value: str, names: Names) -> Name:
    """Return the entity of that id, or the words themselves."""
    return names.get(value) or Name(value.replace("-", " ") if value.islower() else value)


def name_from(entity: Mapping[str, Any]) -> Name:
    """Return the wordings of an entity of a document."""
    short = entity.get("short")
    others = (*(entity.get("aliases") or ()), *((short,) if short else ()))
    return Name(str(entity["name"]), tuple(map(str, others)), str(entity.get("kind", "")))


def item_from(fact: JsonObject, *, names: Names) -> Item:
    """Return a fact of a document as an item."""
    return Item(
        id=str(fact.get("id", "")),
        type=str(fact["type"]),
        passage=int(fact["passage"]),
        status=str(fact.get("status", "stated")),
        slots=dict(fact["slots"]),
        names=names,
        statement=str(fact.get("statement", "")),
        evidence=str(fact.get("evidence", "")),
    )


def list_articles(group: str) -> tuple[str, ...]:
    """Return the ids of a set's articles, in order."""
    return tuple(sorted(each.parent.name for each in (ROOT / group).glob("*/article.yaml")))


def read_gold(group: str, article_id: str) -> GoldArticle:
    """Return one article of a set.

    Raises:
        BankErrors: when its documents are not a bank.
    """
    folder = ROOT / group / article_id
    bank = load_bank(folder)
    found = bank.articles[article_id]
    names = {each.id: _name(each) for each in bank.entities.values()}
    gold = tuple(
        item_from(each.model_dump(mode="json", exclude_none=True), names=names)
        for each in found.facts
    )
    aside = folder.with_name(f"{article_id}.also.yaml")
    tree = read_tree(aside.name, aside.read_text(encoding="utf-8"))
    if tree.root is None or tree.problems:
        raise BankErrors(tree.problems)
    extra = tree.root.value
    frames = tuple(_frame(each, names, found.article) for each in extra.get("frames", ()))
    also = tuple(_beside(each, names) for each in extra.get("also", ()))
    return GoldArticle(found.article, names, gold, also, frames)


def _beside(row: JsonObject, names: Names) -> Item:
    """Return a fact that is allowed beside gold; what somebody says is attributed unless told."""
    said = row["type"] in {"claim", "quotation"}
    return item_from({"status": "attributed", **row} if said else row, names=names)


def _name(entity: Entity) -> Name:
    return name_from(entity.model_dump(mode="json", exclude_none=True))


def _frame(row: JsonObject, names: Names, article: Article) -> Frame:
    text = {each.id: each.text for each in article.passages}[row["passage"]]
    words = row.get("words", text)
    if words not in text:
        raise ValueError(f"passage {row['passage']} has not got the frame: {words}")
    speaker = name_of(str(row["speaker"]), names)
    return Frame(row["passage"], words, speaker, row.get("status", "attributed"))
