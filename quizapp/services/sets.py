"""Question sets: choose what to study."""

from datetime import datetime

from quizapp.store import memory_queries, set_queries
from quizapp.store.engine import lock_for, writing


def add_set(*, user_id: int, set_id: int, now: datetime) -> bool:
    """Begin to study a set; return False when the learner did already.

    Raises:
        NotFoundError: there is no such set for this person.
    """
    with writing() as session:
        lock_for(session, user_id)
        set_queries.get_visible_set(session, set_id=set_id, user_id=user_id)
        return memory_queries.study_set(session, user_id=user_id, set_id=set_id, now=now)


def remove_set(*, user_id: int, set_id: int) -> bool:
    """Stop studying a set; return False when the learner did not.

    What was learnt stays and stays due; cards never asked leave the queue.
    """
    with writing() as session:
        lock_for(session, user_id)
        return memory_queries.leave_set(session, user_id=user_id, set_id=set_id)
