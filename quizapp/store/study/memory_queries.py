"""Queries of memory: a learner's settings, card states, and the questions that were seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Select,
    and_,
    bindparam,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from quizapp.scheduling.card import Memory, Stage
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.replay import PARAMETER_SETS
from quizapp.store.base import core_table
from quizapp.store.engine import Reader
from quizapp.store.prepared import Prepared
from quizapp.store.study.queue_queries import memory_of
from quizapp.store.tables.content import ArticleRow, CardRow, FactRow, PassageRow, QuestionRow
from quizapp.store.tables.fitting import ParameterSet
from quizapp.store.tables.memory import CardState, ReviewLog
from quizapp.store.tables.people import User
from quizapp.store.tables.plan import PlanRow

_ARTICLES: Final = core_table(ArticleRow)
_CARDS: Final = core_table(CardRow)
_FACTS: Final = core_table(FactRow)
_PASSAGES: Final = core_table(PassageRow)
_QUESTIONS: Final = core_table(QuestionRow)
_STATES: Final = core_table(CardState)
_LOG: Final = core_table(ReviewLog)
_SETS: Final = core_table(ParameterSet)
_USERS: Final = core_table(User)
_PLANS: Final = core_table(PlanRow)


@dataclass(frozen=True, slots=True)
class Learner:
    """What scheduling needs to know of a person.

    Attributes:
        same_day: of ``scheduling.same_day.SameDay``.
        last_seq: seq of the newest entry of their log, 0 for none.
        parameter_set: name of the parameters in force.
        weights: of that set, when it was fitted to the person; None for one of the program's.
        has_plans: a plan of theirs stands: only then are their plans read.
        lost_zone: their zone, where this machine knows it no more and UTC stands in for it.
    """

    id: int
    zone: str
    rollover_hour: int
    desired_retention: float
    new_per_day: int
    reviews_per_day: int
    same_day: str
    created_at: datetime
    last_seq: int
    parameter_set: str
    weights: list[float] | None
    has_plans: bool = False
    lost_zone: str = ""

    @property
    def parameters(self) -> Parameters:
        """Return the parameters in force."""
        if self.weights is None:
            return PARAMETER_SETS[self.parameter_set]
        return Parameters(name=self.parameter_set, weights=tuple(self.weights))


class State(NamedTuple):
    """The state of one card of one person: its memory, and what the queue knows beside it."""

    user_id: int
    card_id: int
    memory: Memory
    last_form: str | None = None
    suspended: bool = False
    buried_until_day: int | None = None
    leech: bool = False
    flag: int = 0
    taken_up: bool = True
    """False for a card that the person has no stored state of."""


_MEMORY_NAMES: Final = Memory._fields
_KEYS: Final = ("user_id", "card_id")
_MEMORY_ENDS: Final = len(_KEYS) + len(_MEMORY_NAMES)
_BESIDE: Final = tuple(name for name in State._fields if name not in {*_KEYS, "memory", "taken_up"})
_NAMES: Final = (*_KEYS, *_MEMORY_NAMES, *_BESIDE)
_TO_NAMES: Final = tuple(f"to_{name}" for name in _NAMES)
_values: Final = attrgetter(
    *_KEYS,
    *(f"memory.{name}.value" if name == "stage" else f"memory.{name}" for name in _MEMORY_NAMES),
    *_BESIDE,
)
STATE_COLUMNS: Final = tuple(_STATES.c[name] for name in _NAMES)
"""In the order of ``Memory`` and ``State``."""
_LAST: Final = _LOG.alias("last")


def select_learner() -> Select[Any]:
    """Return the select of one person with the columns of ``Learner``."""
    last_seq = (
        select(func.coalesce(func.max(_LAST.c.seq), 0))
        .where(_LAST.c.user_id == bindparam("user"))
        .scalar_subquery()
    )
    found: Any = select(
        _USERS.c.id,
        _USERS.c.zone,
        _USERS.c.rollover_hour,
        _USERS.c.desired_retention,
        _USERS.c.new_per_day,
        _USERS.c.reviews_per_day,
        _USERS.c.same_day,
        _USERS.c.created_at,
        last_seq.label("last_seq"),
        _USERS.c.parameter_set,
        _SETS.c.weights,
        select(literal(1))
        .select_from(_PLANS)
        .where(_PLANS.c.user_id == bindparam("user"), _PLANS.c.ended_at.is_(None))
        .exists()
        .label("has_plans"),
    )
    own = and_(_SETS.c.user_id == _USERS.c.id, _SETS.c.name == _USERS.c.parameter_set)
    chosen: Select[Any] = (
        found.select_from(_USERS).outerjoin(_SETS, own).where(_USERS.c.id == bindparam("user"))
    )
    return chosen


_LEARNER: Final = Prepared(select_learner())
_STATES_OF: Final = Prepared(
    select(*STATE_COLUMNS).where(
        _STATES.c.user_id == bindparam("user"),
        _STATES.c.card_id.in_(bindparam("cards", expanding=True)),
    ),
    lists=("cards",),
)


def find_learner(session: Reader, user_id: int) -> Learner | None:
    """Return what scheduling needs to know of a person."""
    rows = _LEARNER.rows(session, {"user": user_id})
    return Learner(*rows[0]) if rows else None


def find_states(session: Session, *, user_id: int, card_ids: Sequence[int]) -> dict[int, State]:
    """Return a person's states of these cards, by card id; a card never taken up has none."""
    rows = _STATES_OF.rows(session, {"user": user_id, "cards": list(card_ids)})
    return {state.card_id: state for state in map(state_in, rows)}


def list_states(session: Session, *, user_id: int) -> tuple[State, ...]:
    """Return all states of a person, by card id."""
    rows = session.execute(
        select(_STATES).where(_STATES.c.user_id == user_id).order_by(_STATES.c.card_id)
    )
    return tuple(state_of(row) for row in rows)


def list_set_aside(session: Session, *, user_id: int, day: int) -> tuple[State, ...]:
    """Return a person's states that are suspended, or buried on that study day."""
    rows = session.execute(
        select(_STATES).where(
            _STATES.c.user_id == user_id,
            or_(_STATES.c.suspended.is_(True), _STATES.c.buried_until_day > day),
        )
    )
    return tuple(state_of(row) for row in rows)


def list_people_with_states(session: Session) -> tuple[int, ...]:
    """Return the ids of all people who have card states."""
    return tuple(session.scalars(select(_STATES.c.user_id).distinct().order_by(_STATES.c.user_id)))


def state_of(row: Any) -> State:
    """Return the state in a row that has the columns of ``card_states``."""
    return State(
        user_id=row.user_id,
        card_id=row.card_id,
        memory=memory_of(row),
        last_form=row.last_form,
        suspended=row.suspended,
        buried_until_day=row.buried_until_day,
        leech=row.leech,
        flag=row.flag,
    )


def state_in(values: Sequence[Any]) -> State:
    """Return the state in the values of ``STATE_COLUMNS``."""
    (user_id, card_id, stage, *known), beside = values[:_MEMORY_ENDS], values[_MEMORY_ENDS:]
    return State(user_id, card_id, Memory(_STAGES[stage], *known), *beside)


def add_states(session: Reader, states: Iterable[State]) -> None:
    """Add states of cards that the person had none of."""
    rows = [_values(state) for state in states]
    if rows:
        _INSERT_STATE.write(session, _NAMES, rows)


def update_states(session: Reader, states: Iterable[State]) -> None:
    """Write states over those that are there."""
    rows = [_values(state) for state in states]
    if rows:
        _UPDATE_STATE.write(session, _TO_NAMES, rows)


_STAGES: Final = {str(stage): stage for stage in Stage}
_INSERT_STATE: Final = Prepared(insert(_STATES))
_UPDATE_STATE: Final = Prepared(
    update(_STATES)
    .where(*(_STATES.c[name] == bindparam(f"to_{name}") for name in _KEYS))
    .values(
        {
            column.name: bindparam(f"to_{column.name}")
            for column in _STATES.c
            if column.name not in _KEYS
        }
    )
)
