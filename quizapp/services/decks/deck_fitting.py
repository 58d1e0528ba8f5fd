"""What of a file makes facts: done once, when it was read, and kept with what waits."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from quizapp.errors import translatable
from quizapp.formats.incoming.incoming import Content, Incoming, ItemContent, LeftOut, Note
from quizapp.formats.incoming.incoming_codec import from_json, to_json
from quizapp.services.decks.deck_build import DeckHead, Unfit, deck_of, fact_id_of, kept_of

TWICE: Final = translatable("It asks the same as an earlier note of this file.")
_ELSEWHERE: Final = "own-preview"
_FITTED: Final = "fitted"
"""Says of what is kept that all of it makes facts; what older versions kept does not have it."""


def fit(incoming: Incoming) -> Incoming:
    """Return what makes facts; the rest is left out with the reason, after what the reader left."""
    _, unfit = deck_of(nowhere(), [kept_of(_ELSEWHERE, note) for note in incoming.notes])
    reasons: dict[str, Unfit] = {each.fact_id: each for each in unfit}
    left = list(incoming.left_out)
    kept: list[Note] = []
    seen: set[str] = set()
    asked: set[tuple[object, ...]] = set()
    for note in incoming.notes:
        fact_id, face = fact_id_of(_ELSEWHERE, note.key), _face(note.content)
        if fact_id in reasons:
            reason = reasons[fact_id].reason
            left.append(LeftOut(note.place, first_words(note.content), reason))
        elif fact_id in seen or face in asked:
            left.append(LeftOut(note.place, first_words(note.content), TWICE))
        else:
            seen.add(fact_id)
            asked.add(face)
            kept.append(note)
    return replace(incoming, notes=tuple(kept), left_out=tuple(left))


def as_kept(incoming: Incoming) -> dict[str, Any]:
    """Return what ``fit`` returned as it waits for a yes."""
    return {**to_json(incoming), _FITTED: True}


def from_kept(found: Mapping[str, Any]) -> Incoming:
    """Return what waits for a yes."""
    incoming = from_json(dict(found))
    return incoming if found.get(_FITTED) is True else fit(incoming)


def nowhere() -> DeckHead:
    """Return the head of a deck that is never stored."""
    return DeckHead(_ELSEWHERE, "…", "…", "en")


def fact_nowhere(note: Note) -> str:
    """Return the fact that a note makes in that deck."""
    return fact_id_of(_ELSEWHERE, note.key)


def first_words(content: Content) -> str:
    """Return the beginning of what a note asks, at most 80 characters."""
    text = content.stem if isinstance(content, ItemContent) else content.front
    return " ".join(text.split())[:80]


def _face(content: Content) -> tuple[object, ...]:
    """Return what tells two notes apart for whoever is asked."""
    if isinstance(content, ItemContent):
        return (content.stem, content.interaction, content.media)
    return (content.front, content.back, content.media)
