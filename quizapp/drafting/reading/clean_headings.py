"""Headings: which short lines head the passages below them, and which one is the title."""
# ruff: noqa: RUF001 - quotation marks and dashes of print stand here for themselves

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from quizapp.drafting.reading.clean_repeats import folded
from quizapp.drafting.reading.read_blocks import Block, BlockKind, count_words, ends_a_sentence

HEADING_WORDS: Final = 14
"""Words: headings are shorter."""

TITLE_WORDS: Final = 25
"""Words: the first line without a full stop may be a longer headline."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """An article's paragraphs under their headings.

    Attributes:
        title: as given, else the first short line before the first paragraph, else "".
        passages: each paragraph with its heading, or "".
        dropped: headings that head nothing, with the reason.
    """

    title: str
    passages: tuple[tuple[Block, str], ...]
    dropped: tuple[tuple[Block, str], ...]


def is_heading(block: Block, *, most: int = HEADING_WORDS) -> bool:
    """Return whether a block heads what follows: marked as a heading, or a short open line."""
    if block.kind is BlockKind.HEADING:
        return True
    if block.kind is not BlockKind.LINE or count_words(block.text) > most:
        return False
    text = block.text
    opens = text[0].isupper() or text[0].isdigit() or text[0] in "\"'“‘"
    asks = text.endswith("?") and count_words(text) < HEADING_WORDS
    closed = text.endswith((",", ";", ":", "”", '"')) or (ends_a_sentence(text) and not asks)
    return opens and not closed


def _find_title(blocks: Sequence[Block]) -> Block | None:
    """Return the first short line, if it stands before the first paragraph."""
    if blocks and is_heading(blocks[0], most=TITLE_WORDS) and not blocks[0].text.endswith("?"):
        return blocks[0]
    return blocks[0] if blocks and blocks[0].kind is BlockKind.HEADING else None


def sort_headings(blocks: Sequence[Block], *, title: str) -> Sorted:
    """Return the paragraphs under their headings.

    A line that asks is a heading only if more than its answer's length stands below it, so that
    the questions of an interview stay in its text.
    """
    first = None if title else _find_title(blocks)
    if first is not None:
        title = first.text
    rest = [each for each in blocks if each is not first]
    if rest and title and folded(rest[0].text) == folded(title):
        rest = rest[1:]
    heading, unused = "", None
    passages: list[tuple[Block, str]] = []
    dropped: list[tuple[Block, str]] = []
    for index, block in enumerate(rest):
        if is_heading(block) and not _is_question_of_an_interview(rest, index):
            if unused is not None:
                dropped.append((unused, "a heading with nothing under it"))
            heading, unused = block.text, block
        else:
            passages.append((block, heading))
            unused = None
    if unused is not None:
        dropped.append((unused, "a heading with nothing under it"))
    return Sorted(title, tuple(passages), tuple(dropped))


def _is_question_of_an_interview(blocks: Sequence[Block], index: int) -> bool:
    block = blocks[index]
    if block.kind is BlockKind.HEADING or not block.text.endswith("?"):
        return False
    questions = sum(each.kind is BlockKind.LINE and each.text.endswith("?") for each in blocks)
    return questions > 2  # noqa: PLR2004 - one or two headings ask; three lines that ask are an interview
