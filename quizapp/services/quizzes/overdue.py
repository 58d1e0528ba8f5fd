"""Handing in what learners saved once their time is over, before a teacher looks at it."""

from collections.abc import Collection
from datetime import datetime

from quizapp.errors import NotFoundError
from quizapp.services.quizzes.attempts import hand_in_if_over
from quizapp.services.quizzes.quiz_feedback import GRACE
from quizapp.store.engine import reading
from quizapp.store.quizzes import grade_queries


def hand_in_overdue_of_class(*, class_id: int, now: datetime, user_id: int | None = None) -> None:
    """Hand in the running attempts of a class that are over, each in its own transaction.

    The caller has checked that the person may see the class.
    """
    hand_in_overdue(class_ids=[class_id], now=now, user_id=user_id)


def hand_in_overdue(*, class_ids: Collection[int], now: datetime, user_id: int | None) -> None:
    """Hand in the running attempts of several classes that are over, as for one."""
    with reading() as session:
        overdue = grade_queries.list_overdue(
            session, class_ids=class_ids, before=now - GRACE, user_id=user_id
        )
    for attempt_id, learner_id in overdue:
        try:
            hand_in_if_over(user_id=learner_id, attempt_id=attempt_id, now=now)
        except NotFoundError:
            continue  # erased between the two transactions
