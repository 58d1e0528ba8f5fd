"""Queries about the work of a class's learners: how much there is, and all of it gone."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, func, select, text, union
from sqlalchemy.orm import Session

from quizapp.store.tables.assigning import Accommodation, AssignmentException, Notice
from quizapp.store.tables.classes import Assignment, Attempt, ClassMember, SchoolClass
from quizapp.store.tables.people import User

WORK: Final = (Attempt, Notice, AssignmentException, Accommodation)
"""Answers and drawn questions go with their attempt."""


def list_kept_for_a_time(session: Session) -> tuple[SchoolClass, ...]:
    """Return the classes whose learners' work is not kept for ever."""
    return tuple(
        session.scalars(
            select(SchoolClass)
            .where(SchoolClass.retention_days.is_not(None))
            .order_by(SchoolClass.id)
        )
    )


def count_work(session: Session, *, class_id: int, user_id: int | None = None) -> Mapping[str, int]:
    """Return how many rows there are, by table; of one learner, or of all."""
    return {
        table.__tablename__: session.scalar(
            select(func.count()).select_from(table).where(*_of(table, class_id, user_id))
        )
        or 0
        for table in WORK
    }


def list_former(session: Session, class_id: int) -> tuple[tuple[int, str], ...]:
    """Return (id, name) of those with work in a class who are on its list no more, by name."""
    with_work = union(*(select(table.user_id).where(*_of(table, class_id, None)) for table in WORK))
    rows = session.execute(
        select(User.id, User.name)
        .where(
            User.id.in_(select(with_work.subquery().c.user_id)),
            User.id.not_in(select(ClassMember.user_id).where(ClassMember.class_id == class_id)),
        )
        .order_by(User.name_key)
    )
    return tuple((user_id, name) for user_id, name in rows)


def delete_work(session: Session, *, class_id: int, user_id: int | None = None) -> None:
    """Delete the work of one learner, or of all learners, in a class."""
    if session.get_bind().dialect.name == "sqlite":
        # Otherwise the deleted text stays readable in the file's free pages.
        session.execute(text("PRAGMA secure_delete=ON"))
    for table in WORK:
        session.execute(delete(table).where(*_of(table, class_id, user_id)))


def _of(table: Any, class_id: int, user_id: int | None) -> list[ColumnElement[bool]]:
    """Return what makes a row part of the work; a teacher trying a quiz out is no learner."""
    if table is Accommodation:
        found: list[ColumnElement[bool]] = [table.class_id == class_id]
    else:
        quizzes = select(Assignment.id).where(Assignment.class_id == class_id)
        found = [table.assignment_id.in_(quizzes)]
    if user_id is not None:
        return [*found, table.user_id == user_id]
    teachers = select(ClassMember.user_id).where(
        ClassMember.class_id == class_id, ClassMember.role == "teacher"
    )
    return [*found, table.user_id.not_in(teachers)]
