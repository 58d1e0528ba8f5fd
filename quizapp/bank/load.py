"""A folder on disk -> a bank. The only file of this room that touches the disk."""

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quizapp.bank.terms import MAX_BYTES
from quizapp.errors import BankErrors, Problem

if TYPE_CHECKING:
    from quizapp.bank.document import Bank

MAX_FILES: Final = 2_000
"""A folder with more is not a bank: somebody pointed at the wrong one."""
MAX_TOTAL_BYTES: Final = 64_000_000
"""All files together."""


def _refused(file: str, what: str, fix: str) -> Problem:
    return Problem(file, 1, 1, "(file)", what, fix)


def _decode(file: str, raw: bytes) -> str | Problem:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        what = f"the byte 0x{raw[error.start]:02X} is not UTF-8"
        return Problem(file, line, column, "(file)", what, "save the file as UTF-8")


def _read(path: Path, file: str) -> str | Problem:
    """Return the text of one file; links and special files are never opened."""
    try:
        kind = path.lstat().st_mode
        if stat.S_ISLNK(kind):
            return _refused(file, "this is a link", "put the file itself here")
        if not stat.S_ISREG(kind):
            return _refused(file, "this is not an ordinary file", "take it out of the bank")
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return _refused(file, f"this cannot be read: {error.strerror}", "mend its permissions")
    if len(raw) > MAX_BYTES:
        return _refused(file, f"the file is larger than {MAX_BYTES} bytes", "split the file")
    return _decode(file, raw)


def _paths(folder: Path) -> list[tuple[str, Path]]:
    """Return the bank's files, sorted; hidden files and folders are not part of it."""
    found: list[tuple[str, Path]] = []
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        here = Path(parent)
        linked = [each for each in folders if (here / each).is_symlink()]
        wanted = [each for each in names if each.endswith((".yaml", ".yml"))]
        for name in [*wanted, *linked]:
            if not name.startswith("."):
                path = here / name
                found.append((path.relative_to(folder).as_posix(), path))
        if len(found) > MAX_FILES:
            break
    return sorted(found)


def _collect(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    if not folder.is_dir():
        return {}, [_refused(str(folder), "there is no such folder", "name the bank's folder")]
    paths = _paths(folder)
    if not paths:
        what, fix = "there is no .yaml file in this folder", "name the bank's folder"
        return {}, [_refused(str(folder), what, fix)]
    if len(paths) > MAX_FILES:
        what = f"there are more than {MAX_FILES} files"
        return {}, [_refused(str(folder), what, "name the bank's folder")]
    files: dict[str, str] = {}
    problems: list[Problem] = []
    total = 0
    for file, path in paths:
        text = _read(path, file)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        total += len(text)
        if total > MAX_TOTAL_BYTES:
            what = f"the bank is larger than {MAX_TOTAL_BYTES} bytes"
            problems.append(_refused(file, what, "split the bank"))
            break
        files[file] = text
    return files, problems


def read_files(folder: Path) -> dict[str, str]:
    """Return the text of every YAML file of a bank, by path relative to the folder.

    Raises:
        BankErrors: when a file cannot be read, is a link, too large, or not UTF-8.
    """
    files, problems = _collect(folder)
    if problems:
        raise BankErrors(problems)
    return files


def load_bank(folder: Path) -> "Bank":
    """Return the bank in a folder.

    Raises:
        BankErrors: with every problem of every file, those that can be read and the others.
    """
    # A start that finds the bank unchanged reads its files, and has nothing parsed.
    from quizapp.bank.parse import parse_bank  # noqa: PLC0415

    files, unread = _collect(folder)
    if not files:
        raise BankErrors(unread)
    return parse_bank(files, unread=unread)
