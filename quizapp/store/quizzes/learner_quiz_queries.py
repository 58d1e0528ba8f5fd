"""Queries about the assignments of one learner: those of their classes that are meant for them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from quizapp.store.tables.assigning import Accommodation, AssignmentException
from quizapp.store.tables.classes import Assignment, Attempt, ClassMember, SchoolClass
from quizapp.store.teaching import targets_queries


@dataclass(frozen=True, slots=True)
class Given:
    """An assignment of a learner with all that decides its times."""

    row: Assignment
    room: SchoolClass
    accommodation: Accommodation | None
    exception: AssignmentException | None


def _meant_for(user_id: int) -> ColumnElement[bool]:
    """Return the condition that an assignment is for that learner: the class, a group or them.

    Who has begun an attempt stays meant: a teacher who names others takes nothing away.
    """
    begun = exists().where(Attempt.assignment_id == Assignment.id, Attempt.user_id == user_id)
    return or_(targets_queries.meant_for(user_id), begun)


def find_given(
    session: Session, *, assignment_id: int, user_id: int, now: datetime
) -> Given | None:
    """Return an assignment that the learner may know of by now."""
    found = session.execute(
        _mine(user_id).where(Assignment.id == assignment_id, _visible(now))
    ).first()
    return None if found is None else Given(*found)


def list_given(session: Session, *, user_id: int, now: datetime) -> tuple[Given, ...]:
    """Return the assignments of a learner's classes in use that they may know of by now."""
    rows = session.execute(
        _mine(user_id)
        .where(SchoolClass.archived_at.is_(None), _visible(now))
        .order_by(Assignment.due_at.is_(None), Assignment.due_at, Assignment.id)
    )
    return tuple(Given(*row) for row in rows)


def list_all_given(session: Session, *, user_id: int) -> tuple[Given, ...]:
    """Return every assignment of a learner, also those not shown yet and of archived classes."""
    return tuple(Given(*row) for row in session.execute(_mine(user_id)))


def list_attempts_of(session: Session, *, user_id: int) -> dict[int, list[Attempt]]:
    """Return all attempts of a learner by assignment, first to last."""
    found: dict[int, list[Attempt]] = {}
    for attempt in session.scalars(
        select(Attempt).where(Attempt.user_id == user_id).order_by(Attempt.number)
    ):
        found.setdefault(attempt.assignment_id, []).append(attempt)
    return found


def _visible(now: datetime) -> ColumnElement[bool]:
    return or_(Assignment.visible_at.is_(None), Assignment.visible_at <= now)


def _mine(
    user_id: int,
) -> Select[Assignment, SchoolClass, Accommodation, AssignmentException]:
    return (
        select(Assignment, SchoolClass, Accommodation, AssignmentException)
        .join(SchoolClass, SchoolClass.id == Assignment.class_id)
        .join(ClassMember, ClassMember.class_id == SchoolClass.id)
        .outerjoin(
            Accommodation,
            and_(Accommodation.class_id == Assignment.class_id, Accommodation.user_id == user_id),
        )
        .outerjoin(
            AssignmentException,
            and_(
                AssignmentException.assignment_id == Assignment.id,
                AssignmentException.user_id == user_id,
            ),
        )
        .where(
            Assignment.withdrawn_at.is_(None),
            ClassMember.user_id == user_id,
            ClassMember.role == "learner",
            ClassMember.blocked_at.is_(None),
            _meant_for(user_id),
        )
    )
