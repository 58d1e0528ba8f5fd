"""A person's review log, own notes, sets and parameters as memory files: one, or several parts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import IO, Any, Final

from sqlalchemy.orm import Session

from quizapp.formats.own.memory_file import FORMAT, Entry, MemoryFile, Note, Writer
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.trace import Trace
from quizapp.services.people.accounts import get_user
from quizapp.store.base import EPOCH
from quizapp.store.log.log_row import LogRow
from quizapp.store.people import memory_file_queries
from quizapp.store.study import fit_queries, log_queries
from quizapp.store.tables.study_aids import CardNote

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
_READ: Final = 1_000
"""Entries that are held at a time: some megabytes."""


def write(session: Session, out: IO[bytes], *, user_id: int, now: datetime) -> None:
    """Write a person's memory as one file, of which a small part is held at a time.

    Raises:
        NotFoundError: there is no such account.
    """
    empty = _empty(session, user_id=user_id, now=now)
    known = fit_queries.list_parameter_sets(session, user_id=user_id)
    cards = _Places(partial(memory_file_queries.card_digests, session))
    questions = _Places(partial(memory_file_queries.question_digests, session))
    with Writer(out) as writer:
        for rows in _stretches(session, user_id, _READ):
            cards.add(row.card_id for row in rows)
            questions.add(row.question_id for row in rows if row.question_id is not None)
            writer.add(_entry(row, row.trace(known), cards.at, questions.at) for row in rows)
        notes = memory_file_queries.list_notes(session, user_id=user_id)
        cards.add(note.card_id for note in notes)
        sets = memory_file_queries.list_studied_keys(session, user_id=user_id)
        writer.end(
            empty.model_copy(
                update={
                    "cards": cards.digests,
                    "questions": questions.digests,
                    "sets": list(sets),
                    "notes": _notes(notes, cards.at),
                }
            )
        )


class _Places:
    """What entries name by its place in a list, as it comes up.

    Attributes:
        at: number -> place. digests: the list.
    """

    def __init__(self, digests_of: Callable[[Iterable[int]], Mapping[int, str]]) -> None:
        self._digests_of = digests_of
        self.at: dict[int, int] = {}
        self.digests: list[str] = []

    def add(self, numbers: Iterable[int]) -> None:
        """Give a place to what has none; what is not stored any more gets none."""
        new = {each for each in numbers if each not in self.at}
        for number, digest in self._digests_of(new).items():
            self.at[number] = len(self.digests)
            self.digests.append(digest)


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
    empty = _empty(session, user_id=user_id, now=now)
    notes: Sequence[CardNote] = memory_file_queries.list_notes(session, user_id=user_id)
    sets: Sequence[str] = memory_file_queries.list_studied_keys(session, user_id=user_id)
    known = fit_queries.list_parameter_sets(session, user_id=user_id)
    for rows in stretches:
        found = _filled(session, empty, rows, notes, known)
        yield found.model_copy(update={"sets": list(sets)})
        notes, sets = (), ()


def _empty(session: Session, *, user_id: int, now: datetime) -> MemoryFile:
    """Return a file with a person's parameters and nothing else.

    Raises:
        NotFoundError: there is no such account.
    """
    person = get_user(session, user_id=user_id)
    own = memory_file_queries.list_own_sets(session, user_id=user_id)
    return MemoryFile(
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
            "notes": _notes(notes, card_at),
            "log": [_entry(row, row.trace(known), card_at, question_at) for row in rows],
        }
    )


def _notes(notes: Iterable[CardNote], card_at: Mapping[int, int]) -> list[Note]:
    return [Note(card=card_at[each.card_id], text=each.text) for each in notes if each.text]


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
