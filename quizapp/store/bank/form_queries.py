"""Queries about forms that a person has not sent yet."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from quizapp.store.tables.studio import StudioForm


def find(session: Session, user_id: int, subject: str) -> StudioForm | None:
    """Return a person's form about a subject."""
    return session.get(StudioForm, (user_id, subject))


def list_of(session: Session, user_id: int) -> tuple[StudioForm, ...]:
    """Return the forms of a person, the latest first."""
    statement = (
        select(StudioForm)
        .where(StudioForm.user_id == user_id)
        .order_by(StudioForm.saved_at.desc(), StudioForm.subject)
    )
    return tuple(session.scalars(statement))


def keep_newest(session: Session, user_id: int, *, most: int) -> None:
    """Delete the oldest forms of a person beyond ``most``."""
    for row in list_of(session, user_id)[most:]:
        session.delete(row)


def forget(session: Session, user_id: int, subject: str) -> None:
    """Delete a person's form about a subject, if there is one."""
    session.execute(
        delete(StudioForm).where(StudioForm.user_id == user_id, StudioForm.subject == subject)
    )
