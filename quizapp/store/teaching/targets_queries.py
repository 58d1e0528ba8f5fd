"""Whom an assignment is meant for, as a condition of queries."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from quizapp.store.tables.assigning import AssignmentTarget, ClassGroup, GroupMember
from quizapp.store.tables.classes import Assignment, ClassMember
from quizapp.store.tables.people import User


def meant_for(user_id: Any, *, assignment_id: Any = Assignment.id) -> ColumnElement[bool]:
    """Return the condition that an assignment is for a learner: the class, a group, or them.

    Says nothing about whether they are in the class.

    Args:
        user_id: a column of the query around it, or a number.
        assignment_id: the same of the assignment.
    """
    targets = select(AssignmentTarget.id).where(AssignmentTarget.assignment_id == assignment_id)
    grouped = exists().where(
        GroupMember.group_id == AssignmentTarget.group_id, GroupMember.user_id == user_id
    )
    named = targets.where(or_(AssignmentTarget.user_id == user_id, grouped))
    return or_(~targets.exists(), named.exists())


def is_meant(session: Session, *, user_id: int, assignment_id: int, class_id: int) -> bool:
    """Return whether a person is a learner of the class whom its assignment is for."""
    found = session.scalar(
        select(ClassMember.user_id).where(
            ClassMember.class_id == class_id,
            ClassMember.user_id == user_id,
            ClassMember.role == "learner",
            ClassMember.blocked_at.is_(None),
            meant_for(user_id, assignment_id=assignment_id),
        )
    )
    return found is not None


def list_meant(session: Session, *, assignment_id: int) -> tuple[tuple[int, str], ...]:
    """Return (user id, name) of the learners of its class that it is for, by name."""
    rows = session.execute(
        select(User.id, User.name)
        .join(ClassMember, ClassMember.user_id == User.id)
        .join(Assignment, Assignment.class_id == ClassMember.class_id)
        .where(
            Assignment.id == assignment_id,
            ClassMember.role == "learner",
            ClassMember.blocked_at.is_(None),
            meant_for(User.id),
        )
        .order_by(User.name_key, User.id)
    )
    return tuple((row[0], row[1]) for row in rows)


def list_targets(session: Session, assignment_id: int) -> tuple[AssignmentTarget, ...]:
    """Return the targets of an assignment; none where it is for the whole class."""
    return tuple(
        session.scalars(
            select(AssignmentTarget)
            .where(AssignmentTarget.assignment_id == assignment_id)
            .order_by(AssignmentTarget.id)
        )
    )


def list_targets_of(
    session: Session, assignment_ids: Collection[int]
) -> tuple[AssignmentTarget, ...]:
    """Return the targets of several assignments."""
    return tuple(
        session.scalars(
            select(AssignmentTarget)
            .where(AssignmentTarget.assignment_id.in_(assignment_ids))
            .order_by(AssignmentTarget.id)
        )
    )


def list_groups(session: Session, class_id: int) -> tuple[tuple[int, str], ...]:
    """Return (group id, name) of a class, by name."""
    rows = session.execute(
        select(ClassGroup.id, ClassGroup.name)
        .where(ClassGroup.class_id == class_id)
        .order_by(ClassGroup.name, ClassGroup.id)
    )
    return tuple((row[0], row[1]) for row in rows)


def list_learners(session: Session, class_id: int) -> tuple[tuple[int, str], ...]:
    """Return (user id, name) of the learners of a class, by name."""
    rows = session.execute(
        select(User.id, User.name)
        .join(ClassMember, ClassMember.user_id == User.id)
        .where(
            ClassMember.class_id == class_id,
            ClassMember.role == "learner",
            ClassMember.blocked_at.is_(None),
        )
        .order_by(User.name_key, User.id)
    )
    return tuple((row[0], row[1]) for row in rows)
