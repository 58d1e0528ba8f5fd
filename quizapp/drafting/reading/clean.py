"""Blocks of a page -> the article's passages, and every line left out with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from quizapp.drafting.reading import clean_rules
from quizapp.drafting.reading.clean_headings import sort_headings
from quizapp.drafting.reading.clean_repeats import Seen, folded, lifted_from
from quizapp.drafting.reading.document import CleanPassage, DroppedLine, PassageKind
from quizapp.drafting.reading.read_blocks import Block, BlockKind, Source, count_words, pieces
from quizapp.errors import InputError

MAX_PASSAGES: Final = 500
"""A bank document holds no more passages than this."""

MAX_BLOCKS: Final = 4000
"""Lines of a page, all told: far above any article, and what the rules manage in seconds."""

MAX_KEPT: Final = 1500
"""Lines that are no repeats: three to a passage, with all that surrounds them."""

PASSAGE_CHARACTERS: Final = 3900
"""A passage of a bank document has at most 4000 characters."""

_HEADING_CHARACTERS: Final = 200
_APPEALS_FROM: Final = 0.6
"""An appeal stands in the last part of an article, or before its first paragraph."""


@dataclass(slots=True)
class _Cleaning:
    """The blocks still kept, and what was dropped."""

    kept: list[Block]
    dropped: list[DroppedLine] = field(default_factory=list)

    def drop(self, block: Block, why: str) -> None:
        self.dropped.append(DroppedLine(block.line, why, block.text))

    def sift(self, reasons: Iterable[tuple[Block, str]]) -> None:
        """Keep the blocks without a reason to leave them out."""
        kept = []
        for block, why in reasons:
            if why:
                self.drop(block, why)
            else:
                kept.append(block)
        self.kept = kept


def _surroundings(blocks: Sequence[Block]) -> Iterable[tuple[Block, str]]:
    after_colon = False
    for block in blocks:
        listed = block.kind is BlockKind.ITEM and after_colon
        marked = block.kind is BlockKind.HEADING and count_words(block.text) > 0
        yield block, "" if listed or marked else clean_rules.why_dropped(block.text)
        after_colon = listed or block.text.endswith(":")


def _without_repeats(blocks: Sequence[Block]) -> Iterable[tuple[Block, str]]:
    """Yield each block, with the line it repeats; short lines only inside a repeated run."""
    seen = Seen()
    lines = [0] * len(blocks)
    for index, block in enumerate(blocks):
        lines[index] = seen.repeats(block)
        if not lines[index]:
            seen.add(block)
    for index, block in enumerate(blocks):
        if lines[index] and count_words(block.text) < clean_rules.FEW_WORDS:
            beside = lines[max(0, index - 1) : index] + lines[index + 1 : index + 2]
            run = any(beside)
        else:
            run = True
        yield block, f"repeats line {lines[index]}" if lines[index] and run else ""


def _without_lifted(blocks: Sequence[Block]) -> Iterable[tuple[Block, str]]:
    keys = [(block, folded(block.text)) for block in blocks]
    for block in blocks:
        line = lifted_from(block, keys)
        yield block, f"a pull quote or subtitle: it stands in line {line} too" if line else ""


def _without_appeals(blocks: Sequence[Block]) -> Iterable[tuple[Block, str]]:
    late = int(len(blocks) * _APPEALS_FROM)
    for index, block in enumerate(blocks):
        at_an_end = index >= late or index == 0
        appeal = at_an_end and clean_rules.asks_for_money(block.text)
        yield block, "asks for money" if appeal else ""


def _captions_apart(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    captions, body = [], []
    for block in blocks:
        if clean_rules.is_caption(block):
            captions.append(replace(block, kind=BlockKind.CAPTION))
        else:
            body.append(block)
    return body, captions


def _joined_items(blocks: Sequence[Block]) -> Iterable[Block]:
    """Yield the blocks with lists made running text: after their colon, or in one passage."""
    waiting: list[Block] = []
    intro: Block | None = None
    for block in (*blocks, None):
        if block is not None and block.kind is BlockKind.ITEM:
            waiting.append(block)
            continue
        yield from _list_text(intro, waiting)
        intro, waiting = None, []
        if block is not None and block.text.endswith(":") and block.kind is not BlockKind.HEADING:
            intro = block
        elif block is not None:
            yield block


def _list_text(intro: Block | None, items: Sequence[Block]) -> Iterable[Block]:
    if intro is None and not items:
        return
    if intro is not None and not items:
        yield intro
        return
    long = sum(count_words(each.text) for each in items) > len(items) * clean_rules.SHORT // 2
    if long:
        yield from (() if intro is None else (intro,))
        yield from (replace(each, kind=BlockKind.PARAGRAPH) for each in items)
        return
    run = "; ".join(each.text.rstrip(".;, ") for each in items) + "."
    head = f"{intro.text} " if intro else ""
    first = intro or items[0]
    yield Block(first.line, head + run, BlockKind.PARAGRAPH)


def _numbered(
    blocks: Sequence[tuple[Block, str]], captions: Sequence[Block]
) -> tuple[CleanPassage, ...]:
    found: list[CleanPassage] = []
    texts = [
        (piece, heading, PassageKind.BODY, block.line)
        for block, heading in blocks
        for piece in pieces(block.text, limit=PASSAGE_CHARACTERS)
    ]
    texts += [
        (piece, "", PassageKind.CAPTION, block.line)
        for block in captions
        for piece in pieces(block.text, limit=PASSAGE_CHARACTERS)
    ]
    for number, (text, heading, kind, line) in enumerate(texts, start=1):
        found.append(
            CleanPassage(number, text, heading=heading[:_HEADING_CHARACTERS], kind=kind, line=line)
        )
    return tuple(found)


def _refuse_too_many(count: int, most: int, what: str) -> None:
    if count > most:
        raise InputError(
            f"The article has {count} {what}; at most {most} can be taken."
            " Split it into several articles.",
            field="article",
        )


def clean(source: Source) -> tuple[str, tuple[CleanPassage, ...], tuple[DroppedLine, ...]]:
    """Return title, passages and dropped lines of what a reader found.

    Raises:
        InputError: the page has more lines or passages than an article may have.
    """
    _refuse_too_many(len(source.blocks), MAX_BLOCKS, "paragraphs and lines")
    work = _Cleaning(list(source.blocks))
    work.sift(_surroundings(work.kept))
    work.sift(_without_repeats(work.kept))
    _refuse_too_many(len(work.kept), MAX_KEPT, "paragraphs and lines")
    body, captions = _captions_apart(work.kept)
    work.kept = body
    work.sift(_without_lifted(work.kept))
    work.sift(_without_appeals(work.kept))
    sorted_out = sort_headings(list(_joined_items(work.kept)), title=source.title)
    for block, why in sorted_out.dropped:
        work.drop(block, why)
    passages = _numbered(sorted_out.passages, captions)
    _refuse_too_many(len(passages), MAX_PASSAGES, "passages")
    dropped = sorted((*source.dropped, *work.dropped), key=lambda each: each.line)
    return sorted_out.title, passages, tuple(dropped)
