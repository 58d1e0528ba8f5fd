"""Whether a person is "he" or "she", where the given name does not tell but the text does."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.naming.entities import ArticleEntity
from quizapp.drafting.shapes.spans import Mention, MentionKind
from quizapp.drafting.syntax.sentences import split_sentences

PRONOUN: Final = re.compile(
    r"\b(?:(?P<f>she|her|herself)|(?P<m>he|him|his|himself))\b", re.IGNORECASE
)
_TOLD_F: Final = frozenset(
    {"wife", "widow", "mother", "daughter", "sister", "aunt", "niece", "woman", "queen", "nun"}
    | {"duchess", "chairwoman", "spokeswoman", "grandmother", "princess", "countess", "heiress"}
)
_TOLD_M: Final = frozenset(
    {"husband", "widower", "father", "son", "brother", "uncle", "nephew", "king", "monk"}
    | {"duke", "chairman", "spokesman", "grandfather", "prince", "count", "fisherman", "man"}
)
_ROUNDS: Final = 2
"""Who is known to be "she" after the first round leaves "he" to one other in the second."""
_NEAR: Final = 28
"""Characters beside a name in which "the widow" is said of the one who is named."""


def told_gender(noun: str) -> str:
    """Return "f" of "widow" and "m" of "king", else ""."""
    return "f" if noun in _TOLD_F else "m" if noun in _TOLD_M else ""


def with_genders(
    passages: Sequence[tuple[int, str]],
    mentions: Mapping[int, tuple[Mention, ...]],
    entities: Mapping[str, ArticleEntity],
) -> dict[str, ArticleEntity]:
    """Return the entities; a person without gender gets the one of the pronouns that fit no other.

    A pronoun counts where all other persons of its sentence and the one before are known not to
    fit; a word such as "widow" beside the name counts as well. Both genders together count nothing.
    """
    changed = dict(entities)
    for _ in range(_ROUNDS):
        for key, counted in _votes(passages, mentions, changed).items():
            if not changed[key].gender and len(counted) == 1:
                changed[key] = replace(changed[key], gender=next(iter(counted)))
    return changed


def _votes(
    passages: Sequence[tuple[int, str]],
    mentions: Mapping[int, tuple[Mention, ...]],
    entities: Mapping[str, ArticleEntity],
) -> dict[str, Counter[str]]:
    """Return key of a person -> how often the text speaks of them as "she" and as "he"."""
    votes: dict[str, Counter[str]] = {}
    persons = {key for key, each in entities.items() if each.kind is EntityKind.PERSON}
    for number, text in passages:
        named = [
            each
            for each in mentions.get(number, ())
            if each.kind is MentionKind.ENTITY and each.entity in persons
        ]
        for each in named:
            _vote_beside(text, each, votes)
        before = 0
        for start, end in split_sentences(text):
            here: dict[str, str] = {}
            for found in PRONOUN.finditer(text, start, end):
                gender = "f" if found["f"] else "m"
                near = {m.entity for m in named if before <= m.start and m.end <= found.start()}
                fits = {key for key in near if entities[key].gender in {"", gender}}
                # "He gave her a box" takes up one person, and another one from farther off.
                fits = {key for key in fits if here.get(key, gender) == gender}
                if len(fits) == 1:
                    key = fits.pop()
                    here[key] = gender
                    votes.setdefault(key, Counter())[gender] += 1
            before = start
    return votes


def _vote_beside(text: str, mention: Mention, votes: dict[str, Counter[str]]) -> None:
    """Count a word of kin or office that stands right beside a name: "his widow, Mary"."""
    before = re.findall(r"[a-z]+", text[max(0, mention.start - _NEAR) : mention.start])[-2:]
    behind = text[mention.end : mention.end + _NEAR]
    after = re.findall(r"[a-z]+", behind)[:3] if behind.startswith((", the ", ", a ")) else []
    for words, gender in ((_TOLD_F, "f"), (_TOLD_M, "m")):
        if words & {*before[-1:], *after}:
            votes.setdefault(mention.entity, Counter())[gender] += 1
