"""Queries of plans: those taken, and the cards that they ask beside what is due.

The work of each is bounded: by the plans of one person, by the cards of one set, or by a number of
days and a cap on how far each is counted. None grows with the learner's deck.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Integer, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from quizapp.scheduling.card import Memory, Stage
from quizapp.store.base import core_table
from quizapp.store.engine import Reader
from quizapp.store.study.queue_queries import memory_of, open_states, unasked_today
from quizapp.store.tables.content import CardRow, QuestionSet, SetCard
from quizapp.store.tables.memory import CardState
from quizapp.store.tables.plan import PlanRow

_PLANS: Final = core_table(PlanRow)
_STATES: Final = core_table(CardState)
_CARDS: Final = core_table(CardRow)
_SET_CARDS: Final = core_table(SetCard)
_SETS: Final = core_table(QuestionSet)


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan as it was taken; the columns of ``plans``, with the title of its set."""

    id: int
    kind: str
    set_id: int | None
    set_title: str
    detail: dict[str, Any]
    expected: dict[str, Any]
    last_day: int | None
    taken_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class PassCount:
    """Cards of a goal's set in its last pass.

    Attributes:
        left: in review, not asked since the pass began. due: of those, due anyway.
        done: asked today.
    """

    left: int
    due: int
    done: int


def list_plans(session: Reader, *, user_id: int) -> tuple[StoredPlan, ...]:
    """Return a person's plans that were not ended, in the order taken."""
    rows = session.execute(_STANDING, {"user": user_id})
    return tuple(StoredPlan(*row) for row in rows)


def find_plan(session: Session, *, user_id: int, plan_id: int) -> StoredPlan | None:
    """Return a plan of a person, ended or not."""
    row = session.execute(_ONE, {"user": user_id, "plan": plan_id}).first()
    return None if row is None else StoredPlan(*row)


def add_plan(
    session: Session,
    *,
    user_id: int,
    kind: str,
    set_id: int | None,
    detail: dict[str, Any],
    expected: dict[str, Any],
    last_day: int | None,
    now: datetime,
) -> int:
    """Store a plan that is taken now; return its id."""
    row = PlanRow(
        user_id=user_id,
        kind=kind,
        set_id=set_id,
        detail=detail,
        expected=expected,
        last_day=last_day,
        taken_at=now,
        ended_at=None,
    )
    session.add(row)
    session.flush()
    return row.id


def end_plan(session: Session, *, user_id: int, plan_id: int, now: datetime) -> None:
    """Note that a plan has ended."""
    session.execute(
        update(_PLANS)
        .where(_PLANS.c.id == plan_id, _PLANS.c.user_id == user_id, _PLANS.c.ended_at.is_(None))
        .values(ended_at=now)
    )


def reopen_plan(session: Session, *, user_id: int, plan_id: int) -> None:
    """Let a plan that was replaced stand again."""
    session.execute(
        update(_PLANS)
        .where(_PLANS.c.id == plan_id, _PLANS.c.user_id == user_id)
        .values(ended_at=None)
    )


def count_pass(session: Reader, *, user_id: int, set_id: int, day: int, since: int) -> PassCount:
    """Return how much of a goal's last pass is left, and what was done of it today."""
    found = {"user": user_id, "set": set_id, "day": day, "since": since}
    left, due = session.execute(_PASS_LEFT, found).one()
    return PassCount(left, due, session.execute(_PASS_DONE, found).scalar_one())


def list_pass(
    session: Reader, *, user_id: int, set_id: int, day: int, since: int, limit: int
) -> tuple[int, ...]:
    """Return cards for a goal's last pass that are not due: the most stable first.

    The weakest thus come nearest to the date.
    """
    found = {"user": user_id, "set": set_id, "day": day, "since": since, "limit": limit}
    return tuple(session.scalars(_PASS, found))


def count_ahead(
    session: Reader, *, user_id: int, first: int, last: int, day: int, part: int, cap: int
) -> int:
    """Return how many reviews due on some days to come are asked ahead on this one.

    Args:
        part: one card in so many, always the same: 1 for all that are left.
        cap: they are counted no further.
    """
    found = {"user": user_id, "first": first, "last": last, "day": day, "part": part}
    count: int = session.execute(_AHEAD_LEFT, found | {"limit": cap}).scalar_one()
    return count


def list_ahead(
    session: Reader, *, user_id: int, first: int, last: int, day: int, part: int, limit: int
) -> tuple[int, ...]:
    """Return the cards that ``count_ahead`` counts: those that will have faded most come first."""
    found = {"user": user_id, "first": first, "last": last, "day": day, "part": part}
    found["limit"] = limit
    return tuple(session.scalars(_AHEAD, found))


def list_new_of_set(
    session: Reader, *, user_id: int, set_id: int, day: int, limit: int
) -> tuple[int, ...]:
    """Return new cards of a set in the order of their ids."""
    found = {"user": user_id, "set": set_id, "day": day, "limit": limit}
    return tuple(session.scalars(_NEW_OF_SET, found))


def sets_of_cards(
    session: Reader, *, set_ids: Collection[int], card_ids: Collection[int]
) -> frozenset[tuple[int, int]]:
    """Return (card id, set id) for those of the cards that are in those of the sets."""
    rows = session.execute(_IN_SETS, {"sets": sorted(set_ids), "cards": sorted(card_ids)})
    return frozenset((card, number) for card, number in rows)


def count_begun(session: Reader, *, user_id: int) -> tuple[int, int]:
    """Return how many cards of a person are begun and how many are new, suspended ones left out."""
    begun, new = session.execute(_BEGUN, {"user": user_id}).one()
    return begun, new


def list_memories(session: Reader, *, user_id: int, every: int) -> tuple[Memory, ...]:
    """Return the memories of every n-th of a person's begun cards, suspended ones left out."""
    rows = session.execute(_MEMORIES, {"user": user_id, "every": every})
    return tuple(memory_of(row) for row in rows)


def list_memories_of_set(
    session: Reader, *, user_id: int, set_id: int
) -> tuple[Memory | None, ...]:
    """Return the memory of each card of a set that can be asked; None for one never taken up."""
    rows = session.execute(_MEMORIES_OF_SET, {"user": user_id, "set": set_id}).all()
    return tuple(None if row.stage is None else memory_of(row) for row in rows)


_FIELDS: Final = (
    _PLANS.c.id,
    _PLANS.c.kind,
    _PLANS.c.set_id,
    func.coalesce(_SETS.c.title, ""),
    _PLANS.c.detail,
    _PLANS.c.expected,
    _PLANS.c.last_day,
    _PLANS.c.taken_at,
    _PLANS.c.ended_at,
)
_OF_USER: Final = (
    select(*_FIELDS)
    .select_from(_PLANS.outerjoin(_SETS, _SETS.c.id == _PLANS.c.set_id))
    .where(_PLANS.c.user_id == bindparam("user"))
)
_STANDING: Final = _OF_USER.where(_PLANS.c.ended_at.is_(None)).order_by(_PLANS.c.id)
_ONE: Final = _OF_USER.where(_PLANS.c.id == bindparam("plan"))


def _of_set() -> Any:
    return _STATES.c.card_id.in_(
        select(_SET_CARDS.c.card_id).where(_SET_CARDS.c.set_id == bindparam("set"))
    )


def _in_pass(*columns: Any) -> Any:
    return select(*columns).where(
        open_states(),
        _of_set(),
        _STATES.c.stage == str(Stage.REVIEW),
        _STATES.c.last_day < bindparam("since", type_=Integer),
        unasked_today(),
    )


def _ahead() -> Any:
    return select(_STATES.c.card_id).where(
        open_states(),
        _STATES.c.stage == str(Stage.REVIEW),
        _STATES.c.due_day.between(bindparam("first"), bindparam("last", type_=Integer)),
        _STATES.c.card_id % bindparam("part", type_=Integer) == 0,
        _STATES.c.last_day < bindparam("day", type_=Integer),
        unasked_today(),
    )


_PASS: Final = (
    _in_pass(_STATES.c.card_id)
    # What is due is in the queue already.
    .where(_STATES.c.due_day > bindparam("day", type_=Integer))
    .order_by(_STATES.c.stability_days.desc(), _STATES.c.card_id)
    .limit(bindparam("limit"))
)
_PASS_LEFT: Final = _in_pass(
    func.count(), func.count().filter(_STATES.c.due_day <= bindparam("day", type_=Integer))
)
_PASS_DONE: Final = select(func.count()).select_from(
    select(_STATES.c.card_id)
    .where(
        _STATES.c.user_id == bindparam("user"),
        _of_set(),
        _STATES.c.last_day == bindparam("day", type_=Integer),
    )
    .subquery()
)
_AHEAD: Final = (
    _ahead()
    .order_by(
        ((bindparam("last", type_=Integer) - _STATES.c.last_day) / _STATES.c.stability_days).desc(),
        _STATES.c.card_id,
    )
    .limit(bindparam("limit"))
)
_AHEAD_LEFT: Final = select(func.count()).select_from(_ahead().limit(bindparam("limit")).subquery())
_NEW_OF_SET: Final = (
    select(_STATES.c.card_id)
    .where(
        open_states(),
        _of_set(),
        _STATES.c.stage == str(Stage.NEW),
        _STATES.c.due_day.is_(None),
        unasked_today(),
    )
    .order_by(_STATES.c.card_id)
    .limit(bindparam("limit"))
)
_IN_SETS: Final = select(_SET_CARDS.c.card_id, _SET_CARDS.c.set_id).where(
    _SET_CARDS.c.set_id.in_(bindparam("sets", expanding=True)),
    _SET_CARDS.c.card_id.in_(bindparam("cards", expanding=True)),
)


_MINE: Final = (
    _STATES.c.user_id == bindparam("user"),
    _STATES.c.suspended.is_(False),
    _CARDS.c.retired_in.is_(None),
)
_IS_NEW: Final = _STATES.c.stage == str(Stage.NEW)
_BEGUN: Final = (
    select(func.count().filter(~_IS_NEW), func.count().filter(_IS_NEW))
    .select_from(_STATES.join(_CARDS, _CARDS.c.id == _STATES.c.card_id))
    .where(*_MINE)
)
_MEMORIES: Final = (
    select(*_STATES.c)
    .join(_CARDS, _CARDS.c.id == _STATES.c.card_id)
    .where(*_MINE, ~_IS_NEW, _STATES.c.card_id % bindparam("every", type_=Integer) == 0)
    .order_by(_STATES.c.card_id)
)
_MEMORIES_OF_SET: Final = (
    select(*(c for c in _STATES.c if c.name not in {"user_id", "card_id"}))
    .select_from(
        _SET_CARDS.join(_CARDS, _CARDS.c.id == _SET_CARDS.c.card_id).outerjoin(
            _STATES,
            and_(_STATES.c.card_id == _SET_CARDS.c.card_id, _STATES.c.user_id == bindparam("user")),
        )
    )
    .where(
        _SET_CARDS.c.set_id == bindparam("set"),
        _CARDS.c.retired_in.is_(None),
        or_(_STATES.c.suspended.is_(None), _STATES.c.suspended.is_(False)),
    )
    .order_by(_SET_CARDS.c.card_id)
)
