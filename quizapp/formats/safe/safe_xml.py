"""XML of strangers, read without anything that XML can be made to do: no DTD, bounded.

Pure. Elements are known by their local names; namespaces are left away.
Source: expat's own defences, and what defusedxml refuses.
"""

import html
from collections.abc import Callable, Mapping
from typing import Final
from xml.etree import ElementTree as ET
from xml.parsers import expat

from quizapp.errors import InputError

MOST_BYTES: Final = 100_000_000
"""Bytes of one document: a question bank with its pictures embedded."""
_DEEPEST: Final = 100
_MOST_PARTS: Final = 20_000
"""Elements within one element that is asked for: a question, a manifest's entry."""
_MOST_CHARACTERS: Final = 4_000_000
"""Characters within one such element."""
_MOST_EMBEDDED: Final = 12_000_000
"""Characters of one embedded file in base64: more than the largest that comes in."""
_FIRST: Final = 65_536
"""Bytes looked at to tell a document's kind."""

Taken = Callable[[ET.Element, int], None]
"""What is called with an element that is complete, and the line it began in."""


class _EnoughError(Exception):
    """Ends a pass that has seen what it was for."""


def walk(
    data: bytes,
    taken: Mapping[str, Taken],
    *,
    opened: Callable[[str, Mapping[str, str]], None] | None = None,
    files: frozenset[str] = frozenset(),
) -> None:
    """Call ``taken[name]`` with each outermost element of that name, one at a time.

    Args:
        data: the document in the encoding that it declares.
        taken: by local name.
        opened: called with name and attributes of each element outside those.
        files: names of elements that hold embedded files: their characters are counted apart,
            and of each no more is kept than tells that it is too large.

    Raises:
        InputError: it is no XML, has a document type, or is too large, too deep or cut off.
    """
    if len(data) > MOST_BYTES:
        raise InputError(
            "The file is larger than {most} MB. Split it in parts.",
            most=MOST_BYTES // 1_000_000,
            field="file",
        )
    if not data.strip():
        raise InputError("There is nothing in the file.", field="file")
    _Walk(taken, opened, files).over(data)


def tree(data: bytes) -> ET.Element:
    """Return the root of a small document.

    Raises:
        InputError: as ``walk``; or it has more than 20 000 elements.
    """
    roots: list[ET.Element] = []
    name = root_name(data)
    walk(data, {name: lambda element, _line: roots.append(element)})
    return roots[0]


def root_name(data: bytes) -> str:
    """Return the local name of the document's root.

    Raises:
        InputError: there is none: it is no XML.
    """
    names: list[str] = []

    def note(name: str, _attributes: dict[str, str]) -> None:
        names.append(_local(name))
        raise _EnoughError

    parser = _parser()
    # Whoever reads on is told of a document type in words of its own.
    parser.StartDoctypeDeclHandler = None
    parser.StartElementHandler = note
    try:
        parser.Parse(data[:_FIRST], False)  # noqa: FBT003 - expat's own signature
    except _EnoughError:
        return names[0]
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _broken(parser, error) from None
    raise InputError("It is no XML.", field="file")


def markup(element: ET.Element) -> str:
    """Return what stands in an element as markup."""
    return html.escape(element.text or "", quote=False) + "".join(
        ET.tostring(child, encoding="unicode") for child in element
    )


def held(element: ET.Element) -> str:
    """Return the text that an element holds; markup that stands in it unescaped is part of it."""
    return markup(element) if len(element) else element.text or ""


class _Walk:
    """One pass over a document."""

    def __init__(
        self,
        taken: Mapping[str, Taken],
        opened: Callable[[str, Mapping[str, str]], None] | None,
        files: frozenset[str],
    ) -> None:
        self.taken = taken
        self.opened = opened
        self.files = files
        self.parser = _parser()
        self.path: list[ET.Element] = []
        self.text: list[str] = []
        self.depth = self.parts = self.characters = self.line = self.embedded = 0
        self.last: ET.Element | None = None

    def over(self, data: bytes) -> None:
        """Parse the document."""
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters_come
        self.parser.buffer_text = True
        try:
            self.parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise _broken(self.parser, error) from None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise InputError(
                "Line {line} is nested deeper than {most} elements.",
                line=self.parser.CurrentLineNumber,
                most=_DEEPEST,
                field="file",
            )
        local = _local(name)
        if not self.path and local not in self.taken:
            if self.opened is not None:
                self.opened(local, _plain(attributes))
            return
        if not self.path:
            self.line = self.parser.CurrentLineNumber
            self.parts = self.characters = 0
        self.parts += 1
        if self.parts > _MOST_PARTS:
            raise InputError(
                "What begins in line {line} is made of more than {most} elements.",
                line=self.line,
                most=_MOST_PARTS,
                field="file",
            )
        self.flush()
        element = ET.Element(local, _plain(attributes))
        if self.path:
            self.path[-1].append(element)
        self.path.append(element)
        self.last = None
        self.embedded = 0

    def end(self, _name: str) -> None:
        """Take the end of an element."""
        self.depth -= 1
        if not self.path:
            return
        self.flush()
        self.last = self.path.pop()
        if not self.path:
            done, self.last = self.last, None
            self.taken[done.tag](done, self.line)

    def characters_come(self, text: str) -> None:
        """Take characters within an element that is asked for."""
        if not self.path:
            return
        if self.last is None and self.path[-1].tag in self.files:
            self.embedded += len(text)
            if self.embedded <= _MOST_EMBEDDED:
                self.text.append(text)
            return
        self.characters += len(text)
        if self.characters > _MOST_CHARACTERS:
            raise InputError(
                "What begins in line {line} is longer than {most} characters.",
                line=self.line,
                most=_MOST_CHARACTERS,
                field="file",
            )
        self.text.append(text)

    def flush(self) -> None:
        """Put the characters gathered where they belong."""
        if not self.text:
            return
        text = "".join(self.text)
        self.text.clear()
        if self.last is not None:
            self.last.tail = text
        elif self.path:
            self.path[-1].text = text


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = _no_doctype
    return parser


def _no_doctype(*_declared: object) -> None:
    raise InputError(
        "The file declares a document type (DOCTYPE), which no export of questions needs. It was "
        "not read.",
        field="file",
    )


def _broken(parser: expat.XMLParserType, error: Exception) -> InputError:
    if isinstance(error, expat.ExpatError):
        return InputError(
            "The file is no sound XML: line {line}, {what}. It may have been cut off or changed "
            "by hand. Export it anew.",
            line=error.lineno,
            what=expat.ErrorString(error.code),
            field="file",
        )
    return InputError(
        "The file is in an encoding that cannot be read, near line {line}. Save it as UTF-8.",
        line=parser.CurrentLineNumber,
        field="file",
    )


def _local(name: str) -> str:
    return name.rpartition(" ")[2] if " " in name else name


def _plain(attributes: dict[str, str]) -> dict[str, str]:
    if not attributes or " " not in "".join(attributes):
        return attributes
    return {_local(name): value for name, value in attributes.items()}
