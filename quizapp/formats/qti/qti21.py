"""QTI 2.1 in a zip: a test and a file an item.

Source: IMS QTI 2.1 information model and the response processing templates that go with it.
"""

from collections.abc import Iterable, Sequence
from typing import Final, assert_never
from xml.etree import ElementTree as ET

from quizapp.errors import translatable
from quizapp.formats.exchange import (
    KINDS,
    Format,
    Item,
    Package,
    as_number,
    plain_number,
    right,
    zip_of,
)
from quizapp.formats.safe.xml_parts import add, ident, to_bytes
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
)

_QTI: Final = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_TEMPLATES: Final = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"
_RESPONSE: Final = "RESPONSE"
_BLANK: Final = "_____"


def write(package: Package) -> bytes:
    """Return the archive."""
    files = [(f"items/{ident(item.key)}.xml", _item(item)) for item in package.items]
    test = _test(package)
    return zip_of((("imsmanifest.xml", _manifest(package)), ("test.xml", test), *files))


def _manifest(package: Package) -> bytes:
    root = ET.Element(
        "manifest",
        {
            "identifier": ident("manifest", package.key),
            "xmlns": "http://www.imsglobal.org/xsd/imscp_v1p1",
        },
    )
    metadata = add(root, "metadata")
    add(metadata, "schema", "QTIv2.1 Package")
    add(metadata, "schemaversion", "1.0.0")
    add(root, "organizations")
    resources = add(root, "resources")
    test = add(
        resources,
        "resource",
        identifier=ident("test", package.key),
        type="imsqti_test_xmlv2p1",
        href="test.xml",
    )
    add(test, "file", href="test.xml")
    for item in package.items:
        name, href = ident(item.key), f"items/{ident(item.key)}.xml"
        add(test, "dependency", identifierref=name)
        resource = add(
            resources, "resource", identifier=name, type="imsqti_item_xmlv2p1", href=href
        )
        add(resource, "file", href=href)
    return to_bytes(root)


def _test(package: Package) -> bytes:
    root = ET.Element(
        "assessmentTest",
        {"xmlns": _QTI, "identifier": ident("test", package.key), "title": package.title},
    )
    part = add(
        root,
        "testPart",
        identifier="part1",
        navigationMode="nonlinear",
        submissionMode="simultaneous",
    )
    section = add(
        part, "assessmentSection", identifier="section1", title=package.title, visible="true"
    )
    for item in package.items:
        name = ident(item.key)
        add(section, "assessmentItemRef", identifier=name, href=f"items/{name}.xml")
    return to_bytes(root)


def _item(item: Item) -> bytes:
    root = ET.Element(
        "assessmentItem",
        {
            "xmlns": _QTI,
            "identifier": ident(item.key),
            "title": item.stem[:80],
            "adaptive": "false",
            "timeDependent": "false",
        },
    )
    declared = add(root, "responseDeclaration", identifier=_RESPONSE)
    add(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    told = item.explanation or item.passage
    if told:
        outcome = add(
            root,
            "outcomeDeclaration",
            identifier="FEEDBACK",
            cardinality="single",
            baseType="identifier",
        )
        add(add(outcome, "defaultValue"), "value", "told")
    template = _body(item, declared, add(root, "itemBody"))
    add(root, "responseProcessing", template=f"{_TEMPLATES}/{template}")
    if told:
        feedback = add(
            root,
            "modalFeedback",
            outcomeIdentifier="FEEDBACK",
            showHide="show",
            identifier="told",
        )
        for text in filter(None, (item.explanation, item.passage)):
            _words(add(feedback, "p"), text)
    return to_bytes(root)


def _body(item: Item, declared: ET.Element, body: ET.Element) -> str:
    """Add what is particular to the item's interaction; return the template that scores it."""
    interaction = item.interaction
    match interaction:
        case Choice(options=options):
            return _choice(item, options, declared, body, most="1")
        case MultipleChoice(options=options):
            return _choice(item, options, declared, body, most="0")
        case TrueFalse(correct=correct):
            both = (Option("True", correct), Option("False", not correct))
            return _choice(item, both, declared, body, most="1")
        case TextEntry():
            return _entry(item, interaction, declared, body)
        case Matching(pairs=pairs):
            return _matching(item, pairs, declared, body)
        case Ordering(steps=steps):
            _declare(declared, "ordered", "identifier")
            _correct(declared, (_part(item, step) for step in steps))
            _listed(item, "orderInteraction", sorted(steps), body)
            return "match_correct"
        case Flashcard():  # Not among the format's kinds.
            raise ValueError("QTI 2.1 cannot hold a flashcard")
        case _:
            assert_never(interaction)


def _choice(
    item: Item, options: Sequence[Option], declared: ET.Element, body: ET.Element, *, most: str
) -> str:
    single = most == "1"
    _declare(declared, "single" if single else "multiple", "identifier")
    good = right(options)
    _correct(declared, (_part(item, option.text) for option in good))
    if not single:
        mapping = add(declared, "mapping", defaultValue="0", lowerBound="0", upperBound="1")
        bad = len(options) - len(good)
        for option in options:
            share = 1 / len(good) if option.correct else -1 / bad
            add(
                mapping,
                "mapEntry",
                mapKey=_part(item, option.text),
                mappedValue=plain_number(share),
            )
    _listed(item, "choiceInteraction", [o.text for o in options], body, maxChoices=most)
    return "match_correct" if single else "map_response"


def _entry(item: Item, entry: TextEntry, declared: ET.Element, body: ET.Element) -> str:
    _declare(declared, "single", "string")
    number = as_number(entry)
    plain = () if number is None else (plain_number(number),)
    accepted = tuple(dict.fromkeys((*entry.accept, *plain)))
    _correct(declared, accepted[:1])
    mapping = add(declared, "mapping", defaultValue="0")
    for text in accepted:
        add(mapping, "mapEntry", mapKey=text, mappedValue="1", caseSensitive="false")
    line = add(body, "p")
    before, blank, after = item.stem.partition(_BLANK)
    _words(line, before)
    # A question without a blank has its field in a line of its own.
    line = line if blank else add(body, "p")
    length = str(max(len(text) for text in accepted) + 5)
    field = add(line, "textEntryInteraction", responseIdentifier=_RESPONSE, expectedLength=length)
    field.tail, *more = after.splitlines() or [""]
    for each in more:
        add(line, "br").tail = each
    return "map_response"


def _matching(
    item: Item, pairs: Sequence[tuple[str, str]], declared: ET.Element, body: ET.Element
) -> str:
    _declare(declared, "multiple", "directedPair")
    keys = [f"{_part(item, left)} {_part(item, answer)}" for left, answer in pairs]
    _correct(declared, keys)
    mapping = add(declared, "mapping", defaultValue="0")
    for key in keys:
        add(mapping, "mapEntry", mapKey=key, mappedValue=plain_number(1 / len(keys)))
    found = add(
        body,
        "matchInteraction",
        responseIdentifier=_RESPONSE,
        shuffle="true",
        maxAssociations=str(len(pairs)),
    )
    _words(add(found, "prompt"), item.stem)
    answers = sorted({answer for _, answer in pairs})
    for texts, most in (([left for left, _ in pairs], 1), (answers, len(pairs))):
        side = add(found, "simpleMatchSet")
        for text in texts:
            choice = add(
                side,
                "simpleAssociableChoice",
                identifier=_part(item, text),
                matchMax=str(most),
            )
            _words(choice, text)
    return "map_response"


def _listed(
    item: Item, name: str, texts: Iterable[str], body: ET.Element, **attributes: str
) -> None:
    """Add an interaction whose parts are simple choices."""
    found = add(body, name, responseIdentifier=_RESPONSE, shuffle="true", **attributes)
    _words(add(found, "prompt"), item.stem)
    for text in texts:
        _words(add(found, "simpleChoice", identifier=_part(item, text)), text)


def _words(parent: ET.Element, text: str) -> None:
    """Put words into an element, line by line."""
    first, *rest = text.splitlines() or [""]
    parent.text = first
    for line in rest:
        add(parent, "br").tail = line


def _declare(declared: ET.Element, cardinality: str, base: str) -> None:
    declared.set("cardinality", cardinality)
    declared.set("baseType", base)


def _correct(declared: ET.Element, values: Iterable[str]) -> None:
    place = add(declared, "correctResponse")
    for value in values:
        add(place, "value", value)


def _part(item: Item, text: str) -> str:
    return ident(item.key, "part", text)


QTI_21: Final = Format(
    name="qti21",
    title="QTI 2.1",
    suffix=".qti21.zip",
    media="application/zip",
    kinds=frozenset(KINDS) - {"flashcard"},
    used_for=translatable("The standard that many learning platforms and exam programs read."),
    write=write,
)
