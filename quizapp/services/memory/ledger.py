"""The ledger: writes one person's review log and card states within one transaction.

The log is the truth and is only ever added to; a state is what the log's standing entries come
to. Entries of one card take effect in the order of their answers: an answer that arrives late
from an offline device is put in its place by taking back the later ones and adding them again.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID, uuid5

from quizapp.scheduling.card import NEW
from quizapp.scheduling.day import Moment
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.scheduler import answer
from quizapp.services.memory.ledger_entries import (
    Answered,
    answer_entry,
    answered_of,
    bare_entry,
    undo_entry,
)
from quizapp.services.memory.ledger_states import (
    Replayed,
    marked,
    replayed,
    reviewed,
    since_forgotten,
    standing,
)
from quizapp.services.people.study_learner import moment_of
from quizapp.services.plans.plans_guide import Guide
from quizapp.store.engine import Reader
from quizapp.store.log.log_row import LogRow
from quizapp.store.study import fit_queries, log_queries, memory_queries
from quizapp.store.study.memory_queries import Learner, State

_AGAIN_NAMESPACE: Final = UUID("2f0f2d0f-5f0c-4d3b-9a55-3f7f6b0f8f11")
"""Of entries that put answers in their order: their ids follow from the entries they repeat."""


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
        return self._replayed(rows, card_id=rows[0].card_id).state

    def add_answer(self, given: Answered) -> LogRow:
        """Add an answer and let it take effect; return its entry."""
        last_at = self.state(given.card_id).memory.last_at
        if last_at is None or given.at.at >= last_at:
            return self._add(given)
        later = [
            row
            for row in since_forgotten(standing(self.entries(given.card_id)))
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
                answered_of(row)._replace(client_id=_again(row, f"again:{given.client_id.hex()}"))
            )
        return entry

    def take_back(
        self, row: LogRow, *, client_id: bytes, request_hash: bytes, now: Moment
    ) -> LogRow:
        """Undo an entry: nothing later of its card stands. The state becomes what is left."""
        entry = self._append(
            undo_entry(
                row,
                seq=self._next_seq(),
                client_id=client_id,
                request_hash=request_hash,
                at=now,
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
        entry = bare_entry(
            user_id=self._learner.id,
            seq=self._next_seq(),
            client_id=client_id,
            request_hash=request_hash,
            card_id=card_id,
            kind=kind,
            at=now,
        )
        entry.form, entry.due_day = form, until_day
        self._append(entry)
        self._put(marked(self.state(card_id), entry))
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
            answer_entry(
                given,
                outcome,
                user_id=self._learner.id,
                seq=self._next_seq(),
                before=before.memory,
                settings=settings,
            )
        )
        # Only a lapse can make a leech: other answers need not read the card's past.
        if outcome.memory.lapses > before.memory.lapses:
            stored = self.entries(given.card_id)[:-1]
            told = self._replayed(stored, card_id=given.card_id)
            recalls = told.recalls
            if entry.kind == Kind.REVIEW and outcome.recall is not None:
                recalls[entry.seq] = outcome.recall
            after = reviewed(before, entry, outcome.memory, past=told.past, recalls=recalls)
        else:
            after = reviewed(before, entry, outcome.memory, past=(), recalls={})
        self._put(after)
        return entry

    def _replayed(self, rows: Sequence[LogRow], *, card_id: int) -> Replayed:
        if self._sets is None:
            self._sets = fit_queries.list_parameter_sets(self._session, user_id=self._learner.id)
        return replayed(rows, user_id=self._learner.id, card_id=card_id, parameter_sets=self._sets)

    def _append(self, row: LogRow) -> LogRow:
        self._added.append(row)
        return row

    def _put(self, state: State) -> None:
        self._states[state.card_id] = state if state.taken_up else state._replace(taken_up=True)
        self._changed.add(state.card_id)

    def _next_seq(self) -> int:
        self._seq += 1
        return self._seq

    def _now(self, row: LogRow) -> Moment:
        # A machine's undo belongs to the day of the answer that it moves, not to a day of study.
        return moment_of(self._learner, row.answered_at)


def _again(row: LogRow, words: str) -> bytes:
    return uuid5(_AGAIN_NAMESPACE, f"{row.user_id}:{row.client_id.hex()}:{words}").bytes
