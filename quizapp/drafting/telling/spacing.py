"""How words are joined into a text: spaces, capitals, marks at the end."""

import re
from collections.abc import Iterable
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.lexis.lexicon import is_common
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import Clause, Sentence
from quizapp.drafting.shapes.proposal import Page
from quizapp.drafting.shapes.spans import MentionKind

_SPACED: Final = (
    (" ,", ","),
    (" .", "."),
    (" ;", ";"),
    ("( ", "("),
    (" )", ")"),
    (" %", "%"),
    (" :", ":"),
)


_LOOSE_QUOTE: Final = re.compile(r'(?:(?<= )|^)" ([^"]+?) "(?= |$|[.,;:])')

GLUE: Final = "\N{WORD JOINER}"
"""Between two words that have no space between them in the passage."""


def capital(text: str) -> str:
    """Return the text with a capital at its start."""
    return text[:1].upper() + text[1:]


_NUMBERS: Final = word_set(
    "two three four five six seven eight nine ten eleven twelve dozens hundreds thousands"
)


def small(text: str, page: Page) -> str:
    """Return the text with a small letter at its start unless a name stands there."""
    first = re.split(r"[\s,'\u2019]", text, maxsplit=1)[0]
    if len(first) > 1 and not first[1:].islower():
        return text
    people = (each.name for each in page.entities.values() if each.kind is EntityKind.PERSON)
    if any(first in name.split() for name in people):
        return text
    if any(
        each.kind is MentionKind.ENTITY and each.text.startswith(first)
        for each in page.mentions
        if first.casefold() not in {"the", "a", "an"}
    ):
        return text
    plain = is_common(first) or len(first) == 1 or first.casefold() in _NUMBERS
    return text[:1].lower() + text[1:] if plain else text


def joined(words: Iterable[str]) -> str:
    """Return words with spaces between, none before commas and the like."""
    text = " ".join(each for each in words if each).replace(f" {GLUE} ", "").replace(GLUE, "")
    for wrong, right in _SPACED:
        text = text.replace(wrong, right)
    text = re.sub(r"([$€£(]) ", r"\1", text)
    text = re.sub(r" (['\u2019]s\b|n['\u2019]t\b)", r"\1", text)
    text = re.sub(r"(?<=s) (['\u2019])(?= )", r"\1", text)
    text = _LOOSE_QUOTE.sub(r'"\1"', text)
    return re.sub(r"\s{2,}", " ", text).strip(" ,;:")


def end_marks(sentence: Sentence, clause: Clause) -> list[tuple[int, int]]:
    """Return the marks at the end of a clause."""
    end = clause.end
    while (
        end > clause.first
        and not sentence.tokens[end - 1].text[-1].isalnum()
        and (sentence.tokens[end - 1].text not in {'"', "”", ")", "%", "'", "\u2019"})
    ):
        end -= 1
    if end > clause.first and sentence.tokens[end - 1].tag == "CC":
        end -= 1
    return [(end, clause.end)]
