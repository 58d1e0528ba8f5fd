"""A card of an Anki note as plain texts: what is asked, what is answered, what is told beside.

Pure. Where a card cannot be asked here, its reason is returned in its place.
"""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from quizapp.bank.document import LONGEST_PARAGRAPH
from quizapp.errors import Words, translatable
from quizapp.formats import anki_cloze
from quizapp.formats.anki_collection import NoteType
from quizapp.formats.anki_html import CLOSE, OPEN, Plain, clean, plain
from quizapp.formats.anki_template import Part, Shown, Work, parse, render, slots

LONGEST: Final = LONGEST_PARAGRAPH
"""Characters of a front, a back or what is told beside them."""
BLANK: Final = "_____"
_ANSWER_LINE: Final = re.compile(
    r"<hr[^<>]{0,60}\bid ?= ?[\"']?answer\b[^<>]{0,60}>", re.IGNORECASE
)
_BESIDE_NAMES: Final = (
    "back extra/comment/comments/explanation/extra/note/notes/passage/reference/references/remark/"
    "remarks/source/sources"
)
_BESIDE: Final = frozenset(_BESIDE_NAMES.split("/"))
"""Names of fields that tell something about the answer and are not a part of it."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a template, taken apart.

    Attributes:
        name: of the template, as markup.
        on_front: the fields that have a place on the front.
        told: the fields on the back that tell something beside the answer.
    """

    name: str
    front: tuple[Part, ...]
    back: tuple[Part, ...]
    on_front: frozenset[str]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A note type with its templates; one that cannot be read is left away."""

    note_type: NoteType
    sides: Mapping[int, Sides]


@dataclass(frozen=True, slots=True)
class Face:
    """A card's texts.

    Attributes:
        front: of a cloze with its blanks, each as its hint between ``OPEN`` and ``CLOSE``.
        answers: what the blanks hide; () for a card that is no cloze.
        typed: whether the answer is to be typed.
        beside: what is told with the answer.
        pictures: that stand on it and are not taken. sounds: the same, and films.
    """

    front: str
    back: str
    answers: tuple[str, ...] = ()
    typed: bool = False
    beside: str = ""
    pictures: int = 0
    sounds: int = 0


def kind_of(note_type: NoteType) -> Kind:
    """Take the templates of a note type apart."""
    sides: dict[int, Sides] = {}
    for order, template in note_type.templates.items():
        try:
            front, back = parse(clean(template.front)), parse(clean(template.back))
        except ValueError:
            continue
        told = (slot.name for slot in slots(back) if slot.name.strip().lower() in _BESIDE)
        sides[order] = Sides(
            html.escape(clean(template.name)),
            front,
            back,
            frozenset(slot.name for slot in slots(front)),
            tuple(dict.fromkeys(told)),
        )
    return Kind(note_type, sides)


def values_of(
    note_type: NoteType, fields: tuple[str, ...], *, tags: tuple[str, ...], deck: str
) -> dict[str, str]:
    """Return what may stand in a template: the fields, and what Anki says of each note."""
    padded = (*fields, *("" for _ in range(len(note_type.fields) - len(fields))))
    return {
        **dict(zip(note_type.fields, padded, strict=False)),
        "Tags": html.escape(" ".join(tags), quote=False),
        "Type": html.escape(clean(note_type.name), quote=False),
        "Deck": html.escape(deck, quote=False),
        "Subdeck": html.escape(deck.rpartition("::")[2], quote=False),
    }


def face_of(kind: Kind, values: Mapping[str, str], order: int, work: Work) -> Face | Words:
    """Return the texts of a note's card, or why it cannot be asked.

    Raises:
        InputError: the package asks for too much work.
    """
    sides = kind.sides.get(0 if kind.note_type.cloze else order)
    if sides is None:
        return translatable("Its card template is missing or cannot be read.")
    try:
        if kind.note_type.cloze:
            face = _cloze(sides, values, order + 1, work)
        else:
            face = _plain_card(sides, {**values, "Card": sides.name}, order + 1, work)
    except ValueError:
        return translatable("Its card is too long, or nested too deep.")
    if isinstance(face, Words):
        return face
    if max(len(face.front), len(face.back)) > LONGEST:
        return translatable("It is longer than {most} characters.", most=LONGEST)
    return face if len(face.beside) <= LONGEST else replace(face, beside=face.beside[:LONGEST])


def _plain_card(sides: Sides, values: Mapping[str, str], number: int, work: Work) -> Face | Words:
    asked = Shown(values, _with_blanks(number, [], work), number, work)
    front = plain(render(sides.front, asked).replace(OPEN, "[").replace(CLOSE, "]"))
    hidden = frozenset(sides.told)
    shown = Shown(values, _uncovered, number, work, is_back=True, hidden=hidden)
    back = _answer(render(sides.back, shown), front)
    beside = tuple(plain(values.get(name, "")) for name in sides.told)
    typed = plain(values.get(asked.typed, "")) if asked.typed else Plain("")
    if typed.text and "\n" not in typed.text:
        back, beside = typed, (back, *beside)
    elif not back.text:
        back, beside = _joined((back, *beside)), ()
    lacks = _lack(front, back)
    if lacks is not None:
        return lacks
    every = (front, back, *beside)
    return Face(
        front.text,
        back.text,
        typed=back is typed,
        beside=_joined(beside).text,
        pictures=sum(each.pictures for each in every),
        sounds=sum(each.sounds for each in every),
    )


def _answer(markup: str, front: Plain) -> Plain:
    """Return what a back adds to its front: what stands below the line, or behind the front."""
    line = _ANSWER_LINE.search(markup)
    if line is None:
        return _without(plain(markup), front)
    below, above = plain(markup[line.end() :]), plain(markup[: line.start()])
    more = _without(above, front) if above.text != front.text else Plain("")
    return _joined((below, more))


def _without(whole: Plain, front: Plain) -> Plain:
    rest = remainder(whole.text, front.text)
    if rest is None or not front.text:
        return whole
    return Plain(rest, max(whole.pictures - front.pictures, 0), max(whole.sounds - front.sounds, 0))


def remainder(text: str, beginning: str) -> str | None:
    """Return what follows lines that a text begins with, "" if nothing, None if it does not."""
    if text == beginning:
        return ""
    return text[len(beginning) :].strip() if text.startswith(f"{beginning}\n") else None


def _cloze(sides: Sides, values: Mapping[str, str], number: int, work: Work) -> Face | Words:
    hidden: list[str] = []
    shown = Shown(values, _with_blanks(number, hidden, work), number, work)
    asked = plain(render(sides.front, shown))
    if OPEN not in asked.text:
        return translatable("Its card hides nothing: in Anki it is an empty card.")
    if asked.text.count(OPEN) != len(hidden):
        return translatable("Its card hides something where no text is seen.")
    answers = tuple(plain(each) for each in hidden)
    rest = Shown(values, _uncovered, number, work, is_back=True, hidden=sides.on_front)
    back = plain(render(sides.back, rest))
    for answer in answers:
        lacks = _lack(Plain(_shown_text(asked.text)), answer)
        if lacks is not None:
            return lacks
    every = (asked, back, *answers)
    return Face(
        asked.text,
        "\n".join(dict.fromkeys(each.text for each in answers)),
        answers=tuple(each.text for each in answers),
        beside=back.text,
        pictures=sum(each.pictures for each in every),
        sounds=sum(each.sounds for each in every),
    )


def _shown_text(asked: str) -> str:
    """Return what is seen beside the blanks; their hints count as that, too."""
    return asked.replace(OPEN, "").replace(CLOSE, "") or BLANK


def _with_blanks(number: int, hidden: list[str], work: Work) -> Callable[[str], str]:
    """Return what shows a field with blanks, and notes what they hide."""

    def show(markup: str) -> str:
        work.spend(markup)
        parts = anki_cloze.parse(markup)
        hidden.extend(anki_cloze.answers(parts, number))
        return anki_cloze.asked(parts, number)

    return show


def _uncovered(markup: str) -> str:
    return anki_cloze.whole(anki_cloze.parse(markup))


def _joined(texts: tuple[Plain, ...]) -> Plain:
    return Plain(
        "\n".join(each.text for each in texts if each.text),
        sum(each.pictures for each in texts),
        sum(each.sounds for each in texts),
    )


def _lack(front: Plain, back: Plain) -> Words | None:
    """Return why a card without words on a side cannot be asked."""
    if not front.text:
        if front.pictures or front.sounds:
            return translatable("Nothing but pictures or sound is asked: they are not taken.")
        return translatable("Its front is empty.")
    if not back.text:
        if back.pictures or back.sounds:
            return translatable("Nothing but pictures or sound is the answer: they are not taken.")
        return translatable("Its answer is empty.")
    return None
