"""The things an article names: one entity for all the names that it goes by."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from quizapp.bank.document import Entity
from quizapp.bank.terms import EntityKind, JsonObject
from quizapp.drafting.lexis.gazetteer import Place, bare
from quizapp.drafting.lexis.lexicon import gender_of
from quizapp.drafting.shapes.proposal import Named

_LONGEST_SLUG: Final = 60
_SUFFIXES: Final = frozenset(
    {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", "V", "VI", "VII", "VIII"}
)


@dataclass(frozen=True, slots=True)
class ArticleEntity:
    """A thing that the article names.

    Attributes:
        key: its id: that of the known entity, else made from the name.
        name: the fullest name in the article.
        word: "the" where the article says "the" before it, or "".
        aliases: the other names the article uses.
        short: an abbreviation that the article introduces, or "".
        role: two to five words on what it is, or "".
        demonym: of a country, or "".
        gender: "m" or "f" where the given name or the title tells, else "".
        known: True where a document of the bank holds it already.
        sure: False where the kind is a guess.
    """

    key: str
    kind: EntityKind
    name: str
    word: str = ""
    aliases: tuple[str, ...] = ()
    short: str = ""
    role: str = ""
    demonym: str = ""
    gender: str = ""
    known: bool = False
    sure: bool = True

    @property
    def named(self) -> Named:
        """Return what the proposers see of it."""
        aliases = (*self.aliases, self.short) if self.short else self.aliases
        return Named(
            self.key, self.name, self.kind, self.word, aliases, self.known, self.gender, self.sure
        )

    def as_document(self) -> JsonObject:
        """Return the entity as the bank's documents hold it."""
        found: JsonObject = {"id": self.key, "name": self.name, "kind": self.kind.value}
        if self.aliases:
            found["aliases"] = list(self.aliases)
        if self.word:
            found["article_word"] = self.word
        for field_name in ("short", "role", "demonym"):
            if getattr(self, field_name):
                found[field_name] = getattr(self, field_name)
        return found


def slug(text: str) -> str:
    """Return the text as an id: small letters, digits and single hyphens."""
    plain = unicodedata.normalize(
        "NFKD", text.replace("ł", "l").replace("ø", "o").replace("ß", "ss")
    )
    letters = "".join(each for each in plain if not unicodedata.combining(each)).lower()
    found = re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "").replace("’", "")).strip("-")
    return found[:_LONGEST_SLUG].rstrip("-") or "entity"


def initials(text: str) -> str:
    """Return an abbreviation without its dots: "U.N." is "UN"."""
    return text.replace(".", "") if re.fullmatch(r"(?:[A-Z]\.)+[A-Z]?\.?", text) else text


def _parts(name: str) -> tuple[str, ...]:
    return tuple(each for each in name.split() if each not in _SUFFIXES)


def same_person(one: str, other: str) -> bool:
    """Return whether two names of persons can be one person's: "J. Baker", "James A. Baker"."""
    left, right = _parts(one), _parts(other)
    if not left or not right or left[-1] != right[-1]:
        return False
    if len(left) == 1 or len(right) == 1:
        return True
    if left[0].rstrip(".")[0] != right[0].rstrip(".")[0]:
        return False
    full = len(left[0].rstrip(".")) > 1 and len(right[0].rstrip(".")) > 1
    if full and left[0] != right[0]:
        return False
    middles = [{each[0] for each in parts[1:-1]} for parts in (left, right)]
    return not (middles[0] and middles[1] and middles[0] != middles[1])


@dataclass(slots=True)
class Registry:
    """The entities found so far, and the names that lead to them."""

    known: Mapping[str, Entity]
    entities: dict[str, ArticleEntity] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Name -> key; a name that could be two entities' is not here."""

    def find(self, name: str) -> ArticleEntity | None:
        """Return the entity that goes by a name, or None."""
        key = self.names.get(initials(bare(name)))
        return self.entities.get(key) if key else None

    def add(self, entity: ArticleEntity) -> ArticleEntity:
        """Enter an entity; a key that another thing has gets the kind behind it."""
        if entity.key in self.entities and self.entities[entity.key].name != entity.name:
            entity = replace(entity, key=f"{entity.key}-{entity.kind.value}")
        self.entities[entity.key] = entity
        for name in (entity.name, entity.short, *entity.aliases):
            if name:
                self.names.setdefault(initials(bare(name)), entity.key)
        return entity

    def add_known(self, key: str) -> ArticleEntity:
        """Enter a known entity of the bank."""
        if key in self.entities:
            return self.entities[key]
        known = self.known[key]
        return self.add(
            ArticleEntity(
                key=key,
                kind=known.kind,
                name=known.name,
                word=known.article_word or "",
                aliases=tuple(known.aliases),
                short=known.short or "",
                role=known.role or "",
                demonym=known.demonym or "",
                gender=gender_of(known.name.split()[0]) if known.kind is EntityKind.PERSON else "",
                known=True,
            )
        )

    def add_place(self, place: Place, known: Mapping[str, str]) -> ArticleEntity:
        """Enter a country, place or organisation of our lists; ``known`` has names of the bank."""
        for name in (place.name, *place.aliases):
            if name in known:
                return self.add_known(known[name])
        found = self.find(place.name)
        if found is not None:
            return found
        return self.add(
            ArticleEntity(
                key=slug(place.name),
                kind=place.kind,
                name=place.name,
                word=place.article_word,
                demonym=place.demonym if place.kind is EntityKind.COUNTRY else "",
            )
        )

    def alias(self, key: str, name: str) -> None:
        """Enter another name of an entity."""
        entity = self.entities[key]
        self.names.setdefault(initials(bare(name)), key)
        plain = bare(name)
        if plain in {entity.name, entity.short, *entity.aliases} or entity.known:
            return
        self.entities[key] = replace(entity, aliases=(*entity.aliases, plain))

    def change(self, entity: ArticleEntity) -> None:
        """Put an entity in the place of the one with its key."""
        self.entities[entity.key] = entity
