"""How every edit is stored: worked out on a copy, written if its files are still those."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from quizapp.bank.terms import JsonObject
from quizapp.errors import BusyError
from quizapp.services.workspace.editing_documents import Documents, read_documents
from quizapp.services.workspace.workspace_files import StaleFilesError, store_edit
from quizapp.store.engine import writing
from quizapp.store.tables.people import AuditEntry

FileChanges = Mapping[str, str | None]
"""Path -> new text, or None for a file that goes."""
_TRIES: Final = 50
"""Each try that fails means that another author's edit of the same file was stored."""


def digest_of(value: JsonObject) -> str:
    """Return the SHA-256 of an object's canonical JSON: equal objects, equal digests."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def edit_documents(
    folder: Path,
    change: Callable[[Documents], FileChanges],
    *,
    now: datetime,
    by: int | None,
    also: Callable[[Session], None] | None = None,
) -> Documents:
    """Work an edit out and store it; return the documents as they were before.

    When another author's edit of the same file comes between, it is worked out anew on what is
    there then: ``change`` decides by the object whether it still holds.

    Args:
        folder: of the bank.
        change: documents -> the files that become others; it may raise to refuse.
        now: when it is done.
        by: id of the author.
        also: what is written in the same transaction.

    Raises:
        BankErrors: a file of the disk cannot be read.
        BusyError: others kept on changing the same file.
    """
    for _ in range(_TRIES):
        documents = read_documents(folder)
        files = documents.copy.files
        changes = {
            path: text for path, text in change(documents).items() if text != files.get(path)
        }
        if not changes and also is None:
            return documents
        try:
            with writing() as session:
                store_edit(session, documents.copy, changes, now=now, by=by)
                if also is not None:
                    also(session)
        except StaleFilesError:
            continue
        return documents
    raise BusyError("Others keep changing the same file. Nothing was stored; try again.")


def audited(
    action: str, subject: str, *, now: datetime, by: int | None, **detail: object
) -> Callable[[Session], None]:
    """Return what notes an edit in the audit log, in the edit's own transaction."""

    def note(session: Session) -> None:
        session.add(
            AuditEntry(at=now, actor_id=by, action=action, subject=subject[:120], detail=detail)
        )

    return note
