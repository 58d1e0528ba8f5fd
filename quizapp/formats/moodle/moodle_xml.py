"""Moodle XML: a question bank of Moodle 3.9 and later.

Source: docs.moodle.org, "Moodle XML format"; ordering as in qtype_ordering, which is part of
Moodle since 4.4.
"""

import base64
from collections.abc import Sequence
from html import escape as html_escape
from typing import Final, assert_never
from xml.etree import ElementTree as ET

from quizapp.bank.medium import Medium, is_stand_in
from quizapp.errors import translatable
from quizapp.formats.exchange import (
    KINDS,
    Format,
    Item,
    Package,
    as_number,
    file_name,
    paragraphs,
    plain_number,
    right,
)
from quizapp.formats.safe.xml_parts import to_bytes
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

_FRACTIONS: Final = (
    (1, "100"),
    (2, "50"),
    (3, "33.33333"),
    (4, "25"),
    (5, "20"),
    (6, "16.66667"),
    (7, "14.28571"),
    (8, "12.5"),
    (9, "11.11111"),
    (10, "10"),
)
"""Moodle takes these shares of the points and no others."""
_NAME_LENGTH: Final = 80


def write(package: Package) -> bytes:
    """Return the file."""
    quiz = ET.Element("quiz")
    head = ET.SubElement(quiz, "question", type="category")
    _text(head, "category", f"$course$/top/{package.title.replace('/', '//')}")
    for item in package.items:
        quiz.append(_question(item, package))
    return to_bytes(quiz)


def _question(item: Item, package: Package) -> ET.Element:
    question = ET.Element("question")
    _text(question, "name", _name(item.stem))
    asked = _text(question, "questiontext", _with_media(item.stem, item.asked_media), html=True)
    _embed(asked, item.asked_media, package)
    source = f"{item.source}, {item.passage_number}" if item.passage else ""
    told = paragraphs(item.explanation, item.passage, source)
    feedback = _with_media("", item.told_media) + told
    _embed(_text(question, "generalfeedback", feedback, html=True), item.told_media, package)
    _lines(question, ("defaultgrade", "1"), ("penalty", "0.3333333"), ("hidden", "0"))
    _lines(question, ("idnumber", item.key))
    question.set("type", _body(question, item))
    if item.tags:
        tags = ET.SubElement(question, "tags")
        for tag in item.tags:
            _text(tags, "tag", tag)
    return question


def _with_media(text: str, media: Sequence[Medium]) -> str:
    """Return a text with its pictures and sounds; what only stands for them is left away."""
    words = "" if is_stand_in(text, media) else paragraphs(text)
    shown = (
        f'<p><img src="@@PLUGINFILE@@/{file_name(each)}" alt="{html_escape(each.alt)}"></p>'
        if each.is_picture
        else f'<p><audio controls src="@@PLUGINFILE@@/{file_name(each)}"></audio></p>'
        for each in media
    )
    return f"{words}{''.join(shown)}"


def _embed(holder: ET.Element, media: Sequence[Medium], package: Package) -> None:
    for each in dict.fromkeys(media):
        file = ET.SubElement(holder, "file", name=file_name(each), path="/", encoding="base64")
        file.text = base64.b64encode(package.bytes_of(each)).decode()


def _body(question: ET.Element, item: Item) -> str:  # noqa: PLR0911 - one return per member of the closed set
    """Add what is particular to the item's interaction; return Moodle's name of the type."""
    interaction = item.interaction
    match interaction:
        case Choice(options=options):
            _choice(question, options, single=True)
            return "multichoice"
        case MultipleChoice(options=options):
            _choice(question, options, single=False)
            return "multichoice"
        case TrueFalse(correct=correct):
            for word in ("true", "false"):
                _answer(question, word, "100" if (word == "true") is correct else "0")
            return "truefalse"
        case TextEntry():
            return _entry(question, interaction)
        case Matching(pairs=pairs):
            _lines(question, ("shuffleanswers", "true"))
            for left, right_side in pairs:
                pair = ET.SubElement(question, "subquestion", format="html")
                ET.SubElement(pair, "text").text = paragraphs(left)
                _text(pair, "answer", right_side)
            return "matching"
        case Ordering(steps=steps):
            _ordering(question, steps)
            return "ordering"
        case Flashcard(back=back):
            _lines(question, ("usecase", "0"))
            _answer(question, back, "100")
            return "shortanswer"
        case _:
            assert_never(interaction)


def _choice(question: ET.Element, options: Sequence[Option], *, single: bool) -> None:
    shares = dict(_FRACTIONS)
    good = len(right(options))
    bad = len(options) - good
    _lines(
        question,
        ("single", "true" if single else "false"),
        ("shuffleanswers", "true"),
        ("answernumbering", "abc"),
    )
    for option in options:
        wrong = "0" if single else f"-{shares[bad]}"
        share = shares[1 if single else good] if option.correct else wrong
        _answer(question, paragraphs(option.text), share, html=True)


def _entry(question: ET.Element, entry: TextEntry) -> str:
    number = as_number(entry)
    if number is None:
        _lines(question, ("usecase", "0"))
        for text in entry.accept:
            _answer(question, text.replace("*", r"\*"), "100")
        return "shortanswer"
    answer = _answer(question, plain_number(number), "100")
    _lines(answer, ("tolerance", plain_number(entry.tolerance)))
    if entry.unit:
        units = ET.SubElement(question, "units")
        unit = ET.SubElement(units, "unit")
        _lines(unit, ("multiplier", "1"), ("unit_name", entry.unit))
    # Units may be written and are not graded: ours are not either.
    _lines(question, ("unitgradingtype", "0"), ("showunits", "3"))
    return "numerical"


def _ordering(question: ET.Element, steps: Sequence[str]) -> None:
    _lines(
        question,
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("selectcount", "0"),
        # Pairs of neighbours, as here.
        ("gradingtype", "RELATIVE_NEXT_EXCLUDE_LAST"),
        ("showgrading", "SHOW"),
        ("numberingstyle", "none"),
    )
    for place, step in enumerate(steps, start=1):
        _answer(question, paragraphs(step), str(place), html=True)


def _answer(question: ET.Element, text: str, share: str, *, html: bool = False) -> ET.Element:
    answer = _text(question, "answer", text, html=html)
    answer.set("fraction", share)
    return answer


def _text(parent: ET.Element, name: str, text: str, *, html: bool = False) -> ET.Element:
    """Add an element that holds its words in a ``text`` of its own."""
    holder = ET.SubElement(parent, name)
    if html:
        holder.set("format", "html")
    ET.SubElement(holder, "text").text = text
    return holder


def _lines(parent: ET.Element, *lines: tuple[str, str]) -> None:
    for name, value in lines:
        ET.SubElement(parent, name).text = value


def _name(stem: str) -> str:
    return (
        stem if len(stem) <= _NAME_LENGTH else f"{stem[: _NAME_LENGTH - 1]}\N{HORIZONTAL ELLIPSIS}"
    )


MOODLE_XML: Final = Format(
    name="moodle",
    title="Moodle XML",
    suffix=".xml",
    media="application/xml",
    kinds=frozenset(KINDS) - {"flashcard"},
    used_for=translatable("For the question bank of Moodle: Question bank, Import, Moodle XML."),
    write=write,
    holds_media=True,
)
