"""The data folder: 0700, with the key that signs cookies and the lock of a running server."""

import contextlib
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Final

from quizapp.errors import ConfigurationError
from quizapp.settings import Settings
from quizapp.settings_reading import MIN_SECRET_LENGTH

if sys.platform != "win32":
    import fcntl

KEY_FILE: Final = "secret-key"
LOCK_FILE: Final = "serving.lock"
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def prepare_data_folder(settings: Settings) -> Settings:
    """Make the data folder and its key where missing; return settings with their key.

    Raises:
        ConfigurationError: the folder cannot be made, or others can read the key.
    """
    try:
        if not settings.data_dir.is_dir():
            settings.data_dir.mkdir(mode=0o700, parents=True)
        key = settings.secret_key or _key(settings.data_dir)
    except OSError as error:
        raise ConfigurationError(
            f"The data folder {settings.data_dir} cannot be used: {error.strerror}. "
            "Set QUIZAPP_DATA_DIR to a folder that this account can write to."
        ) from error
    return replace(settings, secret_key=key)


def wider_than_owner(path: Path) -> bool:
    """Return whether anyone but the owner can read, write or enter ``path``."""
    return os.name == "posix" and bool(path.stat().st_mode & _OTHERS)


@contextlib.contextmanager
def serving_lock(data_dir: Path) -> Iterator[None]:
    """Hold the folder's lock while serving or restoring; the system frees it after a crash.

    Raises:
        ConfigurationError: another process holds it.
    """
    with (data_dir / LOCK_FILE).open("a+") as file:
        if not _try_lock(file):
            raise ConfigurationError(
                f"A quizapp server is running on {data_dir}: stop it first, "
                "or give this one its own QUIZAPP_DATA_DIR."
            )
        yield


def _try_lock(file: IO[str]) -> bool:
    if sys.platform == "win32":
        return True  # there is no flock; SQLite's own locks still guard the file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _key(folder: Path) -> str:
    """Return the key in the folder, made at once and whole if there is none."""
    path = folder / KEY_FILE
    if not path.exists():
        _make_key(path)
    if wider_than_owner(path):
        raise ConfigurationError(
            f"Others can read the secret key {path}. Run: chmod 600 {path} "
            "(and delete it if they may have copied it: a new one ends all sessions)."
        )
    key = path.read_text("ascii").strip()
    if len(key) < MIN_SECRET_LENGTH:
        raise ConfigurationError(f"{path} holds no key: delete it, and a new one is made.")
    return key


def _make_key(path: Path) -> None:
    # Written beside and linked into place: two first starts at once agree on one key,
    # and a crash between leaves no half of one.
    beside = path.with_name(f"{KEY_FILE}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(beside, path)
    finally:
        beside.unlink()
