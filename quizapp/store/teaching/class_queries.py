"""Queries about classes and their members."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.store.tables.classes import Assignment, ClassMember, SchoolClass
from quizapp.store.tables.people import User


@dataclass(frozen=True, slots=True)
class ClassSummary:
    """A class as its list shows it."""

    id: int
    name: str
    zone: str
    learners: int
    assignments: int
    archived: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a class."""

    user_id: int
    name: str
    role: str
    joined_at: datetime
    blocked: bool


def list_classes_of(session: Session, *, user_id: int, role: str) -> tuple[ClassSummary, ...]:
    """Return the classes in which a person has that role, newest first."""
    learners = (
        select(func.count())
        .select_from(ClassMember)
        .where(
            ClassMember.class_id == SchoolClass.id,
            ClassMember.role == "learner",
            ClassMember.blocked_at.is_(None),
        )
        .correlate(SchoolClass)  # Not the outer query's members: those are the person's own.
        .scalar_subquery()
    )
    assignments = (
        select(func.count())
        .select_from(Assignment)
        .where(Assignment.class_id == SchoolClass.id, Assignment.withdrawn_at.is_(None))
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            SchoolClass.id,
            SchoolClass.name,
            SchoolClass.zone,
            learners,
            assignments,
            SchoolClass.archived_at.is_not(None),
        )
        .join(ClassMember, ClassMember.class_id == SchoolClass.id)
        .where(
            ClassMember.user_id == user_id,
            ClassMember.role == role,
            ClassMember.blocked_at.is_(None),
        )
        .order_by(SchoolClass.id.desc())
    )
    return tuple(ClassSummary(*row) for row in rows)


def find_class_for(
    session: Session, *, class_id: int, user_id: int, role: str
) -> SchoolClass | None:
    """Return the class if the person has that role in it and is not blocked."""
    return session.scalar(
        select(SchoolClass)
        .join(ClassMember, ClassMember.class_id == SchoolClass.id)
        .where(
            SchoolClass.id == class_id,
            ClassMember.user_id == user_id,
            ClassMember.role == role,
            ClassMember.blocked_at.is_(None),
        )
    )


def find_class_by_code(session: Session, code: str) -> SchoolClass | None:
    """Return the class with that join code, open or not."""
    return session.scalar(select(SchoolClass).where(SchoolClass.join_code == code))


def find_member(session: Session, *, class_id: int, user_id: int) -> ClassMember | None:
    """Return the membership row, blocked or not."""
    return session.get(ClassMember, (class_id, user_id))


def list_members(session: Session, class_id: int) -> tuple[Member, ...]:
    """Return all members, teachers first, then by name."""
    rows = session.execute(
        select(
            User.id,
            User.name,
            ClassMember.role,
            ClassMember.joined_at,
            ClassMember.blocked_at.is_not(None),
        )
        .join(ClassMember, ClassMember.user_id == User.id)
        .where(ClassMember.class_id == class_id)
        .order_by(ClassMember.role.desc(), User.name_key)
    )
    return tuple(Member(*row) for row in rows)
