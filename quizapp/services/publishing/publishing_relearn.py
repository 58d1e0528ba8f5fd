"""Relearning after a changed key: each learner of the card gets a log entry that forgets it."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from quizapp.scheduling.card import NEW
from quizapp.scheduling.day import moment
from quizapp.scheduling.kind import Kind
from quizapp.services.people.zones import zone_or_fallback
from quizapp.store.bank import content_queries, relearn_queries
from quizapp.store.bank.content_queries import Row
from quizapp.store.bank.relearn_queries import Remembered
from quizapp.store.engine import lock_for
from quizapp.store.log.log_row import HASH_BYTES, LogRow
from quizapp.store.study import log_queries
from quizapp.store.tables.memory import CardState

_NAMESPACE: Final = UUID("6c1f6c0e-3a0b-4b0e-9d0f-5a1d3a8f6b5e")
"""Of entries written by publishing: their client ids follow from the occasion, person and card."""


def ask_anew(
    session: Session,
    card_ids: Sequence[int],
    *,
    occasion: str,
    now: datetime,
    among: Sequence[int] | None = None,
) -> tuple[int, ...]:
    """Make these cards new again for all who had learnt them; return those people.

    The log is the truth: a "manual" entry without a rating says that the card was forgotten on
    purpose, and a replay gives the same. Suspension stays; the reviews stay in the log.

    Args:
        card_ids: of the cards.
        occasion: what makes them new, each time another: the entries are named by it.
        now: when.
        among: people who may have learnt them, where they are known; None for everybody.
    """
    people = relearn_queries.learners_of(session, card_ids, among=among)
    for user_id in sorted(people):
        lock_for(session, user_id)
    remembered = relearn_queries.list_remembered(session, card_ids, among=among)
    seqs = relearn_queries.last_seqs(session, sorted(people))
    entries, states = [], []
    for each in remembered:
        seqs[each.user_id] = seqs.get(each.user_id, 0) + 1
        entries.append(_entry(each, seq=seqs[each.user_id], occasion=occasion, now=now))
        states.append(_forgotten(each))
    if entries:
        log_queries.add_entries(session, entries)
    content_queries.update_rows(session, CardState, states, by=("user_id", "card_id"))
    return tuple(sorted(people))


def _entry(each: Remembered, *, seq: int, occasion: str, now: datetime) -> LogRow:
    """Return the log entry that forgets one card of one person."""
    zone = zone_or_fallback(each.zone)
    at = moment(now, zone=zone, rollover_hour=each.rollover_hour)
    request = f"relearn:{occasion}:{each.user_id}:{each.card_id}"
    return LogRow(
        user_id=each.user_id,
        seq=seq,
        client_id=uuid5(_NAMESPACE, request).bytes,
        request_hash=hashlib.sha256(request.encode()).digest()[:HASH_BYTES],
        card_id=each.card_id,
        kind=str(Kind.MANUAL),
        shown_at=now,
        answered_at=now,
        study_day=at.day,
        utc_offset_min=at.utc_offset_min,
        rollover_hour=at.rollover_hour,
        stability_before=each.stability_days,
        difficulty_before=each.difficulty,
    )


def _forgotten(each: Remembered) -> Row:
    """Return the state of a card that was never reviewed, for one person."""
    return {
        "user_id": each.user_id,
        "card_id": each.card_id,
        "stage": str(NEW.stage),
        "step": NEW.step,
        "stability_days": NEW.stability_days,
        "difficulty": NEW.difficulty,
        "last_day": NEW.last_day,
        "last_at": NEW.last_at,
        "due_day": NEW.due_day,
        "due_at": NEW.due_at,
        "interval_days": NEW.interval_days,
        "reps": NEW.reps,
        "lapses": NEW.lapses,
        "last_form": None,
        "buried_until_day": None,
        "leech": False,
    }
