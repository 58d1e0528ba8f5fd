"""What the bundled lexicon and our word lists know of single words."""

import warnings
from collections.abc import Mapping
from functools import cache
from typing import Final

from quizapp.drafting.data import word_set, words
from quizapp.drafting.lexis.lean import lean_imports

_ROYAL: Final = word_set("lexicon_royal")
"""Titles that stay a part of the name."""


@cache
def _lexicon() -> Mapping[str, str]:
    """Return the bundled lexicon, read once; the library leaves its file to be closed for it.

    The library comes with it, not with this file: a server, which imports what drafts are made of,
    asks nothing of the lexicon, and was 30 MB larger with it.
    """
    with lean_imports():
        from textblob.en import parser  # noqa: PLC0415 - see above
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        parser.lexicon.get("the")
    found: Mapping[str, str] = parser.lexicon
    return found


def load_lexicon() -> None:
    """Read the bundled lexicon before the tagger does, which leaves its file open."""
    _lexicon()


@cache
def tag_of(word: str) -> str:
    """Return the tag the lexicon gives the word in small letters, or ""."""
    return str(_lexicon().get(word) or "")


def is_common(word: str) -> bool:
    """Return whether the word, written small, is an ordinary word of English."""
    tag = tag_of(word.lower())
    return bool(tag) and not tag.startswith("NNP")


def is_function_word(word: str) -> bool:
    """Return whether the word is none that a name is made of: the, during, however, she."""
    tag = tag_of(word.lower())
    return tag[:2] in {"IN", "DT", "PR", "CC", "WD", "WR", "WP", "RB", "MD", "TO", "EX", "UH", "PD"}


@cache
def _titles() -> tuple[tuple[str, ...], ...]:
    found = {tuple(each.split()) for each in words("titles")}
    return tuple(sorted(found, key=lambda each: (-len(each), each)))


def title_at(tokens: tuple[str, ...], index: int) -> int:
    """Return how many tokens from ``index`` make up a person's title: 0, 1, 2..."""
    for title in _titles():
        if tokens[index : index + len(title)] == title:
            return len(title)
    return 0


def is_royal(word: str) -> bool:
    """Return whether the title stays a part of the name: Queen, Pope, Lord."""
    return word in _ROYAL


@cache
def given_names() -> frozenset[str]:
    """Return the given names we know."""
    return words("given_names_male") | words("given_names_female")


def gender_of(given: str) -> str:
    """Return "m" or "f" for a given name that mostly men or women bear, else ""."""
    male, female = given in words("given_names_male"), given in words("given_names_female")
    if male == female:
        return ""
    return "m" if male else "f"
