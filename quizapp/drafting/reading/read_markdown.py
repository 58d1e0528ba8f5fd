"""Markdown -> blocks: marks removed, code and tables left out, headings kept. Our own few rules."""

import html
import re
from collections.abc import Sequence
from typing import Final

from quizapp.drafting.reading.document import DroppedLine
from quizapp.drafting.reading.read_blocks import Block, BlockKind, Source, tidy
from quizapp.drafting.reading.read_plain import split_lines

_HEADING: Final = re.compile(r" {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$")
_UNDERLINE: Final = re.compile(r" {0,3}(=+|-{3,})\s*$")
_RULE: Final = re.compile(r" {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_ITEM: Final = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
_ROW: Final = re.compile(r"\s*\|.*\|\s*$|\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)+$")
_DEFINITION: Final = re.compile(r" {0,3}\[[^\]]+\]:\s*\S+")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)

_SPANS: Final = (
    (re.compile(r"!\[([^\]]{0,300})\](?:\([^)]*\)|\[[^\]]*\])"), ""),
    (re.compile(r"\[\^[^\]]{1,99}\]"), ""),
    (re.compile(r"\[([^\[\]]{1,300})\]\((?:[^()]|\([^()]{0,300}\)){0,900}\)"), r"\1"),
    (re.compile(r"\[([^\[\]]{1,300})\]\[[^\]]{0,300}\]"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]{1,900}|[^@<>\s]{1,99}@[^<>\s]{1,99})>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>]{0,900}>"), ""),
    (re.compile(r"(?<!\\)(`+)(.{1,300}?)\1"), r"\2"),
    (re.compile(r"(?<![\\*\w])(\*{1,3})(?=\S)(.{1,300}?)(?<=\S)\1(?!\*)"), r"\2"),
    (re.compile(r"(?<![\\_\w])(_{1,3})(?=\S)(.{1,300}?)(?<=\S)\1(?![\w_])"), r"\2"),
    (re.compile(r"~~(?=\S)(.{1,300}?)~~"), r"\1"),
    (re.compile(r"(?:  |\\)$"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),
)
"""Marks inside a line and what stays of them; in this order."""


def _plain(text: str) -> str:
    for pattern, stays in _SPANS:
        text = pattern.sub(stays, text)
    return tidy(html.unescape(text))


class _Reader:
    """Goes through the lines once; what runs on is collected until something ends it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.dropped: list[DroppedLine] = []
        self.run: list[tuple[int, str]] = []
        self.kind = BlockKind.PARAGRAPH
        self.fence = ""

    def read(self, lines: Sequence[tuple[int, str]]) -> None:
        for number, line in lines:
            if self.fence or _FENCE.match(line):
                self._code(number, line)
            else:
                self._line(number, line)
        self._end()

    def _code(self, number: int, line: str) -> None:
        opened = _FENCE.match(line)
        if not self.fence and opened:
            self._end()
            self.fence = opened.group(1)
        elif opened and line.strip() == self.fence[0] * len(line.strip()):
            self.fence = "" if len(line.strip()) >= len(self.fence) else self.fence
        self._drop(number, "code", line)

    def _drop(self, number: int, why: str, line: str) -> None:
        if line.strip():
            self.dropped.append(DroppedLine(number, why, line.strip()))

    def _line(self, number: int, line: str) -> None:
        heading = _HEADING.match(line)
        if heading:
            self._end()
            self._add(number, heading.group(2) or "", BlockKind.HEADING)
        elif self.run and self.kind is BlockKind.PARAGRAPH and _UNDERLINE.match(line):
            self.kind = BlockKind.HEADING
            self._end()
        elif not line.strip() or _RULE.match(line):
            self._end()
        elif _ROW.match(line):
            self._end()
            self._drop(number, "a table", line)
        elif _DEFINITION.match(line):
            self._end()
            self._drop(number, "a link's or a note's address", line)
        elif not self.run and line.startswith("    ") and self.kind is not BlockKind.ITEM:
            self._drop(number, "code", line)
        else:
            self._text(number, line)

    def _text(self, number: int, line: str) -> None:
        line = re.sub(r"^ {0,3}(?:>\s?)+", "", line)
        item = _ITEM.match(line)
        if item:
            self._end()
            self.kind = BlockKind.ITEM
            line = line[item.end() :]
        elif not self.run:
            self.kind = BlockKind.PARAGRAPH
        self.run.append((number, line))

    def _end(self) -> None:
        if self.run:
            self._add(self.run[0][0], " ".join(line for _, line in self.run), self.kind)
        self.run = []

    def _add(self, number: int, text: str, kind: BlockKind) -> None:
        plain = _plain(text)
        if plain:
            self.blocks.append(Block(number, plain, kind))


def _front_matter(lines: Sequence[tuple[int, str]]) -> tuple[str, int]:
    """Return the title of a YAML head and the number of lines it takes."""
    if not lines or lines[0][1].strip() != "---":
        return "", 0
    for index, (_, line) in enumerate(lines[1:60], start=1):
        if line.strip() in {"---", "..."}:
            head = "\n".join(text for _, text in lines[1:index])
            found = re.search(r"^title:\s*[\"']?(.+?)[\"']?\s*$", head, re.MULTILINE)
            return (found.group(1) if found else ""), index + 1
    return "", 0


def read_markdown(text: str) -> Source:
    """Return what a Markdown file holds; its title is its head's, else its first # heading."""
    blanked = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)
    lines = split_lines(blanked)
    title, skipped = _front_matter(lines)
    reader = _Reader()
    reader.read(lines[skipped:])
    blocks = reader.blocks
    if not title and blocks and blocks[0].kind is BlockKind.HEADING:
        title = blocks[0].text
        blocks = blocks[1:]
    return Source(tuple(blocks), title, tuple(reader.dropped))
