"""A SQLite database as a file: copied while in use, checked, put in place."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pysqlite3.dbapi2 as sqlite

from quizapp.errors import ConfigurationError

MAGIC: Final = b"SQLite format 3\x00"
LIBRARY_VERSION: Final[tuple[int, ...]] = tuple(sqlite.sqlite_version_info)
_PAGES_A_STEP: Final = 1000
"""The copy lets writers in between steps of this many pages."""
_SHOWN: Final = 5


def copy_online(source: Path, target: Path) -> None:
    """Copy a database that may be in use to a new file, whole, checked, readable by its owner.

    The target appears under its name only once it is complete.

    Raises:
        ConfigurationError: the target exists or cannot be written, or the copy is damaged.
    """
    with _new_copy(source, target) as beside, contextlib.closing(sqlite.connect(beside)) as writer:
        with contextlib.closing(_open_read_only(source)) as reader:
            reader.backup(writer, pages=_PAGES_A_STEP)
        _as_one_file(writer)


def copy_compact(source: Path, target: Path) -> None:
    """Copy as ``copy_online``, but without the space that the file keeps for new rows.

    Raises:
        ConfigurationError: as there.
    """
    with _new_copy(source, target) as beside:
        with contextlib.closing(_open_read_only(source)) as reader:
            reader.execute("VACUUM INTO ?", (str(beside),))
        with contextlib.closing(sqlite.connect(beside)) as writer:
            _as_one_file(writer)


def free_bytes(path: Path) -> int:
    """Return how many bytes of a database file are free: new rows take them before it grows."""
    with contextlib.closing(_open_read_only(path)) as connection:
        pages, size = (
            int(connection.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("freelist_count", "page_size")
        )
    return pages * size


@contextlib.contextmanager
def _new_copy(source: Path, target: Path) -> Iterator[Path]:
    """Give an empty file to copy to; checked, it gets the target's name."""
    if target.exists():
        raise ConfigurationError(f"{target} exists already: name a new file")
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield beside
        if problems := integrity_problems(beside):
            raise ConfigurationError(f"The copy of {source} is damaged: {problems[0]}")
        sync(beside)
        os.link(beside, target)
        sync(target.parent)
    except (OSError, sqlite.Error) as error:
        raise ConfigurationError(f"{target} cannot be written: {error}") from error
    finally:
        beside.unlink(missing_ok=True)


def _as_one_file(writer: sqlite.Connection) -> None:
    # One file is the whole backup: no -wal beside it that could be forgotten.
    writer.execute("PRAGMA journal_mode=DELETE")


def integrity_problems(path: Path) -> tuple[str, ...]:
    """Return what ``integrity_check`` and ``foreign_key_check`` find; empty when sound."""
    try:
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                return (f"{path} is no SQLite database",)
        with contextlib.closing(_open_read_only(path)) as connection:
            checked = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_SHOWN})")]
            problems = [words for words in checked if words != "ok"]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchmany(_SHOWN)
            problems += [f"row {row[1]} of {row[0]} has no parent in {row[2]}" for row in orphans]
    except (OSError, sqlite.Error) as error:
        return (str(error),)
    return tuple(problems)


def revision_in(path: Path) -> str | None:
    """Return the schema revision that a database file says it has."""
    try:
        with contextlib.closing(_open_read_only(path)) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite.Error:
        return None
    return None if row is None else str(row[0])


def sync(path: Path) -> None:
    """Have the system write a file or folder to its disk."""
    if os.name != "posix" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _open_read_only(path: Path) -> sqlite.Connection:
    return sqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)


def put_in_place(file: Path, database: Path, *, previous: Path) -> Path | None:
    """Put a copy of ``file`` in the place of ``database``, at once and durably.

    Args:
        file: a sound database.
        database: where it goes; nothing else may be using it.
        previous: where what stood there is kept.

    Returns:
        ``previous``, or None when nothing stood there.

    Raises:
        ConfigurationError: somebody is using the database.
    """
    fresh = database.with_name(f".{database.name}.{secrets.token_hex(4)}")
    copy_online(file, fresh)
    try:
        kept = _keep(database, previous) if database.exists() else None
        fresh.replace(database)
    finally:
        fresh.unlink(missing_ok=True)
    # _keep emptied the old write-ahead log: if the machine stops here, it does no harm.
    for ending in ("-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    sync(database.parent)
    return kept


def _keep(database: Path, previous: Path) -> Path:
    """Keep what stands in the way: as a sound copy, or file by file when it is damaged."""
    try:
        with contextlib.closing(sqlite.connect(database, timeout=1)) as connection:
            in_use = bool(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
        if not in_use:
            copy_online(database, previous)
    except sqlite.OperationalError as error:
        raise ConfigurationError(f"{database} is in use: {error}") from error
    except (sqlite.DatabaseError, ConfigurationError):
        if not integrity_problems(database):
            raise
        for ending in ("", "-wal", "-shm"):
            part = database.with_name(database.name + ending)
            if part.exists():
                part.replace(previous.with_name(previous.name + ending))
        return previous
    if in_use:
        raise ConfigurationError(f"{database} is in use: stop what uses it, then restore")
    return previous
