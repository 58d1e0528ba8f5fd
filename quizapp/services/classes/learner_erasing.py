"""The use case of deleting one learner's work in a class before its time."""

from datetime import datetime

from quizapp.errors import InputError
from quizapp.services.classes.learner_work import worker_of
from quizapp.services.people.accounts import get_user
from quizapp.services.people.credentials import name_key
from quizapp.services.people.retention import forget_the_log
from quizapp.store.engine import writing
from quizapp.store.tables.people import AuditEntry
from quizapp.store.teaching import retention_queries


def erase_learner(
    *, user_id: int, class_id: int, member_id: int, typed: str, now: datetime
) -> None:
    """Delete one learner's work in the class; their account and memory stay theirs.

    Args:
        typed: the learner's name, typed to confirm.

    Raises:
        InputError: it is not their name. NotFoundError: they are no learner of the class,
            nor is work of theirs stored in it.
    """
    with writing() as session:
        worker_of(session, user_id, class_id, member_id)
        if name_key(typed) != get_user(session, user_id=member_id).name_key:
            raise InputError("This is not their name. Type it as it stands above.", field="typed")
        counts = retention_queries.count_work(session, class_id=class_id, user_id=member_id)
        retention_queries.delete_work(session, class_id=class_id, user_id=member_id)
        session.add(
            AuditEntry(
                at=now,
                actor_id=user_id,
                action="learner's work erased",
                subject=f"class:{class_id}",
                detail={"user": member_id, **counts},
            )
        )
    forget_the_log()
