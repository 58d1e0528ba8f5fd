"""Copy every table to another database, in batches that can be taken up again, and compare."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    String,
    Table,
    Text,
    collate,
    func,
    select,
    text,
    tuple_,
)

from quizapp.store.base import Base, core_table
from quizapp.store.schema.schema_floor import SchemaFloor

BATCH: Final = 1_000
"""Rows in one transaction of the copy: what an interruption can cost."""
LARGE_BATCH: Final = 8
"""The same of tables whose rows hold files of up to 8 MB."""
_LARGE: Final = frozenset({"media_files"})
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """How many rows a table has, and a SHA-256 over all of them in the order of their key."""

    rows: int
    digest: str


def tables() -> tuple[Table, ...]:
    """Return every table of the site's own, parents before what points at them.

    Which code may serve a schema is noted by whatever migrated that database.
    """
    floor = core_table(SchemaFloor)
    return tuple(table for table in Base.metadata.sorted_tables if table is not floor)


@contextmanager
def frozen(engine: Engine) -> Iterator[Connection]:
    """Give one snapshot of a database that nobody else can write to meanwhile."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.execution_options(quizapp_begin="IMMEDIATE")
            with connection.begin():
                yield connection
            return
        connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            names = ", ".join(f'"{table.name}"' for table in tables())
            # Readers go on, writers wait: the copy must not miss what they store.
            connection.execute(text(f"LOCK TABLE {names} IN SHARE MODE"))
            yield connection


def copy_table(
    source: Connection, target: Engine, table: Table, *, done: Callable[[int], None]
) -> int:
    """Copy the rows that the target has not; return how many.

    The target holds a beginning of the table, as an earlier copy left it, or nothing.

    Args:
        done: told the number of rows after each batch.
    """
    copied = 0
    with target.connect() as connection:
        last = _last_key(connection, table)
    while True:
        batch = source.execute(_after(source, table, last).limit(_batch(table))).all()
        if not batch:
            return copied
        names = [column.name for column in table.columns]
        with target.begin() as connection:
            connection.execute(
                table.insert(), [dict(zip(names, row, strict=True)) for row in batch]
            )
        copied += len(batch)
        done(copied)
        last = _key_of(table, batch[-1])


def digest(connection: Connection, table: Table, *, up_to: Row | None = None) -> Digest:
    """Return the digest of a table, or of its beginning up to and with a key."""
    found = hashlib.sha256()
    rows = 0
    query = _after(connection, table, None)
    if up_to is not None:
        query = query.where(tuple_(*_key(connection, table)) <= tuple_(*up_to))
    result = connection.execute(
        query.execution_options(stream_results=True, max_row_buffer=_batch(table))
    )
    for row in result:
        found.update(repr(tuple(_plain(value) for value in row)).encode())
        rows += 1
    return Digest(rows, found.hexdigest())


def last_key(connection: Connection, table: Table) -> Row | None:
    """Return the greatest key of a table, None when it is empty."""
    return _last_key(connection, table)


def set_counters(engine: Engine) -> None:
    """Let PostgreSQL number new rows after those that were copied; SQLite does so by itself."""
    if engine.dialect.name != "postgresql":
        return
    with engine.begin() as connection:
        for table in tables():
            key = list(table.primary_key.columns)
            if len(key) != 1:
                continue
            counter = connection.scalar(
                select(func.pg_get_serial_sequence(table.name, key[0].name))
            )
            if counter is not None:
                highest = connection.scalar(select(func.max(key[0])))
                connection.execute(select(func.setval(counter, highest or 1, highest is not None)))


def _batch(table: Table) -> int:
    return LARGE_BATCH if table.name in _LARGE else BATCH


def _after(connection: Connection, table: Table, last: Row | None) -> Any:
    """Return the query for the rows after a key, in the order of the key."""
    key = _key(connection, table)
    query = select(*table.columns).order_by(*key)
    return query if last is None else query.where(tuple_(*key) > tuple_(*last))


def _last_key(connection: Connection, table: Table) -> Row | None:
    key = _key(connection, table)
    columns = list(table.primary_key.columns)
    found = connection.execute(
        select(*columns).order_by(*(each.desc() for each in key)).limit(1)
    ).first()
    return None if found is None else tuple(found)


def _key(connection: Connection, table: Table) -> list[ColumnElement[Any]]:
    """Return the key's columns in an order that both databases share: texts by their bytes."""
    return [
        collate(column, "C") if _is_text(column) and _on_postgresql(connection) else column
        for column in table.primary_key.columns
    ]


def _key_of(table: Table, row: Any) -> Row:
    places = {column.name: place for place, column in enumerate(table.columns)}
    return tuple(row[places[column.name]] for column in table.primary_key.columns)


def _is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, String | Text)


def _on_postgresql(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _plain(value: object) -> object:
    """Return a value whose ``repr`` is the same wherever it was stored."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, memoryview | bytes):
        return bytes(value).hex()
    return value
