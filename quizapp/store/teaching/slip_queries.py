"""Queries of sign-in slips: who has never signed in, whose account another teacher shares."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, aliased

from quizapp.store.tables.classes import ClassMember
from quizapp.store.tables.people import OneTimeLink, User

_CHUNK = 500
"""Values in one statement: every database takes so many."""


def list_waiting(session: Session, class_id: int) -> tuple[User, ...]:
    """Return the accounts that the class's roster made and nobody has signed in to, by name."""
    return tuple(
        session.scalars(
            select(User)
            .join(ClassMember, ClassMember.user_id == User.id)
            .where(
                ClassMember.class_id == class_id,
                ClassMember.role == "learner",
                ClassMember.made_here.is_(True),
                ClassMember.blocked_at.is_(None),
                User.password_hash == "",
                User.disabled_at.is_(None),
            )
            .order_by(User.name_key)
        )
    )


def in_classes_of_others(
    session: Session, *, user_ids: Sequence[int], teacher_id: int
) -> frozenset[int]:
    """Return who of them is in a class, in whatever role, that the teacher does not teach."""
    taught = aliased(ClassMember)
    theirs = select(taught.class_id).where(taught.user_id == teacher_id, taught.role == "teacher")
    found: set[int] = set()
    for start in range(0, len(user_ids), _CHUNK):
        found.update(
            session.scalars(
                select(ClassMember.user_id).where(
                    ClassMember.user_id.in_(user_ids[start : start + _CHUNK]),
                    ClassMember.class_id.not_in(theirs),
                )
            )
        )
    return frozenset(found)


def drop_slips(session: Session, *, user_ids: Sequence[int], purpose: str) -> None:
    """Remove the links of a purpose that these people have."""
    for start in range(0, len(user_ids), _CHUNK):
        session.execute(
            delete(OneTimeLink).where(
                OneTimeLink.purpose == purpose,
                OneTimeLink.user_id.in_(user_ids[start : start + _CHUNK]),
            )
        )
