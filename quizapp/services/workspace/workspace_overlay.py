"""The disk's files under those of the browser: what each is, and what serves. No database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from quizapp.services.workspace.document_digests import bank_hash
from quizapp.store.bank.studio_queries import OverlayRow

Origin = Literal["disk", "browser", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """The documents as the author sees them: the disk's with the browser's over them.

    Attributes:
        files: path -> text.
        origins: path -> where it is from: the disk, the browser alone, the disk but changed in
            the browser, or the disk but taken away in the browser (then it is not in ``files``).
        conflicts: paths that changed on disk after the browser's edit began.
        changed: paths that the browser wrote or took away and that are not published as such.
        versions: path -> version of the browser's file; a path without one has 0.
        disk: path -> text on disk.
        serving: path -> text that serves: see ``serving_files``.
    """

    files: Mapping[str, str]
    origins: Mapping[str, Origin]
    conflicts: tuple[str, ...]
    changed: frozenset[str]
    versions: Mapping[str, int]
    disk: Mapping[str, str]
    serving: Mapping[str, str]


def text_digest(text: str | None) -> str:
    """Return the digest of a file's text, the one by which revisions keep it; None counts as ""."""
    return bank_hash({"": text or ""})


def overlay(
    disk: Mapping[str, str], rows: Mapping[str, OverlayRow], blobs: Mapping[str, str]
) -> WorkingCopy:
    """Return the working copy.

    Args:
        disk: path -> text on disk.
        rows: what the browser wrote, by path.
        blobs: digest -> text of what was published from the browser.
    """
    files = dict(disk)
    origins: dict[str, Origin] = dict.fromkeys(disk, "disk")
    for path, row in rows.items():
        if is_on_disk(row, disk.get(path)):
            continue
        if row.text is None:
            files.pop(path, None)
            if path in disk:
                origins[path] = "removed"
            continue
        files[path] = row.text
        if row.text != disk.get(path):
            origins[path] = "changed" if path in disk else "browser"
    return WorkingCopy(
        files=dict(sorted(files.items())),
        origins=dict(sorted(origins.items())),
        conflicts=tuple(path for path, row in rows.items() if is_conflict(row, disk.get(path))),
        changed=frozenset(
            path
            for path, row in rows.items()
            if not is_on_disk(row, disk.get(path)) and row.published != text_digest(row.text)
        ),
        versions={path: row.version for path, row in rows.items()},
        disk=disk,
        serving=serving(disk, rows, blobs),
    )


def serving(
    disk: Mapping[str, str], rows: Mapping[str, OverlayRow], blobs: Mapping[str, str]
) -> dict[str, str]:
    """Return the disk's files with only what was published from the browser over them."""
    files = dict(disk)
    for path, row in rows.items():
        if row.published is None or is_on_disk(row, disk.get(path)):
            continue
        if row.published == text_digest(None):
            files.pop(path, None)
        elif row.published == text_digest(row.text) and row.text is not None:
            files[path] = row.text
        elif row.published in blobs:
            files[path] = blobs[row.published]
    return dict(sorted(files.items()))


def is_on_disk(row: OverlayRow, disk: str | None) -> bool:
    """Return whether the disk holds what the browser wrote, and nothing else was published."""
    return row.text == disk and row.published in {None, text_digest(row.text)}


def is_conflict(row: OverlayRow, disk: str | None) -> bool:
    """Return whether the disk's file is neither what the edit began from nor what came of it."""
    if row.text == disk:
        return False
    now = None if disk is None else text_digest(disk)
    return now != row.base and (now is None or now != row.published)


def wanted_blobs(rows: Mapping[str, OverlayRow]) -> tuple[str, ...]:
    """Return the digests of published texts that the browser has changed since."""
    return tuple(
        row.published
        for row in rows.values()
        if row.published is not None and row.published != text_digest(row.text)
    )
