"""The ledger: writes one person's review log and card states within one transaction.

The log is the truth and is only ever added to; a state is what the log's standing entries come
to. Entries of one card take effect in the order of their answers: an answer that arrives late
from an offline device is put in its place by taking back the later ones and adding them again.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from quizapp.bank.document import JsonObject
from quizapp.scheduling.card import NEW, Memory
from quizapp.scheduling.day import Moment
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.leech import becomes_leech
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.replay import LogEntry, apply, refit
from quizapp.scheduling.scheduler import answer, is_leech
from quizapp.services.plans_guide import Guide
from quizapp.services.study_learner import moment_of
from quizapp.store import fit_queries, log_queries, memory_queries
from quizapp.store.engine import Reader
from quizapp.store.log_queries import LogRow
from quizapp.store.memory_queries import Learner, State

OFF: Final = "off"
"""The ``form`` of an entry that ends a burial, a suspension or the mark of a leech."""
_AGAIN_NAMESPACE: Final = UUID("2f0f2d0f-5f0c-4d3b-9a55-3f7f6b0f8f11")
"""Of entries that put answers in their order: their ids follow from the entries they repeat."""


@dataclass(frozen=True, slots=True)
class Answered:
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


class Ledger:
    """One person's log and states in one write transaction; ``close`` writes them."""

    def __init__(self, session: Reader, *, learner: Learner, states: dict[int, State]) -> None:
        self._session = session
        self._learner = learner
        self._guide = Guide(session, learner, card_ids=states)
        self._day: int | None = None
        self._seq = learner.last_seq
        self._known = set(states)
        self._states = dict(states)
        self._changed: set[int] = set()
        self._added: list[LogRow] = []
        self._sets: Mapping[str, Parameters] | None = None

    def state(self, card_id: int) -> State:
        """Return the state of a card as it now is."""
        return self._states.get(card_id) or State(self._learner.id, card_id, NEW, taken_up=False)

    def entries(self, card_id: int) -> tuple[LogRow, ...]:
        """Return all entries of a card, those added here included."""
        stored = log_queries.list_entries_of_card(
            self._session, user_id=self._learner.id, card_id=card_id
        )
        return stored + tuple(row for row in self._added if row.card_id == card_id)

    def fold(self, rows: Sequence[LogRow]) -> State:
        """Return the state that some of a card's entries, in the order stored, come to."""
        if self._sets is None:
            self._sets = fit_queries.list_parameter_sets(self._session, user_id=self._learner.id)
        return fold(
            rows, user_id=self._learner.id, card_id=rows[0].card_id, parameter_sets=self._sets
        )

    def add_answer(self, given: Answered) -> LogRow:
        """Add an answer and let it take effect; return its entry."""
        last_at = self.state(given.card_id).memory.last_at
        if last_at is None or given.at.at >= last_at:
            return self._add(given)
        later = [
            row
            for row in _since_forgotten(standing(self.entries(given.card_id)))
            if (row.rating is not None or row.kind == Kind.REFIT) and row.answered_at > given.at.at
        ]
        for row in reversed(later):
            self.take_back(
                row,
                client_id=_again(row, f"undo:{given.client_id.hex()}"),
                request_hash=row.request_hash,
                now=self._now(row),
            )
        entry = self._add(given)
        # A reschedule among them is not done again: the answers are planned as of now.
        for row in (each for each in later if each.rating is not None):
            self._add(
                replace(answered_of(row), client_id=_again(row, f"again:{given.client_id.hex()}"))
            )
        return entry

    def take_back(
        self, row: LogRow, *, client_id: bytes, request_hash: bytes, now: Moment
    ) -> LogRow:
        """Undo an entry: nothing later of its card stands. The state becomes what is left."""
        entry = self._append(
            LogRow(
                user_id=self._learner.id,
                seq=self._next_seq(),
                client_id=client_id,
                request_hash=request_hash,
                card_id=row.card_id,
                kind=str(Kind.UNDO),
                shown_at=now.at,
                answered_at=now.at,
                study_day=now.day,
                utc_offset_min=now.utc_offset_min,
                rollover_hour=now.rollover_hour,
                undoes=row.seq,
            )
        )
        self._put(self.fold(self.entries(row.card_id)))
        return entry

    def mark(
        self,
        card_id: int,
        *,
        kind: Kind,
        client_id: bytes,
        request_hash: bytes,
        now: Moment,
        until_day: int | None = None,
        form: str = "",
    ) -> LogRow:
        """Add a burial, a suspension, a flag, or the end of one; return its entry."""
        entry = self._append(
            LogRow(
                user_id=self._learner.id,
                seq=self._next_seq(),
                client_id=client_id,
                request_hash=request_hash,
                card_id=card_id,
                kind=str(kind),
                form=form,
                shown_at=now.at,
                answered_at=now.at,
                study_day=now.day,
                utc_offset_min=now.utc_offset_min,
                rollover_hour=now.rollover_hour,
                due_day=until_day,
            )
        )
        self._put(_marked(self.state(card_id), entry))
        return entry

    def close(self) -> None:
        """Write what was added and changed since the last time."""
        if self._added:
            log_queries.add_entries(self._session, self._added)
        changed = [self._states[card_id] for card_id in sorted(self._changed)]
        memory_queries.add_states(
            self._session, (state for state in changed if state.card_id not in self._known)
        )
        memory_queries.update_states(
            self._session, (state for state in changed if state.card_id in self._known)
        )
        self._known |= self._changed
        self._changed.clear()
        self._added.clear()

    def _add(self, given: Answered) -> LogRow:
        before = self.state(given.card_id)
        if self._day not in {None, given.at.day}:
            # The load of a day is what stands when the study day begins: write the one before.
            self.close()
        self._day = given.at.day
        settings = self._guide.settings(given.card_id, day=given.at.day)
        outcome = answer(
            before.memory,
            rating=given.rating,
            card_id=given.card_id,
            moment=given.at,
            settings=settings,
            balance=self._guide.balance(
                given.card_id,
                before.memory,
                moment=given.at,
                settings=settings,
                upto=given.rating,
            ),
        )
        entry = self._append(
            LogRow(
                user_id=self._learner.id,
                seq=self._next_seq(),
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
                recall=outcome.recall,
                stability_before=before.memory.stability_days,
                difficulty_before=before.memory.difficulty,
                stability_after=outcome.memory.stability_days,
                difficulty_after=outcome.memory.difficulty,
                interval_raw_days=outcome.interval_raw_days,
                interval_days=outcome.interval_days,
                due_at=outcome.memory.due_at,
                due_day=outcome.memory.due_day,
                desired_retention=settings.desired_retention,
                parameter_set=settings.parameters.name,
                response=given.response,
            )
        )
        lapsed = outcome.memory.lapses > before.memory.lapses
        # Only a lapse can make a leech: other answers need not read the card's past.
        past = standing(self.entries(given.card_id))[:-1] if lapsed else ()
        self._put(_reviewed(before, entry, outcome.memory, past=past))
        return entry

    def _append(self, row: LogRow) -> LogRow:
        self._added.append(row)
        return row

    def _put(self, state: State) -> None:
        self._states[state.card_id] = state if state.taken_up else replace(state, taken_up=True)
        self._changed.add(state.card_id)

    def _next_seq(self) -> int:
        self._seq += 1
        return self._seq

    def _now(self, row: LogRow) -> Moment:
        # A machine's undo belongs to the day of the answer that it moves, not to a day of study.
        return moment_of(self._learner, row.answered_at)


def request_hash(*parts: object) -> bytes:
    """Return 16 bytes that are equal when the parts are."""
    return hashlib.sha256(repr(parts).encode()).digest()[:16]


def standing(rows: Iterable[LogRow]) -> tuple[LogRow, ...]:
    """Return the entries that were not taken back, without the undos themselves."""
    kept = tuple(rows)
    undone = {row.undoes for row in kept if row.undoes is not None}
    return tuple(row for row in kept if row.seq not in undone and row.kind != Kind.UNDO)


def fold(
    rows: Sequence[LogRow],
    *,
    user_id: int,
    card_id: int,
    parameter_sets: Mapping[str, Parameters],
) -> State:
    """Return the state that a card's entries, in the order stored, come to.

    Args:
        parameter_sets: by name: the program's and the person's own.
    """
    state = State(user_id, card_id, NEW)
    kept = standing(rows)
    for place, row in enumerate(kept):
        if row.rating is not None:
            parameters = parameter_sets[row.parameter_set]
            memory = apply(state.memory, entry=entry_of(row), parameters=parameters)
            state = _reviewed(state, row, memory, past=kept[:place])
        elif row.kind == Kind.REFIT:
            before = _since_forgotten(kept[:place])
            memory = refit(
                state.memory,
                entry=entry_of(row),
                reviews=[entry_of(each) for each in before if each.rating is not None],
                parameters=parameter_sets[row.parameter_set],
            )
            state = replace(state, memory=memory)
        else:
            state = _marked(state, row)
    return state


def last_change(rows: Sequence[LogRow]) -> LogRow | None:
    """Return the newest standing entry that changed what is remembered, or None.

    It alone of its card's reviews can be taken back.
    """
    changes = [
        row
        for row in standing(rows)
        if row.rating is not None or row.kind in {Kind.MANUAL, Kind.REFIT}
    ]
    return changes[-1] if changes else None


def _since_forgotten(rows: Sequence[LogRow]) -> Sequence[LogRow]:
    """Return the entries after the last that made the card new on purpose."""
    marks = [place for place, row in enumerate(rows) if row.kind == Kind.MANUAL]
    return rows[marks[-1] + 1 :] if marks else rows


def _marked(state: State, row: LogRow) -> State:
    """Return the state after an entry that is no review."""
    match Kind(row.kind):
        case Kind.SUSPEND:
            return replace(state, suspended=row.form != OFF)
        case Kind.BURY:
            return replace(state, buried_until_day=row.due_day)
        case Kind.FLAG:
            return replace(state, flag=int(row.form or 0))
        case Kind.LEECH:
            return replace(state, leech=False)
        case Kind.MANUAL:
            # The card's answer was changed: it is asked anew, still suspended if it was.
            return replace(state, memory=NEW, last_form=None, buried_until_day=None)
        case _:
            return state


def _reviewed(state: State, row: LogRow, memory: Memory, *, past: Sequence[LogRow]) -> State:
    lapsed = memory.lapses > state.memory.lapses
    return replace(
        state,
        memory=memory,
        last_form=row.form,
        leech=state.leech or (lapsed and _slips_away(memory.lapses, (*past, row))),
    )


def _slips_away(lapses: int, rows: Sequence[LogRow]) -> bool:
    """Return whether the last of a card's entries, a lapse, makes it a leech."""
    marks = [n for n, row in enumerate(rows, start=1) if row.kind in {Kind.MANUAL, Kind.LEECH}]
    tested = [
        row
        for row in rows[marks[-1] if marks else 0 :]
        if row.kind == Kind.REVIEW and row.recall is not None
    ]
    return becomes_leech(
        lapses,
        recalls=[row.recall or 0.0 for row in tested],
        failures=sum(row.rating == Rating.AGAIN for row in tested),
    )


def told_leech(before: State, after: State) -> bool:
    """Return whether this very review is told as a leech's: by the count again and again."""
    lapsed = after.memory.lapses > before.memory.lapses
    newly = after.leech and not before.leech
    return lapsed and (newly or is_leech(after.memory.lapses))


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


def _again(row: LogRow, words: str) -> bytes:
    return uuid5(_AGAIN_NAMESPACE, f"{row.user_id}:{row.client_id.hex()}:{words}").bytes


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
