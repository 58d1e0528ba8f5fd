"""A set taken to another program by who studies it: as flashcards, with their own memory.

A flashcard's back is part of its form. The key of a graded question stays here, and so does every
card of a fact that a quiz of theirs asks or may yet ask.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import InputError
from quizapp.formats.exchange import Format
from quizapp.formats.registry import FORMATS
from quizapp.generation.question import QuestionType
from quizapp.services.exports import exporting
from quizapp.services.exports.export_cards import keys_of_cards
from quizapp.services.exports.exporting import Export, ExportChoice, Ground
from quizapp.services.exports.memory_along import OwnMemory, read_memory
from quizapp.services.quizzes.quiz_secrets import list_secret_facts
from quizapp.store.engine import reading
from quizapp.store.study import set_queries

CARD_FORMATS: Final[Mapping[str, Format]] = {
    name: form for name, form in FORMATS.items() if exporting.is_of_cards(form)
}
"""The formats that hold flashcards and nothing else, by name."""
_FLASHCARD: Final = QuestionType.FLASHCARD


def get_title(*, user_id: int, set_id: int) -> str:
    """Return the title of a set that a person may study.

    Raises:
        NotFoundError: there is no such set for this person.
    """
    with reading() as session:
        return set_queries.get_visible_set(session, set_id=set_id, user_id=user_id).title


def take_set(
    *, user_id: int, set_id: int, format_name: str, with_memory: bool, now: datetime
) -> Export:
    """Return a set that a person may study as a file of flashcards.

    Args:
        with_memory: whether their memory goes along, in a format that holds it.

    Raises:
        NotFoundError: there is no such set for this person.
        InputError: it is no format of flashcards, or the set has none.
    """
    if format_name not in CARD_FORMATS:
        raise InputError(
            "{name!r} is no format; choose from {formats}.",
            name=format_name,
            formats=", ".join(CARD_FORMATS),
            field="format",
        )
    choice = ExportChoice(
        format=format_name, forms=frozenset({_FLASHCARD}), level="both", one_per_fact=False
    )
    with reading() as session:
        whole = exporting.read_ground(session, set_id=set_id, user_id=user_id)
        ground = _open(session, whole, user_id=user_id, now=now)
        own = own_memory(
            session, ground, user_id=user_id, choice=choice, now=now, wanted=with_memory
        )
    return exporting.export_ground(ground, user_id=user_id, choice=choice, now=now, own=own)


def own_memory(
    session: Session,
    ground: Ground,
    *,
    user_id: int,
    choice: ExportChoice,
    now: datetime,
    wanted: bool,
) -> OwnMemory | None:
    """Return the memory of the person who asks for a file, if it is wanted and can be held."""
    if not wanted or not exporting.get_format(choice.format).holds_memory:
        return None
    keys = keys_of_cards(ground.found, forms=choice.forms)
    return read_memory(session, user_id=user_id, set_id=ground.set_id, keys=keys, now=now)


def _open(session: Session, ground: Ground, *, user_id: int, now: datetime) -> Ground:
    """Return a set without what a quiz of the person keeps closed."""
    secret = list_secret_facts(session, user_id=user_id, now=now)
    told = tuple(each for each in ground.found if each.fact not in secret)
    closed = {each.card_id for each in ground.found if each.fact in secret}
    return replace(ground, found=told, in_quiz=len(closed))
