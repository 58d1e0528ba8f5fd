"""Reads QTI 1.2 in a zip: Canvas's exports, its question banks, and Common Cartridges (.imscc)."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final
from xml.etree import ElementTree as ET

from quizapp.errors import InputError, translatable
from quizapp.formats.incoming.gathering import Gathering
from quizapp.formats.incoming.incoming import Choices, Incoming, Reader
from quizapp.formats.qti.qti12_item import NOT_STUDIED, drafts, kind_of
from quizapp.formats.safe.safe_xml import root_name, walk
from quizapp.formats.safe.safe_zip import Packed

_ENDINGS: Final = (".xml", ".xml.qti", ".qti")
_ROOT: Final = "questestinterop"
_TWICE: Final = "non_cc_assessments/"
"""Where Canvas puts its own, fuller form of what the cartridge holds beside it."""


def read(data: bytes, _choices: Choices) -> Incoming:
    """Return the questions of all assessments and banks in a package, or of one bare document.

    Raises:
        InputError: it is no package of QTI 1.2, it is damaged, or holds too many questions.
    """
    reading = _Reading()
    if data.lstrip()[:1] == b"<":
        reading.document(data)
        return reading.gathering.done(reading.title)
    packed = Packed(data)
    names = [name for name in packed.names if name.lower().endswith(_ENDINGS)]
    found: set[str] = set()
    for name in _fuller_first(names):
        document = packed.read(name)
        root = _root(document)
        found.add(root)
        if root == _ROOT:
            reading.document(document)
    if _ROOT not in found:
        raise _other(found)
    return reading.gathering.done(reading.title)


def _fuller_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (_TWICE not in name, name))


def _root(document: bytes) -> str:
    """Return the name of a document's root, "" where it is no XML: a package holds all sorts."""
    try:
        return root_name(document)
    except InputError:
        return ""


def _other(found: set[str]) -> InputError:
    if found & {"assessmentItem", "assessmentTest"}:
        return InputError("It holds questions of QTI 2.1. Choose that format.", field="file")
    return InputError(
        "There are no questions of QTI 1.2 in it. In Canvas, export the course or its quizzes.",
        field="file",
    )


class _Reading:
    """The assessments so far; one that comes in two forms is taken once."""

    def __init__(self) -> None:
        self.gathering = Gathering()
        self.title = ""
        self.topic = ""
        self.count = 0
        self.seen: set[str] = set()
        self.again = False

    def document(self, data: bytes) -> None:
        """Take all the items of a document."""
        self.topic, self.again, self.count = "", False, 0
        walk(data, {"item": self.item, "qtimetadata": self.bank}, opened=self.opened)

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take what an assessment or bank calls itself."""
        if name not in {"assessment", "objectbank"}:
            return
        ident = attributes.get("ident", "")
        self.again = ident in self.seen
        if ident:
            self.seen.add(ident)
        self.topic = attributes.get("title", "")
        self.title = self.title or self.topic

    def bank(self, element: ET.Element, _line: int) -> None:
        """Take the name of a question bank, which stands in its metadata."""
        for field in element.iter("qtimetadatafield"):
            if (field.findtext("fieldlabel") or "") == "bank_title":
                self.topic = field.findtext("fieldentry") or ""
                self.title = self.title or self.topic

    def item(self, element: ET.Element, _line: int) -> None:
        """Take one item."""
        if self.again:
            return
        self.count += 1
        place = (
            translatable("question {number} of {title}", number=self.count, title=self.topic)
            if self.topic
            else translatable("question {number}", number=self.count)
        )
        what = element.findtext(".//mattext", "") or element.get("title", "")
        reason = NOT_STUDIED.get(kind_of(element))
        if reason:
            self.gathering.leave(place, what, reason)
        else:
            self.gathering.take(
                place, what, partial(drafts, element, self.topic.replace("::", ":"))
            )


QTI_12: Final = Reader(
    name="canvas",
    title=translatable("QTI 1.2 (Canvas)"),
    suffixes=(".imscc", ".qti12.zip", ".zip"),
    used_for=translatable(
        "From Canvas and other platforms: a QTI .zip file or a .imscc cartridge."
    ),
    read=read,
)
