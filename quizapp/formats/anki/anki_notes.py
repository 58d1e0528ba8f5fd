"""Notes of Anki as contents: which cards of a note belong together, and how each is asked.

Pure.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from quizapp.bank.medium import Medium, Side, is_stand_in, on
from quizapp.errors import Words, translatable
from quizapp.formats.anki.anki_cloze import PICTURE
from quizapp.formats.anki.anki_faces import BLANK, Face, Kind, face_of, remainder, values_of
from quizapp.formats.anki.anki_html import CLOSE, OPEN
from quizapp.formats.anki.anki_template import Work
from quizapp.formats.incoming.incoming import Content, ItemContent, PairContent
from quizapp.formats.incoming.media import Shelf
from quizapp.generation.question import TextEntry
from quizapp.generation.variant import LONGEST_TEXT
from quizapp.grading.normal import normal

_MOST_MARKUP: Final = 500_000
"""Characters of a note with its markup."""
_LONGEST_TYPED: Final = 80
"""Characters that a person still likes to type for a blank."""
_MOST_CARDS: Final = 500
"""Cards of a note; as many deletions a note of Anki may have."""
_MOST_MATES: Final = 20
"""Further cards of a note among which the one that asks the other way is looked for."""
_GAP: Final = "[…]"
_DRAWN: Final = "____"
_DRAWN_BLANK: Final = re.compile("_{5,}")
"""A line that somebody has drawn in a text: it is not the blank."""
_FORMULA: Final = ("\\(", "\\[", "[latex]", "[$")
_PICTURE_TYPE: Final = "image occlusion"


@dataclass(frozen=True, slots=True)
class Card:
    """A card of a note; ``order`` is that of its template or, from 0, of its deletion."""

    id: int
    order: int
    deck: int
    suspended: bool


@dataclass(frozen=True, slots=True)
class RawNote:
    """A note as it is stored, its texts cleaned, its fields still with their markup."""

    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Something of a note that can be asked.

    Attributes:
        order: of the card that gives it its key.
        cards: number and face of the cards behind it.
    """

    order: int
    content: Content
    cards: tuple[tuple[int, int], ...]
    suspended: bool
    changed: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a note gives, and why something of it is left out: each reason once."""

    found: tuple[Found, ...]
    reasons: tuple[Words, ...]


def take(note: RawNote, kind: Kind | None, *, work: Work, shelf: Shelf, both_ways: bool) -> Taken:
    """Return what can be asked of a note.

    Args:
        note: with its cards. kind: its type, None for one that is not known.
        work: what may still be taken of the package. shelf: its pictures and sounds.
        both_ways: whether what Anki asks in one direction is to be asked in the other, too.

    Raises:
        InputError: the package asks for too much work.
    """
    if kind is None:
        return Taken((), (translatable("Its note type is missing or cannot be read."),))
    if not note.cards:
        return Taken((), (translatable("It has no card in the package."),))
    if sum(map(len, note.fields)) > _MOST_MARKUP:
        return Taken((), (translatable("It is longer than {most} characters.", most=_MOST_MARKUP),))
    if (
        kind.note_type.picture
        or kind.note_type.name.lower().startswith(_PICTURE_TYPE)
        or any(PICTURE in each for each in note.fields)
    ):
        reason = translatable("It hides parts of a picture, which cannot be asked here.")
        return Taken((), (reason,))
    values = values_of(kind.note_type, note.fields, tags=note.tags, deck=note.deck)
    faces: list[tuple[Card, Face]] = []
    reasons: list[Words] = []
    for card in _in_order(note.cards):
        face = face_of(kind, values, card.order, work=work, shelf=shelf)
        if isinstance(face, Words):
            reasons.append(face)
        else:
            faces.append((card, face))
    found = _clozes(faces) if kind.note_type.cloze else _pairs(faces, both_ways=both_ways)
    return Taken(tuple(found), tuple({str(reason): reason for reason in reasons}.values()))


def _in_order(cards: Iterable[Card]) -> list[Card]:
    """Return the cards by their order, one for each, and no more than Anki makes."""
    first = {card.order: card for card in reversed(tuple(cards))}
    return [first[order] for order in sorted(first)[:_MOST_CARDS]]


def _clozes(faces: Iterable[tuple[Card, Face]]) -> Iterable[Found]:
    for card, face in faces:
        content, changed = asked_of(face)
        yield Found(
            card.order, content, ((card.id, 0),), card.suspended, (*changed, *_losses(face))
        )


def asked_of(face: Face) -> tuple[Content, tuple[Words, ...]]:
    """Return a cloze as a blank to be filled in or, where nobody could type that, as a card."""
    front = _DRAWN_BLANK.sub(_DRAWN, face.front)
    before, _, rest = front.partition(OPEN)
    hint, _, rest = rest.partition(CLOSE)
    answer = face.answers[0]
    if len(set(face.answers)) > 1:
        reason = translatable("It hides several things at once: they are thought of, not typed.")
    elif is_stand_in(answer, on(face.media, "back")):
        reason = translatable("It hides a picture or sound: it is thought of, not typed.")
    elif _is_formula(before, answer) or not normal(answer):
        reason = translatable("It hides a formula or a sign: it is thought of, not typed.")
    elif "\n" in answer or len(answer) > min(_LONGEST_TYPED, LONGEST_TEXT):
        reason = translatable("It hides many words: they are thought of, not typed.")
    else:
        # There is one blank to type in: where the same words are hidden again, a gap is seen.
        after = f"{_hint(hint)}{_blanks(rest, _GAP)}"
        # A line break beside the blank is a space to who reads the words around it alone.
        entry = TextEntry((answer,), (), before=_beside(before), after=_beside(after))
        return ItemContent(f"{before}{BLANK}{after}", entry, face.beside, face.media), ()
    stem = f"{before}{BLANK}{_hint(hint)}{_blanks(rest, BLANK)}"
    return PairContent(stem, face.back, explanation=face.beside, media=face.media), (reason,)


def _beside(text: str) -> str:
    """Return words around a blank with a space for a line break at their ends."""
    first, last = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' * first}{text.strip()}{' ' * (last and not text.isspace())}"


def _blanks(text: str, sign: str) -> str:
    """Return the text with its further blanks as they are shown."""
    first, *others = text.split(OPEN)
    shown = (each.partition(CLOSE) for each in others)
    return first + "".join(f"{sign}{_hint(hint)}{rest}" for hint, _, rest in shown)


def _hint(hint: str) -> str:
    return f" ({hint.strip()})" if hint.strip() else ""


def _is_formula(before: str, answer: str) -> bool:
    """Return whether the answer is, or stands within, what is set as a formula."""
    return (
        any(sign in answer for sign in _FORMULA)
        or before.count("\\(") > before.count("\\)")
        or before.count("\\[") > before.count("\\]")
        or before.count("[latex]") > before.count("[/latex]")
        or before.count("[$]") > before.count("[/$]")
    )


def _pairs(faces: list[tuple[Card, Face]], *, both_ways: bool) -> Iterable[Found]:
    """Yield the cards of a note, two that ask each other's answer as one content."""
    left = list(faces)
    while left:
        card, face = left.pop(0)
        for place, (_, other) in enumerate(left[:_MOST_MATES]):
            beside = _mirrored(face, other)
            if beside is not None:
                mate = left.pop(place)
                yield _both(card, face, mate, beside)
                break
        else:
            yield _one(card, face, both_ways=both_ways, changed=())


def _mirrored(one: Face, other: Face) -> str | None:
    """Return what both tell beside their answers, if each asks for the other's front."""
    mine, yours = remainder(one.back, other.front), remainder(other.back, one.front)
    if mine is None or mine != yours or (one.beside, one.typed) != (other.beside, other.typed):
        return None
    if not (_is_of(one, other) and _is_of(other, one)):
        return None
    return "\n".join(each for each in (mine, one.beside) if each)


def _is_of(one: Face, other: Face) -> bool:
    """Return whether a front without words shows what the other's back shows."""
    front = on(one.media, "front")
    return not is_stand_in(one.front, front) or _files(front) <= _files(other.media)


def _files(media: Iterable[Medium]) -> frozenset[str]:
    return frozenset(each.file for each in media)


def _of_both(one: Face, other: Face) -> tuple[Medium, ...]:
    """Return the media of a pair whose cards these are: each front's, and what both tell."""
    sides: tuple[tuple[Face, Side], ...] = ((one, "front"), (other, "back"))
    found = [replace(each, side=side) for face, side in sides for each in on(face.media, "front")]
    known = _files(found)
    more = (*on(one.media, "back", "more"), *on(other.media, "back", "more"))
    told = {each.file: replace(each, side="more") for each in more if each.file not in known}
    return (*found, *told.values())


def _both(card: Card, face: Face, mate: tuple[Card, Face], beside: str) -> Found:
    other, back = mate
    if card.suspended != other.suspended:
        changed = (translatable("Its other direction was suspended in Anki: it is not asked."),)
        if card.suspended:
            return _one(other, back, both_ways=False, changed=changed)
        return _one(card, face, both_ways=False, changed=changed)
    content = PairContent(*(face.front, back.front, True, face.typed, beside), _of_both(face, back))
    cards = ((card.id, 0), (other.id, 1))
    return Found(card.order, content, cards, card.suspended, _losses(face))


def _one(card: Card, face: Face, *, both_ways: bool, changed: tuple[Words, ...]) -> Found:
    content = PairContent(face.front, face.back, both_ways, face.typed, face.beside, face.media)
    return Found(card.order, content, ((card.id, 0),), card.suspended, (*changed, *_losses(face)))


def _losses(face: Face) -> tuple[Words, ...]:
    """Return what stood on a card and is not taken, a sentence each."""
    found: list[Words] = []
    if face.pictures == 1:
        found.append(translatable("One picture is not taken."))
    elif face.pictures:
        found.append(translatable("{count} pictures are not taken.", count=face.pictures))
    if face.sounds == 1:
        found.append(translatable("One sound or film is not taken."))
    elif face.sounds:
        found.append(translatable("{count} sounds or films are not taken.", count=face.sounds))
    return (*found, *face.said)
