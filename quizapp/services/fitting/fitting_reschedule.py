"""Rescheduling by the parameters in force: looked at before, done in one step, taken back in one.

Each card whose memory or day changes gets a "refit" entry of the log, which names the set; a
replay works its memory out anew with it and takes the day from the entry.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError
from quizapp.scheduling.card import Memory
from quizapp.scheduling.day import Moment
from quizapp.scheduling.fit_reschedule import Move
from quizapp.scheduling.kind import Kind
from quizapp.services.fitting.fitting_preview import list_moves
from quizapp.services.memory.ledger_entries import bare_entry, request_hash, undo_entry
from quizapp.services.people.study_learner import get_learner, moment_of
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.log.log_row import LogRow, Refitted
from quizapp.store.study import fit_queries, log_queries, memory_queries
from quizapp.store.study.memory_queries import Learner
from quizapp.store.tables.fitting import Reschedule

_NAMESPACE: Final = UUID("b4c0a9de-5a2f-4d0e-8f0b-0d9a0f0c6d21")
"""Of the entries of a reschedule: their ids follow from its own id and the card."""
_CHANGED: Final = "You have answered meanwhile. Here is what it comes to now; look at it again."


@dataclass(frozen=True, slots=True)
class Done:
    """A reschedule that was made.

    Attributes:
        moved: cards that got another day. cards: whose memory was worked out anew.
        is_undone: whether it was taken back.
    """

    made_at: datetime
    cards: int
    moved: int
    is_undone: bool
    parameter_set: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What an undo came to.

    Attributes:
        cards: that are as before. answered_since: cards left alone, having changed since.
    """

    cards: int
    answered_since: int


def do_reschedule(*, user_id: int, client_id: str, last_seq: int, now: datetime) -> Done:
    """Reschedule as it was previewed, in one transaction; the same form twice does it once.

    Args:
        client_id: UUID of the form. last_seq: of the preview.

    Raises:
        ConflictError: the log has grown since the preview, or there is nothing to change.
        InputError: the id is no UUID.
        BusyError: nothing was stored.
    """
    client = _uuid(client_id)
    with reading() as session:
        learner = get_learner(session, user_id)
        known = fit_queries.find_reschedule(session, user_id=user_id, client_id=client)
        if known:
            return _done(known)
        # Worked out before the write lock is taken: nobody else waits for it.
        moves = list_moves(session, learner)
    if not moves:
        raise ConflictError("Every card is planned by these parameters already.")
    at = moment_of(learner, now)
    with writing() as session:
        lock_for(session, user_id)
        present = get_learner(session, user_id)
        if present.last_seq != last_seq or present != learner:
            raise ConflictError(_CHANGED)
        row = Reschedule(
            user_id=user_id,
            first_seq=last_seq + 1,
            last_seq=last_seq + len(moves),
            client_id=client,
            made_at=now,
            parameter_set=learner.parameter_set,
            cards=len(moves),
            moved=sum(each.later_days != 0 for each in moves),
            undone_at=None,
        )
        session.add(row)
        session.flush()
        log_queries.add_entries(
            session,
            (
                _entry(each, learner, at, seq=last_seq + place, client=client)
                for place, each in enumerate(moves, start=1)
            ),
        )
        fit_queries.update_plans(
            session, user_id=user_id, memories={each.card_id: each.after for each in moves}
        )
        return _done(row)


def last_reschedule(*, user_id: int) -> Done | None:
    """Return a person's newest reschedule, or None."""
    with reading() as session:
        row = fit_queries.find_reschedule(session, user_id=user_id)
        return _done(row) if row else None


def undo_reschedule(*, user_id: int, now: datetime) -> TakenBack:
    """Take back the newest reschedule, in one transaction.

    Cards that were answered since stay as they are: their days come from those answers.

    Raises:
        ConflictError: there is none, or it was taken back already.
    """
    with reading() as session:
        learner = get_learner(session, user_id)
        row = fit_queries.find_reschedule(session, user_id=user_id)
        if row is None or row.undone_at is not None:
            raise ConflictError("There is no reschedule to take back.")
        at = moment_of(learner, now)
        # Worked out before the write lock is taken: nobody else waits for it.
        refits = log_queries.list_standing_refits(
            session, user_id=user_id, first=row.first_seq, last=row.last_seq
        )
        memories = _as_before(session, user_id, refits)
        undos = [
            _undo_of(each, at, seq=learner.last_seq + place)
            for place, each in enumerate(refits, start=1)
        ]
    with writing() as session:
        lock_for(session, user_id)
        if get_learner(session, user_id).last_seq != learner.last_seq:
            raise ConflictError("You answered at the very same moment. Nothing was changed.")
        fit_queries.end_reschedule(session, user_id=user_id, first_seq=row.first_seq, now=now)
        if undos:
            log_queries.add_entries(session, undos)
        fit_queries.update_plans(session, user_id=user_id, memories=memories)
    return TakenBack(len(undos), row.cards - len(undos))


def _as_before(session: Session, user_id: int, refits: Sequence[LogRow]) -> dict[int, Memory]:
    """Return the memory that each card had before its refit, by card id.

    A refit changes four values: the entry holds two of them, what the card was given before it
    the others.
    """
    if not refits:
        return {}
    plans = fit_queries.find_plans_before(session, user_id=user_id, seq=refits[0].seq)
    entered = {each.card_id: each for each in refits}
    memories: dict[int, Memory] = {}
    for state in memory_queries.list_states(session, user_id=user_id):
        row = entered.get(state.card_id)
        if row is not None:
            interval_days, due_day = plans[state.card_id]
            memories[state.card_id] = state.memory._replace(
                stability_days=row.stability_before,
                difficulty=row.difficulty_before,
                interval_days=interval_days,
                due_day=due_day,
            )
    return memories


def _entry(move: Move, learner: Learner, at: Moment, *, seq: int, client: bytes) -> LogRow:
    entry = bare_entry(
        user_id=learner.id,
        seq=seq,
        client_id=uuid5(_NAMESPACE, f"{learner.id}:{client.hex()}:{move.card_id}").bytes,
        request_hash=request_hash("reschedule", client.hex()),
        card_id=move.card_id,
        kind=Kind.REFIT,
        at=at,
    )
    return replace(
        entry,
        stability_before=move.before.stability_days,
        difficulty_before=move.before.difficulty,
        refitted=Refitted(move.after.stability_days, move.after.difficulty, move.interval_raw_days),
        interval_days=move.after.interval_days,
        due_day=move.after.due_day,
        desired_retention=learner.desired_retention,
        parameter_set=learner.parameter_set,
    )


def _undo_of(row: LogRow, at: Moment, *, seq: int) -> LogRow:
    return undo_entry(
        row,
        seq=seq,
        client_id=uuid5(_NAMESPACE, f"undo:{row.user_id}:{row.client_id.hex()}").bytes,
        request_hash=row.request_hash,
        at=at,
    )


def _done(row: Reschedule) -> Done:
    return Done(row.made_at, row.cards, row.moved, row.undone_at is not None, row.parameter_set)


def _uuid(text: str) -> bytes:
    try:
        return UUID(text).bytes
    except ValueError:
        raise InputError("{id} is not a UUID.", id=repr(text[:40]), field="id") from None
