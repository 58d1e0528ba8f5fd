"""Bodies without a proper name that speak and act in an article: the government, the inquiry."""

# ruff: noqa: RUF001 - articles are written with typographic quotation marks and dashes

import re
from collections.abc import Sequence
from functools import cache

from quizapp.bank.terms import EntityKind
from quizapp.drafting.data import words
from quizapp.drafting.naming.entities import ArticleEntity, Registry, slug
from quizapp.drafting.shapes.spans import Mention, MentionKind


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(words("institutions"), key=lambda each: (-len(each), each)))
    after = r"(?! (?:of\b|officials?|ministers?|spokes|members?|chief|officers?|in [A-Z]|leaders?))"
    return re.compile(rf"\b[Tt]he (?:(?:public|independent) )?({names})(?![\w’'-]){after}")


def find_bodies(passages: Sequence[tuple[int, str]], registry: Registry) -> tuple[Mention, ...]:
    """Return the mentions of such bodies, entering each; not where a named one may be meant."""
    found: list[tuple[int, re.Match[str]]] = [
        (number, match) for number, text in passages for match in _pattern().finditer(text)
    ]
    longest: dict[str, str] = {}
    for _, match in found:
        name = match[0][4:]
        head = name.split()[-1]
        if len(name) > len(longest.get(head, "")):
            longest[head] = name
    mentions: list[Mention] = []
    for number, match in found:
        head = match[0].split()[-1]
        key = _enter(head, longest[head], match[0][4:], registry)
        if key:
            start = match.start() + 4
            mentions.append(
                Mention(number, start, match.end(), match[0][4:], MentionKind.ENTITY, key)
            )
    return tuple(mentions)


def _enter(head: str, name: str, written: str, registry: Registry) -> str:
    entity = registry.find(name)
    if entity is None:
        for each in registry.entities.values():
            if each.kind is EntityKind.ORGANISATION and head in each.name.casefold().split():
                return ""
        kind = EntityKind.ORGANISATION
        entity = registry.add(ArticleEntity(slug(name), kind, name, word="the", sure=False))
    if written != name:
        registry.alias(entity.key, written)
    return entity.key
