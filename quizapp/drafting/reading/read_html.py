"""HTML -> blocks: the article by trafilatura, the rest of the page listed as left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import trafilatura
from lxml import etree, html
from lxml.etree import _Element as Element

from quizapp.drafting.reading.clean_repeats import folded
from quizapp.drafting.reading.decode import decode
from quizapp.drafting.reading.document import DroppedLine
from quizapp.drafting.reading.read_blocks import Block, BlockKind, Source, count_words, tidy
from quizapp.errors import InputError

_DECLARED: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_HEAD: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_HEAD_BYTES: Final = 4096

_UNREAD: Final = frozenset(
    ("script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object", "canvas")
)
_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "picture",
        "source",
    ]
)
_AROUND: Final = frozenset(("nav", "header", "footer", "aside", "form", "button", "select"))
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_FEWEST_WORDS: Final = 25
"""Below this trafilatura has not found the article of a page that is simply made."""

OUTSIDE: Final = "outside the article"


@dataclass(frozen=True, slots=True)
class _PageBlock:
    """A run of text of the page; ``around`` is True inside menus, heads, feet and forms."""

    number: int
    tag: str
    text: str
    around: bool


class _Page:
    """Collects the page's text block by block, in the order it is read."""

    def __init__(self) -> None:
        self.blocks: list[_PageBlock] = []
        self._text: list[str] = []
        self._tags: list[str] = []
        self._unread = 0

    def walk(self, root: Element) -> None:
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event in {"comment", "pi"}:
                self._say(element.tail)
                continue
            tag = str(element.tag).rpartition("}")[2].casefold()
            if event == "start":
                self._start(tag, element.text)
            else:
                self._end(tag, element.tail)
        self._flush()

    def _start(self, tag: str, text: str | None) -> None:
        if tag in _UNREAD:
            self._unread += 1
        if tag == "br":
            self._say(" ")
        elif tag not in _INLINE:
            self._flush()
        self._tags.append(tag)
        self._say(text)

    def _end(self, tag: str, tail: str | None) -> None:
        if tag not in _INLINE and tag != "br":
            self._flush()
        self._tags.pop()
        if tag in _UNREAD:
            self._unread -= 1
        self._say(tail)

    def _say(self, text: str | None) -> None:
        if text and not self._unread:
            self._text.append(text)

    def _flush(self) -> None:
        text = tidy("".join(self._text))
        self._text.clear()
        if text:
            outer = [tag for tag in self._tags if tag not in _INLINE]
            tag = "figcaption" if "figcaption" in outer else (outer[-1] if outer else "")
            # An article's own head holds its title and lead, a page's holds the menu.
            around = bool(_AROUND.intersection(outer)) and not (
                "article" in outer and "header" in outer and "nav" not in outer
            )
            self.blocks.append(_PageBlock(len(self.blocks) + 1, tag, text, around))


def _found(markup: str) -> tuple[str, list[tuple[BlockKind, str]]]:
    """Return the title and the blocks that trafilatura takes for the article."""
    extracted = trafilatura.extract(
        markup,
        output_format="xml",
        with_metadata=True,
        include_comments=False,
        include_tables=False,
    )
    if not extracted:
        return "", []
    root = etree.fromstring(extracted.encode(), etree.XMLParser(resolve_entities=False))
    main = root.find("main")
    blocks = [] if main is None else list(_elements(main))
    return tidy(root.get("title") or ""), blocks


def _elements(main: Element) -> Iterator[tuple[BlockKind, str]]:
    for element in main.iter("head", "p", "item", "quote", "ab"):
        if any(each.tag in {"item", "p"} for each in element.iterancestors()):
            continue
        for text in _lines_of(element):
            match element.tag:
                case "head":
                    yield BlockKind.HEADING, text
                case "item":
                    yield BlockKind.ITEM, text
                case _:
                    yield BlockKind.PARAGRAPH, text


def _lines_of(element: Element) -> Iterator[str]:
    """Yield the paragraphs of an element: two line breaks part them."""
    if element.tag == "quote" and element.find("p") is not None:
        return
    for lb in element.iter("lb"):
        lb.text = "\n"
    parts = re.split(r"\n[ \t]*\n", "".join(str(part) for part in element.itertext()))
    yield from (text for part in parts if (text := tidy(part)))


class _Matcher:
    """Finds the page's block of each extracted text, going on from the last one found."""

    def __init__(self, page: Sequence[_PageBlock]) -> None:
        self._keys = [folded(each.text) for each in page]
        self._page = page
        self._last = 0
        self.used: set[int] = set()

    def number_of(self, text: str) -> int:
        key = folded(text)
        order = (*range(self._last, len(self._keys)), *range(self._last))
        parts = [index for index in order if self._keys[index] and self._is_in(index, key)]
        if parts:
            self._last = parts[0]
            self.used.update(parts)
        return self._page[self._last].number if self._page else 1

    def _is_in(self, index: int, key: str) -> bool:
        known = self._keys[index]
        return (
            known == key
            or f" {key} " in f" {known} "
            or (len(known) > len(key) // 2 and f" {known} " in f" {key} ")
        )


def _plainly_made(page: Sequence[_PageBlock]) -> list[tuple[BlockKind, str]]:
    """Return the blocks of a page without a frame, for pages that trafilatura finds too small."""
    found = []
    for each in page:
        if each.around or each.tag in {"td", "th", "figcaption"}:
            continue
        kind = BlockKind.ITEM if each.tag == "li" else BlockKind.PARAGRAPH
        found.append((BlockKind.HEADING if each.tag in _HEADINGS else kind, each.text))
    return found


def _parse(markup: str) -> Element:
    try:
        return html.document_fromstring(markup)
    except (etree.ParserError, ValueError):
        raise InputError(
            "There is no text in this HTML file. Send the saved page of an article.",
            field="article",
        ) from None


def read_html(data: bytes) -> Source:
    """Return what an HTML page holds; lines are the numbers of its blocks, from 1.

    Raises:
        InputError: the bytes cannot be decoded, or there is no page in them.
    """
    declared = _DECLARED.search(data[:_HEAD_BYTES])
    text = decode(data, declared=declared.group(1).decode("ascii") if declared else "")
    markup = _XML_HEAD.sub("", text)
    root = _parse(markup)
    page = _Page()
    page.walk(root)
    title, found = _found(markup)
    if sum(count_words(text) for _, text in found) < _FEWEST_WORDS:
        found = _plainly_made(page.blocks)
    first = next((each.text for each in page.blocks if each.tag == "h1"), "")
    title = title or first or tidy(root.findtext(".//title") or "")
    return _source(page.blocks, found, title)


def _source(
    page: Sequence[_PageBlock], found: Sequence[tuple[BlockKind, str]], title: str
) -> Source:
    tags = {each.number: each.tag for each in page}
    matcher = _Matcher(page)
    blocks = []
    for kind, text in found:
        number = matcher.number_of(text)
        caption = tags.get(number) == "figcaption"
        blocks.append(Block(number, text, BlockKind.CAPTION if caption else kind))
    span = range(min(matcher.used, default=0), max(matcher.used, default=-1) + 1)
    dropped = []
    for index, each in enumerate(page):
        if index in matcher.used or folded(each.text) == folded(title):
            continue
        if each.tag == "figcaption" and index in span:
            blocks.append(Block(each.number, each.text, BlockKind.CAPTION))
        else:
            why = "a table" if each.tag in {"td", "th"} and index in span else OUTSIDE
            dropped.append(DroppedLine(each.number, why, each.text))
    without_title = [
        each
        for each in blocks
        if not (each.kind is BlockKind.HEADING and folded(each.text) == folded(title))
    ]
    return Source(tuple(without_title), title, tuple(dropped))
