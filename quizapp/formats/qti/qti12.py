"""QTI 1.2 in a zip, as Canvas writes and reads its classic quizzes.

Source: IMS QTI 1.2.1 ASI; the question types and metadata of Canvas's own exports.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, assert_never
from xml.etree import ElementTree as ET

from quizapp.errors import translatable
from quizapp.formats.exchange import (
    Format,
    Item,
    Package,
    as_number,
    paragraphs,
    plain_number,
    zip_of,
)
from quizapp.formats.safe.xml_parts import add, ident, to_bytes
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Matching,
    MultipleChoice,
    Ordering,
    TextEntry,
    TrueFalse,
)

_RESPONSE: Final = "response1"
_POINTS: Final = 100


def write(package: Package) -> bytes:
    """Return the archive: a manifest and one assessment."""
    name = ident("assessment", package.key)
    return zip_of(
        (
            ("imsmanifest.xml", _manifest(name)),
            (f"{name}/{name}.xml", _assessment(name, package)),
        )
    )


def _manifest(name: str) -> bytes:
    root = ET.Element(
        "manifest",
        {
            "identifier": f"m{name}",
            "xmlns": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1",
        },
    )
    metadata = add(root, "metadata")
    add(metadata, "schema", "IMS Content")
    add(metadata, "schemaversion", "1.1.3")
    add(root, "organizations")
    resource = add(add(root, "resources"), "resource", identifier=name, type="imsqti_xmlv1p2")
    add(resource, "file", href=f"{name}/{name}.xml")
    return to_bytes(root)


def _assessment(name: str, package: Package) -> bytes:
    root = ET.Element("questestinterop", {"xmlns": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"})
    assessment = add(root, "assessment", ident=name, title=package.title)
    section = add(assessment, "section", ident="root_section")
    for item in package.items:
        section.append(_item(item))
    return to_bytes(root)


def _item(item: Item) -> ET.Element:
    found = ET.Element("item", {"ident": ident(item.key), "title": item.stem[:80]})
    fields = add(add(found, "itemmetadata"), "qtimetadata")
    presentation = add(found, "presentation")
    _material(presentation, item.stem)
    processing = add(found, "resprocessing")
    add(
        add(processing, "outcomes"),
        "decvar",
        maxvalue=str(_POINTS),
        minvalue="0",
        varname="SCORE",
        vartype="Decimal",
    )
    told = item.explanation or item.passage
    if told:
        always = add(processing, "respcondition", **{"continue": "Yes"})
        add(add(always, "conditionvar"), "other")
        add(always, "displayfeedback", feedbacktype="Response", linkrefid="general_fb")
    kind = _body(item, presentation, processing)
    for label, entry in (("question_type", kind), ("points_possible", "1.0")):
        field = add(fields, "qtimetadatafield")
        add(field, "fieldlabel", label)
        add(field, "fieldentry", entry)
    if told:
        flow = add(add(found, "itemfeedback", ident="general_fb"), "flow_mat")
        _material(flow, item.explanation, item.passage)
    return found


def _body(item: Item, presentation: ET.Element, processing: ET.Element) -> str:
    """Add what is particular to the item's interaction; return Canvas's name of the type."""
    interaction = item.interaction
    match interaction:
        case Choice(options=options):
            _labels(presentation, item, [o.text for o in options])
            right = next(o.text for o in options if o.correct)
            _equal(_scored(processing), _option(item, right))
            return "multiple_choice_question"
        case MultipleChoice(options=options):
            _labels(presentation, item, [o.text for o in options], cardinality="Multiple")
            both = add(_scored(processing), "and")
            for option in options:
                place = both if option.correct else add(both, "not")
                _equal(place, _option(item, option.text))
            return "multiple_answers_question"
        case TrueFalse(correct=correct):
            _labels(presentation, item, ("True", "False"))
            _equal(_scored(processing), _option(item, str(correct)))
            return "true_false_question"
        case TextEntry():
            return _entry(interaction, presentation, processing)
        case Matching(pairs=pairs):
            _matching(item, pairs, presentation, processing)
            return "matching_question"
        case Ordering() | Flashcard():  # Not among the format's kinds.
            raise ValueError(f"QTI 1.2 cannot hold {interaction.kind}")
        case _:
            assert_never(interaction)


def _entry(entry: TextEntry, presentation: ET.Element, processing: ET.Element) -> str:
    number = as_number(entry)
    field = add(presentation, "response_str", ident=_RESPONSE, rcardinality="Single")
    fib = add(field, "render_fib")
    condition = _scored(processing)
    if number is None:
        add(fib, "response_label", ident="answer1", rshuffle="No")
        for text in entry.accept:
            _equal(condition, text)
        return "short_answer_question"
    fib.set("fibtype", "Decimal")
    add(fib, "response_label", ident="answer1")
    either = add(condition, "or")
    _equal(either, plain_number(number))
    span = add(either, "and")
    # As people subtract: 4116290.6 - 0.07 is 4116290.5300000003 in binary.
    middle, slack = Decimal(repr(number)), Decimal(repr(entry.tolerance))
    add(span, "vargte", plain_number(float(middle - slack)), respident=_RESPONSE)
    add(span, "varlte", plain_number(float(middle + slack)), respident=_RESPONSE)
    return "numerical_question"


def _matching(
    item: Item,
    pairs: Sequence[tuple[str, str]],
    presentation: ET.Element,
    processing: ET.Element,
) -> None:
    answers = sorted({answer for _, answer in pairs})
    for left, answer in pairs:
        response = ident(item.key, "left", left)
        _labels(presentation, item, answers, response=response, prompt=left)
        condition = add(processing, "respcondition")
        _equal(add(condition, "conditionvar"), _option(item, answer), response=response)
        share = f"{_POINTS / len(pairs):.2f}"
        add(condition, "setvar", share, varname="SCORE", action="Add")


def _labels(
    presentation: ET.Element,
    item: Item,
    texts: Sequence[str],
    *,
    cardinality: str = "Single",
    response: str = _RESPONSE,
    prompt: str = "",
) -> None:
    """Add the options that a response is chosen from."""
    choice = add(presentation, "response_lid", ident=response, rcardinality=cardinality)
    if prompt:
        _material(choice, prompt)
    rendered = add(choice, "render_choice")
    for text in texts:
        _material(add(rendered, "response_label", ident=_option(item, text)), text)


def _scored(processing: ET.Element) -> ET.Element:
    """Add the condition that gives all points; return where its tests belong."""
    condition = add(processing, "respcondition", **{"continue": "No"})
    tests = add(condition, "conditionvar")
    add(condition, "setvar", str(_POINTS), action="Set", varname="SCORE")
    return tests


def _equal(parent: ET.Element, text: str, *, response: str = _RESPONSE) -> None:
    add(parent, "varequal", text, respident=response)


def _option(item: Item, text: str) -> str:
    return ident(item.key, "option", text)


def _material(parent: ET.Element, *texts: str) -> None:
    add(add(parent, "material"), "mattext", paragraphs(*texts), texttype="text/html")


QTI_12: Final = Format(
    name="canvas",
    title=translatable("QTI 1.2 (Canvas)"),
    suffix=".qti12.zip",
    media="application/zip",
    kinds=frozenset({"choice", "multiple", "true_false", "text", "matching"}),
    used_for=translatable("For Canvas: Settings, Import Course Content, QTI .zip file."),
    write=write,
)
