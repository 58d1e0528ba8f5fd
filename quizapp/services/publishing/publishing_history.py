"""Use cases of revisions: their list, and what differs between one and the one before."""

import difflib
from dataclasses import dataclass
from typing import Final

from quizapp.errors import NotFoundError
from quizapp.store.bank import revision_queries
from quizapp.store.bank.revision_queries import RevisionSummary
from quizapp.store.engine import reading

PAGE: Final = 50
"""Revisions in one page of the history."""
_DIFF_MAX: Final = 4000
"""Lines of one file's difference that are shown."""


@dataclass(frozen=True, slots=True)
class FileDifference:
    """What differs in one file: ``change`` is added, removed or changed."""

    path: str
    change: str
    lines: tuple[str, ...]
    """As ``diff -u`` prints them, without the two lines that name the file."""


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A revision, and how its files differ from those of the one before it."""

    summary: RevisionSummary
    previous: int | None
    is_current: bool
    files: tuple[FileDifference, ...]


def list_history(*, before: int | None = None) -> tuple[RevisionSummary, ...]:
    """Return a page of revisions, newest first; ``before`` is the last id of the page before."""
    with reading() as session:
        return revision_queries.list_revisions(session, before=before, limit=PAGE)


def get_revision(*, revision_id: int) -> RevisionView:
    """Return a revision with its difference to the one before.

    Raises:
        NotFoundError: there is no such revision.
    """
    with reading() as session:
        found = revision_queries.list_revisions(session, before=revision_id + 1, limit=1)
        if not found or found[0].id != revision_id:
            raise NotFoundError("There is no revision {revision_id}.", revision_id=revision_id)
        newest = revision_queries.list_revisions(session, before=None, limit=1)
        previous = revision_queries.previous_revision(session, revision_id)
        old = revision_queries.files_of(session, previous) if previous is not None else None
        new = revision_queries.files_of(session, revision_id)
    return RevisionView(
        summary=found[0],
        previous=previous,
        is_current=newest[0].id == revision_id,
        files=compare_files(old or {}, new or {}),
    )


def compare_files(old: dict[str, str], new: dict[str, str]) -> tuple[FileDifference, ...]:
    """Return the files that differ, by path."""
    found = []
    for path in sorted(old.keys() | new.keys()):
        before, after = old.get(path), new.get(path)
        if before == after:
            continue
        change = "added" if before is None else "removed" if after is None else "changed"
        lines = difflib.unified_diff(
            (before or "").splitlines(), (after or "").splitlines(), lineterm="", n=3
        )
        found.append(FileDifference(path, change, tuple(lines)[2 : _DIFF_MAX + 2]))
    return tuple(found)
