"""States of the ledger: what the standing entries of a card come to. The log is the truth."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.scheduling.card import NEW, Memory
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.leech import becomes_leech
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.recollection import recall
from quizapp.scheduling.replay import apply, refit
from quizapp.scheduling.scheduler import is_leech
from quizapp.services.memory.ledger_entries import OFF, entry_of
from quizapp.store.log.log_row import LogRow
from quizapp.store.study.memory_queries import State


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
    return replayed(rows, user_id=user_id, card_id=card_id, parameter_sets=parameter_sets).state


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a card's entries come to.

    Attributes:
        past: the entries that stand.
        recalls: predicted at each of them that was a review of a card in review, by seq.
    """

    state: State
    past: tuple[LogRow, ...]
    recalls: dict[int, float]


def replayed(
    rows: Sequence[LogRow],
    *,
    user_id: int,
    card_id: int,
    parameter_sets: Mapping[str, Parameters],
) -> Replayed:
    """Return the state that a card's entries, in the order stored, come to, and how.

    Args:
        parameter_sets: by name: the program's and the person's own.
    """
    state = State(user_id, card_id, NEW)
    kept = standing(rows)
    recalls: dict[int, float] = {}
    for place, row in enumerate(kept):
        if row.rating is not None:
            parameters = parameter_sets[row.parameter_set]
            before = state.memory
            memory = apply(before, entry=entry_of(row), parameters=parameters)
            if row.kind == Kind.REVIEW and before.stability_days is not None:
                recalls[row.seq] = recall(before, day=row.study_day, parameters=parameters)
            state = reviewed(state, row, memory, past=kept[:place], recalls=recalls)
        elif row.kind == Kind.REFIT:
            since = since_forgotten(kept[:place])
            memory = refit(
                state.memory,
                entry=entry_of(row),
                reviews=[entry_of(each) for each in since if each.rating is not None],
                parameters=parameter_sets[row.parameter_set],
            )
            state = state._replace(memory=memory)
        else:
            state = marked(state, row)
    return Replayed(state, kept, recalls)


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


def since_forgotten(rows: Sequence[LogRow]) -> Sequence[LogRow]:
    """Return the entries after the last that made the card new on purpose."""
    marks = [place for place, row in enumerate(rows) if row.kind == Kind.MANUAL]
    return rows[marks[-1] + 1 :] if marks else rows


def marked(state: State, row: LogRow) -> State:
    """Return the state after an entry that is no review."""
    match Kind(row.kind):
        case Kind.SUSPEND:
            return state._replace(suspended=row.form != OFF)
        case Kind.BURY:
            return state._replace(buried_until_day=row.due_day)
        case Kind.FLAG:
            return state._replace(flag=int(row.form or 0))
        case Kind.LEECH:
            return state._replace(leech=False)
        case Kind.MANUAL:
            # The card's answer was changed: it is asked anew, still suspended if it was.
            return state._replace(memory=NEW, last_form=None, buried_until_day=None)
        case _:
            return state


def reviewed(
    state: State,
    row: LogRow,
    memory: Memory,
    *,
    past: Sequence[LogRow],
    recalls: Mapping[int, float],
) -> State:
    """Return the state after a review that came to this memory.

    Args:
        past: the standing entries of the card before it; read only where it lapsed.
        recalls: predicted at it and at those of them that were tests, by seq.
    """
    lapsed = memory.lapses > state.memory.lapses
    return state._replace(
        memory=memory,
        last_form=row.form,
        leech=state.leech or (lapsed and _slips_away(memory.lapses, (*past, row), recalls)),
    )


def _slips_away(lapses: int, rows: Sequence[LogRow], recalls: Mapping[int, float]) -> bool:
    """Return whether the last of a card's entries, a lapse, makes it a leech."""
    marks = [n for n, row in enumerate(rows, start=1) if row.kind in {Kind.MANUAL, Kind.LEECH}]
    tested = [row for row in rows[marks[-1] if marks else 0 :] if row.seq in recalls]
    return becomes_leech(
        lapses,
        recalls=[recalls[row.seq] for row in tested],
        failures=sum(row.rating == Rating.AGAIN for row in tested),
    )


def told_leech(before: State, after: State) -> bool:
    """Return whether this very review is told as a leech's: by the count again and again."""
    lapsed = after.memory.lapses > before.memory.lapses
    newly = after.leech and not before.leech
    return lapsed and (newly or is_leech(after.memory.lapses))
