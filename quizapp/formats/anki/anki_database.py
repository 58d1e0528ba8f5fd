"""A stranger's SQLite file: opened to be read alone, plain tables alone, within limits.

Nothing of its schema is ever run: views, virtual tables, computed columns and checks are refused
where they stand in a table that is read, and what takes too many steps is stopped.
"""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pysqlite3.dbapi2 as sqlite

from quizapp.errors import InputError

Row = tuple[object, ...]
_MAGIC: Final = b"SQLite format 3\x00"
_STEPS_A_CALL: Final = 100_000
_MOST_CALLS: Final = 1_500
"""Together 150 million steps: some seconds of work, and ten times what a large package needs."""
_COMPUTED: Final = re.compile(r"\bvirtual\b|\bgenerated\b|\bas\s*\(|\bcheck\s*\(", re.IGNORECASE)
_LONGEST_SCHEMA: Final = 20_000
_PRAGMAS: Final = frozenset({"quick_check"})
_FUNCTIONS: Final = frozenset({"count", "lower", "max", "octet_length"})
_SETTINGS: Final = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA query_only=ON",
    "PRAGMA cache_size=-8000",
    "PRAGMA temp_store=MEMORY",
)


class Database:
    """A stranger's database; its texts come as ``str``, with a sign for what is no UTF-8."""

    def __init__(self, connection: sqlite.Connection) -> None:
        self._connection = connection

    def rows(self, statement: str, *values: object) -> Iterator[Row]:
        """Yield the rows of a statement of ours.

        Raises:
            InputError: the file is damaged, or reading it does not end.
        """
        try:
            yield from self._connection.execute(statement, values)
        except (sqlite.Error, ValueError) as error:
            # ValueError: the words of an error that quotes what is no text.
            raise _refused(error) from None

    def check(self, table: str) -> bool:
        """Return whether there is such a table, sound and plain; False if there is none.

        Raises:
            InputError: it is a view or computes what it holds, or it is damaged.
        """
        found = tuple(
            self.rows(
                "SELECT type, rootpage, CASE WHEN octet_length(sql) < ? THEN sql END "
                "FROM sqlite_master WHERE lower(name) = ? AND type IN ('table', 'view')",
                _LONGEST_SCHEMA,
                table,
            )
        )
        if not found:
            return False
        kind, page, schema = found[0]
        plain = kind == "table" and isinstance(page, int) and page > 0
        if len(found) > 1 or not plain or _COMPUTED.search(str(schema or "check (")):
            raise InputError(
                "In the collection “{table}” is not a table as Anki makes it. Nothing of it was "
                "read. Export the package again in Anki.",
                table=table,
                field="file",
            )
        if tuple(self.rows(f"PRAGMA quick_check('{table}')"))[:1] != (("ok",),):
            raise _damaged()
        return True

    def number_of_rows(self, table: str, *, most: int) -> int:
        """Return how many rows a table of ours has; more than ``most`` are not counted."""
        statement = f"SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT ?)"  # noqa: S608 - our names
        (number,) = next(self.rows(statement, most + 1))
        return int(str(number))


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """Open the file; its name is gone then, so that nothing is left behind whatever happens.

    Raises:
        InputError: it is no database.
    """
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise _damaged()
    # Immutable: no lock, no journal beside it is looked for.
    address = f"file:{quote(str(path))}?mode=ro&immutable=1"
    try:
        with closing(sqlite.connect(address, uri=True)) as connection:
            for setting in _SETTINGS:
                connection.execute(setting)
            connection.execute("PRAGMA schema_version").fetchone()
            with suppress(OSError):  # Where an open file cannot lose its name, it goes afterwards.
                path.unlink()
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            # Anki's own order of names: its tables cannot be checked without one of that name.
            connection.create_collation("unicase", _compare)
            connection.set_authorizer(_allowed)
            calls = iter(range(_MOST_CALLS))
            connection.set_progress_handler(lambda: int(next(calls, None) is None), _STEPS_A_CALL)
            yield Database(connection)
    except (sqlite.Error, UnicodeDecodeError) as error:
        raise _refused(error) from None


def text(value: object) -> str:
    """Return what a cell should have held as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def whole(value: object) -> int | None:
    """Return what a cell should have held as a whole number; None if it does not."""
    return value if isinstance(value, int) else None


def _allowed(action: int, first: str | None, second: str | None, *_: object) -> int:
    """Let statements read and nothing else: no attaching, no recursion, few functions."""
    fine = (
        action in {sqlite.SQLITE_SELECT, sqlite.SQLITE_READ}
        or (action == sqlite.SQLITE_PRAGMA and first in _PRAGMAS)
        or (action == sqlite.SQLITE_FUNCTION and second in _FUNCTIONS)
    )
    return int(sqlite.SQLITE_OK if fine else sqlite.SQLITE_DENY)


def _compare(one: str, other: str) -> int:
    mine, yours = one.casefold(), other.casefold()
    return (mine > yours) - (mine < yours)


def _refused(error: Exception) -> InputError:
    if "interrupted" in str(error):
        return InputError(
            "Reading the collection takes too long: it is damaged or was made to. Use “Check "
            "Database” in Anki and export it again.",
            field="file",
        )
    return _damaged()


def _damaged() -> InputError:
    return InputError(
        "The collection in the package is damaged. Use “Check Database” in Anki's menu Tools, and "
        "export it again.",
        field="file",
    )
