"""Queries about revisions: their list, and the files they hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.store.tables.content import Blob, Revision, RevisionFile
from quizapp.store.tables.people import User


@dataclass(frozen=True, slots=True)
class RevisionSummary:
    """A revision as the history lists it; ``by`` is "" when the program or nobody did it."""

    id: int
    published_at: datetime
    by: str
    note: str
    bank_hash: str
    counts: Mapping[str, object]
    files: int


def list_revisions(
    session: Session, *, before: int | None, limit: int
) -> tuple[RevisionSummary, ...]:
    """Return revisions, the newest first; ``before`` is the last id of the page before."""
    files = (
        select(func.count())
        .select_from(RevisionFile)
        .where(RevisionFile.revision_id == Revision.id)
        .scalar_subquery()
    )
    query = (
        select(
            Revision.id,
            Revision.published_at,
            func.coalesce(User.name, ""),
            Revision.note,
            Revision.bank_hash,
            Revision.counts,
            files,
        )
        .outerjoin(User, User.id == Revision.published_by)
        .order_by(Revision.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Revision.id < before)
    return tuple(RevisionSummary(*row) for row in session.execute(query))


def previous_revision(session: Session, revision_id: int) -> int | None:
    """Return the id of the revision before that one."""
    return session.scalar(select(func.max(Revision.id)).where(Revision.id < revision_id))


def files_of(session: Session, revision_id: int) -> dict[str, str] | None:
    """Return path -> text of a revision's files, or None when there is no such revision."""
    if session.get(Revision, revision_id) is None:
        return None
    rows = session.execute(
        select(RevisionFile.path, Blob.text)
        .join(Blob, Blob.digest == RevisionFile.digest)
        .where(RevisionFile.revision_id == revision_id)
        .order_by(RevisionFile.path)
    )
    return dict(rows.all())


def note_count(session: Session, revision_id: int, *, name: str, value: object) -> None:
    """Write one of the things that are kept beside a revision's totals."""
    row = session.get_one(Revision, revision_id)
    row.counts = {**row.counts, name: value}
