"""Use cases of keeping work no longer than agreed: classes past their time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from quizapp.store.engine import reading, writing
from quizapp.store.tables.classes import SchoolClass
from quizapp.store.tables.people import AuditEntry
from quizapp.store.teaching import retention_queries


@dataclass(frozen=True, slots=True)
class Expired:
    """A class whose time is over; ``rows`` says by table what is, or was, deleted."""

    class_id: int
    due_at: datetime
    rows: Mapping[str, int]


def deletion_at(row: SchoolClass) -> datetime | None:
    """Return when the work of a class's learners is deleted; None for never.

    That is so many days after the term's last day or the archiving, whichever is later.
    """
    if row.retention_days is None:
        return None
    ends = [row.archived_at] if row.archived_at else []
    if row.term_ends_on is not None:
        after = datetime.combine(
            row.term_ends_on + timedelta(days=1), time(0), tzinfo=ZoneInfo(row.zone)
        )
        ends.append(after.astimezone(UTC))
    return max(ends) + timedelta(days=row.retention_days) if ends else None


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
        forget_the_log()
    return tuple(done)


def forget_the_log() -> None:
    """Write what was deleted out of the database's write-ahead log, too."""
    # Not loaded to start, though each start looks for what is past its time.
    from quizapp.store.people import privacy_queries  # noqa: PLC0415

    with reading() as session:
        session.rollback()
        privacy_queries.empty_write_ahead_log(session)
