"""What the review log holds, as plain values: for tests that look at what is stored."""

from sqlalchemy.orm import Session

from quizapp.store.log.log_row import LogRow
from quizapp.store.study import log_queries

_ALL = 10**9


def stored_log(session: Session, *, user_id: int | None = None) -> tuple[LogRow, ...]:
    """Return the entries of a person, or of everybody, in the order stored."""
    people = log_queries.list_logged_people(session) if user_id is None else (user_id,)
    return tuple(
        row
        for person in people
        for row in log_queries.list_entries_after(session, user_id=person, after=0, limit=_ALL)
    )


def stored_ids(session: Session) -> list[bytes]:
    """Return the client id of each entry of everybody."""
    return [row.client_id for row in stored_log(session)]
