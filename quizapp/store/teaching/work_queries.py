"""Queries of one learner's work in a class: attempts, what was asked, what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from quizapp.store.tables.assigning import AssignmentException, AttemptItem
from quizapp.store.tables.classes import Assignment, AssignmentItem, Attempt, AttemptAnswer
from quizapp.store.tables.content import QuestionRow


@dataclass(frozen=True, slots=True)
class WorkAssignment:
    """An assignment of the class, and the learner's exception at it."""

    id: int
    title: str
    kind: str
    due_at: datetime | None
    withdrawn: bool
    exception: AssignmentException | None


@dataclass(frozen=True, slots=True)
class WorkAnswer:
    """A question that was asked in an attempt, and what was answered."""

    item_id: int
    position: int
    content: Mapping[str, object]
    response: Mapping[str, object] | None
    saved_at: datetime | None
    score: float | None
    manual_score: float | None
    comment: str


def list_work_assignments(
    session: Session, *, class_id: int, user_id: int
) -> tuple[WorkAssignment, ...]:
    """Return the assignments of a class, newest first, each with the learner's exception."""
    rows = session.execute(
        select(Assignment, AssignmentException)
        .outerjoin(
            AssignmentException,
            (AssignmentException.assignment_id == Assignment.id)
            & (AssignmentException.user_id == user_id),
        )
        .where(Assignment.class_id == class_id)
        .order_by(Assignment.id.desc())
    )
    return tuple(
        WorkAssignment(
            row.id, row.title, row.kind, row.due_at, row.withdrawn_at is not None, exception
        )
        for row, exception in rows
    )


def list_work_attempts(session: Session, *, class_id: int, user_id: int) -> tuple[Attempt, ...]:
    """Return a learner's attempts in a class, oldest first."""
    return tuple(
        session.scalars(
            select(Attempt)
            .join(Assignment, Assignment.id == Attempt.assignment_id)
            .where(Assignment.class_id == class_id, Attempt.user_id == user_id)
            .order_by(Attempt.id)
        )
    )


def answers_by_attempt(
    session: Session, *, class_id: int, user_id: int
) -> dict[int, tuple[WorkAnswer, ...]]:
    """Return what a learner was asked and answered, by attempt, in the order it was asked."""
    rows = session.execute(
        select(
            Attempt.id,
            AssignmentItem.id,
            func.coalesce(AttemptItem.position, AssignmentItem.position),
            QuestionRow.content,
            AttemptAnswer.response,
            AttemptAnswer.saved_at,
            AttemptAnswer.score,
            AttemptAnswer.manual_score,
            AttemptAnswer.comment,
        )
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(AssignmentItem, AssignmentItem.assignment_id == Assignment.id)
        .outerjoin(
            AttemptItem,
            (AttemptItem.attempt_id == Attempt.id) & (AttemptItem.item_id == AssignmentItem.id),
        )
        .join(QuestionRow, QuestionRow.id == AssignmentItem.question_id)
        .outerjoin(
            AttemptAnswer,
            (AttemptAnswer.attempt_id == Attempt.id) & (AttemptAnswer.item_id == AssignmentItem.id),
        )
        .where(
            Assignment.class_id == class_id,
            Attempt.user_id == user_id,
            or_(AttemptItem.item_id.is_not(None), AttemptAnswer.item_id.is_not(None)),
        )
        .order_by(Attempt.id, func.coalesce(AttemptItem.position, AssignmentItem.position))
    )
    found: dict[int, list[WorkAnswer]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(WorkAnswer(*row[1:8], row[8] or ""))
    return {attempt: tuple(answers) for attempt, answers in found.items()}
