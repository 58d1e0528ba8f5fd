"""Entries of the ledger: how answers, marks, undos and reschedules stand in the log."""

import hashlib
from datetime import datetime
from typing import Final, NamedTuple

from quizapp.bank.terms import JsonObject
from quizapp.scheduling.card import Memory
from quizapp.scheduling.day import Moment
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.replay import LogEntry
from quizapp.scheduling.scheduler import Outcome, SchedulerSettings
from quizapp.store.log.log_row import HASH_BYTES, LogRow

OFF: Final = "off"
"""The ``form`` of an entry that ends a burial, a suspension or the mark of a leech."""


class Answered(NamedTuple):
    """An answer that was judged and is to be stored.

    Attributes:
        kind: None for learn, review or relearn, as the card then is; or quiz.
        rating: decides the schedule. score: 0..1, None where the learner alone judged.
        response: as it was given to the shown variant.
    """

    client_id: bytes
    request_hash: bytes
    card_id: int
    question_id: int | None
    variant: str
    form: str
    shown_at: datetime
    at: Moment
    duration_ms: int
    rating: Rating
    score: float | None
    hints: int
    response: JsonObject | None
    kind: Kind | None = None


def request_hash(*parts: object) -> bytes:
    """Return bytes that are equal when the parts are."""
    return hashlib.sha256(repr(parts).encode()).digest()[:HASH_BYTES]


def bare_entry(
    *,
    user_id: int,
    seq: int,
    client_id: bytes,
    request_hash: bytes,
    card_id: int,
    kind: Kind,
    at: Moment,
) -> LogRow:
    """Return an entry that is no review, with what every entry has."""
    return LogRow(
        user_id=user_id,
        seq=seq,
        client_id=client_id,
        request_hash=request_hash,
        card_id=card_id,
        kind=str(kind),
        shown_at=at.at,
        answered_at=at.at,
        study_day=at.day,
        utc_offset_min=at.utc_offset_min,
        rollover_hour=at.rollover_hour,
    )


def undo_entry(
    row: LogRow, *, seq: int, client_id: bytes, request_hash: bytes, at: Moment
) -> LogRow:
    """Return the entry that takes another one back."""
    entry = bare_entry(
        user_id=row.user_id,
        seq=seq,
        client_id=client_id,
        request_hash=request_hash,
        card_id=row.card_id,
        kind=Kind.UNDO,
        at=at,
    )
    entry.undoes = row.seq
    return entry


def answer_entry(
    given: Answered,
    outcome: Outcome,
    *,
    user_id: int,
    seq: int,
    before: Memory,
    settings: SchedulerSettings,
) -> LogRow:
    """Return the entry of an answer and what came of it.

    Args:
        before: the memory of the card before the answer.
        settings: by which the outcome was worked out.
    """
    after = outcome.memory
    return LogRow(
        user_id=user_id,
        seq=seq,
        client_id=given.client_id,
        request_hash=given.request_hash,
        card_id=given.card_id,
        question_id=given.question_id,
        variant=given.variant,
        kind=str(given.kind or outcome.kind),
        form=given.form,
        shown_at=given.shown_at,
        answered_at=given.at.at,
        study_day=given.at.day,
        utc_offset_min=given.at.utc_offset_min,
        rollover_hour=given.at.rollover_hour,
        duration_ms=given.duration_ms,
        rating=int(given.rating),
        score=given.score,
        hints=given.hints,
        elapsed_days=outcome.elapsed_days,
        stability_before=before.stability_days,
        difficulty_before=before.difficulty,
        interval_days=outcome.interval_days,
        due_at=after.due_at,
        due_day=after.due_day,
        desired_retention=settings.desired_retention,
        parameter_set=settings.parameters.name,
        response=given.response,
    )


def entry_of(row: LogRow) -> LogEntry:
    """Return what matters for memory of an entry."""
    return LogEntry(
        seq=row.seq,
        card_id=row.card_id,
        kind=Kind(row.kind),
        rating=None if row.rating is None else Rating(row.rating),
        study_day=row.study_day,
        answered_at=row.answered_at,
        utc_offset_min=row.utc_offset_min,
        rollover_hour=row.rollover_hour,
        interval_days=row.interval_days,
        due_day=row.due_day,
        due_at=row.due_at,
        parameter_set=row.parameter_set,
        desired_retention=row.desired_retention,
        undoes=row.undoes,
    )


def answered_of(row: LogRow) -> Answered:
    """Return the answer that an entry holds, to be added again."""
    return Answered(
        client_id=row.client_id,
        request_hash=row.request_hash,
        card_id=row.card_id,
        question_id=row.question_id,
        variant=row.variant,
        form=row.form,
        shown_at=row.shown_at,
        at=Moment(row.answered_at, row.study_day, row.utc_offset_min, row.rollover_hour),
        duration_ms=row.duration_ms,
        rating=Rating(row.rating or Rating.AGAIN),
        score=row.score,
        hints=row.hints,
        response=row.response,
        kind=Kind.QUIZ if row.kind == Kind.QUIZ else None,
    )
