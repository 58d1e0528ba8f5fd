"""When a quiz opens, is due and ends for one learner, and running attempts that follow a change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from quizapp.store.tables.assigning import Accommodation, AssignmentException
from quizapp.store.tables.classes import Assignment
from quizapp.store.teaching import times_queries


@dataclass(frozen=True, slots=True)
class Times:
    """What the clock and the count allow one learner at one assignment.

    Attributes:
        due_at: what is handed in later is late. closes_at: nothing is taken after it.
        time_limit_s: seconds an attempt may last; None without a limit.
        attempts_allowed: 0 for any number.
    """

    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    time_limit_s: int | None
    attempts_allowed: int

    def closed(self, now: datetime) -> bool:
        """Return whether nothing is taken any more."""
        return self.closes_at is not None and now >= self.closes_at

    def used_up(self, used: int) -> bool:
        """Return whether so many attempts are all that there are."""
        return 0 < self.attempts_allowed <= used

    def open_still(self, *, used: int, running: bool, archived: bool, now: datetime) -> bool:
        """Return whether anything can be handed in, now or later.

        Args:
            used: attempts started. running: whether one of them is not handed in.
            archived: whether the class is.
        """
        return running or not (archived or self.closed(now) or self.used_up(used))

    def deadline(self, *, started_at: datetime) -> datetime | None:
        """Return when an attempt ends: its time limit or the closing, whichever is first."""
        ends = [self.closes_at] if self.closes_at else []
        if self.time_limit_s is not None:
            ends.append(started_at + timedelta(seconds=self.time_limit_s))
        return min(ends, default=None)


def times_for(
    row: Assignment,
    *,
    accommodation: Accommodation | None = None,
    exception: AssignmentException | None = None,
) -> Times:
    """Return the times of one learner.

    An exception's time replaces the assignment's; otherwise the accommodation's minutes are
    added. The closing never comes before the due time. Extra time and attempts add up.
    """
    later = timedelta(minutes=accommodation.later_minutes if accommodation else 0)
    due_at = row.due_at and row.due_at + later
    closes_at = row.closes_at and row.closes_at + later
    limit = row.time_limit_s
    attempts = row.attempts_allowed
    if limit is not None and accommodation is not None:
        limit = None if accommodation.untimed else round(limit * accommodation.time_factor)
    extra = accommodation.extra_attempts if accommodation else 0
    if exception is not None:
        due_at = exception.due_at or due_at
        closes_at = exception.closes_at or closes_at
        limit = None if limit is None else limit + exception.extra_time_s
        extra += exception.extra_attempts
    if due_at is not None and closes_at is not None:
        closes_at = max(due_at, closes_at)
    return Times(
        opens_at=row.opens_at,
        due_at=due_at,
        closes_at=closes_at,
        time_limit_s=limit,
        attempts_allowed=attempts and attempts + extra,
    )


def times_of(session: Session, row: Assignment, *, user_id: int) -> Times:
    """Return the times of one learner, as granted in the tables."""
    accommodation, exception = times_queries.find_grants(session, assignment=row, user_id=user_id)
    return times_for(row, accommodation=accommodation, exception=exception)


def follow(
    session: Session,
    *,
    now: datetime,
    assignment_ids: Sequence[int] | None = None,
    class_id: int | None = None,
    user_id: int | None = None,
) -> int:
    """Give running attempts the deadline that holds by now; return how many were moved.

    Call it in the transaction that changed an assignment, an accommodation or an exception,
    after a flush. An attempt whose time was over stays over, handed in by now or not.
    """
    moved = 0
    for attempt, row, accommodation, exception in times_queries.list_running(
        session, assignment_ids=assignment_ids, class_id=class_id, user_id=user_id
    ):
        if attempt.deadline_at is not None and attempt.deadline_at <= now:
            continue
        times = times_for(row, accommodation=accommodation, exception=exception)
        fresh = times.deadline(started_at=attempt.started_at)
        moved += fresh != attempt.deadline_at
        attempt.deadline_at = fresh
    return moved
