"""Use cases of the working copy: read it, write files of it, and settle what differs from disk."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from quizapp.bank.load import read_files
from quizapp.bank.terms import MAX_BYTES
from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.services.workspace.workspace_overlay import (
    WorkingCopy,
    is_conflict,
    is_on_disk,
    overlay,
    serving,
    text_digest,
    wanted_blobs,
)
from quizapp.services.workspace.workspace_paths import path_fault
from quizapp.store.bank import studio_queries
from quizapp.store.bank.studio_queries import OverlayRow
from quizapp.store.engine import reading, writing
from quizapp.store.tables.people import AuditEntry

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


class StaleFilesError(ConflictError):
    """Files were written by somebody else in between; ``paths`` says which."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = tuple(paths)
        named = ", ".join(self.paths)
        super().__init__(f"Somebody else changed {named} in between. Nothing was stored.")


def working_files(folder: Path) -> WorkingCopy:
    """Return the bank's documents as they are worked on.

    Raises:
        BankErrors: a file of the disk cannot be read.
    """
    disk = disk_files(folder)
    with reading() as session:
        rows = studio_queries.overlay_rows(session)
        blobs = studio_queries.blob_texts(session, wanted_blobs(rows))
    return overlay(disk, rows, blobs)


def serving_files(folder: Path) -> dict[str, str]:
    """Return the documents that may be published without asking: disk and published edits.

    Raises:
        BankErrors: a file of the disk cannot be read.
    """
    disk = read_files(folder)
    with reading() as session:
        rows = studio_queries.overlay_rows(session)
        blobs = studio_queries.blob_texts(session, wanted_blobs(rows))
    return serving(disk, rows, blobs)


def forget_what_is_on_disk(folder: Path) -> tuple[str, ...]:
    """Drop the browser's copy of files that the disk has as they are; return their paths.

    Done at each publish of the disk, so that a later change there is no conflict with a text
    that its author has already taken over.

    Raises:
        BankErrors: a file of the disk cannot be read.
    """
    disk = read_files(folder)
    with reading() as session:
        found = _on_disk(session, disk)
    if found:
        with writing() as session:
            studio_queries.lock_documents(session)
            found = _on_disk(session, disk)
            studio_queries.delete_rows(session, found)
    return found


def disk_files(folder: Path) -> dict[str, str]:
    """Return the files of the disk; none of a folder that has no document yet.

    Raises:
        BankErrors: a file cannot be read, or there is no such folder.
    """
    if folder.is_dir() and not any(folder.rglob("*.y*ml")):
        return {}
    return read_files(folder)


def save_files(
    folder: Path,
    changes: Mapping[str, str | None],
    *,
    expected: Mapping[str, int],
    now: datetime,
    by: int | None,
) -> dict[str, int]:
    """Store what the browser made of files; return the new version of each, 0 for one on disk.

    Args:
        folder: of the bank.
        changes: path -> new text; None takes the file away.
        expected: path -> version that was seen (``WorkingCopy.versions``); none is 0.
        now: when it is done.
        by: id of the author.

    Raises:
        InputError: a path or text cannot be stored.
        StaleFilesError: a file has another version; nothing was stored.
    """
    check_changes(changes)
    disk = disk_files(folder)
    with writing() as session:
        return write_changes(session, disk, changes, expected=expected, now=now, by=by)


def check_changes(changes: Mapping[str, str | None]) -> None:
    """Refuse paths and texts that cannot be files of a bank.

    Raises:
        InputError: with the path and what is wrong with it.
    """
    for path, text in changes.items():
        fault = path_fault(path)
        if fault:
            raise InputError(
                "{path} cannot be stored: {fault}.", path=path, fault=fault, field="files"
            )
        if text is not None and _UNSTORABLE.search(text):
            raise InputError(
                "{path} holds a NUL or half a character, which cannot be stored: take it out.",
                path=path,
                field="files",
            )
        if text is not None and len(text.encode()) > MAX_BYTES:
            raise InputError(
                "{path} would be larger than {max_bytes} bytes: split it.",
                path=path,
                max_bytes=MAX_BYTES,
                field="files",
            )


def write_changes(
    session: Session,
    disk: Mapping[str, str],
    changes: Mapping[str, str | None],
    *,
    expected: Mapping[str, int],
    now: datetime,
    by: int | None,
) -> dict[str, int]:
    """Write files inside a transaction; forget those that the disk has as they are.

    Raises:
        StaleFilesError: a file has another version than expected.
    """
    studio_queries.lock_documents(session)
    rows = studio_queries.overlay_rows(session)
    stale = [path for path in changes if _version(rows, path) != expected.get(path, 0)]
    if stale:
        raise StaleFilesError(stale)
    written = [_next(rows.get(path), disk, path, text) for path, text in changes.items()]
    kept = [row for row in written if not is_on_disk(row, disk.get(row.path))]
    after = {**rows, **{row.path: row for row in written}}
    gone = [path for path, row in after.items() if is_on_disk(row, disk.get(path))]
    studio_queries.write_rows(session, kept, known=rows, now=now, by=by)
    studio_queries.delete_rows(session, gone)
    return {path: 0 if path in gone else after[path].version for path in changes}


def store_edit(
    session: Session,
    copy: WorkingCopy,
    changes: Mapping[str, str | None],
    *,
    now: datetime,
    by: int | None,
) -> None:
    """Write what was worked out from a working copy, if its files are still as they were then.

    What the disk holds by now is left to ``WorkingCopy.conflicts``: the edit began from the
    copy's disk.

    Raises:
        StaleFilesError: the browser's file is another one by now; nothing was stored.
    """
    check_changes(changes)
    studio_queries.lock_documents(session)
    rows = studio_queries.overlay_rows(session)
    # A file that was discarded and written again may have the same version with another text.
    stale = [
        path
        for path in changes
        if path in rows and rows[path].text != copy.files.get(path) and path in copy.versions
    ]
    if stale:
        raise StaleFilesError(stale)
    write_changes(session, copy.disk, changes, expected=copy.versions, now=now, by=by)


def discard(folder: Path, path: str, *, now: datetime, by: int | None) -> None:
    """Forget what the browser made of a file: the disk's is there again, or none.

    Raises:
        NotFoundError: the browser has not changed it.
    """
    with writing() as session:
        studio_queries.lock_documents(session)
        if path not in studio_queries.overlay_rows(session):
            raise NotFoundError("There is nothing to discard: the file is as it is on disk.")
        studio_queries.delete_rows(session, [path])
        session.add(_audit("bank.discard", path, now=now, by=by, folder=folder))


def take_disk(folder: Path, path: str, *, now: datetime, by: int | None) -> None:
    """Settle a conflict for the disk: what the browser made of the file is forgotten.

    Raises:
        ConflictError: there is no such conflict any more.
    """
    disk = disk_files(folder)
    with writing() as session:
        _conflict(session, disk, path)
        studio_queries.delete_rows(session, [path])
        session.add(_audit("bank.take_disk", path, now=now, by=by, folder=folder))


def keep_mine(folder: Path, path: str, *, now: datetime, by: int | None) -> None:
    """Settle a conflict for the browser: its file goes on lying over the disk's new one.

    Raises:
        ConflictError: there is no such conflict any more.
    """
    disk = disk_files(folder)
    with writing() as session:
        row = _conflict(session, disk, path)
        base = text_digest(disk[path]) if path in disk else None
        settled = replace(row, base=base, version=row.version + 1)
        studio_queries.write_rows(session, [settled], known=[path], now=now, by=by)
        session.add(_audit("bank.keep_mine", path, now=now, by=by, folder=folder))


def _conflict(session: Session, disk: Mapping[str, str], path: str) -> OverlayRow:
    """Return the browser's file of a conflict."""
    studio_queries.lock_documents(session)
    row = studio_queries.overlay_rows(session).get(path)
    if row is None or not is_conflict(row, disk.get(path)):
        raise ConflictError("This conflict is settled already: nothing was changed.")
    return row


def _on_disk(session: Session, disk: Mapping[str, str]) -> tuple[str, ...]:
    rows = studio_queries.overlay_rows(session)
    return tuple(path for path, row in rows.items() if is_on_disk(row, disk.get(path)))


def _next(
    row: OverlayRow | None, disk: Mapping[str, str], path: str, text: str | None
) -> OverlayRow:
    """Return a file's row after a write."""
    if row is not None:
        return replace(row, text=text, version=row.version + 1)
    base = text_digest(disk[path]) if path in disk else None
    return OverlayRow(path=path, text=text, base=base, version=1, published=None)


def _version(rows: Mapping[str, OverlayRow], path: str) -> int:
    return rows[path].version if path in rows else 0


def _audit(action: str, path: str, *, now: datetime, by: int | None, folder: Path) -> AuditEntry:
    return AuditEntry(
        at=now,
        actor_id=by,
        action=action,
        subject=f"file:{path}"[:120],
        detail={"bank": folder.name},
    )
