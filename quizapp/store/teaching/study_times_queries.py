"""When learners of a class studied: asked of the end of each log, not of all of it."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ScalarSelect, bindparam, func, select
from sqlalchemy.orm import Session

from quizapp.store.base import core_table
from quizapp.store.log.log_form import answered_at
from quizapp.store.prepared import Prepared
from quizapp.store.tables.classes import ClassMember
from quizapp.store.tables.memory import ReviewLog

_MEMBERS: Final = core_table(ClassMember)
_LOG: Final = core_table(ReviewLog)


def _last_day() -> ScalarSelect[Any]:
    """Return a learner's latest study day that anything was entered for."""
    opening = _LOG.alias("opening")
    return (
        select(func.max(opening.c.opened_day))
        .where(opening.c.user_id == _MEMBERS.c.user_id, opening.c.opened_day.is_not(None))
        .correlate(_MEMBERS)
        .scalar_subquery()
    )


def _last_on_it() -> ScalarSelect[Any]:
    """Return when the last answer of that day was given; NULL where it has none.

    What a device sends late stands at the end of the log, under an earlier day.
    """
    first, entry = _LOG.alias("first"), _LOG.alias("entry")
    begins = (
        select(func.min(first.c.seq))
        .where(first.c.user_id == _MEMBERS.c.user_id, first.c.opened_day == _last_day())
        .correlate(_MEMBERS)
        .scalar_subquery()
    )
    return (
        select(func.max(answered_at(entry)))
        .where(
            entry.c.user_id == _MEMBERS.c.user_id,
            entry.c.seq >= begins,
            entry.c.study_day == _last_day(),
            entry.c.rating.is_not(None),
        )
        .correlate(_MEMBERS)
        .scalar_subquery()
    )


def _last_entered() -> ScalarSelect[Any]:
    """Return when the answer was given that was stored last."""
    entry = _LOG.alias("newest")
    return (
        select(answered_at(entry))
        .where(entry.c.user_id == _MEMBERS.c.user_id, entry.c.rating.is_not(None))
        .order_by(entry.c.seq.desc())
        .limit(1)
        .correlate(_MEMBERS)
        .scalar_subquery()
    )


_LAST_STUDIED: Final = Prepared(
    # The last day may hold nothing but what came of a changed key, or of a reschedule.
    select(_MEMBERS.c.user_id, func.coalesce(_last_on_it(), _last_entered())).where(
        _MEMBERS.c.class_id == bindparam("class_id"),
        _MEMBERS.c.role == "learner",
        _MEMBERS.c.blocked_at.is_(None),
        _MEMBERS.c.shares_times.is_(True),
    )
)


def last_studied(session: Session, class_id: int) -> dict[int, datetime]:
    """Return when each learner who shares their times answered last."""
    rows = _LAST_STUDIED.rows(session, {"class_id": class_id})
    return {row[0]: row[1] for row in rows if row[1] is not None}
