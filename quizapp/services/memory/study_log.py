"""A learner's own log page by page, and the proof that the log reproduces every card."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from quizapp.bank.terms import JsonObject
from quizapp.scheduling.card import NEW
from quizapp.scheduling.trace import Trace
from quizapp.services.memory.ledger_states import fold
from quizapp.services.memory.review_results import due_instant
from quizapp.store.engine import reading, writing
from quizapp.store.log.log_row import LogRow
from quizapp.store.study import fit_queries, log_queries, memory_queries
from quizapp.store.study.memory_queries import State

MOST_ENTRIES: Final = 1000
"""On one page of the log."""
_READ: Final = 5000
"""Entries read at once for a replay."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of a learner's log as its owner reads it."""

    seq: int
    id: str
    card_id: int
    question_id: int | None
    kind: str
    form: str
    shown_at: datetime
    answered_at: datetime
    study_day: int
    utc_offset_min: int
    rollover_hour: int
    duration_ms: int
    rating: int | None
    score: float | None
    hints: int
    elapsed_days: int | None
    recall: float | None
    stability_after: float | None
    difficulty_after: float | None
    interval_days: int | None
    due_at: datetime | None
    parameter_set: str
    undoes: int | None
    response: JsonObject | None


@dataclass(frozen=True, slots=True)
class LogPage:
    """Entries in order, and the cursor of the next page; None at the end."""

    entries: tuple[LogLine, ...]
    next_after: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A card state that is not what the log comes to; ``stored`` is None where it is missing."""

    user_id: int
    card_id: int
    stored: State | None
    replayed: State


@dataclass(frozen=True, slots=True)
class Verification:
    """What a replay of all logs found."""

    people: int
    entries: int
    cards: int
    differences: tuple[Difference, ...]
    repaired: bool


def list_log(*, user_id: int, after: int, limit: int) -> LogPage:
    """Return a person's entries after a cursor, oldest first.

    Args:
        after: seq of the last entry that was read, 0 at first.
        limit: 1 to 1000.
    """
    with reading() as session:
        rows = log_queries.list_entries_after(
            session, user_id=user_id, after=after, limit=limit + 1
        )
        sets = fit_queries.list_parameter_sets(session, user_id=user_id)
    kept = rows[:limit]
    return LogPage(
        entries=tuple(_line(row, row.trace(sets)) for row in kept),
        next_after=kept[-1].seq if len(rows) > limit else None,
    )


def verify_replay(*, user_id: int | None = None) -> Verification:
    """Replay every log, or one person's, and compare with the stored states; nothing is written."""
    with reading() as session:
        return _verify(session, user_id)


def repair_states(*, user_id: int | None = None) -> Verification:
    """Replay every log, or one person's, and write what differs; return what differed.

    All of it is one transaction.
    """
    with writing() as session:
        found = _verify(session, user_id)
        _repair(session, found.differences)
    return replace(found, repaired=True)


def _people(session: Session) -> list[int]:
    """Return the ids of all who have a log or states."""
    return sorted(
        set(log_queries.list_logged_people(session))
        | set(memory_queries.list_people_with_states(session))
    )


def _verify(session: Session, user_id: int | None) -> Verification:
    """Compare person by person, so that memory stays bounded."""
    people = _people(session) if user_id is None else [user_id]
    entries = cards = 0
    differences: list[Difference] = []
    for person in people:
        sets = fit_queries.list_parameter_sets(session, user_id=person)
        by_card: dict[int, list[LogRow]] = {}
        for row in _all_entries(session, person):
            entries += 1
            by_card.setdefault(row.card_id, []).append(row)
        stored = {
            each.card_id: each for each in memory_queries.list_states(session, user_id=person)
        }
        cards += len(stored)
        for card_id in sorted(by_card.keys() | stored.keys()):
            replayed = (
                fold(by_card[card_id], user_id=person, card_id=card_id, parameter_sets=sets)
                if card_id in by_card
                else State(person, card_id, NEW)
            )
            if stored.get(card_id) != replayed:
                differences.append(Difference(person, card_id, stored.get(card_id), replayed))
    return Verification(len(people), entries, cards, tuple(differences), repaired=False)


def _repair(session: Session, differences: Iterable[Difference]) -> None:
    for each in differences:
        if each.stored is None:
            memory_queries.add_states(session, [each.replayed])
        else:
            memory_queries.update_states(session, [each.replayed])


def _all_entries(session: Session, user_id: int) -> Iterable[LogRow]:
    after = 0
    while True:
        rows = log_queries.list_entries_after(session, user_id=user_id, after=after, limit=_READ)
        yield from rows
        if len(rows) < _READ:
            return
        after = rows[-1].seq


def _line(row: LogRow, trace: Trace) -> LogLine:
    return LogLine(
        seq=row.seq,
        id=str(UUID(bytes=row.client_id)),
        card_id=row.card_id,
        question_id=row.question_id,
        kind=row.kind,
        form=row.form,
        shown_at=row.shown_at,
        answered_at=row.answered_at,
        study_day=row.study_day,
        utc_offset_min=row.utc_offset_min,
        rollover_hour=row.rollover_hour,
        duration_ms=row.duration_ms,
        rating=row.rating,
        score=row.score,
        hints=row.hints,
        elapsed_days=row.elapsed_days,
        recall=trace.recall,
        stability_after=trace.stability_days,
        difficulty_after=trace.difficulty,
        interval_days=row.interval_days,
        due_at=due_instant(row),
        parameter_set=row.parameter_set,
        undoes=row.undoes,
        response=row.response,
    )
