"""What a learner set apart: buried, suspended, flagged, slipping away, with a note; and back."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, get_args
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.services.people.study_learner import get_learner, moment_of
from quizapp.services.study import study_asides
from quizapp.store.bank.visibility import sees_card
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.study import aid_queries, memory_queries
from quizapp.store.study.aid_queries import KeptCard, Note, Which

LONGEST_NOTE: Final = 2000
"""Characters."""
PAGE: Final = 50
"""Cards on one page of the list."""
_AT_ONCE: Final = 200
"""Cards given back by one press of "all": more would fill the steps of undo many times over."""
_CHANGED: Final = "This note was changed in another window. Load the page anew to see it."
_NO_NOTE: Final = Note()
_GIVEN_BACK: Final = UUID("5d3c2b0e-52a3-4f0e-8b0f-6f2f9a7b7c11")
"""Of the entries of a press of "all": their ids follow from its own."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One page of the list.

    Attributes:
        counts: how many cards there are, by kind.
        day: the learner's study day.
    """

    which: Which
    cards: tuple[KeptCard, ...]
    counts: dict[Which, int]
    page: int
    pages: int
    day: int


@dataclass(frozen=True, slots=True)
class Marks:
    """What a learner's own hand put on a card.

    Attributes:
        flag: 0 for none. hints: taken of this very showing.
    """

    flag: int = 0
    note: Note = _NO_NOTE
    hints: int = 0


def list_kept(*, user_id: int, which: str, page: int, now: datetime) -> Kept:
    """Return a page of the cards of a kind.

    Args:
        which: all, buried, suspended, flagged, leech or noted.
        page: from 1; one beyond the end is the last.

    Raises:
        NotFoundError: there is no such kind.
    """
    kind = _which(which)
    with reading() as session:
        day = moment_of(get_learner(session, user_id), now).day
        counts = aid_queries.count_kept(session, user_id=user_id, day=day)
        pages = max(1, -(-counts[kind] // PAGE))
        shown = min(max(page, 1), pages)
        cards = aid_queries.list_kept(
            session,
            user_id=user_id,
            day=day,
            which=kind,
            limit=PAGE,
            offset=(shown - 1) * PAGE,
        )
    return Kept(kind, cards, counts, shown, pages, day)


def give_back(*, user_id: int, card_id: int, what: str, client_id: str, now: datetime) -> None:
    """End a burial or suspension, take off a flag, or clear a leech.

    Raises:
        NotFoundError: the learner has no such card, or there is no such kind.
    """
    put = {"user_id": user_id, "card_id": card_id, "client_id": client_id, "now": now}
    match what:
        case "buried":
            study_asides.unbury(**put)  # type: ignore[arg-type]  # spread
        case "suspended":
            study_asides.unsuspend(**put)  # type: ignore[arg-type]  # spread
        case "flagged":
            study_asides.flag(**put, number=0)  # type: ignore[arg-type]  # spread
        case "leech":
            study_asides.clear_leech(**put)  # type: ignore[arg-type]  # spread
        case _:
            raise NotFoundError("There is nothing of this kind to take back.")


def give_back_all(*, user_id: int, what: str, client_id: str, now: datetime) -> int:
    """Do so for up to 200 cards of a kind; return how many there were.

    Each is an entry of its own with an id that follows from ``client_id``: sent again after a cut,
    it does the rest.

    Raises:
        InputError: the id is no UUID. NotFoundError: there is no such kind.
    """
    base = _uuid(client_id)
    with reading() as session:
        day = moment_of(get_learner(session, user_id), now).day
        cards = aid_queries.list_kept(
            session, user_id=user_id, day=day, which=_which(what), limit=_AT_ONCE
        )
    for card in cards:
        give_back(
            user_id=user_id,
            card_id=card.card_id,
            what=what,
            client_id=str(uuid5(_GIVEN_BACK, f"{base}:{what}:{card.card_id}")),
            now=now,
        )
    return len(cards)


def marks_of(*, user_id: int, showings: Sequence[tuple[int, str]]) -> dict[tuple[int, str], Marks]:
    """Return flag, note and hints taken of each showing.

    Args:
        showings: card id and variant.
    """
    ids = [card for card, _ in showings]
    with reading() as session:
        flags = aid_queries.find_flags(session, user_id=user_id, card_ids=ids)
        notes = aid_queries.find_notes(session, user_id=user_id, card_ids=ids)
        hints = aid_queries.find_hints(session, user_id=user_id, card_ids=ids)
    return {
        each: Marks(flags.get(each[0], 0), notes.get(each[0], _NO_NOTE), hints.get(each, 0))
        for each in showings
    }


def save_note(*, user_id: int, card_id: int, text: str, version: int, now: datetime) -> Note:
    """Write the learner's note on a card; an empty text takes it away.

    Args:
        version: of the note that the edit began from, 0 for none.

    Raises:
        NotFoundError: the learner has no such card.
        ConflictError: the note was changed meanwhile, to something else.
        InputError: it is too long.
    """
    words = _note(text)
    with writing() as session:
        lock_for(session, user_id)
        _check_theirs(session, user_id, card_id)
        known = aid_queries.find_notes(session, user_id=user_id, card_ids=[card_id])
        before = known.get(card_id, _NO_NOTE)
        if before.text == words:
            return before
        if before.version != version:
            raise ConflictError(_CHANGED)
        return aid_queries.put_note(session, user_id=user_id, card_id=card_id, text=words, now=now)


def _check_theirs(session: Session, user_id: int, card_id: int) -> None:
    states = memory_queries.find_states(session, user_id=user_id, card_ids=[card_id])
    if card_id not in states or not sees_card(session, user_id=user_id, card_id=card_id):
        raise NotFoundError("This card is not one that you study.")


def _note(text: str) -> str:
    """Return the text as it is stored: NFC, lines kept, no control characters."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    words = "".join(
        letter
        for letter in lines
        if letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cs"}
    ).strip()
    if len(words) > LONGEST_NOTE:
        raise InputError("A note has at most {most} characters.", most=LONGEST_NOTE, field="note")
    return words


def _which(name: str) -> Which:
    for each in get_args(Which):
        if each == name:
            kind: Which = each
            return kind
    raise NotFoundError("There is no such list.")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InputError("{id} is not a UUID.", id=repr(text[:40]), field="id") from None
