"""What a file of everything would bring, as it waits for a yes and as pages show it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from quizapp.bank.medium import PICTURES
from quizapp.errors import Words, translatable
from quizapp.formats.incoming.incoming import Incoming
from quizapp.formats.incoming.incoming_codec import (
    from_json,
    place_from_json,
    place_to_json,
    to_json,
    words_from_json,
    words_to_json,
)
from quizapp.formats.own.everything_file import Everything
from quizapp.services.decks.deck_reading import SAMPLE, Loss, SampleNote, sample
from quizapp.services.files.everything_account import Choice
from quizapp.services.files.everything_draft import Draft
from quizapp.services.files.memory_file import MemoryPreview, summary
from quizapp.store.base import EPOCH

MOST_LOSSES: Final = 200
"""That are kept one by one; of more, how many there are."""
MOST_DECKS: Final = 20
JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DeckSeen:
    """A deck that comes: its title, how many notes, and how many stay out."""

    title: str
    notes: int
    left_out: int


@dataclass(frozen=True, slots=True)
class EverythingPreview:
    """What a file would bring; nothing of it is stored yet.

    Attributes:
        made_at: when it was made, as the file says.
        decks: the first of them; many: how many there are. notes, left_out: of all decks.
        entries, reviews, cards, own_notes, sets: as ``MemoryPreview`` says.
        plans: that come along. first, last: of the answers.
        losses: the first of them; lost: how many there are.
        sample: the first notes, as they will be asked.
    """

    made_at: str
    decks: tuple[DeckSeen, ...]
    many: int
    notes: int
    left_out: int
    pictures: int
    sounds: int
    entries: int
    reviews: int
    cards: int
    own_notes: int
    sets: int
    plans: int
    first: datetime | None
    last: datetime | None
    losses: tuple[Loss, ...]
    lost: int
    sample: tuple[SampleNote, ...] = ()


def preview_of(session: Session, found: Everything, draft: Draft, choice: Choice) -> JsonObject:
    """Return what a file brings as plain JSON values.

    Args:
        choice: what of the account itself finds its place here.
    """
    memory = summary(session, draft.fitted, draft.states)
    losses = [
        *(Loss("", "", each) for each in _of_memory(memory, draft)),
        *(Loss("", "", each) for each in choice.losses),
        *(each for deck in draft.decks for each in deck.losses),
    ]
    left = [len(deck.incoming.notes) + len(deck.incoming.left_out) for deck in draft.decks]
    decks = [
        DeckSeen(deck.head.title, len(deck.kept), whole - len(deck.kept))
        for deck, whole in zip(draft.decks, left, strict=True)
    ]
    pictures = sum(each.kind in PICTURES for each in found.media)
    return {
        "made_at": found.head.made_at,
        "decks": [asdict(each) for each in decks[:MOST_DECKS]],
        "many": len(decks),
        "notes": sum(each.notes for each in decks),
        "left_out": sum(each.left_out for each in decks),
        "pictures": pictures,
        "sounds": len(found.media) - pictures,
        "entries": memory.entries,
        "reviews": memory.reviews,
        "cards": memory.cards,
        "own_notes": len(draft.fitted.notes),
        "sets": memory.sets + len(choice.sets),
        "plans": len(choice.plans),
        "first": _millis(memory.first),
        "last": _millis(memory.last),
        "losses": [_loss(each) for each in losses[:MOST_LOSSES]],
        "lost": len(losses),
        "sample": to_json(_first_notes(draft)),
    }


def preview_from(told: JsonObject, *, with_sample: bool) -> EverythingPreview:
    """Return what ``preview_of`` wrote.

    Args:
        with_sample: whether the questions of the first notes are wanted, which are made for it.
    """
    values = dict(told)
    notes = from_json(values.pop("sample")).notes
    return EverythingPreview(
        **{
            **values,
            "decks": tuple(DeckSeen(**each) for each in values["decks"]),
            "first": _instant(values["first"]),
            "last": _instant(values["last"]),
            "losses": tuple(_loss_from(each) for each in values["losses"]),
        },
        sample=sample(notes) if with_sample else (),
    )


def _of_memory(memory: MemoryPreview, draft: Draft) -> Iterable[Words]:
    """Yield what of the memory finds no place here."""
    if memory.unknown:
        yield translatable(
            "Cards that neither this site nor the decks of the file have: {count}. Answers and "
            "notes about them stay out.",
            count=memory.unknown,
        )
    gone = len(draft.fitted.sets) - memory.sets
    if gone:
        yield translatable(
            "Sets that you studied and this site does not have: {count}.", count=gone
        )


def _first_notes(draft: Draft) -> Incoming:
    """Return the first notes; one that stands nowhere in its deck tells which deck it is of."""
    notes = [
        note if note.topic else replace(note, topic=deck.head.title)
        for deck in draft.decks
        for note in deck.incoming.notes[:SAMPLE]
    ]
    return Incoming("", tuple(notes[:SAMPLE]))


def _loss(loss: Loss) -> JsonObject:
    return {
        "place": place_to_json(loss.place),
        "what": loss.what,
        "reason": words_to_json(loss.reason),
    }


def _loss_from(found: JsonObject) -> Loss:
    return Loss(
        place_from_json(found["place"]), str(found["what"]), words_from_json(found["reason"])
    )


def _millis(at: datetime | None) -> int | None:
    return None if at is None else (at - EPOCH) // timedelta(milliseconds=1)


def _instant(millis: int | None) -> datetime | None:
    return None if millis is None else datetime.fromtimestamp(millis / 1000, UTC)
