"""Use cases of accommodations: what a learner is granted at every quiz of a class."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import InputError
from quizapp.services.classes.classes import learner_of
from quizapp.services.quizzes import quiz_times
from quizapp.store.engine import reading, writing
from quizapp.store.tables.assigning import Accommodation, Notice
from quizapp.store.tables.people import AuditEntry

FACTORS: Final = (1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
"""Of the time limit, as they are offered; any value between is kept too."""
LATEST_MINUTES: Final = 60 * 24 * 60
"""Sixty days."""
MOST_EXTRA: Final = 20


@dataclass(frozen=True, slots=True)
class Grant:
    """What a learner is granted at every quiz of a class.

    Attributes:
        time_factor: of the time limit, 1 to 3.
        untimed: whether there is no time limit at all.
        later_minutes: added to the due and the closing time, 0 to 60 days.
        extra_attempts: 0 to 20.
    """

    time_factor: float = 1.0
    untimed: bool = False
    later_minutes: int = 0
    extra_attempts: int = 0


NOTHING: Final = Grant()


def get_grant(*, user_id: int, class_id: int, member_id: int) -> Grant:
    """Return what a learner of a class that the person teaches is granted.

    Raises:
        NotFoundError: there is no such class among theirs, or no such learner in it.
    """
    with reading() as session:
        learner_of(session, user_id, class_id, member_id)
        return grant_of(session.get(Accommodation, (class_id, member_id)))


def grant(*, user_id: int, class_id: int, member_id: int, wish: Grant, now: datetime) -> int:
    """Grant it from this moment, also at quizzes that are running; return how many moved.

    The learner is told, and the audit log has it; nothing happens when nothing changes.

    Raises:
        InputError: a value is out of range; ``field`` names it.
        NotFoundError: there is no such class among theirs, or no such learner in it.
    """
    _check(wish)
    with writing() as session:
        learner_of(session, user_id, class_id, member_id)
        row = session.get(Accommodation, (class_id, member_id))
        if grant_of(row) == wish:
            return 0
        if wish == NOTHING and row is not None:
            session.delete(row)
        else:
            _put(session, row, class_id=class_id, member_id=member_id, wish=wish, now=now)
        session.flush()
        moved = quiz_times.follow(session, now=now, class_id=class_id, user_id=member_id)
        values: dict[str, object] = {
            "time_factor": wish.time_factor,
            "untimed": wish.untimed,
            "later_minutes": wish.later_minutes,
            "extra_attempts": wish.extra_attempts,
        }
        session.add(Notice(user_id=member_id, kind="extended", values=values, made_at=now))
        session.add(
            AuditEntry(
                at=now,
                actor_id=user_id,
                action="accommodation set",
                subject=f"class:{class_id}",
                # What is granted says something about a person: it stays out of the log.
                detail={"user": member_id},
            )
        )
        return moved


def _put(
    session: Session,
    row: Accommodation | None,
    *,
    class_id: int,
    member_id: int,
    wish: Grant,
    now: datetime,
) -> None:
    if row is None:
        row = Accommodation(class_id=class_id, user_id=member_id)
        session.add(row)
    row.time_factor, row.untimed = wish.time_factor, wish.untimed
    row.later_minutes, row.extra_attempts = wish.later_minutes, wish.extra_attempts
    row.changed_at = now


def grant_of(row: Accommodation | None) -> Grant:
    """Return what a row grants; without one nothing."""
    if row is None:
        return NOTHING
    return Grant(row.time_factor, row.untimed, row.later_minutes, row.extra_attempts)


def _check(wish: Grant) -> None:
    """Refuse what is out of range."""
    if not FACTORS[0] <= wish.time_factor <= FACTORS[-1]:
        raise InputError("Choose from 1 to 3 times the time.", field="time_factor")
    if not 0 <= wish.later_minutes <= LATEST_MINUTES:
        raise InputError("Choose from nothing to 60 days.", field="later_by")
    if not 0 <= wish.extra_attempts <= MOST_EXTRA:
        raise InputError("Choose from 0 to {most}.", most=MOST_EXTRA, field="extra_attempts")
