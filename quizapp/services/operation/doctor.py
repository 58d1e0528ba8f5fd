"""Use case of the operator: check everything that can be checked, change nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from quizapp.bank.load import load_bank
from quizapp.errors import BankError, BankErrors, ConfigurationError
from quizapp.services.operation.doctor_content import examine_content
from quizapp.settings import Settings
from quizapp.store import sqlite_file
from quizapp.store.data_folder import KEY_FILE, wider_than_owner
from quizapp.store.engine import OLDEST_SQLITE
from quizapp.store.schema import migrate

Status = Literal["ok", "warning", "problem"]
_FREE_SHARE: Final = 0.25
_FREE_BYTES: Final = 64_000_000
"""Less of the file, or less than so much, is not worth a restore."""
_FIRST: Final = 3
"""Differences that are named one by one; more are counted."""


@dataclass(frozen=True, slots=True)
class Check:
    """What one check found; a warning does not keep the site from serving well."""

    name: str
    status: Status
    detail: str


def examine(settings: Settings) -> tuple[Check, ...]:
    """Return every check's finding, in the order in which to mend them.

    Raises:
        ConfigurationError: there is no database, or it cannot be reached.
    """
    if settings.on_sqlite and not settings.database_file.exists():
        raise ConfigurationError(
            f"There is no database at {settings.database_file}: "
            "run `quizapp serve` once, or set QUIZAPP_DATA_DIR."
        )
    schema = tuple(_schema(settings.database_url))
    # What is stored can only be read, and only means something, in the schema of this code.
    readable = all(check.status == "ok" for check in schema)
    content = examine_content(settings.database_url, bank=settings.bank) if readable else ()
    return (
        *_files(settings),
        *(_sqlite(settings) if settings.on_sqlite else ()),
        *schema,
        _bank(settings.bank),
        *(Check(*found) for found in content),
    )


def _files(settings: Settings) -> Iterator[Check]:
    """Others on the machine can read neither key nor answers."""
    private = [settings.data_dir]
    if not settings.secret_key:
        private.append(settings.data_dir / KEY_FILE)
    if settings.on_sqlite:
        private.append(settings.database_file)
    for path in private:
        name = f"file {path.name}"
        if not path.exists():
            yield Check(name, "problem", f"{path} is missing; `quizapp serve` makes it")
        elif wider_than_owner(path):
            mode = "700" if path.is_dir() else "600"
            yield Check(name, "problem", f"others can read {path}: run chmod {mode} {path}")
        else:
            yield Check(name, "ok", "only its owner can read it")


def _sqlite(settings: Settings) -> Iterator[Check]:
    version = sqlite_file.LIBRARY_VERSION
    words = ".".join(str(part) for part in version)
    if version < OLDEST_SQLITE:
        needed = ".".join(str(part) for part in OLDEST_SQLITE)
        yield Check("sqlite library", "problem", f"{words} is older than {needed}")
    else:
        yield Check("sqlite library", "ok", words)
    problems = sqlite_file.integrity_problems(settings.database_file)
    yield Check("integrity", *_found(problems, good="every page, index and reference is sound"))
    if not problems:
        yield _free_space(settings.database_file)


def _free_space(file: Path) -> Check:
    """After an upgrade that made rows smaller half of a file may be free; it is used up in time."""
    free, whole = sqlite_file.free_bytes(file), file.stat().st_size
    words = f"{free / 1e6:.0f} of {whole / 1e6:.0f} MB wait for new rows"
    if free < max(_FREE_SHARE * whole, _FREE_BYTES):
        return Check("free space", "ok", words)
    return Check(
        "free space",
        "warning",
        f"{words}; to give them back to the disk run `quizapp backup --compact FILE`, stop the "
        "server and run `quizapp restore FILE`",
    )


def _schema(url: str) -> Iterator[Check]:
    try:
        if not migrate.require_usable_schema(url):
            newer = migrate.current_revision(url)
            yield Check(
                "schema",
                "warning",
                f"a newer quizapp has upgraded it to {newer} and left room for this one",
            )
            return
    except ConfigurationError as error:
        yield Check("schema", "problem", str(error))
        return
    differences = migrate.schema_differences(url)
    yield Check("schema", *_found(differences, good=f"revision {migrate.head_revision()}"))


def _bank(folder: Path) -> Check:
    """A broken bank is a warning: what was published goes on serving."""
    try:
        load_bank(folder)
    except BankErrors as errors:
        first = errors.problems[0]
        return Check("bank", "warning", f"{len(errors.problems)} problems, first {first}")
    except (BankError, ConfigurationError, OSError) as error:
        return Check("bank", "warning", str(error))
    return Check("bank", "ok", f"{folder} loads")


def _found(problems: tuple[str, ...], *, good: str) -> tuple[Status, str]:
    if not problems:
        return "ok", good
    more = f"; and {len(problems) - _FIRST} more" if len(problems) > _FIRST else ""
    return "problem", "; ".join(problems[:_FIRST]) + more
