"""The words of a text as they are compared, and whether one text holds those of another."""

import re
import sys
from functools import lru_cache

_REMEMBERED = 32_768
"""Pure results kept: the same names and texts of a pool meet in every question of a kind."""
_OF_LATE = 4_096
"""Results kept of what is asked for again while the questions of an article are made."""
SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "to", "a", "an"})
"""Words that say nothing about a name and are left out of its initials."""

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")

_QUOTED = re.compile(r"\u201c[^\u201d]*\u201d|\"[^\"]*\"")


@lru_cache(maxsize=_OF_LATE)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` in lower case, without punctuation."""
    # One object a word: kept texts share most of theirs, and are compared faster.
    return tuple(map(sys.intern, _WORD.findall(text.casefold())))


@lru_cache(maxsize=_REMEMBERED)
def word_set(text: str) -> frozenset[str]:
    """Return the different words of ``text``."""
    return frozenset(words_of(text))


@lru_cache(maxsize=_REMEMBERED)
def telling_words(text: str) -> frozenset[str]:
    """Return the words of ``text`` but those that say nothing about a name."""
    return word_set(text) - SMALL_WORDS


def outside_quotes(text: str) -> str:
    """Return ``text`` with a mark for each run between quotation marks: those words are not ours.

    The mark is a word that no text has, so that what stands on both sides is no run of words.
    """
    return _QUOTED.sub(" \u02ad ", text) if "\u201c" in text or '"' in text else text


def mentions(text: str, form: str) -> bool:
    """Return whether ``text`` contains ``form`` as whole words; abbreviations keep their case."""
    if form.casefold() not in text.casefold():
        return False  # Most often so, and far cheaper than a pattern made for one name.
    flags = 0 if form.isupper() else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, flags) is not None
