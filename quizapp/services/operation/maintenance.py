"""Use cases of the operator: set up, upgrade, back up, restore."""

from datetime import datetime
from pathlib import Path
from typing import Final

from quizapp.errors import ConfigurationError
from quizapp.settings import Settings
from quizapp.store import sqlite_file
from quizapp.store.data_folder import serving_lock
from quizapp.store.schema import migrate

BACKUPS: Final = "backups"
"""Folder in the data folder for copies that the program makes by itself."""


def upgrade_database(settings: Settings, *, now: datetime) -> Path | None:
    """Bring the database to the code's schema; return the copy made before, if one was.

    Raises:
        ConfigurationError: the database is newer than the code, or cannot be upgraded.
    """
    copy = _own_copy(settings, "before-upgrade", now=now) if settings.on_sqlite else None
    migrate.upgrade(settings.database_url, backup=copy)
    if settings.on_sqlite:
        settings.database_file.chmod(0o600)
    return copy if copy is not None and copy.exists() else None


def is_newer_but_usable(settings: Settings) -> bool:
    """Return whether a newer program has upgraded the database, and only added to it."""
    return migrate.is_newer_but_usable(settings.database_url)


def backup(settings: Settings, file: Path) -> None:
    """Copy the database to a new file, also while serving; the copy is whole and checked.

    Raises:
        ConfigurationError: the file exists, cannot be written, or the database is PostgreSQL.
    """
    sqlite_file.copy_online(_to_copy(settings), file)


def backup_compact(settings: Settings, file: Path) -> None:
    """Back up as ``backup``, without the free space that the database's file keeps for new rows.

    Raises:
        ConfigurationError: as there.
    """
    sqlite_file.copy_compact(_to_copy(settings), file)


def _to_copy(settings: Settings) -> Path:
    _need_sqlite(settings, "pg_dump --format=custom --file=FILE DATABASE")
    if not settings.database_file.exists():
        raise ConfigurationError(f"There is no database at {settings.database_file}")
    return settings.database_file


def restore(settings: Settings, file: Path, *, now: datetime) -> Path | None:
    """Put a checked backup in the database's place; return where the previous one is kept.

    Raises:
        ConfigurationError: a server runs, or the file is damaged or not of this program.
    """
    _need_sqlite(settings, "pg_restore --clean --dbname=DATABASE FILE")
    if not file.is_file():
        raise ConfigurationError(f"There is no file {file}")
    if problems := sqlite_file.integrity_problems(file):
        raise ConfigurationError(f"{file} cannot be restored: {problems[0]}")
    revision = sqlite_file.revision_in(file)
    if revision is None:
        raise ConfigurationError(f"{file} is a database, but not one of quizapp")
    if revision not in migrate.known_revisions():
        raise ConfigurationError(
            f"{file} has schema {revision}, which this quizapp does not know: "
            "install the version that made it, or a later one."
        )
    with serving_lock(settings.data_dir):
        previous = _own_copy(settings, "before-restore", now=now)
        return sqlite_file.put_in_place(file, settings.database_file, previous=previous)


def _own_copy(settings: Settings, why: str, *, now: datetime) -> Path:
    folder = settings.data_dir / BACKUPS
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{why}-{now:%Y%m%dT%H%M%S%f}.db"


def _need_sqlite(settings: Settings, instead: str) -> None:
    if not settings.on_sqlite:
        raise ConfigurationError(f"The database is PostgreSQL: use its own tool, `{instead}`")
