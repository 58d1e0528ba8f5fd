"""Plain text -> blocks: lines, hard-wrapped paragraphs, list items."""
# ruff: noqa: RUF001 - quotation marks and dashes of print stand here for themselves

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from quizapp.drafting.reading.read_blocks import (
    Block,
    BlockKind,
    Source,
    count_words,
    ends_a_sentence,
    tidy,
)

_ITEM: Final = re.compile(r"\s*(?:[-*+•‣◦▪·–—]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_MARKED_HEADING: Final = re.compile(r"#{1,6}\s+(?=\S)")
WRAP: Final = (45, 100)
"""Columns that people and programs wrap text at."""

_FITS: Final = 0.85
"""Share of line ends at which the next word would not have fitted, in wrapped text."""

_SENTENCE_BREAK: Final = re.compile(r"[a-z)][.!?][\"'”’)]*\s+[\"'“‘(]?[A-Z]")

Line = tuple[int, str]


def split_lines(text: str) -> list[Line]:
    """Return the lines with their numbers, from 1; white space at their ends removed."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = re.split("[\n\x0b\x0c\x85\u2028\u2029]", unified)
    return [(number, line.expandtabs(4).rstrip()) for number, line in enumerate(lines, start=1)]


def groups(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield the runs of lines without a blank line between them."""
    group: list[Line] = []
    for number, line in lines:
        if line.strip():
            group.append((number, line))
        elif group:
            yield group
            group = []
    if group:
        yield group


def wrap_width(lines: Sequence[Line]) -> int:
    """Return the column that the text is hard-wrapped at, or 0 where each line is a paragraph."""
    lengths = sorted(len(line) for _, line in lines if line.strip())
    low, high = WRAP
    if not lengths:
        return 0
    # A long address or a table's row sticks out of wrapped text; two of a hundred may.
    width = lengths[int(len(lengths) * 0.98)] if len(lengths) > 50 else lengths[-1]  # noqa: PLR2004 - two of a hundred need fifty lines
    if not low <= width <= high:
        return 0
    full = ends = 0
    for group in groups(lines):
        for (_, line), (_, following) in pairwise(group):
            if ends_a_sentence(line) or _ITEM.match(following):
                continue
            ends += 1
            full += len(line) + 1 + len(following.split(maxsplit=1)[0]) > width
    return width if ends and full >= _FITS * ends else 0


def _paragraphs(group: Sequence[Line], width: int) -> Iterator[list[Line]]:
    """Yield the paragraphs of a wrapped group: indented, or after a line that ends early."""
    paragraph: list[Line] = []
    for number, line in group:
        if paragraph and _begins(paragraph, line, width):
            yield paragraph
            paragraph = []
        paragraph.append((number, line))
    if paragraph:
        yield paragraph


def _begins(paragraph: Sequence[Line], line: str, width: int) -> bool:
    last = paragraph[-1][1]
    room = width - len(last) - 1 - len(line.split(maxsplit=1)[0])
    indent = len(line) - len(line.lstrip())
    first_indent = len(paragraph[0][1]) - len(paragraph[0][1].lstrip())
    if _ITEM.match(line) and (room > 0 or _ITEM.match(paragraph[0][1])):
        return True
    if _ITEM.match(paragraph[0][1]):
        return indent <= first_indent and room > 0
    deeper = indent > len(last) - len(last.lstrip())
    if deeper and (ends_a_sentence(last) or room > 0):
        return True
    # A heading, or the end of a paragraph, leaves room for more than the next word.
    return room > width // 6 and (ends_a_sentence(last) or len(paragraph) == 1)


def _joined(paragraph: Sequence[Line]) -> str:
    text = ""
    for _, line in paragraph:
        stripped = line.strip()
        glued = re.search(r"\w-$", text) is not None and not stripped.startswith("-")
        text += stripped if glued or not text else f" {stripped}"
    return text


def block_of(number: int, text: str, *, whole: bool = False) -> Block | None:
    """Return the block that a line or paragraph makes, None for one without any sign."""
    if marked := _MARKED_HEADING.match(text):
        heading = tidy(text[marked.end() :])
        return Block(number, heading, BlockKind.HEADING) if heading else None
    item = _ITEM.match(text)
    plain = tidy(text[item.end() :] if item else text)
    if not plain:
        return None
    if item:
        return Block(number, plain, BlockKind.ITEM)
    kind = BlockKind.PARAGRAPH if whole and count_words(plain) > 1 else BlockKind.LINE
    return Block(number, plain, kind)


def _sentence_lines(all_groups: Sequence[Sequence[Line]]) -> bool:
    """Return whether each line is one sentence and blank lines part the paragraphs."""
    inner = [line for group in all_groups for _, line in group[:-1]]
    return (
        len(all_groups) > 2  # noqa: PLR2004 - three paragraphs show a habit
        and len(inner) * 2 >= len(all_groups)
        and all(ends_a_sentence(line.strip()) for line in inner)
        and not any(_SENTENCE_BREAK.search(line) for line in inner)
    )


def plain_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of plain text, whichever way its paragraphs are parted."""
    lines = split_lines(text)
    width = wrap_width(lines)
    found: list[Block | None] = []
    all_groups = list(groups(lines))
    together = not width and _sentence_lines(all_groups)
    for group in all_groups:
        if width:
            found.extend(
                block_of(part[0][0], _joined(part), whole=len(part) > 1)
                for part in _paragraphs(group, width)
            )
        elif together:
            found.append(block_of(group[0][0], _joined(group), whole=len(group) > 1))
        else:
            found.extend(block_of(number, line) for number, line in group)
    return tuple(each for each in found if each is not None)


def read_plain(text: str) -> Source:
    """Return what plain text holds; its title is found later, among its short lines."""
    return Source(plain_blocks(text))
