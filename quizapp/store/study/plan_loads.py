"""Queries for the choice of a day: how full days are, and when siblings are due.

Both as a study day begins: what is answered on it changes neither.
"""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Integer, and_, bindparam, func, select

from quizapp.scheduling.card import Stage
from quizapp.store.base import core_table
from quizapp.store.engine import Reader
from quizapp.store.prepared import Prepared
from quizapp.store.tables.content import CardRow
from quizapp.store.tables.memory import CardState

_STATES: Final = core_table(CardState)
_CARDS: Final = core_table(CardRow)
_FEW: Final = 8
_SLOTS: Final = 24
"""Days whose load one statement counts: those of one answer, and those of several."""
_NO_DAY: Final = -1


def count_loads(
    session: Reader, *, user_id: int, days: Collection[int], before: int, cap: int
) -> dict[int, int]:
    """Return how many cards are due on each study day, as the study day ``before`` began.

    Cards answered on that day are left out, so that the counts do not depend on the order of its
    answers.

    Args:
        cap: a day is counted no further.
    """
    wanted = sorted(days)
    loads: dict[int, int] = {}
    for start in range(0, len(wanted), _SLOTS):
        some = wanted[start : start + _SLOTS]
        width = _FEW if len(some) <= _FEW else _SLOTS
        slots = some + [_NO_DAY] * (width - len(some))
        (row,) = _LOADS[width].rows(
            session,
            {
                "user": user_id,
                "day": before,
                "cap": cap,
                **{f"day_{number}": day for number, day in enumerate(slots)},
            },
        )
        loads.update(zip(some, row, strict=False))
    return loads


def list_sibling_days(
    session: Reader, *, user_id: int, card_ids: Collection[int], before: int
) -> dict[int, tuple[int, ...]]:
    """Return the study days on which other cards of each card's fact are due, by card id.

    Siblings answered on the study day ``before`` are left out, as for ``count_loads``.
    """
    pairs = _PAIRS.rows(session, {"cards": sorted(card_ids)})
    if not pairs:
        return {}
    others = sorted({other for _, other in pairs})
    due = {
        card_id: due_day
        for card_id, stage, suspended, last_day, due_day in _DUE_DAYS.rows(
            session, {"user": user_id, "cards": others}
        )
        if stage == str(Stage.REVIEW) and not suspended and last_day < before < due_day
    }
    days: dict[int, tuple[int, ...]] = {}
    for card_id, other in pairs:
        if other in due:
            days[card_id] = (*days.get(card_id, ()), due[other])
    return days


def _load(number: int) -> Any:
    due = (
        select(_STATES.c.card_id)
        .where(
            _STATES.c.user_id == bindparam("user"),
            _STATES.c.suspended.is_(False),
            _STATES.c.stage == str(Stage.REVIEW),
            _STATES.c.due_day == bindparam(f"day_{number}", type_=Integer),
            _STATES.c.last_day < bindparam("day", type_=Integer),
        )
        .limit(bindparam("cap"))
        .subquery()
    )
    return select(func.count()).select_from(due).scalar_subquery().label(f"n_{number}")


_LOADS: Final = {
    width: Prepared(select(*(_load(number) for number in range(width)))) for width in (_FEW, _SLOTS)
}
_OTHER: Final = _CARDS.alias("other")
_PAIRS: Final = Prepared(
    select(_CARDS.c.id, _OTHER.c.id)
    .join(_OTHER, and_(_OTHER.c.fact_id == _CARDS.c.fact_id, _OTHER.c.id != _CARDS.c.id))
    .where(_CARDS.c.id.in_(bindparam("cards", expanding=True))),
    lists=("cards",),
)
# By their key alone: joined to the pairs, or asked for their due days, SQLite would rather read
# all of a learner's states.
_DUE_DAYS: Final = Prepared(
    select(
        _STATES.c.card_id,
        _STATES.c.stage,
        _STATES.c.suspended,
        _STATES.c.last_day,
        _STATES.c.due_day,
    ).where(
        _STATES.c.user_id == bindparam("user"),
        _STATES.c.card_id.in_(bindparam("cards", expanding=True)),
    ),
    lists=("cards",),
)
