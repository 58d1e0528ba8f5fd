"""What a database holds, as one digest; and putting it back to what it held before."""

import hashlib
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pysqlite3.dbapi2 as sqlite

COUNTERS: Final = frozenset({"rate_limits"})
"""Tables that a refusal may write: how often something was tried."""


class Stored:
    """A SQLite file under test, watched by a connection of its own."""

    def __init__(self, file: Path) -> None:
        self._live: Any = sqlite.connect(str(file), isolation_level=None)
        self._kept: Any = sqlite.connect(":memory:")
        # What is put back need not outlive the machine.
        self._live.execute("PRAGMA synchronous=OFF")
        self._live.backup(self._kept)
        self._version = self._clean = self._data_version()
        self._touched = False
        self._digest = self.digest()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close both connections."""
        self._live.close()
        self._kept.close()

    def changed(self) -> bool:
        """Return whether any table but the counters differs from what was kept."""
        version = self._data_version()
        if version == self._version:
            return False  # Nobody has committed anything since.
        self._version = version
        return self.digest() != self._digest

    def tables_changed(self) -> set[str]:
        """Return the names of the tables that differ from what was kept."""
        return {
            table
            for table in self._tables()
            if _rows(self._live, table) != _rows(self._kept, table) and table not in COUNTERS
        }

    def put_back(self) -> None:
        """Make the file hold what was kept; whoever has it open sees that at once."""
        if not self._touched and self._data_version() == self._clean:
            return  # Nobody has committed anything since.
        self._kept.backup(self._live)
        self._version = self._clean = self._data_version()
        self._touched = False

    def digest(self) -> str:
        """Return a hash of every row of every table but the counters."""
        total = hashlib.sha256()
        for table in self._tables():
            if table not in COUNTERS:
                total.update(repr((table, _rows(self._live, table))).encode())
        return total.hexdigest()

    def run(self, statement: str, *values: object) -> list[Any]:
        """Return the rows of a statement; a change is committed at once."""
        # Changes of a connection's own are not in its data version.
        self._touched |= not statement.lstrip().upper().startswith("SELECT")
        found: list[Any] = self._live.execute(statement, values).fetchall()
        return found

    def _data_version(self) -> int:
        number: int = self._live.execute("PRAGMA data_version").fetchone()[0]
        return number

    def _tables(self) -> list[str]:
        named = self._live.execute("SELECT name FROM sqlite_schema WHERE type='table' ORDER BY 1")
        return [name for (name,) in named if not name.startswith("sqlite_")]


def _rows(connection: Any, table: str) -> list[str]:
    return sorted(map(repr, connection.execute(f'SELECT * FROM "{table}"')))  # noqa: S608 - a name of the schema
