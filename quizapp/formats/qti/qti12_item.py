"""One item of QTI 1.2 as drafts: what is offered, and which of it is scored.

Source: IMS QTI 1.2.1 ASI; Common Cartridge's profile of it; the types of Canvas's own exports.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from xml.etree import ElementTree as ET

from quizapp.errors import InputError, Words, translatable
from quizapp.formats.incoming.asking import (
    FULL,
    Answer,
    Blank,
    Built,
    Range,
    blanks_of,
    number,
    numeric,
    pairs,
    range_around,
    range_between,
    several,
    single,
    truth,
    typed,
    with_blank,
)
from quizapp.formats.incoming.gathering import Draft
from quizapp.formats.incoming.incoming import ItemContent
from quizapp.formats.incoming.plain_text import (
    Losses,
    Plain,
    from_html,
    is_picture,
    looks_like_html,
)
from quizapp.formats.safe.safe_xml import held
from quizapp.generation.question import Choice, Option, Ordering

_ESSAY: Final = translatable("It is an essay: nobody could grade it here.")
_UPLOAD: Final = translatable("It asks for a file: nobody could grade it here.")
_TOLD: Final = translatable("It is a text that asks nothing.")
_DRAWN: Final = translatable("Its numbers are drawn anew each time, which is not done here.")
NOT_STUDIED: Final[Mapping[str, Words]] = {
    "essay_question": _ESSAY,
    "cc.essay.v0p1": _ESSAY,
    "file_upload_question": _UPLOAD,
    "text_only_question": _TOLD,
    "calculated_question": _DRAWN,
}
"""Canvas's and Common Cartridge's names of types that are left out -> why."""
_BLANKS: Final = frozenset({"fill_in_multiple_blanks_question", "multiple_dropdowns_question"})
_BOUNDS: Final = frozenset({"vargte", "vargt", "varlte", "varlt"})
_SLOT: Final = re.compile(r"\[([^\[\]\s]{1,80})\]")
_Found = Iterator[tuple[ItemContent, tuple[Words, ...]]]


@dataclass(frozen=True, slots=True)
class _Scored:
    """A condition that gives points: what has to be chosen or typed, and the share in per cent."""

    share: float
    equal: tuple[tuple[str, str], ...]
    bounds: tuple[tuple[str, str], ...]


def metadata(item: ET.Element) -> dict[str, str]:
    """Return the fields of an item's metadata."""
    return {
        (field.findtext("fieldlabel") or "").strip(): (field.findtext("fieldentry") or "").strip()
        for field in item.iter("qtimetadatafield")
    }


def kind_of(item: ET.Element) -> str:
    """Return the type of question as its program calls it, "" where it does not."""
    fields = metadata(item)
    return fields.get("question_type") or fields.get("cc_profile") or ""


def drafts(item: ET.Element, topic: str) -> Iterator[Draft]:
    """Yield what an item asks.

    Raises:
        InputError: it cannot be asked here; the message is the reason.
    """
    reading = _Item(item)
    found = list(reading.contents())
    for place, (content, changed) in enumerate(found, start=1):
        explanation = reading.explanation()
        yield Draft(
            with_blank(ItemContent(content.stem, content.interaction, explanation)),
            key=item.get("ident", ""),
            also=str(place) if len(found) > 1 else "",
            topic=topic,
            changed=(*reading.losses.words, *changed),
        )


class _Item:
    """An item taken apart."""

    def __init__(self, item: ET.Element) -> None:
        self.item = item
        self.kind = kind_of(item)
        self.losses = Losses()
        presentation = item.find("presentation")
        self.presentation = presentation if presentation is not None else ET.Element("none")
        self.lists = list(self.presentation.iter("response_lid"))
        self.fields = [
            *self.presentation.iter("response_str"),
            *self.presentation.iter("response_num"),
        ]
        stem = _material(self.presentation)
        self.losses.of(stem)
        if is_picture(stem):
            raise InputError("It is nothing but a picture, and pictures are not taken yet.")
        self.stem = stem.text
        self.scored = _scored(item)

    def contents(self) -> _Found:
        """Return what is asked, by the kinds of response it takes."""
        if self.kind in _BLANKS and self.lists:
            return self.blanks()
        if len(self.lists) == 1 and not self.fields:
            return self.options(self.lists[0])
        if self.lists and not self.fields:
            return self.matching()
        if len(self.fields) == 1 and not self.lists:
            return self.typed(self.fields[0])
        raise InputError("How it is answered is not known here.")

    def explanation(self) -> str:
        """Return what is told whatever the answer was; else what a right one is told."""
        told = {each.get("ident", ""): each for each in self.item.iter("itemfeedback")}
        for name in ("general_fb", "correct_fb", "general", "Correct"):
            if name in told:
                return self.losses.of(_material(told[name]))
        return ""

    def options(self, response: ET.Element) -> _Found:
        """Yield a choice, a claim, or an order."""
        labels = self.labels(response)
        if response.get("rcardinality", "").lower() == "ordered":
            order = [name for each in self.scored[:1] for _, name in each.equal]
            if sorted(order) != sorted(labels):
                raise InputError("Its right order is not told.")
            yield ItemContent(self.stem, Ordering(tuple(labels[name] for name in order))), ()
            return
        shares = dict.fromkeys(labels, 0.0)
        for each in self.scored:
            for _, name in each.equal:
                if name in shares:
                    shares[name] = max(shares[name], each.share)
        answers = [Answer(text, shares[name]) for name, text in labels.items()]
        right = [each.text.lower() for each in answers if each.share > 0]
        both = {each.text.strip().lower() for each in answers}
        if both == {"true", "false"} and len(right) == 1:
            yield ItemContent(self.stem, truth(self.stem, correct=right == ["true"])), ()
            return
        many = response.get("rcardinality", "").lower() == "multiple"
        built = several(answers) if many else single(answers)
        yield ItemContent(self.stem, built.interaction), built.changed

    def labels(self, response: ET.Element) -> dict[str, str]:
        """Return the options of a response: identifier -> words."""
        return {
            label.get("ident", ""): self.losses.part(_material(label))
            for label in response.iter("response_label")
        }

    def matching(self) -> _Found:
        """Return pairs: each response is a left side that a right one is chosen for."""
        key = {name: text for each in self.scored for name, text in each.equal}
        found: list[tuple[str, str]] = []
        offered: dict[str, None] = {}
        for response in self.lists:
            labels = self.labels(response)
            offered |= dict.fromkeys(labels.values())
            right = labels.get(key.get(response.get("ident", ""), ""))
            if right is None:
                raise InputError("One of its pairs has no right answer.")
            found.append((self.losses.part(_material(response)), right))
        rights = {right for _, right in found}
        return pairs(self.stem, found, [each for each in offered if each not in rights])

    def blanks(self) -> _Found:
        """Return an item for each blank of a text; [name] is where a response belongs."""
        by_name = {self.name_of(each): each for each in self.lists}
        parts: list[str | Blank] = []
        end = 0
        for slot in _SLOT.finditer(self.stem):
            response = by_name.get(slot.group(1))
            if response is not None:
                parts.extend((self.stem[end : slot.start()], self.blank(response)))
                end = slot.end()
        parts.append(self.stem[end:])
        if len(parts) == 1:
            raise InputError("It has no blank.")
        return blanks_of(parts)

    def name_of(self, response: ET.Element) -> str:
        """Return the name a blank has in the text."""
        return _material(response).text.strip() or response.get("ident", "").removeprefix(
            "response_"
        )

    def blank(self, response: ET.Element) -> Blank:
        """Return one blank: typed, or chosen from a list."""
        labels = self.labels(response)
        key = [
            labels[name]
            for each in self.scored
            for asked, name in each.equal
            if asked == response.get("ident") and name in labels
        ]
        if self.kind == "fill_in_multiple_blanks_question":
            # Canvas lists all that is right, and scores the first alone.
            accept = [*key, *labels.values()]
            if not accept:
                raise InputError("One of its blanks has no right answer.")
            return Blank(typed([Answer(text, FULL) for text in accept]), accept[0])
        if not key:
            raise InputError("One of its blanks has no right answer.")
        options = tuple(Option(text, text == key[0]) for text in dict.fromkeys(labels.values()))
        return Blank(Built(Choice(options)), key[0])

    def typed(self, field: ET.Element) -> _Found:
        """Yield a typed answer: words or a number."""
        fib = field.find(".//render_fib")
        decimal = fib is not None and fib.get("fibtype", "").lower() in {"decimal", "integer"}
        if self.kind == "numerical_question" or decimal or field.tag == "response_num":
            built = numeric([found for each in self.scored if (found := _range(each))])
        else:
            answers = [Answer(text, each.share) for each in self.scored for _, text in each.equal]
            if not answers:
                raise InputError("It has no right answer: perhaps it is an essay.")
            built = typed(answers)
        yield ItemContent(self.stem, built.interaction), built.changed


def _material(holder: ET.Element) -> Plain:
    """Return the words of an element's own material, not of the responses in it."""
    texts: list[str] = []
    pictures = media = 0
    for part in _own_parts(holder):
        if part.tag == "mattext":
            found = _words(part)
            texts.append(found.text)
            pictures, media = pictures + found.pictures, media + found.media
        pictures += part.tag == "matimage"
        media += part.tag in {"mataudio", "matvideo", "matapplet"}
    return Plain("\n".join(text for text in texts if text), pictures, media)


def _own_parts(holder: ET.Element) -> Iterator[ET.Element]:
    for child in holder:
        if child.tag.startswith(("response_", "render_")):
            continue
        if child.tag.startswith("mat") and child.tag != "material":
            yield child
        else:
            yield from _own_parts(child)


def _words(part: ET.Element) -> Plain:
    text = held(part)
    form = part.get("texttype", "")
    if len(part) or "html" in form or (not form and looks_like_html(text)):
        return from_html(text)
    return Plain(text)


def _scored(item: ET.Element) -> Sequence[_Scored]:
    """Return the conditions that give points, in order."""
    found: list[_Scored] = []
    for condition in item.iter("respcondition"):
        points = [number(each.text or "") for each in condition.findall("setvar")]
        gained = max((float(each) for each in points if each is not None), default=0.0)
        tests = condition.find("conditionvar")
        if gained <= 0 or tests is None:
            continue
        wanted = [each for each in _wanted(tests) if (each.text or "").strip()]
        found.append(
            _Scored(
                gained,
                tuple(
                    (each.get("respident", ""), (each.text or "").strip())
                    for each in wanted
                    if each.tag in {"varequal", "varsubstring"}
                ),
                tuple((each.tag, each.text or "") for each in wanted if each.tag in _BOUNDS),
            )
        )
    top = max((each.share for each in found), default=FULL)
    return [_Scored(each.share / top * FULL, each.equal, each.bounds) for each in found]


def _wanted(tests: ET.Element) -> Iterator[ET.Element]:
    """Yield the tests that have to be met, none that must not be."""
    for each in tests:
        if each.tag == "not":
            continue
        yield each
        yield from _wanted(each)


def _range(scored: _Scored) -> Range | None:
    """Return the numbers that a condition takes: the bounds, where it has some, say it all.

    Raises:
        InputError: something there is no number.
    """
    low = [number(text) for tag, text in scored.bounds if tag.startswith("varg")]
    high = [number(text) for tag, text in scored.bounds if tag.startswith("varl")]
    value = [number(text) for _, text in scored.equal]
    if None in (*low, *high, *value):
        raise InputError("Something among its right answers is no number.")
    numbers = [[each for each in side if each is not None] for side in (low, high, value)]
    if numbers[0] and numbers[1]:
        span = range_between(numbers[0][0], numbers[1][0])
        # The value a person wrote reads better than the middle of its bounds.
        if numbers[2] and abs(numbers[2][0] - span.value) <= span.tolerance:
            return Range(numbers[2][0], span.tolerance)
        return span
    return range_around(numbers[2][0], Decimal(0)) if numbers[2] else None
