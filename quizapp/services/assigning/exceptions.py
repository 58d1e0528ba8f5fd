"""Use cases of exceptions: other times or attempts of one learner at one assignment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import InputError
from quizapp.services.assigning.assignments import taught_assignment
from quizapp.services.classes.classes import learner_of
from quizapp.services.people.accounts import get_user
from quizapp.services.quizzes import quiz_times
from quizapp.services.quizzes.quiz_times import Times
from quizapp.store.engine import reading, writing
from quizapp.store.tables.assigning import AssignmentException, Notice
from quizapp.store.tables.classes import Assignment
from quizapp.store.tables.people import AuditEntry

MOST_EXTRA_S: Final = 24 * 3600
MOST_EXTRA_ATTEMPTS: Final = 20


@dataclass(frozen=True, slots=True)
class ExceptionWish:
    """What one learner gets at one assignment.

    Attributes:
        due_at, closes_at: instead of the assignment's; None leaves it.
        extra_time_s: added to the time limit, 0 to a day.
        extra_attempts: 0 to 20.
        excused: whether the assignment does not count for them.
    """

    due_at: datetime | None = None
    closes_at: datetime | None = None
    extra_time_s: int = 0
    extra_attempts: int = 0
    excused: bool = False


NOTHING: Final = ExceptionWish()


@dataclass(frozen=True, slots=True)
class ExceptionPage:
    """One learner at one assignment: what holds for them by now, and the exception."""

    assignment_id: int
    class_id: int
    member_id: int
    title: str
    name: str
    zone: str
    times: Times
    class_times: Times
    wish: ExceptionWish


def get_exception(*, user_id: int, assignment_id: int, member_id: int) -> ExceptionPage:
    """Return what holds for a learner at an assignment of a class that the person teaches.

    Raises:
        NotFoundError: there is no such assignment among theirs, or no such learner.
    """
    with reading() as session:
        row, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        learner_of(session, user_id, room.id, member_id)
        return ExceptionPage(
            assignment_id=row.id,
            class_id=room.id,
            member_id=member_id,
            title=row.title,
            name=get_user(session, user_id=member_id).name,
            zone=room.zone,
            times=quiz_times.times_of(session, row, user_id=member_id),
            class_times=quiz_times.times_for(row),
            wish=_wish_of(session.get(AssignmentException, (row.id, member_id))),
        )


def set_exception(
    *, user_id: int, assignment_id: int, member_id: int, wish: ExceptionWish, now: datetime
) -> int:
    """Let it hold from this moment, also in a running attempt; return how many moved.

    The learner is told, and the audit log has it; nothing happens when nothing changes.

    Raises:
        InputError: a value is out of range; ``field`` names it.
        NotFoundError: there is no such assignment among theirs, or no such learner.
    """
    with writing() as session:
        row, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        learner_of(session, user_id, room.id, member_id)
        _check(wish, row)
        found = session.get(AssignmentException, (row.id, member_id))
        if _wish_of(found) == wish:
            return 0
        if wish == NOTHING and found is not None:
            session.delete(found)
        else:
            _put(session, found, row=row, member_id=member_id, wish=wish, now=now)
        session.flush()
        moved = quiz_times.follow(session, now=now, assignment_ids=[row.id], user_id=member_id)
        _tell(session, row, member_id=member_id, wish=wish, by=user_id, now=now)
        return moved


def _put(
    session: Session,
    found: AssignmentException | None,
    *,
    row: Assignment,
    member_id: int,
    wish: ExceptionWish,
    now: datetime,
) -> None:
    if found is None:
        found = AssignmentException(assignment_id=row.id, user_id=member_id)
        session.add(found)
    found.due_at, found.closes_at = wish.due_at, wish.closes_at
    found.extra_time_s, found.extra_attempts = wish.extra_time_s, wish.extra_attempts
    found.excused_at = (found.excused_at or now) if wish.excused else None
    found.changed_at = now


def _tell(
    session: Session,
    row: Assignment,
    *,
    member_id: int,
    wish: ExceptionWish,
    by: int,
    now: datetime,
) -> None:
    """Tell the learner what holds now, and note who did it."""
    times = quiz_times.times_of(session, row, user_id=member_id)
    values: dict[str, object] = {
        "due_at": times.due_at and times.due_at.isoformat(),
        "closes_at": times.closes_at and times.closes_at.isoformat(),
        "extra_time_s": wish.extra_time_s,
        "extra_attempts": wish.extra_attempts,
        "excused": wish.excused,
    }
    session.add(
        Notice(user_id=member_id, assignment_id=row.id, kind="extended", values=values, made_at=now)
    )
    session.add(
        AuditEntry(
            at=now,
            actor_id=by,
            action="exception set",
            subject=f"assignment:{row.id}",
            detail={"user": member_id},
        )
    )


def _wish_of(row: AssignmentException | None) -> ExceptionWish:
    if row is None:
        return NOTHING
    return ExceptionWish(
        due_at=row.due_at,
        closes_at=row.closes_at,
        extra_time_s=row.extra_time_s,
        extra_attempts=row.extra_attempts,
        excused=row.excused_at is not None,
    )


def _check(wish: ExceptionWish, row: Assignment) -> None:
    """Refuse what is out of range or in the wrong order."""
    if not 0 <= wish.extra_time_s <= MOST_EXTRA_S:
        raise InputError("Choose from 0 to 1440 minutes.", field="extra_minutes")
    if not 0 <= wish.extra_attempts <= MOST_EXTRA_ATTEMPTS:
        raise InputError(
            "Choose from 0 to {most}.", most=MOST_EXTRA_ATTEMPTS, field="extra_attempts"
        )
    for name, instant in (("due_at", wish.due_at), ("closes_at", wish.closes_at)):
        if instant is not None and row.opens_at is not None and instant <= row.opens_at:
            raise InputError("This is before the quiz opens. Choose a later time.", field=name)
    if wish.closes_at is not None:
        due = wish.due_at or row.due_at
        if due is not None and wish.closes_at < due:
            raise InputError(
                "It would close before it is due: look at both times.", field="closes_at"
            )
