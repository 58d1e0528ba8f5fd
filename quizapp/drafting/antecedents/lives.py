"""Whose life an article tells, if it tells one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.antecedents.genders import PRONOUN
from quizapp.drafting.naming.entities import ArticleEntity
from quizapp.drafting.shapes.spans import Mention

_LEAST: Final = 6
_SHARE: Final = 0.35
"""Of all places where the article names somebody."""
_SHARE_OF_OPENING: Final = 0.2
"""The same for the one whose name opens the article: "Ada Orm (born 1940) is a composer"."""
_AHEAD: Final = 2
"""How many times as often as the next one."""
_LEAST_SPOKEN: Final = 4
_CLEAR: Final = 3
"""How many times as many pronouns of its gender as of the other one a life has."""


def find_life(
    mentions: Mapping[int, tuple[Mention, ...]],
    entities: Mapping[str, ArticleEntity],
    topics: frozenset[str],
) -> str:
    """Return the key of the one person whom the article tells of all along, or "".

    Args:
        mentions: of all passages.
        entities: of the article, by key.
        topics: keys of what is named in a third of the passages.
    """
    counts = Counter(
        each.entity
        for one in mentions.values()
        for each in one
        if each.entity in entities and entities[each.entity].kind is EntityKind.PERSON
    )
    ranked = counts.most_common(2)
    if not ranked:
        return ""
    key, most = ranked[0]
    others = ranked[1][1] if len(ranked) > 1 else 0
    opens = key == _opened_with(mentions, entities)
    share = _SHARE_OF_OPENING if opens else _SHARE
    leads = most >= _LEAST and most >= share * counts.total() and most >= _AHEAD * others
    return key if leads and key in topics else ""


def _opened_with(
    mentions: Mapping[int, tuple[Mention, ...]], entities: Mapping[str, ArticleEntity]
) -> str:
    """Return the key of the person whose name the article begins with, or ""."""
    first = min(next(iter(mentions.values()), ()), key=lambda each: each.start, default=None)
    named = entities.get(first.entity) if first is not None and first.start == 0 else None
    told = named is not None and named.kind is EntityKind.PERSON and bool(named.gender)
    return named.key if named is not None and told else ""


def gender_in_life(passages: Sequence[tuple[int, str]]) -> str:
    """Return "f" or "m" where nearly all pronouns for one person in a life are of one gender.

    So whoever the life is told of has it, whose given name does not tell: "Ilze", "Bram".
    """
    counts = Counter(
        "f" if found["f"] else "m" for _, text in passages for found in PRONOUN.finditer(text)
    )
    ((gender, most),) = counts.most_common(1) or [("", 0)]
    clear = most >= _LEAST_SPOKEN and most >= _CLEAR * (counts.total() - most)
    return gender if clear else ""
