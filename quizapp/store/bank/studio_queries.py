"""Queries about the documents of the studio."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, insert, select, text, update
from sqlalchemy.orm import Session

from quizapp.store.base import core_table
from quizapp.store.tables.content import Blob
from quizapp.store.tables.studio import DraftArticle, DraftRow, StudioFile

_DOCUMENTS_LOCK: Final = 7_403_001
"""Any number that no account has: one transaction at a time writes the documents."""


@dataclass(frozen=True, slots=True)
class OverlayRow:
    """A file that was written in the browser, as stored."""

    path: str
    text: str | None
    base: str | None
    version: int
    published: str | None


def lock_documents(session: Session) -> None:
    """Let one transaction at a time write documents (SQLite: already so)."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _DOCUMENTS_LOCK})


def overlay_rows(session: Session) -> dict[str, OverlayRow]:
    """Return every file that was written in the browser, by path."""
    rows = session.execute(
        select(
            StudioFile.path,
            StudioFile.text,
            StudioFile.base,
            StudioFile.version,
            StudioFile.published,
        ).order_by(StudioFile.path)
    )
    return {row.path: OverlayRow(*row) for row in rows}


def blob_texts(session: Session, digests: Iterable[str]) -> dict[str, str]:
    """Return the published texts that have these digests."""
    wanted = sorted(set(digests))
    if not wanted:
        return {}
    rows = session.execute(select(Blob.digest, Blob.text).where(Blob.digest.in_(wanted)))
    return dict(rows.all())


def write_rows(
    session: Session,
    rows: Iterable[OverlayRow],
    *,
    known: Iterable[str],
    now: datetime,
    by: int | None,
) -> None:
    """Insert or update these files; ``known`` are the paths that have a row already."""
    there = set(known)
    values = [
        {
            "path": row.path,
            "text": row.text,
            "base": row.base,
            "version": row.version,
            "published": row.published,
            "changed_at": now,
            "changed_by": by,
        }
        for row in rows
    ]
    table = core_table(StudioFile)
    new = [each for each in values if each["path"] not in there]
    if new:
        session.execute(insert(table), new)
    old = [{**each, "at_path": each["path"]} for each in values if each["path"] in there]
    if old:
        names = ("text", "base", "version", "published", "changed_at", "changed_by")
        statement = (
            update(table)
            .where(table.c.path == bindparam("at_path"))
            .values({name: bindparam(name) for name in names})
        )
        session.execute(statement, old)


def delete_rows(session: Session, paths: Iterable[str]) -> None:
    """Forget what the browser wrote at these paths."""
    gone = sorted(paths)
    if gone:
        session.execute(delete(StudioFile).where(StudioFile.path.in_(gone)))


def mark_published(session: Session, digests: Mapping[str, str | None]) -> None:
    """Note the digest of what was published of each path; None: nothing from here any more."""
    if not digests:
        return
    table = core_table(StudioFile)
    statement = (
        update(table)
        .where(table.c.path == bindparam("at_path"))
        .values(published=bindparam("digest"))
    )
    rows = [{"at_path": path, "digest": digest} for path, digest in digests.items()]
    session.execute(statement, rows)


def find_draft_article(session: Session, article_id: str) -> DraftArticle | None:
    """Return where an article came from, or None for one that was written on disk."""
    return session.get(DraftArticle, article_id)


def draft_article_ids(session: Session) -> frozenset[str]:
    """Return the ids of all articles that were made in the studio."""
    return frozenset(session.scalars(select(DraftArticle.article_id)))


def delete_article_drafts(session: Session, article_id: str) -> None:
    """Forget an article's origin and its drafts."""
    session.execute(delete(DraftRow).where(DraftRow.article_id == article_id))
    session.execute(delete(DraftArticle).where(DraftArticle.article_id == article_id))


def find_dropped(session: Session, article_id: str, line: int) -> tuple[int, str] | None:
    """Return the passages before a line that cleaning left out, and its text.

    None where there is no such line, or where it was restored.
    """
    made = session.get(DraftArticle, article_id)
    for each in made.dropped if made else ():
        if each.get("line") == line and not each.get("restored"):
            return int(str(each.get("after", 0))), str(each.get("text", ""))
    return None


def set_restored(session: Session, article_id: str, line: int) -> None:
    """Note that a line was restored."""
    made = session.get(DraftArticle, article_id)
    if made is not None:
        made.dropped = [
            {**each, "restored": True} if each.get("line") == line else each
            for each in made.dropped
        ]
        session.flush()


def draft_facts(session: Session, article_id: str) -> list[tuple[int, dict[str, object]]]:
    """Return id and fact of each draft of an article."""
    rows = session.execute(
        select(DraftRow.id, DraftRow.fact).where(DraftRow.article_id == article_id)
    )
    return [(row.id, row.fact) for row in rows]


def set_draft_facts(session: Session, facts: Iterable[tuple[int, dict[str, object]]]) -> None:
    """Write the facts of drafts, by draft id; their version counts up."""
    rows = [{"at_id": draft_id, "new_fact": fact} for draft_id, fact in facts]
    if rows:
        table = core_table(DraftRow)
        session.execute(
            update(table)
            .where(table.c.id == bindparam("at_id"))
            .values(fact=bindparam("new_fact"), version=table.c.version + 1),
            rows,
        )
