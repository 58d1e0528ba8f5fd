"""Handing in what learners saved once their time is over, before a teacher looks at it."""

from datetime import datetime, timedelta
from typing import Final

from quizapp.errors import NotFoundError
from quizapp.services.attempts import hand_in_if_over
from quizapp.store import grade_queries
from quizapp.store.engine import reading

_ON_THEIR_WAY: Final = timedelta(seconds=60)
"""Answers that were sent in time may still arrive: so long an attempt is left alone."""


def hand_in_overdue_of_class(*, class_id: int, now: datetime, user_id: int | None = None) -> None:
    """Hand in the running attempts of a class that are over, each in its own transaction.

    The caller has checked that the person may see the class.
    """
    with reading() as session:
        overdue = grade_queries.list_overdue(
            session, class_id=class_id, before=now - _ON_THEIR_WAY, user_id=user_id
        )
    for attempt_id, learner_id in overdue:
        try:
            hand_in_if_over(user_id=learner_id, attempt_id=attempt_id, now=now)
        except NotFoundError:
            continue  # erased between the two transactions
