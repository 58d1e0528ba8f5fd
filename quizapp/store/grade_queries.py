"""Queries behind the gradebook of a class: as many whatever the learners and quizzes are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.store.assigning import (
    Accommodation,
    AssignmentException,
    AssignmentTarget,
    GradeCategory,
    GroupMember,
)
from quizapp.store.classes import Assignment, AssignmentItem, Attempt, ClassMember, SchoolClass
from quizapp.store.people import User


@dataclass(frozen=True, slots=True)
class AttemptMark:
    """An attempt as grades are made of it."""

    attempt_id: int
    assignment_id: int
    user_id: int
    number: int
    started_at: datetime
    submitted_at: datetime | None
    score: float | None
    max_score: float | None
    late_by_s: int


@dataclass(frozen=True, slots=True)
class Grants:
    """What learners were granted, and for whom quizzes are.

    Attributes:
        accommodations: by user id. exceptions: by (assignment id, user id).
        meant: by assignment id, who it is for; an assignment that is absent is for all.
        archived: whether the class is: nothing can be handed in then.
    """

    accommodations: dict[int, Accommodation]
    exceptions: dict[tuple[int, int], AssignmentException]
    meant: dict[int, frozenset[int]]
    archived: bool


def list_quizzes(
    session: Session, class_id: int, *, withdrawn: bool = False
) -> tuple[Assignment, ...]:
    """Return the quizzes of a class that stand (or all), by due time, undated last."""
    return list_quizzes_of(session, [class_id], withdrawn=withdrawn)[class_id]


def list_quizzes_of(
    session: Session, class_ids: Collection[int], *, withdrawn: bool = False
) -> dict[int, tuple[Assignment, ...]]:
    """Return the quizzes of each of these classes, as ``list_quizzes``, in one statement."""
    standing = () if withdrawn else (Assignment.withdrawn_at.is_(None),)
    found: dict[int, list[Assignment]] = {class_id: [] for class_id in class_ids}
    rows = session.scalars(
        select(Assignment)
        .where(Assignment.class_id.in_(class_ids), Assignment.kind == "quiz", *standing)
        .order_by(Assignment.due_at.is_(None), Assignment.due_at, Assignment.id)
    )
    for row in rows:
        found[row.class_id].append(row)
    return {class_id: tuple(quizzes) for class_id, quizzes in found.items()}


def points_possible(session: Session, assignment_ids: Collection[int]) -> dict[int, float]:
    """Return the points of each assignment's questions that count."""
    rows = session.execute(
        select(AssignmentItem.assignment_id, func.sum(AssignmentItem.points))
        .where(
            AssignmentItem.assignment_id.in_(assignment_ids),
            AssignmentItem.dropped_as != "removed",
        )
        .group_by(AssignmentItem.assignment_id)
    )
    return {row[0]: row[1] for row in rows}


def list_attempts(
    session: Session, assignment_ids: Collection[int], *, user_id: int | None = None
) -> tuple[AttemptMark, ...]:
    """Return the attempts at these assignments, of one learner or of all."""
    only = () if user_id is None else (Attempt.user_id == user_id,)
    rows = session.execute(
        select(
            Attempt.id,
            Attempt.assignment_id,
            Attempt.user_id,
            Attempt.number,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.score,
            Attempt.max_score,
            Attempt.late_by_s,
        )
        .where(Attempt.assignment_id.in_(assignment_ids), *only)
        .order_by(Attempt.assignment_id, Attempt.user_id, Attempt.number)
    )
    return tuple(AttemptMark(*row) for row in rows)


def list_grants(session: Session, class_id: int, assignment_ids: Collection[int]) -> Grants:
    """Return what was granted in a class, and whom its assignments are for: four queries."""
    return list_grants_of(session, [class_id], assignment_ids)[class_id]


def list_grants_of(
    session: Session, class_ids: Collection[int], assignment_ids: Collection[int]
) -> dict[int, Grants]:
    """Return what was granted in each of these classes: four queries for all of them.

    Args:
        class_ids: each must be a class. assignment_ids: of all of them.
    """
    meant: dict[int, set[int]] = {}
    rows = session.execute(
        select(
            AssignmentTarget.assignment_id,
            func.coalesce(AssignmentTarget.user_id, GroupMember.user_id),
        )
        .outerjoin(GroupMember, GroupMember.group_id == AssignmentTarget.group_id)
        .where(AssignmentTarget.assignment_id.in_(assignment_ids))
    )
    for assignment_id, user_id in rows:
        meant.setdefault(assignment_id, set()).update(() if user_id is None else (user_id,))
    people = {assignment_id: frozenset(each) for assignment_id, each in meant.items()}
    accommodations: dict[int, dict[int, Accommodation]] = {}
    for granted in session.scalars(
        select(Accommodation).where(Accommodation.class_id.in_(class_ids))
    ):
        accommodations.setdefault(granted.class_id, {})[granted.user_id] = granted
    excepted = session.scalars(
        select(AssignmentException).where(AssignmentException.assignment_id.in_(assignment_ids))
    )
    exceptions = {(each.assignment_id, each.user_id): each for each in excepted}
    archived = session.execute(
        select(SchoolClass.id, SchoolClass.archived_at.is_not(None)).where(
            SchoolClass.id.in_(class_ids)
        )
    )
    return {
        class_id: Grants(
            accommodations=accommodations.get(class_id, {}),
            exceptions=exceptions,
            meant=people,
            archived=is_archived,
        )
        for class_id, is_archived in archived
    }


def list_categories(session: Session, class_id: int) -> tuple[GradeCategory, ...]:
    """Return the grade categories of a class in their order."""
    return list_categories_of(session, [class_id])[class_id]


def list_categories_of(
    session: Session, class_ids: Collection[int]
) -> dict[int, tuple[GradeCategory, ...]]:
    """Return the grade categories of each of these classes in their order."""
    found: dict[int, list[GradeCategory]] = {class_id: [] for class_id in class_ids}
    rows = session.scalars(
        select(GradeCategory)
        .where(GradeCategory.class_id.in_(class_ids))
        .order_by(GradeCategory.position, GradeCategory.id)
    )
    for row in rows:
        found[row.class_id].append(row)
    return {class_id: tuple(categories) for class_id, categories in found.items()}


def names_of(session: Session, user_ids: Collection[int]) -> dict[int, str]:
    """Return people's names."""
    rows = session.execute(select(User.id, User.name).where(User.id.in_(user_ids)))
    return {row[0]: row[1] for row in rows}


def list_learnt_classes(session: Session, user_id: int) -> tuple[SchoolClass, ...]:
    """Return the classes that a person learns in, archived ones last."""
    return tuple(
        session.scalars(
            select(SchoolClass)
            .join(ClassMember, ClassMember.class_id == SchoolClass.id)
            .where(
                ClassMember.user_id == user_id,
                ClassMember.role == "learner",
                ClassMember.blocked_at.is_(None),
            )
            .order_by(SchoolClass.archived_at.is_not(None), SchoolClass.name, SchoolClass.id)
        )
    )


def list_overdue(
    session: Session,
    *,
    class_ids: Collection[int],
    before: datetime,
    user_id: int | None = None,
) -> tuple[tuple[int, int], ...]:
    """Return (attempt id, user id) of classes' running attempts that ended before an instant."""
    only = () if user_id is None else (Attempt.user_id == user_id,)
    rows = session.execute(
        select(Attempt.id, Attempt.user_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(
            Assignment.class_id.in_(class_ids),
            Attempt.submitted_at.is_(None),
            Attempt.deadline_at <= before,
            *only,
        )
    )
    return tuple((row[0], row[1]) for row in rows)
