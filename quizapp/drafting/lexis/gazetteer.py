"""Names that are known before an article is read: countries, places, the bank's entities."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from quizapp.bank.document import Entity
from quizapp.bank.terms import EntityKind
from quizapp.drafting.data import table, words


@dataclass(frozen=True, slots=True)
class Place:
    """A country or place of our lists."""

    name: str
    kind: EntityKind
    article_word: str = ""
    demonym: str = ""
    aliases: tuple[str, ...] = ()


def bare(name: str) -> str:
    """Return the name without a leading "the"."""
    return name[4:] if name[:4] in {"the ", "The "} and name != "The Hague" else name


def _country(row: tuple[str, ...]) -> Place:
    demonyms = [each.strip() for each in row[1].split(",") if each.strip()]
    aliases = tuple(each.strip() for each in row[2].split(",") if each.strip()) if row[2:] else ()
    return Place(
        name=bare(row[0]),
        kind=EntityKind.COUNTRY,
        article_word="the" if row[0] != bare(row[0]) else "",
        demonym=demonyms[0] if demonyms else "",
        aliases=tuple(bare(each) for each in aliases),
    )


def _organisation(row: tuple[str, ...]) -> Place:
    aliases = [each.strip() for each in row[2].split(",") if each.strip()] if row[2:] else []
    name = bare(row[0])
    short = row[1] if len(row) > 1 and row[1] and row[1] != name else ""
    return Place(
        name=name,
        kind=EntityKind.ORGANISATION,
        article_word="the" if row[0] != name else "",
        aliases=(*aliases, short) if short else tuple(aliases),
    )


@cache
def _places() -> Mapping[str, Place]:
    found: dict[str, Place] = {}
    for row in table("organisations"):
        organisation = _organisation(row)
        for name in (organisation.name, *organisation.aliases):
            found[name] = organisation
    for each in sorted(words("places")):
        article = "the" if each.startswith("the ") else ""
        found[bare(each)] = Place(bare(each), EntityKind.PLACE, article)
    for row in table("countries"):
        country = _country(row)
        for name in (country.name, *country.aliases):
            found[name] = country
    return found


@cache
def _demonyms() -> Mapping[str, str]:
    found: dict[str, str] = dict.fromkeys(words("demonym_like"), "")
    for row in table("countries"):
        for each in row[1].split(","):
            one = each.strip()
            if one:
                found[one] = bare(row[0])
                found.setdefault(f"{one}s", bare(row[0]))
    return found


def is_demonym(word: str) -> bool:
    """Return whether the word is the adjective of a country or of a people."""
    return word in _demonyms()


def is_listed(name: str) -> bool:
    """Return whether a country, a place or an organisation of our lists has the name."""
    return name in _places()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Our lists with the known entities of the bank, which go first."""

    known: Mapping[str, str] = field(default_factory=dict)
    """Name or alias -> id of the known entity."""

    def find(self, tokens: tuple[str, ...]) -> str:
        """Return the name under which the words are listed, or ""."""
        text = " ".join(tokens)
        for name in (text, text.replace(".", "")):
            if name in self.known or name in _places():
                return name
        return ""

    def place(self, name: str) -> Place | None:
        """Return the country or place of that name."""
        return _places().get(name)

    def demonym(self, tokens: tuple[str, ...]) -> str | None:
        """Return the country whose adjective this is, "" for other adjectives, else None."""
        return _demonyms().get(" ".join(tokens))


def gazetteer(known: Mapping[str, Entity]) -> Gazetteer:
    """Return the names of the known entities, "the" taken away, with our lists behind them."""
    names: dict[str, str] = {}
    for each in known.values():
        for name in (each.name, each.short or "", *each.aliases):
            if name and name[0].isupper():
                names.setdefault(bare(name), each.id)
    return Gazetteer(names)
