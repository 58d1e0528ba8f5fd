"""Use cases of keeping no longer than agreed: classes past their time, and one learner's work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from quizapp.errors import InputError
from quizapp.services.accounts import get_user
from quizapp.services.class_terms import WARNED_BEFORE, deletion_at
from quizapp.services.classes import taught_class
from quizapp.services.credentials import name_key
from quizapp.services.learner_work import worker_of
from quizapp.store import privacy_queries, retention_queries
from quizapp.store.engine import reading, writing
from quizapp.store.people import AuditEntry


@dataclass(frozen=True, slots=True)
class Expired:
    """A class whose time is over; ``rows`` says by table what is, or was, deleted."""

    class_id: int
    due_at: datetime
    rows: Mapping[str, int]


def find_expired(*, now: datetime) -> tuple[Expired, ...]:
    """Return the classes past their time in which there is work to delete."""
    with reading() as session:
        found = []
        for row in retention_queries.list_kept_for_a_time(session):
            due = deletion_at(row)
            if due is None or due > now:
                continue
            rows = retention_queries.count_work(session, class_id=row.id)
            if any(rows.values()):
                found.append(Expired(row.id, due, rows))
        return tuple(found)


def apply_retention(*, now: datetime) -> tuple[Expired, ...]:
    """Delete the work of learners in each class past its time; return what was deleted.

    Each class is a transaction of its own, and is looked at anew in it: a teacher may have
    lengthened the time a moment ago. What learners remember is theirs and stays.
    """
    done = []
    for each in find_expired(now=now):
        with writing() as session:
            rows = {row.id: row for row in retention_queries.list_kept_for_a_time(session)}
            row = rows.get(each.class_id)
            due = None if row is None else deletion_at(row)
            if due is None or due > now:
                continue
            counts = retention_queries.count_work(session, class_id=each.class_id)
            retention_queries.delete_work(session, class_id=each.class_id)
            session.add(
                AuditEntry(
                    at=now,
                    actor_id=None,
                    action="work deleted after its time",
                    subject=f"class:{each.class_id}",
                    detail=dict(counts),
                )
            )
        done.append(Expired(each.class_id, due, counts))
    if done:
        _forget_the_log()
    return tuple(done)


def warned_deletion(*, user_id: int, class_id: int, now: datetime) -> datetime | None:
    """Return when the class's work is deleted, if that is within 30 days or is past."""
    with reading() as session:
        due = deletion_at(taught_class(session, user_id=user_id, class_id=class_id))
    return due if due is not None and due <= now + WARNED_BEFORE else None


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
    _forget_the_log()


def _forget_the_log() -> None:
    with reading() as session:
        session.rollback()
        privacy_queries.empty_write_ahead_log(session)
