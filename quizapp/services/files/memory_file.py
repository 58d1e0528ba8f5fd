"""Use cases of the memory file: take one's memory along, and take it up in a new account."""

import io
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, translatable
from quizapp.formats.own import memory_file
from quizapp.formats.own.memory_file import MemoryFile
from quizapp.scheduling.replay import PARAMETER_SETS
from quizapp.services.files import memory_saving
from quizapp.services.files.memory_fitting import Fitted, Fitting, Known
from quizapp.services.people.accounts import get_user
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.people import memory_file_queries
from quizapp.store.study import aid_queries, enrolling, fit_queries, log_queries, memory_queries
from quizapp.store.study.memory_queries import State

_WRITTEN: Final = 10_000
_NOT_NEW: Final = translatable(
    "This account has answers of its own. A memory file is taken up by an account without any: "
    "make a new one, or go on here without it."
)


@dataclass(frozen=True, slots=True)
class MemoryPreview:
    """What taking up a file would bring.

    Attributes:
        entries: of the log that can be taken up. reviews: rated ones among them.
        cards: whose memory comes. unknown: how many cards this site does not have.
        first, last: of the answers; None without any.
    """

    entries: int
    reviews: int
    cards: int
    unknown: int
    notes: int
    sets: int
    first: datetime | None
    last: datetime | None


def save(*, user_id: int, now: datetime) -> bytes:
    """Return the memory of who has little as a file.

    Raises:
        NotFoundError: there is no such account.
    """
    out = io.BytesIO()
    write(out, user_id=user_id, now=now)
    return out.getvalue()


def write(out: IO[bytes], *, user_id: int, now: datetime) -> None:
    """Write a person's memory as a file; what is held of it stays small.

    Raises:
        NotFoundError: there is no such account.
    """
    with reading() as session:
        memory_saving.write(session, out, user_id=user_id, now=now)


def file_name(now: datetime) -> str:
    """Return what a file that is made now is called."""
    return f"quizapp-memory-{now:%Y-%m-%d}.json.gz"


def preview(
    *, user_id: int, data: bytes, now: datetime, largest: int = memory_file.LARGEST
) -> MemoryPreview:
    """Return what taking up a file would bring; nothing is stored.

    Args:
        largest: bytes that the file may have once it is unpacked.

    Raises:
        InputError: the file cannot be used. ConflictError: the account has answers of its own.
    """
    file = memory_file.read(data, largest=largest)
    with reading() as session:
        _need_new(session, user_id)
        fitted = _fitted(session, file, user_id=user_id, now=now)
        return summary(session, fitted, fitted.states())


def restore(
    *, user_id: int, data: bytes, now: datetime, largest: int = memory_file.LARGEST
) -> MemoryPreview:
    """Take up a file: its log, notes, sets and parameters; all of it or nothing.

    Entries about cards that this site does not have are left out. What is due and known
    afterwards is what a replay of the log comes to.

    Args:
        largest: bytes that the file may have once it is unpacked.

    Raises:
        InputError: the file cannot be used. ConflictError: the account has answers of its own.
    """
    file = memory_file.read(data, largest=largest)
    with writing() as session:
        lock_for(session, user_id)
        _need_new(session, user_id)
        fitted = _fitted(session, file, user_id=user_id, now=now)
        states = fitted.states()
        sets = memory_file_queries.sets_by_key(session, fitted.sets).values()
        store(session, fitted, states, set_ids=sets, now=now)
        return summary(session, fitted, states)


def summary(session: Session, fitted: Fitted, states: Collection[State]) -> MemoryPreview:
    """Return what a memory brings to this site."""
    answers = [row.answered_at for row in fitted.rows if row.rating is not None]
    return MemoryPreview(
        entries=len(fitted.rows),
        reviews=len(answers),
        cards=len(states),
        unknown=len(fitted.unknown),
        notes=len(fitted.notes) + fitted.notes_left,
        sets=len(memory_file_queries.sets_by_key(session, fitted.sets)),
        first=min(answers, default=None),
        last=max(answers, default=None),
    )


def known_here(
    session: Session,
    *,
    user_id: int,
    cards: Collection[str],
    questions: Collection[str],
) -> Known:
    """Return what this site has, and this person sees, of what a memory names by digest."""
    return Known(
        memory_file_queries.cards_by_digest(session, cards, user_id=user_id),
        memory_file_queries.questions_by_digest(session, questions, user_id=user_id),
    )


def store(
    session: Session,
    fitted: Fitted,
    states: Collection[State],
    *,
    set_ids: Iterable[int],
    now: datetime,
) -> None:
    """Write a memory into an account without a log, inside the caller's transaction.

    Args:
        states: that the memory comes to.
        set_ids: sets that are studied from now on.
    """
    user_id = fitted.user_id
    for parameters in fitted.own.values():
        fit_queries.keep_parameter_set(session, user_id=user_id, parameters=parameters, now=now)
    if fitted.parameter_set in {*fitted.own, *PARAMETER_SETS}:
        get_user(session, user_id=user_id).parameter_set = fitted.parameter_set
    for start in range(0, len(fitted.rows), _WRITTEN):
        log_queries.add_entries(session, fitted.rows[start : start + _WRITTEN])
    memory_file_queries.drop_states(session, user_id=user_id)
    memory_queries.add_states(session, states)
    for card_id, text in fitted.notes:
        aid_queries.put_note(session, user_id=user_id, card_id=card_id, text=text, now=now)
    session.flush()
    for set_id in set_ids:
        enrolling.study_set(session, user_id=user_id, set_id=set_id, now=now)
    enrolling.enrol_new_cards(session, user_id=user_id)


def has_log(session: Session, user_id: int) -> bool:
    """Return whether a person has entries of their own."""
    return log_queries.count_entries(session, user_id=user_id) > 0


def _need_new(session: Session, user_id: int) -> None:
    if has_log(session, user_id):
        raise ConflictError(_NOT_NEW)


def _fitted(session: Session, file: MemoryFile, *, user_id: int, now: datetime) -> Fitted:
    """Return the entries as rows of this site.

    Raises:
        InputError: entries do not fit together.
    """
    known = known_here(session, user_id=user_id, cards=file.cards, questions=file.questions)
    fitting = Fitting(known, user_id=user_id, now=now)
    fitting.take(file)
    return fitting.found
