"""Many rows at once: SQLite takes them on the driver's cursor, PostgreSQL by COPY."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Table, text
from sqlalchemy.engine import Connection
from sqlalchemy.sql.schema import ScalarElementColumnDefault

Values = Sequence[Any]
"""One for each column of a table, in its order, as the database stores them."""
CACHE_MB: Final = 1024
"""Of SQLite's pages: a log grows in as many places as there are people."""


def put_rows(connection: Connection, table: Table, rows: Iterable[Values]) -> None:
    """Add rows to a table inside the caller's transaction."""
    driver: Any = connection.connection.dbapi_connection
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" for _ in table.columns)
        driver.execute(f"PRAGMA cache_size = -{CACHE_MB * 1024}")
        driver.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', rows)  # noqa: S608 - ours
        return
    copying = f'COPY "{table.name}" ({names}) FROM STDIN'
    with driver.cursor() as cursor, cursor.copy(copying) as copy:
        for row in rows:
            copy.write_row(row)


def stored_rows(connection: Connection, table: Table, where: str, given: dict[str, Any]) -> Any:
    """Return rows as the database stores them, by a condition in its words, in their key's order.

    Nothing is translated: what was read can be put into another row as it is.
    """
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    key = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
    query = f'SELECT {names} FROM "{table.name}" WHERE {where} ORDER BY {key}'  # noqa: S608 - ours
    return [list(row) for row in connection.execute(text(query), given)]


def as_stored(
    connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]
) -> Iterator[Values]:
    """Give rows of the program's values as the database stores them.

    A column that a row does not name gets its default; rows name the same columns each.
    """
    dialect = connection.dialect
    columns = [
        (
            column.name,
            column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None,
            column.type.dialect_impl(dialect).bind_processor(dialect) or _unchanged,
        )
        for column in table.columns
    ]
    for row in rows:
        yield [convert(row.get(name, default)) for name, default, convert in columns]


def _unchanged(value: Any) -> Any:
    return value
