"""A learner's own assignments and attempts, found or refused in one way, and their clock."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import NotFoundError, translatable
from quizapp.store.quizzes import learner_quiz_queries, quiz_queries
from quizapp.store.quizzes.learner_quiz_queries import Given
from quizapp.store.tables.classes import Attempt

NOT_YOURS: Final = translatable("There is no such quiz of yours.")
"""One text for what never was, what is another's, and what one was put out of."""


def given_of(session: Session, *, user_id: int, assignment_id: int, now: datetime) -> Given:
    """Return an assignment of the learner.

    Raises:
        NotFoundError: there is none, or it is not theirs.
    """
    found = learner_quiz_queries.find_given(
        session, assignment_id=assignment_id, user_id=user_id, now=now
    )
    if found is None:
        raise NotFoundError(NOT_YOURS)
    return found


def attempt_of(session: Session, *, user_id: int, attempt_id: int) -> Attempt:
    """Return an attempt of the learner.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    attempt = quiz_queries.find_attempt(session, attempt_id=attempt_id, user_id=user_id)
    if attempt is None:
        raise NotFoundError(NOT_YOURS)
    return attempt


def seconds_left(attempt: Attempt, now: datetime) -> int | None:
    """Return the whole seconds until an attempt ends; None without an end."""
    ends = attempt.deadline_at
    return None if ends is None else max(0, int((ends - now).total_seconds()))


def is_over(attempt: Attempt, now: datetime) -> bool:
    """Return whether the time of an attempt is over."""
    return attempt.deadline_at is not None and now >= attempt.deadline_at
