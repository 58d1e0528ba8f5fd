"""What rescheduling by the parameters in force would do: which cards move, and what it costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.scheduling.card import NEW, Memory
from quizapp.scheduling.fit_reschedule import Move, reschedule
from quizapp.scheduling.forecast import DayForecast, Pace, forecast
from quizapp.services.people.study_learner import (
    get_learner,
    moment_of,
    pace_ms,
    scheduler_settings,
    steps_of,
)
from quizapp.store.engine import reading
from quizapp.store.study import fit_queries, memory_queries, seen_queries
from quizapp.store.study.memory_queries import Learner
from quizapp.store.study.seen_queries import PassageBehind

LARGEST_MOVES: Final = 10
WEEK: Final = 7
MONTH: Final = 30


@dataclass(frozen=True, slots=True)
class LargeMove:
    """One of the largest moves. Days are study days; ``statement`` is the fact's, met already."""

    card_id: int
    statement: str
    from_day: int
    to_day: int


@dataclass(frozen=True, slots=True)
class Load:
    """Minutes expected in the days to come, overdue cards counted for today."""

    week: float
    month: float


@dataclass(frozen=True, slots=True)
class Preview:
    """What a reschedule would do.

    Attributes:
        last_seq: of the log that was read; doing it needs the same.
        cards: whose memory is worked out anew. earlier, later: of those, by the day they are due.
        due_today: of those, due today and not before.
        before, after: the load now and then.
        largest: the ten largest moves.
        day: today, study day.
    """

    last_seq: int
    cards: int
    earlier: int
    later: int
    due_today: int
    before: Load
    after: Load
    largest: tuple[LargeMove, ...]
    day: int


def preview_reschedule(*, user_id: int, now: datetime) -> Preview:
    """Return what a reschedule by the parameters in force would do. Nothing is stored.

    Raises:
        NotFoundError: there is no such account.
    """
    with reading() as session:
        learner = get_learner(session, user_id)
        at = moment_of(learner, now)
        moves = list_moves(session, learner)
        suspended = fit_queries.list_suspended(session, user_id=user_id)
        states = memory_queries.list_states(session, user_id=user_id)
        pace_s = pace_ms(session, user_id=user_id) / 1000
        largest = sorted(
            (each for each in moves if each.later_days),
            key=lambda each: (-abs(each.later_days), each.card_id),
        )[:LARGEST_MOVES]
        behind = seen_queries.find_passages_behind(session, [each.card_id for each in largest])
    after = {each.card_id: each.after for each in moves}
    counted = [each for each in states if each.card_id not in suspended]
    return Preview(
        last_seq=learner.last_seq,
        cards=len(moves),
        earlier=sum(each.later_days < 0 for each in moves),
        later=sum(each.later_days > 0 for each in moves),
        due_today=sum(
            (each.before.due_day or 0) > at.day >= (each.after.due_day or 0) for each in moves
        ),
        before=_load((each.memory for each in counted), learner, at.day, pace_s),
        after=_load(
            (after.get(each.card_id, each.memory) for each in counted), learner, at.day, pace_s
        ),
        largest=tuple(_large(each, behind.get(each.card_id)) for each in largest),
        day=at.day,
    )


def list_moves(session: Session, learner: Learner) -> tuple[Move, ...]:
    """Return how each card changes that changes, by card id."""
    settings = scheduler_settings(learner)
    states = memory_queries.list_states(session, user_id=learner.id)
    memories = {each.card_id: each.memory for each in states}
    moves: list[Move] = []
    for entries in fit_queries.iterate_histories(session, user_id=learner.id):
        card_id = entries[0].card_id
        move = reschedule(
            memories.get(card_id, NEW), card_id=card_id, entries=entries, settings=settings
        )
        if move is not None:
            moves.append(move)
    return tuple(moves)


def _load(memories: Iterable[Memory], learner: Learner, day: int, pace_s: float) -> Load:
    pace = Pace(review_s=pace_s, relearn_s=steps_of(learner).answers_of_lapse * pace_s)
    days = forecast(memories, today=day, pace=pace, days=MONTH, parameters=learner.parameters)
    return Load(_minutes(days[:WEEK]), _minutes(days))


def _minutes(days: Sequence[DayForecast]) -> float:
    return sum(each.minutes for each in days)


def _large(move: Move, behind: PassageBehind | None) -> LargeMove:
    return LargeMove(
        card_id=move.card_id,
        statement=behind.statement if behind else "",
        from_day=move.before.due_day or 0,
        to_day=move.after.due_day or 0,
    )
