"""Widely known short forms written out, so that "USA" answers "United States".

Both the response and the answer are written out before they are compared: nothing is accepted
but another way to write the same words.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_KEPT: Final = 8192
_NAMES: Final[Mapping[str, str]] = {
    "us": "united states",
    "usa": "united states",
    "united states of america": "united states",
    "uk": "united kingdom",
    "ussr": "soviet union",
    "un": "united nations",
    "eu": "european union",
    "uae": "united arab emirates",
    "drc": "democratic republic of congo",
    "dr congo": "democratic republic of congo",
    "who": "world health organization",
    "imf": "international monetary fund",
    "ww1": "world war 1",
    "wwi": "world war 1",
    "first world war": "world war 1",
    "ww2": "world war 2",
    "wwii": "world war 2",
    "second world war": "world war 2",
    "pm": "prime minister",
    "nyc": "new york city",
}
"""Names that everybody shortens, each to the one form that is compared."""
_OPENINGS: Final[Mapping[str, str]] = {"st": "saint", "mt": "mount", "ft": "fort"}
"""Short words that stand for these at the start of a name only: "st" may be a street elsewhere."""
_WORDS: Final[Mapping[str, str]] = {"organisation": "organization", "percent": "per cent"}
_SMALL: Final = frozenset({"the", "a", "an"})
_NUMERALS: Final = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
_ROMAN: Final[Mapping[str, str]] = {
    roman: str(number) for number, roman in enumerate(_NUMERALS.split(), start=1)
}
_SHORT_OF_NAMES: Final = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, _NAMES), key=len, reverse=True))})\b"
)


@lru_cache(maxsize=_KEPT)
def spelled_out(text: str) -> str:
    """Return a normal text with its short forms written out and its small words left out.

    Roman numbers after a name are digits: "louis xiv" is "louis 14".
    """
    first, *rest = text.split() or [""]
    words = [_OPENINGS.get(first, first) if rest else first]
    words.extend(_ROMAN.get(word, word) for word in rest)
    written = _SHORT_OF_NAMES.sub(lambda found: _NAMES[found.group()], " ".join(words))
    return " ".join(_WORDS.get(word, word) for word in written.split() if word not in _SMALL)


def singular(word: str) -> str:
    """Return a word of English without the ending of several: "boxes" and "box" are "box"."""
    if word.endswith("ies") and len(word) > len("ties"):
        return f"{word[:-3]}y"
    if re.search(r"(?:s|x|z|ch|sh)es$", word):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
