"""What learners are told about their quizzes: a changed grade, an extension, a comment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from quizapp.errors import NotFoundError
from quizapp.store.engine import reading, writing
from quizapp.store.teaching import notice_queries


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """Something a learner has not put away yet.

    Attributes:
        kind: regraded, dropped, extended, commented or goal: the page has the words.
        assignment_id: what it is about; None where that is gone.
        values: what the words are filled with.
        note: a teacher's own words; "" without any.
    """

    id: int
    kind: str
    assignment_id: int | None
    title: str
    zone: str
    values: Mapping[str, object]
    note: str
    made_at: datetime


def list_notices(*, user_id: int) -> tuple[NoticeLine, ...]:
    """Return what a learner has not put away yet, newest first."""
    with reading() as session:
        return tuple(
            NoticeLine(
                id=row.id,
                kind=row.kind,
                assignment_id=row.assignment_id,
                title=title or "",
                zone=zone or "UTC",
                values=row.values,
                note=row.note,
                made_at=row.made_at,
            )
            for row, title, zone in notice_queries.list_unseen(session, user_id=user_id)
        )


def put_away(*, user_id: int, notice_id: int, now: datetime) -> None:
    """Show a notice no more; doing so twice is once.

    Raises:
        NotFoundError: it is not this person's.
    """
    with writing() as session:
        row = notice_queries.find_notice(session, notice_id=notice_id, user_id=user_id)
        if row is None:
            raise NotFoundError("There is no such notice of yours.")
        row.seen_at = row.seen_at or now
