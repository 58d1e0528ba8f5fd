"""Brings typed answers to a common form: case, accents, punctuation, leading article words."""

import re
import unicodedata
from functools import lru_cache

_FOLDS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"}
)
_APOSTROPHES = re.compile(r"['\u2019\u2018\u02bc`\u00b4]")
_DOTTED = re.compile(r"\b(?:\w\.){2,}\w?")
_ARTICLES = ("the ", "a ", "an ")

_KEPT = 8192
"""Texts kept in their common form: right and wrong answers come again with every response."""


@lru_cache(maxsize=_KEPT)
def normal(text: str) -> str:
    """Return ``text`` so that spellings of one answer are equal.

    Compatibility forms, case, accents, punctuation, hyphens and spaces do not count; "&" is
    "and"; a leading article word is dropped; "U.S." is "us".
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDS)
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", folded)
        if unicodedata.category(letter) != "Mn"
    )
    bare = _APOSTROPHES.sub("", bare.replace("&", " and "))
    bare = _DOTTED.sub(lambda found: found.group().replace(".", ""), bare)
    words = " ".join(re.sub(r"[\W_]+", " ", bare).split())
    for article in _ARTICLES:
        if words.startswith(article) and len(words) > len(article):
            return words[len(article) :]
    return words


def tight(text: str) -> str:
    """Return a normal text without its spaces: "glas nost" is "glasnost"."""
    return text.replace(" ", "")
