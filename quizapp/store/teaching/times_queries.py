"""Queries about what learners are granted beyond the times of an assignment."""

from collections.abc import Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from quizapp.store.tables.assigning import Accommodation, AssignmentException
from quizapp.store.tables.classes import Assignment, Attempt


def find_grants(
    session: Session, *, assignment: Assignment, user_id: int
) -> tuple[Accommodation | None, AssignmentException | None]:
    """Return a learner's accommodation in the class and exception at the assignment."""
    return (
        session.get(Accommodation, (assignment.class_id, user_id)),
        session.get(AssignmentException, (assignment.id, user_id)),
    )


def list_running(
    session: Session,
    *,
    assignment_ids: Sequence[int] | None,
    class_id: int | None,
    user_id: int | None,
) -> tuple[tuple[Attempt, Assignment, Accommodation | None, AssignmentException | None], ...]:
    """Return attempts not handed in, each with what decides when it ends.

    Args:
        assignment_ids: only of these; None for any.
        class_id: only of this class; None for any.
        user_id: only of this learner; None for all.
    """
    query = (
        select(Attempt, Assignment, Accommodation, AssignmentException)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .outerjoin(
            Accommodation,
            and_(
                Accommodation.class_id == Assignment.class_id,
                Accommodation.user_id == Attempt.user_id,
            ),
        )
        .outerjoin(
            AssignmentException,
            and_(
                AssignmentException.assignment_id == Attempt.assignment_id,
                AssignmentException.user_id == Attempt.user_id,
            ),
        )
        .where(Attempt.submitted_at.is_(None))
    )
    if assignment_ids is not None:
        query = query.where(Attempt.assignment_id.in_(assignment_ids))
    if class_id is not None:
        query = query.where(Assignment.class_id == class_id)
    if user_id is not None:
        query = query.where(Attempt.user_id == user_id)
    return tuple((row[0], row[1], row[2], row[3]) for row in session.execute(query))
