"""Reads QTI 2.1 and 2.2 in a zip: a file an item, in the order of the test where there is one."""

from collections.abc import Iterable, Mapping
from functools import partial
from posixpath import dirname, normpath
from typing import Final
from xml.etree import ElementTree as ET

from quizapp.errors import InputError, Words, translatable
from quizapp.formats.incoming.gathering import Gathering
from quizapp.formats.incoming.incoming import Choices, Incoming, Reader
from quizapp.formats.qti.qti21_item import drafts
from quizapp.formats.safe.safe_xml import root_name, tree, walk
from quizapp.formats.safe.safe_zip import Packed

_ITEM: Final = "assessmentItem"
_TEST: Final = "assessmentTest"
_MANIFEST: Final = "imsmanifest.xml"


def read(data: bytes, _choices: Choices) -> Incoming:
    """Return the questions of a package, or of one bare item.

    Raises:
        InputError: it is no package of QTI 2.x, it is damaged, or holds too many questions.
    """
    gathering = Gathering()
    if data.lstrip()[:1] == b"<":
        if root_name(data) != _ITEM:
            raise _no_items(())
        _take(gathering, translatable("question {number}", number=1), data, "")
        return gathering.done()
    packed = Packed(data)
    title, order = _order(packed)
    roots: set[str] = set()
    count = 0
    for name in order:
        document = packed.read(name)
        root = _root(document)
        roots.add(root)
        if root == _ITEM:
            count += 1
            place = translatable("question {number}, {file}", number=count, file=name[:100])
            _take(gathering, place, document, title)
    if not count:
        raise _no_items(roots)
    return gathering.done(title)


def _take(gathering: Gathering, place: Words, document: bytes, topic: str) -> None:
    try:
        item = tree(document)
    except InputError as error:
        gathering.leave(place, "", error.words)
        return
    what = item.get("title", "")
    gathering.take(place, what, partial(drafts, item, topic.replace("::", ":")))


def _order(packed: Packed) -> tuple[str, list[str]]:
    """Return the test's title, and the names of the XML files in its order."""
    names = [name for name in packed.names if name.lower().endswith(".xml") and name != _MANIFEST]
    resources: list[str] = []
    tests: list[str] = []

    def resource(element: ET.Element, _line: int) -> None:
        kind, href = element.get("type", ""), normpath(element.get("href", ""))
        (tests if "imsqti_test" in kind else resources).append(href)

    if _MANIFEST in packed:
        walk(packed.read(_MANIFEST), {"resource": resource})
    title = ""
    listed: list[str] = []
    for name in tests[:1]:
        if name not in packed:
            continue
        title, hrefs = _test(packed.read(name))
        listed = [normpath(f"{dirname(name)}/{href}".lstrip("/")) for href in hrefs]
    return title, _in_order([*listed, *resources], [each for each in names if each not in tests])


def _test(document: bytes) -> tuple[str, list[str]]:
    """Return a test's title, and the addresses of its items in order."""
    titles: list[str] = []
    hrefs: list[str] = []

    def opened(name: str, attributes: Mapping[str, str]) -> None:
        if name == _TEST:
            titles.append(attributes.get("title", ""))

    walk(
        document,
        {"assessmentItemRef": lambda each, _line: hrefs.append(each.get("href", ""))},
        opened=opened,
    )
    return "".join(titles[:1]), hrefs


def _in_order(listed: Iterable[str], names: list[str]) -> list[str]:
    known = set(names)
    first = dict.fromkeys(each for each in listed if each in known)
    return [*first, *(name for name in names if name not in first)]


def _root(document: bytes) -> str:
    try:
        return root_name(document)
    except InputError:
        return ""


def _no_items(roots: Iterable[str]) -> InputError:
    if "questestinterop" in roots:
        return InputError("It holds questions of QTI 1.2. Choose that format.", field="file")
    return InputError(
        "There are no questions of QTI 2.1 or 2.2 in it. Export them anew as QTI 2.1.",
        field="file",
    )


QTI_21: Final = Reader(
    name="qti21",
    title="QTI 2.1",
    suffixes=(".qti21.zip", ".zip"),
    used_for=translatable("From learning platforms and exam programs that keep to the standard."),
    read=read,
)
