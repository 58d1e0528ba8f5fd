"""The bank document: articles with passages, entities, and the frame every typed fact shares.

A bank is a folder. Each ``*.yaml`` file in it holds one or more of the keys ``article``,
``entities`` and ``facts``; a fact belongs to the article whose folder its file is in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from quizapp.bank.terms import LONGEST_PARAGRAPH, EntityKind, Status

Slug = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=1, max_length=80)
]
"""Lower-case letters, digits and single hyphens. An id never changes and is never reused."""


Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_PARAGRAPH)
]
"""Plain text of one paragraph at most."""

Edtf = Annotated[
    str,
    StringConstraints(
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?[~?]?(/(\d{4}(-\d{2}(-\d{2})?)?[~?]?|\.\.))?$"
    ),
]
"""A date or interval of EDTF level 0/1: 1991, 1991-12, 1991-12-26, 1987~, 1985/1991, 1949/.."""


class EntityRef:
    """Marks the slots whose value is the id of an entity."""


Ref = Annotated[Slug, EntityRef]
"""A slot that names an entity by id. The ``EntityRef`` marker is found in the field's metadata."""


class Strict(BaseModel):
    """A model that refuses unknown keys and silent conversions, and cannot be changed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Source(Strict):
    """Where an article was published."""

    publication: Text
    url: Text | None = None
    author: Text | None = None
    date: Edtf | None = None
    licence: Text


class Passage(Strict):
    """One numbered paragraph of an article: the original where licensed, else a digest."""

    id: Annotated[int, Field(ge=1, le=999)]
    heading: Text | None = None
    text: Text


class Article(Strict):
    """The source that facts are taken from."""

    id: Slug
    title: Text
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
    summary: Text | None = None
    digest: bool = False
    """True when the passages are a digest in the author's own words, not the original text."""
    source: Source
    topics: Annotated[dict[Slug, Text], Field(min_length=1)]
    """Topic id -> title; each fact names at least one of them."""
    passages: Annotated[list[Passage], Field(min_length=1, max_length=500)]


class Entity(Strict):
    """A person, organisation, country, agreement...; distractors come from the same kind."""

    id: Slug
    name: Text
    kind: EntityKind
    aliases: list[Text] = Field(default_factory=list)
    article_word: Literal["the", "a", "an"] | None = None
    """The word that stands before the name in running text ("the" Soviet Union)."""
    short: Text | None = None
    """The abbreviation, where it has one ("NATO")."""
    role: Text | None = None
    """What it is, in two to five words ("Soviet leader"); used to rank distractors."""
    region: Text | None = None
    era: Edtf | None = None
    """The years in which it is plausible as an answer ("1949/..")."""
    date: Edtf | None = None
    """When it was signed, founded or happened: its distance from others in the pool."""
    part_of: Ref | None = None
    demonym: Text | None = None


class Guards(Strict):
    """What the author knows and the generator cannot: limits on the questions of one fact."""

    unique: list[Slug] = Field(default_factory=list)
    """Slots the author certifies to have one answer only: who/what is asked only then."""
    also_true: dict[Slug, list[Text]] = Field(default_factory=dict)
    """Slot -> other right answers (ids or texts): accepted when typed, never a distractor."""
    never: dict[Slug, list[Text]] = Field(default_factory=dict)
    """Slot -> entity ids or texts barred as distractors."""
    distractors: dict[Slug, list[Text]] = Field(default_factory=dict)
    """Slot -> wrong answers the author wrote or chose (entity ids or texts): used first."""
    outsiders: list[Ref] = Field(default_factory=list)
    """The only allowed non-members of a membership."""
    ask: dict[Slug, Text] = Field(default_factory=dict)
    """View name -> the author's own stem."""
    hide: list[Text] = Field(default_factory=list)
    """View names ("when") or view:type ("when:cloze") that are not asked."""


class FactBase(Strict):
    """What every fact has; each fact type adds ``type`` and ``slots``."""

    id: Slug
    passage: Annotated[int, Field(ge=1)]
    evidence: Text
    """An exact run of the passage's text."""
    status: Status
    statement: Text
    """The fact as one plain sentence that stands alone; ends with a full stop."""
    explanation: Text
    """One or two sentences shown after the answer."""
    topics: Annotated[list[Slug], Field(min_length=1)]
    guards: Guards = Field(default_factory=Guards)


@dataclass(frozen=True, slots=True)
class Position:
    """Where something stands in a file of the bank; line and column from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """An article with its facts, in the order of the files."""

    article: Article
    facts: tuple[FactBase, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    """A whole bank that has passed every check.

    Attributes:
        articles: by article id, in id order.
        entities: by entity id, in id order.
        positions: where each object stands: ("article", id), ("entity", id), ("fact", id).
        files: path relative to the bank's folder -> text, exactly as read.
    """

    articles: Mapping[str, ArticleFacts]
    entities: Mapping[str, Entity]
    positions: Mapping[tuple[str, str], Position] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    def facts(self) -> tuple[FactBase, ...]:
        """Return all facts of all articles, by article id, then in file order."""
        return tuple(fact for each in self.articles.values() for fact in each.facts)
