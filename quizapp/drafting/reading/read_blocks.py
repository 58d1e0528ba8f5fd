"""Blocks: the paragraphs, headings and list items of a source, before anything is judged."""
# ruff: noqa: RUF001 - quotation marks and dashes of print stand here for themselves

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from quizapp.drafting.reading.document import DroppedLine


class BlockKind(StrEnum):
    """What a block is on its page.

    ``LINE`` is a line of plain text, of which nobody has said whether it is a heading.
    """

    LINE = "line"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a source; ``line`` is its line (or its number on the page), from 1."""

    line: int
    text: str
    kind: BlockKind = BlockKind.LINE


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader makes of a file: its blocks in order, and what the format itself left out."""

    blocks: tuple[Block, ...]
    title: str = ""
    dropped: tuple[DroppedLine, ...] = field(default=())


_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Soft hyphens, zero-width and direction marks: they are not seen and break every comparison."""

_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)\]]*$")
_LAST_SENTENCE_BREAK: Final = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")


def tidy(text: str) -> str:
    """Return the text in NFC, on one line, with single spaces and without unseen characters."""
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def ends_a_sentence(text: str) -> bool:
    """Return whether the text ends as a sentence does."""
    return bool(_SENTENCE_END.search(text))


def count_words(text: str) -> int:
    """Return the number of words, by spaces, that hold a letter or a digit."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


def pieces(text: str, *, limit: int) -> Iterable[str]:
    """Yield the text in pieces of at most ``limit`` characters, cut after sentences if it can."""
    while len(text) > limit:
        breaks = [each.end() for each in _LAST_SENTENCE_BREAK.finditer(text, 0, limit)]
        at = breaks[-1] if breaks else text.rfind(" ", 1, limit) + 1
        at = at or limit
        yield text[:at].strip()
        text = text[at:].strip()
    yield text
