"""Use cases of an upload: documents that come back, compared with those that are there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quizapp.bank.parse import parse_bank
from quizapp.errors import BankErrors, InputError, Problem
from quizapp.services.workspace.workspace_files import store_edit, working_files
from quizapp.services.workspace.workspace_paths import clashes
from quizapp.services.workspace.workspace_zip import read_upload
from quizapp.store.engine import writing
from quizapp.store.tables.people import AuditEntry


@dataclass(frozen=True, slots=True)
class UploadReport:
    """What an upload did, by path; all four empty or only ``same``: no difference."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    same: tuple[str, ...]

    @property
    def unchanged(self) -> bool:
        """Return whether nothing differed."""
        return not (self.added or self.changed or self.removed)


def upload(folder: Path, data: bytes, *, now: datetime, by: int | None) -> UploadReport:
    """Add and update the documents of a zip; what is not in it stays as it is.

    Raises:
        InputError: it cannot be taken; nothing was stored.
        BankErrors: with it the bank would have problems that it has not now; nothing was stored.
        StaleFilesError: somebody else wrote one of its files at the same time.
    """
    return upload_files(folder, read_upload(data), now=now, by=by)


def upload_whole(folder: Path, data: bytes, *, now: datetime, by: int | None) -> UploadReport:
    """Make the documents exactly those of a zip: what is not in it is taken away.

    Raises:
        InputError, BankErrors, StaleFilesError: as ``upload``.
    """
    files = read_upload(data)
    gone = dict.fromkeys(set(working_files(folder).files) - set(files))
    return upload_files(folder, {**files, **gone}, now=now, by=by)


def upload_files(
    folder: Path, files: Mapping[str, str | None], *, now: datetime, by: int | None
) -> UploadReport:
    """Store these files, path -> text or None to take one away, if the bank stays sound.

    Raises:
        InputError, BankErrors, StaleFilesError: as ``upload``.
    """
    copy = working_files(folder)
    there = copy.files
    changes = {path: text for path, text in files.items() if text != there.get(path)}
    report = UploadReport(
        added=tuple(sorted(path for path in changes if path not in there)),
        changed=tuple(sorted(p for p, text in changes.items() if p in there and text is not None)),
        removed=tuple(sorted(path for path, text in changes.items() if text is None)),
        same=tuple(sorted(path for path in files if path not in changes)),
    )
    if report.unchanged:
        return report
    twins = clashes({*there, *changes})
    if twins and set(twins) - set(clashes(there)):
        raise InputError(
            '"{twins}" and a file that is there differ in case only: rename one. Nothing was '
            "stored.",
            twins=twins[0],
            field="upload",
        )
    after = {path: text for path, text in {**there, **changes}.items() if text is not None}
    known = {(each.file, each.what, each.fix) for each in problems_of(there)}
    found = [
        each
        for each in problems_of(after)
        if each.file in changes or (each.file, each.what, each.fix) not in known
    ]
    if found:
        raise BankErrors(found)
    with writing() as session:
        store_edit(session, copy, changes, now=now, by=by)
        session.add(
            AuditEntry(
                at=now,
                actor_id=by,
                action="bank.upload",
                subject=f"bank:{folder.name}"[:120],
                detail={
                    "added": len(report.added),
                    "changed": len(report.changed),
                    "removed": len(report.removed),
                },
            )
        )
    return report


def problems_of(files: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return every problem of a bank, none when it is sound."""
    try:
        parse_bank(files)
    except BankErrors as errors:
        return errors.problems
    return ()
