"""One object of a bank's file is put in, replaced or taken out; no other line changes. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Final

import yaml

from quizapp.bank.emit import (
    STEP,
    emit_article,
    emit_entity,
    emit_fact,
    emit_item,
    emit_value,
    ordered_article,
    ordered_entity,
    ordered_fact,
)
from quizapp.bank.terms import JsonObject
from quizapp.bank.yaml_tree import Node, Tree, read_tree
from quizapp.errors import BankErrors, NotFoundError, Problem

_EMITTERS: Final[dict[str, Callable[..., str]]] = {"facts": emit_fact, "entities": emit_entity}
_ORDERS: Final = {"facts": ordered_fact, "entities": ordered_entity}
_Edit = tuple[int, int, str]
"""First line, line after the last, and what stands there instead."""


@dataclass(frozen=True, slots=True)
class _Span:
    """Lines of an item or entry, from 0, without blank lines and comments after it."""

    start: int
    end: int


class _File:
    """A file's lines with its tree."""

    def __init__(self, file: str, text: str) -> None:
        tree, self.ends = _read(file, text)
        root = tree.root
        if text.strip() and (root is None or not isinstance(root.children, dict)):
            problems = tree.problems or [_not_a_mapping(file)]
            raise BankErrors(problems)
        self.children = root.children if root and isinstance(root.children, dict) else {}
        self.keys = (root.keys if root else None) or {}
        self.lines = text.splitlines(keepends=True)
        self.newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"

    def items(self, node: Node) -> list[_Span]:
        """Return the lines of each item of a list."""
        children = node.children if isinstance(node.children, list) else []
        return [_Span(self._dash(each), self.last(each) + 1) for each in children]

    def entries(self, node: Node) -> dict[str, _Span]:
        """Return the lines of each key of a mapping with its value."""
        children = node.children if isinstance(node.children, dict) else {}
        keys = node.keys or {}
        return {key: _Span(keys[key][0] - 1, self.last(each) + 1) for key, each in children.items()}

    def put(self, start: int, end: int, text: str) -> None:
        """Replace these lines by a text that ends with a line break, or is empty."""
        if start and text and not self.lines[start - 1].endswith(("\n", "\r")):
            self.lines[start - 1] += self.newline
        new = text.replace("\n", self.newline).splitlines(keepends=True)
        if new and end == len(self.lines) > start and not self.lines[-1].endswith(("\n", "\r")):
            new[-1] = new[-1].rstrip("\r\n")
        self.lines[start:end] = new

    def is_blank(self, line: int) -> bool:
        """Return whether a line holds nothing."""
        return 0 <= line < len(self.lines) and not self.lines[line].strip()

    def text(self) -> str:
        """Return the file's text."""
        return "".join(self.lines)

    def _dash(self, node: Node) -> int:
        """Return the line of an item's dash: the item's own, or one above it."""
        line = node.line - 1
        if self.lines[line][: node.column - 1].rstrip(" ").endswith("-"):
            return line
        while line > 0 and not self.lines[line].lstrip(" ").startswith("-"):
            line -= 1
        return line

    def last(self, node: Node) -> int:
        """Return the last line of a value."""
        return max(self.ends.get((each.line, each.column), each.line - 1) for each in node.walk())


def replace_item(file: str, text: str, *, key: str, item_id: str, value: JsonObject) -> str:
    """Return the text with one item of ``facts:`` or ``entities:`` replaced.

    Raises:
        BankErrors: the file cannot be read.
        NotFoundError: it holds no such item.
    """
    return replace_items(file, text, key=key, values={item_id: value})


def replace_items(file: str, text: str, *, key: str, values: Mapping[str, JsonObject]) -> str:
    """Return the text with several items replaced; of each only the keys that differ change.

    Raises:
        BankErrors: the file cannot be read.
        NotFoundError: it holds no such item.
    """
    found = _File(file, text)
    places = _places(found, key)
    spans = found.items(found.children[key]) if places else []
    edits: list[_Edit] = []
    for item_id, value in values.items():
        index = _place(places, key, item_id)
        node = _item(found.children[key], index)
        edits += _item_edits(found, node, spans[index], _ORDERS[key](value))
    for start, end, lines in sorted(edits, reverse=True):
        found.put(start, end, lines)
    return found.text()


def insert_item(file: str, text: str, *, key: str, value: JsonObject) -> str:
    """Return the text with an item added after the last of ``facts:`` or ``entities:``.

    Raises:
        BankErrors: the file cannot be read.
    """
    found = _File(file, text)
    node = found.children.get(key)
    if node is None:
        gap = found.newline if text.strip() else ""
        end = len(found.lines)
        found.put(end, end, f"{gap}{key}:\n{_EMITTERS[key](value)}")
        return found.text()
    spans = found.items(node)
    if not spans:
        line = found.keys[key][0] - 1
        found.put(line, line + 1, f"{key}:\n{_EMITTERS[key](value)}")
        return found.text()
    gap = "\n" if len(spans) == 1 or found.is_blank(spans[-1].start - 1) else ""
    end = spans[-1].end
    found.put(end, end, gap + _emitted(found, key, value, spans[-1]))
    return found.text()


def remove_item(file: str, text: str, *, key: str, item_id: str) -> str:
    """Return the text without one item; a list that has none left is written ``[]``.

    Raises:
        BankErrors: the file cannot be read.
        NotFoundError: it holds no such item.
    """
    found = _File(file, text)
    index = _place(_places(found, key), key, item_id)
    spans = found.items(found.children[key])
    start, end = _with_gap(found, spans[index], is_last=index == len(spans) - 1)
    found.put(start, end, "")
    if len(spans) == 1:
        line = found.keys[key][0] - 1
        found.put(line, line + 1, f"{key}: []\n")
    return found.text()


def replace_article(file: str, text: str, *, value: JsonObject) -> str:
    """Return the text with ``article:`` replaced: only keys and passages that differ change.

    Raises:
        BankErrors: the file cannot be read.
    """
    found = _File(file, text)
    node = found.children.get("article")
    new = ordered_article(value)
    if node is None:
        gap = found.newline if text.strip() else ""
        found.put(len(found.lines), len(found.lines), gap + emit_article(new))
        return found.text()
    if not isinstance(node.children, dict) or not node.children:
        span = _Span(found.keys["article"][0] - 1, found.last(node) + 1)
        found.put(span.start, span.end, emit_article(new))
        return found.text()
    for start, end, lines in sorted(_mapping_edits(found, node, new), reverse=True):
        found.put(start, end, lines)
    return found.text()


def _item_edits(found: _File, node: Node, span: _Span, new: JsonObject) -> list[_Edit]:
    """Return the edits that make an item another one."""
    keys = node.keys or {}
    first = min(keys, key=lambda key: keys[key], default="")
    beside = bool(keys) and keys[first][0] - 1 == span.start
    if not keys or first not in new or (beside and new[first] != node.value[first]):
        return [(span.start, span.end, emit_item(new, indent=_dash_column(found, span)))]
    return list(_mapping_edits(found, node, new))


def _mapping_edits(found: _File, node: Node, new: JsonObject) -> Iterator[_Edit]:
    """Yield the edits of the keys that differ, none of them overlapping another."""
    indent = node.column - 1
    entries = found.entries(node)
    for key, span in entries.items():
        if key not in new:
            yield span.start, span.end, ""
        elif key == "passages" and _is_list(node, key) and new[key]:
            yield from _list_edits(found, _child(node, key), new[key])
        elif new[key] != node.value[key]:
            yield span.start, span.end, emit_value({key: new[key]}, indent=indent)
    # A new key stands after the one that goes before it in the order of the documents.
    added: dict[int, JsonObject] = {}
    place = min((span.start for span in entries.values()), default=node.line - 1)
    for key, value in new.items():
        if key in entries:
            place = entries[key].end
        else:
            added.setdefault(place, {})[key] = value
    for line, values in added.items():
        yield line, line, emit_value(values, indent=indent)


def _list_edits(found: _File, node: Node, new: Sequence[JsonObject]) -> Iterator[_Edit]:
    """Yield the edits that make a list of mappings another one."""
    spans = found.items(node)
    old = list(node.value)
    indent = _dash_column(found, spans[0])
    # Compared as text: a mapping has no hash.
    matcher = SequenceMatcher(
        None, [emit_item(each) for each in old], [emit_item(each) for each in new], autojunk=False
    )
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        both = min(i2 - i1, j2 - j1)
        for n in range(both):
            span = spans[i1 + n]
            yield span.start, span.end, emit_item(new[j1 + n], indent=indent)
        for n in range(i1 + both, i2):
            start, end = _with_gap(found, spans[n], is_last=n == len(spans) - 1)
            yield start, end, ""
        if j1 + both < j2:
            place = spans[i1 + both - 1].end if i1 + both else spans[0].start
            items = [emit_item(each, indent=indent) for each in new[j1 + both : j2]]
            text = "".join(f"\n{each}" for each in items)
            yield place, place, text if i1 + both else "".join(f"{each}\n" for each in items)


def _with_gap(found: _File, span: _Span, *, is_last: bool) -> tuple[int, int]:
    """Return an item's lines with the blank ones that keep it from its neighbour."""
    start, end = span.start, span.end
    if is_last:
        while found.is_blank(start - 1):
            start -= 1
    else:
        while found.is_blank(end):
            end += 1
    return start, end


def _places(found: _File, key: str) -> dict[str, int]:
    """Return the place of each item in its list, by id; of two with one id the first."""
    node = found.children.get(key)
    places: dict[str, int] = {}
    for index, each in enumerate(node.value if node and isinstance(node.value, list) else []):
        if isinstance(each, dict):
            places.setdefault(str(each.get("id")), index)
    return places


def _place(places: Mapping[str, int], key: str, item_id: str) -> int:
    if item_id not in places:
        raise NotFoundError(f'There is no "{item_id}" in {key} here.')
    return places[item_id]


def _emitted(found: _File, key: str, value: JsonObject, like: _Span) -> str:
    return _EMITTERS[key](value, indent=_dash_column(found, like))


def _dash_column(found: _File, span: _Span) -> int:
    line = found.lines[span.start]
    return len(line) - len(line.lstrip(" ")) if line.lstrip(" ").startswith("-") else STEP


def _item(node: Node, index: int) -> Node:
    assert isinstance(node.children, list)  # noqa: S101 - for the type checker
    return node.children[index]


def _is_list(node: Node, key: str) -> bool:
    child = _child(node, key)
    return isinstance(child.children, list) and bool(child.children)


def _child(node: Node, key: str) -> Node:
    assert isinstance(node.children, dict)  # noqa: S101 - for the type checker
    return node.children[key]


@lru_cache(maxsize=4)
def _read(file: str, text: str) -> tuple[Tree, Mapping[tuple[int, int], int]]:
    """Return a file's tree and the last line of each text; neither is ever changed."""
    tree = read_tree(file, text)
    return tree, _end_lines(text) if tree.root is not None else {}


def _end_lines(text: str) -> dict[tuple[int, int], int]:
    """Return the last line, from 0, of each text, by where it starts (line, column from 1)."""
    ends: dict[tuple[int, int], int] = {}
    lines = text.splitlines()
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        start = event.start_mark
        if isinstance(event, yaml.ScalarEvent) and start is not None:
            ends[start.line + 1, start.column + 1] = _last_line(event, lines)
    return ends


def _last_line(event: Any, lines: Sequence[str]) -> int:
    """Return the last line of a text."""
    start, end = event.start_mark, event.end_mark
    last: int = end.line
    at_end = last == len(lines) - 1 and end.column == len(lines[-1])
    if event.style in {"|", ">"} and not at_end:
        # A block text ends where the next thing starts; blank lines between are no part.
        last -= 1
        while last > start.line and not lines[last].strip():
            last -= 1
    return last


def _not_a_mapping(file: str) -> Problem:
    return Problem(
        file, 1, 1, "(file)", "this is not a mapping", "start with article:, entities: or facts:"
    )
