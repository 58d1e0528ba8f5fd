"""Excusing a learner from a quiz: it leaves their sums, whatever they did or did not do."""

from datetime import datetime

from quizapp.errors import NotFoundError
from quizapp.services.assigning.assignments import taught_assignment
from quizapp.store.engine import writing
from quizapp.store.tables.assigning import AssignmentException
from quizapp.store.tables.people import AuditEntry
from quizapp.store.teaching import class_queries


def excuse(*, user_id: int, assignment_id: int, learner_id: int, now: datetime) -> int:
    """Let a quiz not count for a learner; return the class. Doing so twice is once.

    Raises:
        NotFoundError: no such quiz of this teacher, or no such learner in its class.
    """
    return _set(user_id, assignment_id, learner_id, excused_at=now, now=now)


def unexcuse(*, user_id: int, assignment_id: int, learner_id: int, now: datetime) -> int:
    """Let a quiz count again for a learner; return the class.

    Raises:
        NotFoundError: no such quiz of this teacher, or no such learner in its class.
    """
    return _set(user_id, assignment_id, learner_id, excused_at=None, now=now)


def _set(
    user_id: int,
    assignment_id: int,
    learner_id: int,
    *,
    excused_at: datetime | None,
    now: datetime,
) -> int:
    with writing() as session:
        row, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        member = class_queries.find_member(session, class_id=room.id, user_id=learner_id)
        if member is None or member.role != "learner":
            raise NotFoundError("There is no such learner in this class.")
        found = session.get(AssignmentException, (assignment_id, learner_id))
        if (found is not None and found.excused_at is not None) == (excused_at is not None):
            return room.id
        if found is None:
            found = AssignmentException(
                assignment_id=assignment_id,
                user_id=learner_id,
                extra_time_s=0,
                extra_attempts=0,
                changed_at=now,
            )
            session.add(found)
        found.excused_at, found.changed_at = excused_at, now
        session.add(
            AuditEntry(
                at=now,
                actor_id=user_id,
                action="quiz.excused" if excused_at else "quiz.counts_again",
                subject=f"assignment:{row.id}",
                detail={"learner": learner_id},
            )
        )
        return room.id
