"""Queries of a class list: who is in the class by what, and which account names are free."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from quizapp.store.base import core_table
from quizapp.store.tables.assigning import GroupMember
from quizapp.store.tables.classes import ClassMember
from quizapp.store.tables.people import User

_CHUNK = 500
"""Values in one statement: every database takes so many."""


@dataclass(frozen=True, slots=True)
class Known:
    """A person in the class.

    Attributes:
        number: the school's, "" without one. waiting: nobody has ever signed in.
        made_here: whether this class's roster made the account.
    """

    user_id: int
    name: str
    name_key: str
    role: str
    blocked: bool
    disabled: bool
    number: str
    made_here: bool
    waiting: bool


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that a roster makes; the name is clean and free."""

    name: str
    name_key: str
    number: str


def list_known(session: Session, class_id: int) -> tuple[Known, ...]:
    """Return everybody in the class, blocked ones too."""
    rows = session.execute(
        select(
            User.id,
            User.name,
            User.name_key,
            ClassMember.role,
            ClassMember.blocked_at.is_not(None),
            User.disabled_at.is_not(None),
            ClassMember.external_id,
            ClassMember.made_here,
            User.password_hash == "",
        )
        .join(ClassMember, ClassMember.user_id == User.id)
        .where(ClassMember.class_id == class_id)
        .order_by(User.name_key)
    )
    return tuple(Known(*row[:6], row[6] or "", *row[7:]) for row in rows)


def taken_keys(session: Session, keys: Iterable[str]) -> set[str]:
    """Return those of the name keys that an account has."""
    found: set[str] = set()
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), _CHUNK):
        found.update(
            session.scalars(
                select(User.name_key).where(User.name_key.in_(wanted[start : start + _CHUNK]))
            )
        )
    return found


def add_accounts(
    session: Session, accounts: Sequence[NewAccount], *, class_id: int, zone: str, now: datetime
) -> tuple[int, ...]:
    """Make accounts without a password and put them into the class; return their ids in order."""
    if not accounts:
        return ()
    rows = [
        User(
            name=each.name,
            name_key=each.name_key,
            password_hash="",
            roles="",
            zone=zone,
            created_at=now,
        )
        for each in accounts
    ]
    session.add_all(rows)
    session.flush()
    session.execute(
        insert(core_table(ClassMember)),
        [
            {
                "class_id": class_id,
                "user_id": row.id,
                "role": "learner",
                "joined_at": now,
                "external_id": each.number or None,
                "made_here": True,
                "shares_recall": True,
                "shares_times": False,
            }
            for row, each in zip(rows, accounts, strict=True)
        ],
    )
    return tuple(row.id for row in rows)


def add_to_groups(session: Session, pairs: Iterable[tuple[int, int]]) -> None:
    """Put people into groups: (group id, user id), none of them in it already."""
    rows = [{"group_id": group, "user_id": user} for group, user in pairs]
    if rows:
        session.execute(insert(core_table(GroupMember)), rows)
