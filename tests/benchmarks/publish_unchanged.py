"""Publish the whole shipped bank again without a change. Bar: no write at all.

Counted twice over: statements that write, as the database driver is given them, and SQLite's
data_version, which tells another connection that something was committed. Both by the short way
(the files are known by their hash) and by the long way (everything is compared).

Run: ``python -m tests.benchmarks.publish_unchanged``. Exits with 1 when something was written.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import event

from quizapp import clock
from quizapp.bank.load import read_files
from quizapp.cli.context import database
from quizapp.services.publishing import publishing
from quizapp.store.engine import db
from tests.benchmarks.prepared import prepare

WRITES: Final = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")


def main() -> int:
    """Measure, print, and return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        settings = prepare(Path(name) / "data")
        files = read_files(settings.bank)
        witness = sqlite.connect(settings.database_file)
        with database(settings):
            written: list[str] = []

            def on_statement(*arguments: Any) -> None:
                statement = str(arguments[2])
                if statement.lstrip().upper().startswith(WRITES):
                    written.append(statement)

            event.listen(db.engine, "before_cursor_execute", on_statement)
            before = version(witness)
            short_s = timed(files, expected=None)
            long_s = timed(files, expected=publishing.plan_files(files).token)
            commits = version(witness) - before
        witness.close()
    print(f"known by hash {short_s * 1000:.0f} ms; compared whole {long_s * 1000:.0f} ms")
    print(f"publish again {len(written)} writing statements, {commits} commits (bar: 0)")
    return int(bool(written) or bool(commits))


def version(witness: Any) -> int:
    """Return a number that grows when another connection commits a change."""
    return int(witness.execute("PRAGMA data_version").fetchone()[0])


def timed(files: dict[str, str], *, expected: str | None) -> float:
    """Publish these files, which must be those that serve; return the seconds it took."""
    begun = time.perf_counter()
    done = publishing.publish_files(files, now=clock.now(), by=None, expected=expected)
    if done.written:
        raise RuntimeError("the bank was not what is published")
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
