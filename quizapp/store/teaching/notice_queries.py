"""Queries about what learners are told."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.store.tables.assigning import Notice
from quizapp.store.tables.classes import Assignment, SchoolClass

_MOST = 20
"""A page shows no more at once; the rest come as these are put away."""


def list_unseen(
    session: Session, *, user_id: int
) -> tuple[tuple[Notice, str | None, str | None], ...]:
    """Return (notice, title of its assignment, zone of the class), newest first."""
    rows = session.execute(
        select(Notice, Assignment.title, SchoolClass.zone)
        .outerjoin(Assignment, Assignment.id == Notice.assignment_id)
        .outerjoin(SchoolClass, SchoolClass.id == Assignment.class_id)
        .where(Notice.user_id == user_id, Notice.seen_at.is_(None))
        .order_by(Notice.id.desc())
        .limit(_MOST)
    )
    return tuple((row[0], row[1], row[2]) for row in rows)


def find_notice(session: Session, *, notice_id: int, user_id: int) -> Notice | None:
    """Return a notice if it is that person's."""
    return session.scalar(select(Notice).where(Notice.id == notice_id, Notice.user_id == user_id))
