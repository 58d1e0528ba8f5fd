"""A person's review log, own notes, sets and parameters as memory files: one, or several parts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from quizapp.formats.memory_file import FORMAT, Entry, MemoryFile, Note
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.trace import Trace
from quizapp.services.accounts import get_user
from quizapp.store import fit_queries, log_queries, memory_file_queries
from quizapp.store.base import EPOCH
from quizapp.store.log_row import LogRow
from quizapp.store.study_aids import CardNote

INSTANTS: Final = ("shown_at", "answered_at", "due_at")
SAME: Final = tuple(
    name
    for name in Entry.model_fields
    if name
    not in {
        *INSTANTS,
        *("recall", "stability_after", "difficulty_after", "interval_raw_days"),
        *("card", "question", "client_id", "seq", "undoes"),
    }
)
"""Fields of an entry that go over as they are."""
_READ: Final = 10_000


def whole(session: Session, *, user_id: int, now: datetime) -> MemoryFile:
    """Return a person's memory as one file.

    Raises:
        NotFoundError: there is no such account.
    """
    rows = [row for some in _stretches(session, user_id, _READ) for row in some]
    return next(_files(session, iter((rows,)), user_id=user_id, now=now))


def parts(session: Session, *, user_id: int, size: int, now: datetime) -> Iterator[MemoryFile]:
    """Yield a person's memory as files of so many entries, in their order; at least one.

    Each holds the parameters that its entries name; notes and sets stand in the first.

    Raises:
        NotFoundError: there is no such account.
    """
    return _files(session, _stretches(session, user_id, size), user_id=user_id, now=now)


def _stretches(session: Session, user_id: int, size: int) -> Iterator[Sequence[LogRow]]:
    after = 0
    while True:
        some = log_queries.list_entries_after(session, user_id=user_id, after=after, limit=size)
        if some or not after:
            yield some
        if len(some) < size:
            return
        after = some[-1].seq


def _files(
    session: Session, stretches: Iterator[Sequence[LogRow]], *, user_id: int, now: datetime
) -> Iterator[MemoryFile]:
    person = get_user(session, user_id=user_id)
    notes: Sequence[CardNote] = memory_file_queries.list_notes(session, user_id=user_id)
    sets: Sequence[str] = memory_file_queries.list_studied_keys(session, user_id=user_id)
    own = memory_file_queries.list_own_sets(session, user_id=user_id)
    known = fit_queries.list_parameter_sets(session, user_id=user_id)
    empty = MemoryFile(
        format=FORMAT,
        made_at=now.isoformat(timespec="seconds"),
        cards=[],
        questions=[],
        parameter_sets={each.name: each.weights for each in own},
        parameter_set=person.parameter_set,
        sets=[],
        notes=[],
        log=[],
    )
    for rows in stretches:
        found = _filled(session, empty, rows, notes, known)
        yield found.model_copy(update={"sets": list(sets)})
        notes, sets = (), ()


def _filled(
    session: Session,
    empty: MemoryFile,
    rows: Sequence[LogRow],
    notes: Sequence[CardNote],
    known: Mapping[str, Parameters],
) -> MemoryFile:
    """Return a file with some entries and notes, and what they are about."""
    cards = memory_file_queries.card_digests(
        session, [*(row.card_id for row in rows), *(note.card_id for note in notes)]
    )
    questions = memory_file_queries.question_digests(
        session, [row.question_id for row in rows if row.question_id is not None]
    )
    card_at = {number: place for place, number in enumerate(cards)}
    question_at = {number: place for place, number in enumerate(questions)}
    return empty.model_copy(
        update={
            "cards": list(cards.values()),
            "questions": list(questions.values()),
            "notes": [Note(card=card_at[n.card_id], text=n.text) for n in notes if n.text],
            "log": [_entry(row, row.trace(known), card_at, question_at) for row in rows],
        }
    )


def _entry(
    row: LogRow, trace: Trace, card_at: Mapping[int, int], question_at: Mapping[int, int]
) -> Entry:
    values: dict[str, Any] = {name: getattr(row, name) for name in SAME}
    for name in INSTANTS:
        at = getattr(row, name)
        values[name] = None if at is None else (at - EPOCH) // timedelta(milliseconds=1)
    return Entry(
        seq=row.seq,
        undoes=row.undoes,
        client_id=row.client_id.hex(),
        card=card_at[row.card_id],
        question=None if row.question_id is None else question_at.get(row.question_id),
        recall=trace.recall,
        stability_after=trace.stability_days,
        difficulty_after=trace.difficulty,
        interval_raw_days=trace.interval_raw_days,
        **values,
    )
