"""YAML text -> a tree of plain values with the place of each; the strict subset of a bank."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from quizapp.bank.terms import MAX_BYTES
from quizapp.errors import Problem

MAX_DEPTH: Final = 20
"""Nesting cap; the deepest valid document has 7 levels."""
MAX_NODES: Final = 200_000
"""Nodes of one file: a 2 MB file of ordinary facts has about 120 000."""
MAX_NUMBER_DIGITS: Final = 30
"""A longer run of digits is kept as text: Python refuses to read 5000 digits as a number."""

_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_TAB_INDENT = re.compile(r"^[ ]*\t[ \t]*\S", re.MULTILINE)
_NUMBER = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_CONSTANTS: dict[str, bool | None] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_MAYBE_NUMBER = frozenset("+-.0123456789")
_LIBYAML_FIXES = {
    "mapping values are not allowed": (
        'put the text in quotes ("..."), or below ">-": a colon with a space after it ends a key'
    ),
    "did not find expected key": "indent the keys of one mapping alike, and close every quote",
    "could not find expected ':'": 'write "key: value"; put text that goes on in quotes',
    "unexpected end of stream": "close the quote or bracket: the file seems unfinished",
    "found character that cannot start any token": "put text that starts with this sign in quotes",
    "did not find expected '-' indicator": 'start each item of the list with "- ", indented alike',
    "found unexpected end of stream": "close the quote: the file seems unfinished",
    "found unknown escape character": r'write a backslash as "\\", or use single quotes',
}


@dataclass(slots=True, eq=False)
class Node:
    """A value with its place.

    Attributes:
        line: from 1.
        column: from 1.
        value: the plain value: dict, list, str, int, float, bool or None.
        children: nodes by key or index; None for a scalar.
        keys: for a mapping, the place of each key.
        bad: the value cannot be trusted, and its problem is already told.
        source: for a plain scalar that is not text, how it was written.
    """

    line: int
    column: int
    value: Any
    children: "dict[str, Node] | list[Node] | None" = None
    keys: dict[str, tuple[int, int]] | None = None
    bad: bool = False
    source: str = ""
    key: str | None = None
    waiting: bool = False
    flow: bool = False

    def walk(self) -> "Iterator[Node]":
        """Yield this node and all below it."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            if isinstance(node.children, dict):
                stack.extend(node.children.values())
            elif node.children:
                stack.extend(node.children)


@dataclass(slots=True)
class Tree:
    """What was read of one file. ``root`` is None when it could not be read to its end."""

    root: Node | None
    problems: list[Problem] = field(default_factory=list)


class _Fatal(Exception):  # noqa: N818 - control flow inside this file, never seen outside
    """Reading cannot go on; the problem is recorded."""


def _place(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


class _Builder:
    """Builds the tree from libyaml's events, without recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.stack: list[Node] = []
        self.root: Node | None = None
        self.nodes = 0
        self.documents = 0

    def note(self, line: int, column: int, what: str, fix: str) -> None:
        self.problems.append(Problem(self.file, line, column, self._path(), what, fix))

    def fail(self, line: int, column: int, what: str, fix: str) -> _Fatal:
        self.note(line, column, what, fix)
        return _Fatal()

    def _path(self) -> str:
        path = ""
        for node in self.stack:
            if isinstance(node.children, list):
                path += f"[{len(node.children)}]"
            elif node.key is not None:
                path += f".{node.key}" if path else node.key
        return path or "(file)"

    def read(self, text: str) -> None:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._open(event, {})
            elif kind is yaml.SequenceStartEvent:
                self._open(event, [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._close()
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.DocumentStartEvent:
                self._document(event)

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self.fail(
                event.start_mark.line + 1,
                event.start_mark.column + 1,
                "a second document starts here",
                'keep one document in a file: take out the "---"',
            )

    def _alias(self, event: Any) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        self.note(line, column, f"*{event.anchor} is an alias", "write the value again: no aliases")
        self._add(Node(line, column, None, bad=True))

    def _marked(self, event: Any, line: int, column: int) -> None:
        if event.anchor is not None:
            self.note(line, column, f"&{event.anchor} is an anchor", "take the anchor out")
        if event.tag is not None:
            self.note(line, column, f"{event.tag} is a tag", "take the tag out")

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        text = event.value
        if event.anchor is not None or event.tag is not None:
            self._marked(event, line, column)
        if self.stack and self._takes_key(text, line, column):
            return
        if event.style or event.tag:
            self._add(Node(line, column, text))
        elif text in _CONSTANTS:
            self._add(Node(line, column, _CONSTANTS[text], source=text or "(nothing)"))
        elif text[0] in _MAYBE_NUMBER:
            self._add(self._number(text, line, column))
        else:
            self._add(Node(line, column, text))

    def _number(self, text: str, line: int, column: int) -> Node:
        if len(text) > MAX_NUMBER_DIGITS:
            return Node(line, column, text)
        if _NUMBER.fullmatch(text):
            return Node(line, column, int(text), source=text)
        if _OTHER_BASE.fullmatch(text):
            return Node(line, column, int(text, 0), source=text)
        if _FLOAT.fullmatch(text):
            value = float(text)
            if value - value == 0.0:  # not so for infinity, which 1e999 gives
                return Node(line, column, value, source=text)
        elif not _NOT_FINITE.fullmatch(text):
            return Node(line, column, text)
        self.note(line, column, f"{text} is not a finite number", "write a number in digits")
        return Node(line, column, None, bad=True)

    def _takes_key(self, text: str, line: int, column: int) -> bool:
        """Take a scalar as the key of the open mapping, if one is due."""
        top = self.stack[-1]
        if top.keys is None or top.waiting:
            return False
        top.waiting = True
        top.key = text
        if text in top.keys:
            first = top.keys[text][0]
            self.note(
                line,
                column,
                f'the key "{text}" stands here again (first in line {first})',
                "keep one of the two, or merge them",
            )
            top.key = None  # the second value is read and dropped
        else:
            top.keys[text] = (line, column)
        return True

    def _open(self, event: Any, children: "dict[str, Node] | list[Node]") -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        self._marked(event, line, column)
        if len(self.stack) >= MAX_DEPTH:
            raise self.fail(
                line,
                column,
                f"more than {MAX_DEPTH} levels are nested here",
                "use the few levels of the bank's format",
            )
        mapping = isinstance(children, dict)
        if self.stack and self.stack[-1].keys is not None and not self.stack[-1].waiting:
            raise self.fail(
                line, column, "a key is a list or a mapping", 'write the key as one word: "key:"'
            )
        node = Node(line, column, {} if mapping else [], children, {} if mapping else None)
        node.flow = bool(event.flow_style)
        outer = self.stack[-1] if self.stack else None
        if outer is not None and outer.flow:
            self._flow_problem(outer)
        self.stack.append(node)

    def _flow_problem(self, node: Node) -> None:
        if not node.bad:
            node.bad = True
            if any(each.flow for each in self.stack if each is not node and each.bad):
                return
            self.note(
                node.line,
                node.column,
                "a list or mapping in brackets has something in it",
                'write each item on its own line ("- item" or "key: value"), or quote the text',
            )

    def _close(self) -> None:
        self._add(self.stack.pop())

    def _add(self, node: Node) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self.fail(
                node.line, node.column, f"the file has over {MAX_NODES} values", "split the file"
            )
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if top.flow and not top.bad:
            self._flow_problem(top)
        if isinstance(top.children, list):
            top.children.append(node)
            top.value.append(node.value)
            return
        top.waiting = False
        key, top.key = top.key, None
        if key is not None and top.children is not None:
            top.children[key] = node
            top.value[key] = node.value


def _text_problem(file: str, text: str) -> Problem | None:
    """Return what makes the text unreadable before YAML is asked."""
    if len(text) > MAX_BYTES:
        return Problem(
            file, 1, 1, "(file)", f"the file is larger than {MAX_BYTES} bytes", "split the file"
        )
    start = 1 if text.startswith("\ufeff") else 0
    if start:
        return Problem(
            file, 1, 1, "(file)", "the file starts with a byte order mark", "save it as plain UTF-8"
        )
    found = _FORBIDDEN.search(text)
    if found:
        line, column = _place(text, found.start())
        what = f"the character U+{ord(found.group()):04X} cannot stand in a document"
        return Problem(file, line, column, "(file)", what, "take it out")
    return None


def _libyaml_problem(file: str, error: yaml.YAMLError, builder: _Builder, text: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else _place(text, len(text))
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable")
    context = getattr(error, "context", None)
    fix = next((fix for key, fix in _LIBYAML_FIXES.items() if key in said), "mend the line")
    if text.splitlines()[line - 1 : line] and "\t" in text.splitlines()[line - 1]:
        fix = "indent with spaces: a tab stands in this line"
    what = f"this is not YAML: {said}" + (f" ({context})" if context else "")
    return Problem(file, line, column, builder._path(), what, fix)  # noqa: SLF001 - same file


def read_tree(file: str, text: str) -> Tree:
    """Return the tree of one file with all its problems; never raises on any text."""
    unreadable = _text_problem(file, text)
    if unreadable:
        return Tree(None, [unreadable])
    builder = _Builder(file)
    try:
        builder.read(text)
    except _Fatal:
        return Tree(None, builder.problems)
    except yaml.YAMLError as error:
        builder.problems.append(_libyaml_problem(file, error, builder, text))
        return Tree(None, builder.problems)
    return Tree(builder.root, builder.problems)
