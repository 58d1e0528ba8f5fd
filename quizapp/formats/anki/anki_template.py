"""Card templates of Anki: which fields stand on a face, and what is left of their markup.

Pure. Source: docs.ankiweb.net, "Card templates" (fields, conditions, special fields, filters).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from quizapp.errors import InputError
from quizapp.formats.anki.anki_html import without_scripts

MOST_TEMPLATE: Final = 300_000
"""Characters of one side of a template, with its scripts."""
MOST_RENDERED: Final = 300_000
"""Characters of one face of a card, with its markup."""
MOST_WORK: Final = 120_000_000
"""Characters of all cards with their markup, together: some six seconds of work."""
_TAG_COSTS: Final = 25
"""As much as so many characters; a deletion as much as a tag."""
_DEEPEST: Final = 20
"""Conditions within conditions."""
_OTHER_SIGNS: Final = "{{=<% %>=}}"
_NOTHING: Final = re.compile(r"(?:\s|&nbsp;|<br ?/?>|</?div>|</?p>)*", re.IGNORECASE)
_READING: Final = re.compile(r" ?([^ \[\]<>&;]{1,200})\[([^\[\]]{1,200})\]")
_SOUND: Final = "sound:"
_CLOZE_NUMBER: Final = re.compile(r"c([0-9]{1,3})")


@dataclass(frozen=True, slots=True)
class Words:
    """Markup that stands on every card."""

    markup: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a field; ``filters`` are in the order in which they are written."""

    name: str
    filters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What stands there only if a field holds something (or, ``negated``, nothing)."""

    name: str
    negated: bool
    parts: tuple["Part", ...]


Part = Words | Slot | Section


@dataclass(slots=True)
class Work:
    """How much markup may still be taken, so that no templates keep a machine busy for ever."""

    left: int = MOST_WORK

    def spend(self, markup: str) -> None:
        """Count markup.

        Raises:
            InputError: it is more than a package needs.
        """
        self.left -= len(markup) + _TAG_COSTS * (markup.count("<") + markup.count("{{"))
        if self.left < 0:
            raise InputError(
                "The cards of the package hold more markup than may be read here. Export its decks "
                "one by one.",
                field="file",
            )


@dataclass(slots=True)
class Shown:
    """What a template is filled with, and what filling it has found.

    Attributes:
        values: the fields and special fields of a note, as markup.
        cloze: renders the deletions of a field's markup for the card.
        number: of the deletion that is asked, from 1.
        work: what may still be taken of the whole package.
        is_back: whether it is the side with the answer.
        typed: the field that is to be typed, "" if none.
    """

    values: Mapping[str, str]
    cloze: Callable[[str], str]
    number: int
    work: Work
    is_back: bool = False
    typed: str = ""
    length: int = 0
    hidden: frozenset[str] = field(default_factory=frozenset)


def parse(source: str) -> tuple[Part, ...]:
    """Return the parts of one side of a template.

    Raises:
        ValueError: conditions do not close, or it is too long or nested too deep.
    """
    if len(source) > MOST_TEMPLATE:
        raise ValueError("the template is too long")
    text = without_scripts(source.strip())
    opening, closing = "{{", "}}"
    if text.startswith(_OTHER_SIGNS):
        text, opening, closing = text.removeprefix(_OTHER_SIGNS), "<%", "%>"
    open_sections: list[tuple[str, bool, list[Part]]] = [("", False, [])]
    place = 0
    while (start := text.find(opening, place)) >= 0:
        end = text.find(closing, start)
        if end < 0:
            break
        if start > place:
            open_sections[-1][2].append(Words(text[place:start]))
        _take(text[start + len(opening) : end].strip("{ \t\r\n"), open_sections)
        place = end + len(closing)
    if len(open_sections) > 1:
        raise ValueError(f"the condition {open_sections[-1][0]} does not close")
    if place < len(text):
        open_sections[0][2].append(Words(text[place:]))
    return tuple(open_sections[0][2])


def _take(tag: str, open_sections: list[tuple[str, bool, list[Part]]]) -> None:
    """Take what stands between two signs."""
    mark, name = tag[:1], tag[1:].strip()
    if mark in {"#", "^"} and name:
        if len(open_sections) > _DEEPEST:
            raise ValueError("conditions are nested too deep")
        open_sections.append((name, mark == "^", []))
    elif mark == "/" and name:
        opened, negated, parts = open_sections.pop()
        if not open_sections or opened != name:
            raise ValueError(f"the condition {name} closes where another is open")
        open_sections[-1][2].append(Section(name, negated, tuple(parts)))
    elif tag and mark != "!":
        *filters, last = tag.split(":")
        open_sections[-1][2].append(Slot(last.strip(), tuple(each.strip() for each in filters)))


def render(parts: Iterable[Part], shown: Shown) -> str:
    """Return the markup of a face.

    Raises:
        ValueError: it grows too long.
    """
    found: list[str] = []
    for part in parts:
        if isinstance(part, Section):
            if _holds(part.name, shown) != part.negated:
                found.append(render(part.parts, shown))
            continue
        text = part.markup if isinstance(part, Words) else _filled(part, shown)
        shown.work.spend(text)
        shown.length += len(text)
        if shown.length > MOST_RENDERED:
            raise ValueError("the card is too long")
        found.append(text)
    return "".join(found)


def slots(parts: Iterable[Part]) -> Iterable[Slot]:
    """Yield every place for a field, whatever its conditions."""
    for part in parts:
        if isinstance(part, Slot):
            yield part
        elif isinstance(part, Section):
            yield from slots(part.parts)


def is_empty(markup: str) -> bool:
    """Return whether a field counts as empty, as in Anki: nothing but breaks and spaces."""
    return not markup or _NOTHING.fullmatch(markup) is not None


def _holds(name: str, shown: Shown) -> bool:
    number = _CLOZE_NUMBER.fullmatch(name)
    if number and name not in shown.values:
        return int(number.group(1)) == shown.number
    return not is_empty(shown.values.get(name, ""))


def _filled(slot: Slot, shown: Shown) -> str:
    """Return what stands for a field after its filters, the last of which is used first."""
    value = shown.values.get(slot.name, "")
    if "type" in slot.filters:
        shown.typed = shown.typed or slot.name
        return ""
    if slot.name in shown.hidden:
        return ""
    for each in reversed(slot.filters):
        # A hint is seen only when it is asked for; what is spoken is not seen at all.
        if each.startswith("tts") or (each == "hint" and not shown.is_back):
            return ""
        if each in {"cloze", "cloze-only"}:
            value = shown.cloze(value)
        elif each == "kana":
            value = _READING.sub(_reading, value)
        elif each == "kanji":
            value = _READING.sub(_base, value)
    return value


def _reading(found: re.Match[str]) -> str:
    return found.group() if found.group(2).startswith(_SOUND) else found.group(2)


def _base(found: re.Match[str]) -> str:
    return found.group() if found.group(2).startswith(_SOUND) else found.group(1)
