"""Names that are not whose they look: a name at birth, a grandfather of that name."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.naming.entities import Registry
from quizapp.drafting.naming.names import Name

_BORN: Final = re.compile(r"^(?: \([^()]{0,40}?\bborn| was born|, born|,? \(?n[ée]e)(?: as)? $")
"""Between a name and the one that its bearer was born with: "Ada Orm (born Adela Lund"."""
_KIN: Final = re.compile(
    r"^[’']s (?:[a-z-]+ ){0,2}(?:father|grandfather|great-grandfather|mother|grandmother|son"
    r"|daughter|grandson|granddaughter|brother|sister|uncle|aunt|nephew|niece|cousin|wife|husband"
    r"|namesake)(?: and namesake)?,? (?P<title>(?:[A-Z][a-z]+\.? ){0,2})$"
)
"""Between a name and that of its bearer's kin, with a title: "Orm's grandfather, Captain "."""


def keys_apart(
    names: Sequence[Name], keys: Sequence[str], registry: Registry, texts: Mapping[int, str]
) -> list[str]:
    """Return the keys of the names; "" where a name is a person's other name, or a namesake's.

    Whoever is "born Adela Lund" is one person with Ada Orm, so that "her mother" is not the mother
    of Adela Lund; and nobody is the own grandfather. A namesake's title tells him apart later.

    Args:
        names: in the article's order.
        keys: of the entities that the names seem to be.
        registry: with the entities.
        texts: of the passages, by number.
    """
    out = list(keys)
    for at, _ in _beside(names, texts, _BORN):
        born, who, other = names[at + 1], out[at], out[at + 1]
        if not other or other == who or not _is_person(who, registry):
            continue
        if born.segment.entity or born.segment.demonym:
            continue
        if " " in born.text:
            out = [who if each == other else each for each in out]
        out[at + 1] = ""
    titles: dict[str, str] = {}
    for at, kin in _beside(names, texts, _KIN):
        if out[at] and out[at] == out[at + 1]:
            titles[names[at + 1].segment.title or kin["title"].strip()] = out[at]
            out[at + 1] = ""
    for at, each in enumerate(names):
        if each.segment.title and titles.get(each.segment.title, "-") == out[at]:
            out[at] = ""
    return out


def _beside(
    names: Sequence[Name], texts: Mapping[int, str], between: re.Pattern[str]
) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the place of a name where the words between it and the next one match."""
    for at, (one, other) in enumerate(pairwise(names)):
        if one.passage != other.passage:
            continue
        found = between.match(texts[one.passage][one.end : other.start])
        if found is not None:
            yield at, found


def _is_person(key: str, registry: Registry) -> bool:
    return bool(key) and registry.entities[key].kind is EntityKind.PERSON
