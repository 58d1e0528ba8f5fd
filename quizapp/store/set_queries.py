"""Queries of question sets and the article map, as one learner sees them."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from quizapp.errors import NotFoundError
from quizapp.store.content import QuestionSet


def get_visible_set(session: Session, *, set_id: int, user_id: int) -> QuestionSet:
    """Return a set that a person may study: a published one, or one of their own.

    Raises:
        NotFoundError: there is none such for this person.
    """
    found = session.scalars(
        select(QuestionSet).where(
            QuestionSet.id == set_id,
            QuestionSet.retired_at.is_(None),
            or_(QuestionSet.owner_id.is_(None), QuestionSet.owner_id == user_id),
        )
    ).one_or_none()
    if found is None:
        raise NotFoundError("There is no such set.")
    return found
