"""One item of QTI 2.x as drafts: the interaction in its body, and what it declares as right.

Source: IMS QTI 2.1 and 2.2 information models.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final
from xml.etree import ElementTree as ET

from quizapp.errors import InputError, Words
from quizapp.formats.incoming.asking import (
    FULL,
    Answer,
    Blank,
    blanks_of,
    number,
    numeric,
    pairs,
    range_around,
    several,
    single,
    truth,
    typed,
)
from quizapp.formats.incoming.gathering import Draft
from quizapp.formats.incoming.incoming import ItemContent
from quizapp.formats.incoming.plain_text import Losses, Plain, from_html, is_picture
from quizapp.formats.safe.safe_xml import markup
from quizapp.generation.question import Ordering

_WITHIN: Final = frozenset({"textEntryInteraction", "inlineChoiceInteraction"})
"""Interactions that stand within a sentence; several of them may."""
_RUBRICS: Final = frozenset({"rubricBlock", "feedbackBlock", "feedbackInline"})
_ASKED: Final = re.compile(r"(?:\n|[?.:!]\s*)$")
"""How words end that are a question with a field after them, not a sentence with a blank."""
_MARK: Final = "\ufffc"
"""Stands for a blank while the words around it are taken: it says that an object was there."""
_NUMBERS: Final = frozenset({"float", "integer"})
_ESSAYS: Final = frozenset({"extendedTextInteraction", "drawingInteraction", "uploadInteraction"})
_Found = Iterator[tuple[ItemContent, tuple[Words, ...]]]


def drafts(item: ET.Element, topic: str) -> Iterator[Draft]:
    """Yield what an item asks.

    Raises:
        InputError: it cannot be asked here; the message is the reason.
    """
    reading = _Item(item)
    found = list(reading.contents())
    told = reading.explanation()
    for place, (content, changed) in enumerate(found, start=1):
        yield Draft(
            replace(content, explanation=told),
            key=item.get("identifier", ""),
            also=str(place) if len(found) > 1 else "",
            topic=topic,
            changed=(*reading.losses.words, *changed),
        )


class _Item:
    """An item taken apart."""

    def __init__(self, item: ET.Element) -> None:
        self.item = item
        self.losses = Losses()
        body = item.find("itemBody")
        if body is None:
            raise InputError("It has no body: it asks nothing.")
        self.body = body
        self.declared = {
            each.get("identifier", ""): each for each in item.iter("responseDeclaration")
        }
        self.asked = [each for each in body.iter() if each.tag.endswith("Interaction")]

    def contents(self) -> _Found:
        """Return what is asked, by the interactions in the body.

        Raises:
            InputError: they are none, too many, or of a kind that cannot be asked here.
        """
        if not self.asked:
            raise InputError("It is a text that asks nothing.")
        if all(each.tag in _WITHIN for each in self.asked):
            return self.within()
        first = self.asked[0]
        if first.tag in _ESSAYS:
            raise InputError("It is an essay or asks for a file: nobody could grade it here.")
        if len(self.asked) > 1:
            raise InputError("It has several parts that are answered together.")
        kinds: Mapping[str, Callable[[ET.Element, str], _Found]] = {
            "choiceInteraction": self.choice,
            "orderInteraction": self.order,
            "matchInteraction": self.match,
        }
        if first.tag not in kinds:
            raise InputError("Its kind of answer, {kind}, cannot be asked here.", kind=first.tag)
        return kinds[first.tag](first, self.stem(first))

    def stem(self, interaction: ET.Element) -> str:
        """Return the words of the body before the interaction, and its prompt.

        Raises:
            InputError: there is nothing but a picture.
        """
        prompt = interaction.find("prompt")
        around = from_html(markup(_without(self.body)))
        told = from_html(markup(prompt)) if prompt is not None else Plain("")
        both = Plain(
            "\n".join(text for text in (around.text, told.text) if text),
            around.pictures + told.pictures,
            around.media + told.media,
        )
        if is_picture(both):
            raise InputError("It is nothing but a picture, and pictures are not taken yet.")
        return self.losses.of(both)

    def within(self) -> _Found:
        """Return what is asked within sentences, or by a field below a question."""
        parts = self.sentence()
        match parts:
            case [str() as before, Blank() as blank, ""] if _ASKED.search(before):
                return iter(((ItemContent(before, blank.built.interaction), blank.built.changed),))
            case _:
                return blanks_of(parts)

    def sentence(self) -> list[str | Blank]:
        """Return the words and blanks of the body."""
        blanks: list[Blank] = []
        marked = _marking(self.body, lambda each: blanks.append(self.blank(each)))
        words = self.losses.of(from_html(markup(marked)))
        pieces = words.split(_MARK)
        parts: list[str | Blank] = []
        for place, piece in enumerate(pieces):
            parts.append(piece)
            if place < len(blanks):
                parts.append(blanks[place])
        return parts

    def blank(self, interaction: ET.Element) -> Blank:
        """Return one blank: typed, or chosen from a list."""
        declared = self.declaration(interaction)
        right = _values(declared)
        if interaction.tag == "inlineChoiceInteraction":
            answers = self.answers(interaction, declared, "inlineChoice")
            built = single(answers)
            filled = max(answers, key=lambda each: each.share).text
            return Blank(built, filled)
        mapped = _mapping(declared)
        if declared.get("baseType") in _NUMBERS:
            return self.numeric(right or tuple(mapped))
        top = max(mapped.values(), default=1.0) or 1.0
        answers = [Answer(text, FULL) for text in right]
        answers += [Answer(text, share / top * FULL) for text, share in mapped.items()]
        if not answers:
            raise InputError("It has no right answer.")
        return Blank(typed(answers), answers[0].text)

    def numeric(self, right: tuple[str, ...]) -> Blank:
        """Return a blank for a number, with the tolerance that the scoring allows."""
        values = [number(each) for each in right]
        if not values or None in values:
            raise InputError("Something among its right answers is no number.")
        tolerance = Decimal(0)
        for equal in self.item.iter("equal"):
            first = number((equal.get("tolerance") or "").split(" ")[0])
            if equal.get("toleranceMode") == "absolute" and first is not None:
                tolerance = first
        ranges = [range_around(each, tolerance) for each in values if each is not None]
        return Blank(numeric(ranges), right[0])

    def declaration(self, interaction: ET.Element) -> ET.Element:
        """Return the declaration of the response to an interaction."""
        found = self.declared.get(interaction.get("responseIdentifier", ""))
        if found is None:
            raise InputError("It does not declare what is right.")
        return found

    def answers(self, interaction: ET.Element, declared: ET.Element, name: str) -> list[Answer]:
        """Return the options with their shares."""
        right, mapped = set(_values(declared)), _mapping(declared)
        top = max(mapped.values(), default=0.0)
        found = []
        for each in interaction.iter(name):
            ident = each.get("identifier", "")
            part = mapped.get(ident, 0.0) / top * FULL if top > 0 else 0.0
            # What is declared as right is, whatever points it brings.
            share = FULL if ident in right else min(part, FULL - 1) if right else part
            found.append(Answer(self.words(each), share))
        return found

    def words(self, element: ET.Element) -> str:
        """Return the words of an option, without what is said to those who choose it."""
        return self.losses.part(from_html(markup(_without(element))))

    def choice(self, interaction: ET.Element, stem: str) -> _Found:
        """Yield a choice or a claim."""
        declared = self.declaration(interaction)
        answers = self.answers(interaction, declared, "simpleChoice")
        right = [each.text.lower() for each in answers if each.share >= FULL]
        if {each.text.lower() for each in answers} == {"true", "false"} and len(right) == 1:
            yield ItemContent(stem, truth(stem, correct=right == ["true"])), ()
            return
        built = several(answers) if declared.get("cardinality") == "multiple" else single(answers)
        yield ItemContent(stem, built.interaction), built.changed

    def order(self, interaction: ET.Element, stem: str) -> _Found:
        """Yield steps in their right order."""
        labels = {
            each.get("identifier", ""): self.words(each)
            for each in interaction.iter("simpleChoice")
        }
        order = _values(self.declaration(interaction))
        if sorted(order) != sorted(labels):
            raise InputError("Its right order is not told.")
        yield ItemContent(stem, Ordering(tuple(labels[name] for name in order))), ()

    def match(self, interaction: ET.Element, stem: str) -> _Found:
        """Return pairs of the two sets."""
        sides = [
            {
                each.get("identifier", ""): self.words(each)
                for each in side.iter("simpleAssociableChoice")
            }
            for side in interaction.findall("simpleMatchSet")
        ]
        if len(sides) != 2:  # noqa: PLR2004 - from one to another
            raise InputError("It does not match two sets.")
        declared = self.declaration(interaction)
        keys = _values(declared) or tuple(
            pair for pair, share in _mapping(declared).items() if share > 0
        )
        found: list[tuple[str, str]] = []
        for pair in keys:
            left, _, right = pair.strip().partition(" ")
            if left in sides[0] and right.strip() in sides[1]:
                found.append((sides[0][left], sides[1][right.strip()]))
        if len({left for left, _ in found}) < len(sides[0]):
            raise InputError("One of its pairs has no right answer.")
        rights = {right for _, right in found}
        return pairs(stem, found, [each for each in sides[1].values() if each not in rights])

    def explanation(self) -> str:
        """Return what is told afterwards."""
        told = [self.losses.of(from_html(markup(each))) for each in self.item.iter("modalFeedback")]
        return "\n".join(dict.fromkeys(text for text in told if text))


def _values(declared: ET.Element) -> tuple[str, ...]:
    values = declared.findall("correctResponse/value")
    return tuple((each.text or "").strip() for each in values if (each.text or "").strip())


def _mapping(declared: ET.Element) -> dict[str, float]:
    found: dict[str, float] = {}
    for each in declared.findall("mapping/mapEntry"):
        share = number(each.get("mappedValue", "0"))
        if share is None:
            raise InputError("It gives points that are no number.")
        found[each.get("mapKey", "")] = float(share)
    return found


def _without(element: ET.Element) -> ET.Element:
    """Return a copy without interactions and without what only some people are told."""
    copy = ET.Element(element.tag, element.attrib)
    copy.text = element.text
    for child in element:
        if child.tag.endswith("Interaction") or child.tag in _RUBRICS:
            kept = ET.Element("span")
        else:
            kept = _without(child)
        kept.tail = child.tail
        copy.append(kept)
    return copy


def _marking(element: ET.Element, taken: Callable[[ET.Element], None]) -> ET.Element:
    """Return a copy with a mark where each interaction stands; ``taken`` gets them in order."""
    copy = ET.Element(element.tag, element.attrib)
    copy.text = _unmarked(element.text)
    for child in element:
        if child.tag.endswith("Interaction"):
            taken(child)
            kept = ET.Element("span")
            kept.text = _MARK
        elif child.tag in _RUBRICS:
            kept = ET.Element("span")
        else:
            kept = _marking(child, taken)
        kept.tail = _unmarked(child.tail)
        copy.append(kept)
    return copy


def _unmarked(text: str | None) -> str:
    return (text or "").replace(_MARK, "")
