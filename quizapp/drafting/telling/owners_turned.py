"""Whose something is, said the other way round: "the owl's wingspan", "the wingspan of the owl"."""

# ruff: noqa: RUF001 - articles are written with typographic apostrophes

import re
from collections.abc import Iterator
from typing import Final

from quizapp.drafting.lexis.lexicon import tag_of

_OF_THE: Final = re.compile(
    r"\b[Tt]he ((?:[a-z]+ )?\w+) of ((?:the )?[A-Z]\w+(?: [A-Z]\w+)*|the \w+)(?= (\w+)|$)"
)
_REST_OF_OWNER: Final = re.compile(
    r" ([a-z]+)(?= (?:is|are|was|were|has|have|had|can|could|will|would|may|might|must)\b)"
)
"""The noun between an owner's first words and the verb: "the Marl bore is"."""
_OWNED: Final = re.compile(
    r"\b((?:the )?[A-Z]\w+(?: [A-Z]\w+)*|(?:the) \w+)['’]s (\w+)(?= (\w+)|[.,]|$)"
)
_NEVER_OWNED: Final = frozenset(
    {"west", "east", "north", "south", "number", "end", "rest", "lack", "majority", "part", "use"}
    | {"risk", "kind"}
)
"""Nouns that nothing is said to own."""
_SMALL: Final = ("IN", "DT", "VB", "MD", "TO", "CC", "WD", "PR", "RB", "WP", "WR")


def ends_phrase(word: str | None) -> bool:
    """Return whether the word ends a noun phrase: a preposition, a verb, nothing."""
    return not word or tag_of(word.lower()).startswith(_SMALL)


def _function_only(word: str) -> bool:
    """Return whether a word is never a noun: "for", "also", unlike "bore"."""
    return ends_phrase(word) and not tag_of(word).startswith("VB")


def is_noun(word: str) -> bool:
    """Return whether the lexicon knows the word for a noun."""
    return tag_of(word.lower()).startswith("NN")


def owners_turned(text: str) -> Iterator[str]:
    """Yield a text with one owner put before what it owns, or behind it."""
    for match in _OF_THE.finditer(text):
        owner, end, behind = match[2], match.end(), match[3]
        rest = _REST_OF_OWNER.match(text, end)
        if rest is not None and owner.startswith("the ") and not _function_only(rest[1]):
            owner, end, behind = f"{owner} {rest[1]}", rest.end(), "is"
        if match[3] in {"the", "of", "and", "von", "de"} and (
            match[3] == "and" or " " in owner.removeprefix("the ")
        ):
            continue  # "the troops of Duke Albrecht the Younger", "the battles of Tarn and Marl"
        last = tag_of(owner.split()[-1])  # a word that is not known is a noun: "the osprey"
        if owner.startswith("the ") and owner.islower() and last and not last.startswith("NN"):
            continue  # "the implications of the proposed zoning changes"
        if match[3] in {"of", "and", "or"}:
            continue  # "the direction of the field of the Earth", "of Lexington and Concord"
        noun = match[1].split()[-1]
        if not is_noun(noun) or not ends_phrase(behind) or owner.endswith("s"):
            continue
        if match[1][0].isupper() or noun in _NEVER_OWNED:
            continue
        opens = match.group()[0] == "T"
        owner = owner[:1].upper() + owner[1:] if opens else owner
        yield f"{text[: match.start()]}{owner}'s {match[1]}{text[end:]}"
    for match in _OWNED.finditer(text):
        title = match[2][:1].isupper()  # "Alice's Adventures in Wonderland"
        if not title and match[3] != "of" and ends_phrase(match[3]) and is_noun(match[2]):
            yield f"{text[: match.start()]}the {match[2]} of {match[1]}{text[match.end() :]}"
