"""A card of an Anki note as plain texts: what is asked, what is answered, what is told beside.

Pure. Where a card cannot be asked here, its reason is returned in its place.
"""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from quizapp.bank.medium import Medium
from quizapp.bank.terms import LONGEST_PARAGRAPH
from quizapp.errors import Words, translatable
from quizapp.formats.anki import anki_cloze
from quizapp.formats.anki.anki_collection import NoteType
from quizapp.formats.anki.anki_drawn import Drawn
from quizapp.formats.anki.anki_html import CLOSE, OPEN, Plain, clean, plain
from quizapp.formats.anki.anki_template import Part, Shown, Work, parse, render, slots
from quizapp.formats.incoming.media import Shelf

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
        pictures: that stand on it and name no file. sounds: the same, and films.
        media: pictures and sounds that come in. said: of each that does not, and of changes.
    """

    front: str
    back: str
    answers: tuple[str, ...] = ()
    typed: bool = False
    beside: str = ""
    pictures: int = 0
    sounds: int = 0
    media: tuple[Medium, ...] = ()
    said: tuple[Words, ...] = ()


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


def face_of(
    kind: Kind, values: Mapping[str, str], order: int, *, work: Work, shelf: Shelf
) -> Face | Words:
    """Return the texts of a note's card, or why it cannot be asked.

    Args:
        kind: the note's type. values: its fields. order: of the card.
        work: what may still be taken of the package.
        shelf: the package's pictures and sounds.

    Raises:
        InputError: the package asks for too much work.
    """
    sides = kind.sides.get(0 if kind.note_type.cloze else order)
    if sides is None:
        return translatable("Its card template is missing or cannot be read.")
    drawn = Drawn(shelf)
    try:
        if kind.note_type.cloze:
            face = _cloze(sides, values, order + 1, work, drawn)
        else:
            face = _plain_card(sides, {**values, "Card": sides.name}, order + 1, work, drawn)
    except ValueError:
        return translatable("Its card is too long, or nested too deep.")
    if isinstance(face, Words):
        return face
    if max(len(face.front), len(face.back)) > LONGEST:
        return translatable("It is longer than {most} characters.", most=LONGEST)
    return replace(
        face,
        beside=face.beside[:LONGEST],
        pictures=drawn.pictures,
        sounds=drawn.sounds,
        media=tuple(drawn.media),
        said=tuple(dict.fromkeys(drawn.said)),
    )


def _plain_card(
    sides: Sides, values: Mapping[str, str], number: int, work: Work, drawn: Drawn
) -> Face | Words:
    asked = Shown(values, _with_blanks(number, [], work), number, work)
    front = plain(render(sides.front, asked).replace(OPEN, "[").replace(CLOSE, "]"))
    hidden = frozenset(sides.told)
    shown = Shown(values, _uncovered, number, work, is_back=True, hidden=hidden)
    back = _answer(render(sides.back, shown), front)
    beside = tuple(plain(values.get(name, "")) for name in sides.told)
    typed = plain(values.get(asked.typed, "")) if asked.typed else Plain("")
    if typed.text and "\n" not in typed.text:
        back, beside = typed, (back, *beside)
    elif not back.text and not drawn.holds(back):
        back, beside = _joined((back, *beside)), ()
    asked_side, told_side = drawn.take(front, "front"), drawn.take(back, "back")
    for each in beside:
        drawn.take(each, "more")
    lacks = _lack(asked_side, told_side, drawn.said)
    if lacks is not None:
        return lacks
    return Face(
        drawn.fill(asked_side, "front", other=back.text),
        drawn.fill(told_side, "back", other=front.text),
        typed=back is typed,
        beside=_joined(beside).text,
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
    rest = remainder(whole.text, front.text) if front.text else whole.text
    left = list(whole.refs)
    for each in front.refs:
        if each in left:
            left.remove(each)
    if rest is None or (not front.text and len(left) + len(front.refs) > len(whole.refs)):
        return whole
    return Plain(
        rest,
        max(whole.pictures - front.pictures, 0),
        max(whole.sounds - front.sounds, 0),
        tuple(left),
    )


def remainder(text: str, beginning: str) -> str | None:
    """Return what follows lines that a text begins with, "" if nothing, None if it does not."""
    if text == beginning:
        return ""
    return text[len(beginning) :].strip() if text.startswith(f"{beginning}\n") else None


def _cloze(
    sides: Sides, values: Mapping[str, str], number: int, work: Work, drawn: Drawn
) -> Face | Words:
    hidden: list[str] = []
    shown = Shown(values, _with_blanks(number, hidden, work), number, work)
    asked = plain(render(sides.front, shown))
    if OPEN not in asked.text:
        return translatable("Its card hides nothing: in Anki it is an empty card.")
    if asked.text.count(OPEN) != len(hidden):
        return translatable("Its card hides something where no text is seen.")
    drawn.take(asked, "front")
    hides = tuple(drawn.take(plain(each), "back") for each in hidden)
    rest = Shown(values, _uncovered, number, work, is_back=True, hidden=sides.on_front)
    back = plain(render(sides.back, rest))
    drawn.take(back, "more")
    for each in hides:
        lacks = _lack(Plain(_shown_text(asked.text)), each, drawn.said)
        if lacks is not None:
            return lacks
    answers = tuple(drawn.fill(each, "back", other=asked.text) for each in hides)
    return Face(asked.text, "\n".join(dict.fromkeys(answers)), answers=answers, beside=back.text)


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
        tuple(ref for each in texts for ref in each.refs),
    )


def _lack(front: Plain, back: Plain, said: list[Words]) -> Words | None:
    """Return why a card without words on a side cannot be asked.

    Args:
        front: what is asked. back: the answer.
        said: why pictures and sounds of the card do not come in.
    """
    if not front.text:
        empty, named, counted = front, _ASKED_ALONE, _ASKED_LOST
    elif not back.text:
        empty, named, counted = back, _TOLD_ALONE, _TOLD_LOST
    else:
        return None
    if empty.refs and said:
        return Words(named.template, why=said[0])
    if empty.pictures or empty.sounds:
        return counted
    if empty is front:
        return translatable("Its front is empty.")
    return translatable("Its answer is empty.")


_ASKED_ALONE: Final = translatable("Nothing but a picture or sound is asked. {why}", why="")
_TOLD_ALONE: Final = translatable("Nothing but a picture or sound is the answer. {why}", why="")
_ASKED_LOST: Final = translatable("Nothing but pictures or sound is asked: they are not taken.")
_TOLD_LOST: Final = translatable("Nothing but pictures or sound is the answer: they are not taken.")
