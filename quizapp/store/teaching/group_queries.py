"""Queries about the people of a class with what its teachers note of them: groups, numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from quizapp.store.tables.assigning import Accommodation, AssignmentTarget, ClassGroup, GroupMember
from quizapp.store.tables.classes import Assignment, ClassMember, SchoolClass
from quizapp.store.tables.lti import LtiAccount
from quizapp.store.tables.oidc import OidcAccount
from quizapp.store.tables.people import User


@dataclass(frozen=True, slots=True)
class ClassPerson:
    """A person on a class's list.

    Attributes:
        external_id: the school's number; "" without one.
        made_here: whether this class's roster made the account.
        waiting: whether the account has no password yet, and nothing else opens it: nobody has
            ever signed in.
        granted: whether there is an accommodation.
    """

    user_id: int
    name: str
    role: str
    joined_at: datetime
    blocked: bool
    external_id: str
    made_here: bool
    waiting: bool
    granted: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A group and the ids of who is in it and still in the class."""

    id: int
    name: str
    members: frozenset[int]


def list_people(session: Session, class_id: int) -> tuple[ClassPerson, ...]:
    """Return everybody on the list, teachers first, then by name; blocked ones too."""
    rows = session.execute(
        select(
            User.id,
            User.name,
            ClassMember.role,
            ClassMember.joined_at,
            ClassMember.blocked_at.is_not(None),
            func.coalesce(ClassMember.external_id, ""),
            ClassMember.made_here,
            (User.password_hash == "") & ~_comes_from_elsewhere(),
            Accommodation.user_id.is_not(None),
        )
        .join(ClassMember, ClassMember.user_id == User.id)
        .outerjoin(
            Accommodation,
            (Accommodation.class_id == ClassMember.class_id) & (Accommodation.user_id == User.id),
        )
        .where(ClassMember.class_id == class_id)
        .order_by(ClassMember.role.desc(), User.name_key)
    )
    return tuple(ClassPerson(*row) for row in rows)


def _comes_from_elsewhere() -> ColumnElement[bool]:
    """Return the condition that a course or a provider opens the account, without a password."""
    return or_(
        select(LtiAccount.id).where(LtiAccount.user_id == User.id).exists(),
        select(OidcAccount.id).where(OidcAccount.user_id == User.id).exists(),
    )


def list_groups(session: Session, class_id: int) -> tuple[Group, ...]:
    """Return the groups of a class by name, each with its members."""
    names = session.execute(
        select(ClassGroup.id, ClassGroup.name)
        .where(ClassGroup.class_id == class_id)
        .order_by(func.lower(ClassGroup.name), ClassGroup.id)
    ).all()
    inside = session.execute(
        select(GroupMember.group_id, GroupMember.user_id)
        .join(ClassGroup, ClassGroup.id == GroupMember.group_id)
        .join(
            ClassMember,
            (ClassMember.class_id == ClassGroup.class_id)
            & (ClassMember.user_id == GroupMember.user_id),
        )
        .where(ClassGroup.class_id == class_id)
    )
    members: dict[int, set[int]] = {}
    for group_id, user_id in inside:
        members.setdefault(group_id, set()).add(user_id)
    return tuple(Group(row[0], row[1], frozenset(members.get(row[0], ()))) for row in names)


def find_group(session: Session, *, class_id: int, group_id: int) -> ClassGroup | None:
    """Return the group if it is of that class."""
    row = session.get(ClassGroup, group_id)
    return row if row is not None and row.class_id == class_id else None


def titles_given_to(session: Session, *, group_id: int) -> tuple[str, ...]:
    """Return the titles of what is given to a group and not withdrawn."""
    return tuple(
        session.scalars(
            select(Assignment.title)
            .join(AssignmentTarget, AssignmentTarget.assignment_id == Assignment.id)
            .where(AssignmentTarget.group_id == group_id, Assignment.withdrawn_at.is_(None))
            .order_by(Assignment.id)
        )
    )


def leave_groups(session: Session, *, class_id: int, user_id: int) -> None:
    """Take a person out of all groups of a class."""
    session.execute(
        delete(GroupMember).where(
            GroupMember.user_id == user_id,
            GroupMember.group_id.in_(select(ClassGroup.id).where(ClassGroup.class_id == class_id)),
        )
    )


def take_out(session: Session, *, group_id: int, user_ids: Sequence[int]) -> None:
    """Take people out of one group."""
    session.execute(
        delete(GroupMember).where(
            GroupMember.group_id == group_id, GroupMember.user_id.in_(user_ids)
        )
    )


def lock_class(session: Session, class_id: int) -> None:
    """Let one transaction at a time change who teaches a class (SQLite: already so)."""
    session.execute(select(SchoolClass.id).where(SchoolClass.id == class_id).with_for_update())


def count_other_teachers(session: Session, *, class_id: int, user_id: int) -> int:
    """Return how many others teach the class with an account that can be used for it."""
    return (
        session.scalar(
            select(func.count())
            .select_from(ClassMember)
            .join(User, User.id == ClassMember.user_id)
            .where(
                ClassMember.class_id == class_id,
                ClassMember.role == "teacher",
                ClassMember.user_id != user_id,
                User.disabled_at.is_(None),
                # Roles are whole words without spaces, and no other one holds this one.
                User.roles.contains("teacher"),
            )
        )
        or 0
    )


def who_shares(
    session: Session, class_id: int, column: InstrumentedAttribute[bool]
) -> frozenset[int]:
    """Return the learners in a class, not blocked, who have one of the choices on."""
    return frozenset(
        session.scalars(
            select(ClassMember.user_id).where(
                ClassMember.class_id == class_id,
                ClassMember.role == "learner",
                ClassMember.blocked_at.is_(None),
                column.is_(True),
            )
        )
    )
