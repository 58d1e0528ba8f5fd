"""Statements of the hot path: compiled once, run on the driver's own cursor.

SQLAlchemy spends more on sending a statement than SQLite on answering it (measured: 60 of 80
microseconds). What stands on the path of every answer is therefore still written with SQLAlchemy,
but compiled to text once, with the converters of its columns at hand. On PostgreSQL rows are
fetched so too, in binary; what is written there, and all while somebody listens to statements, is
executed in the ordinary way, to the same effect.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Insert, Select, Update
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import Float, LargeBinary, TupleType, TypeEngine

from quizapp.store.engine import Reader
from quizapp.store.kept_connections import is_heard

_Converter = Callable[[Any], Any] | None
Values = Mapping[str, Any]
"""Of a statement's parameters, by name."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A statement as the driver gets it.

    Attributes:
        names: for each question mark its parameter.
        given: values that the statement itself gives: None where it has no parameters of its own.
        listed: for each mark of a list its place among the marks, in the list, and in a tuple that
            stands there (-1: none does).
        take: converters of values, by place among the marks.
        give: for each column that is not given as SQLite stores it: its place, and its converter.
    """

    sql: str
    names: tuple[str, ...]
    given: Mapping[str, Any] | None
    listed: tuple[tuple[int, int, int], ...]
    take: tuple[tuple[int, Callable[[Any], Any]], ...]
    give: tuple[tuple[int, Callable[[Any], Any]], ...]

    def bound(self, values: Values) -> list[Any]:
        """Return the values in the order of the question marks."""
        if self.given is not None:
            values = {**self.given, **values}
        found = [values[name] for name in self.names]
        for mark, place, part in self.listed:
            value = found[mark][place]
            found[mark] = value if part < 0 else value[part]
        for mark, convert in self.take:
            found[mark] = convert(found[mark])
        return found

    def bound_rows(
        self, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
    ) -> list[list[Any]]:
        """Return rows of values of these parameters in the order of the question marks."""
        places = _order(names, self.names)
        found = [[row[place] for place in places] for row in rows]
        for values in found:
            for mark, convert in self.take:
                values[mark] = convert(values[mark])
        return found

    def row(self, stored: Sequence[Any]) -> Sequence[Any]:
        """Return a row as the types of its columns say."""
        if not self.give:
            return stored
        values = list(stored)
        for place, convert in self.give:
            values[place] = convert(values[place])
        return values


@dataclass(frozen=True, slots=True)
class Bound:
    """Rows as SQLite gets them, made before the transaction that writes them."""

    text: _Text
    rows: list[list[Any]]

    def add_to(self, name: str, number: int) -> None:
        """Add a number to that parameter of every row."""
        places = [place for place, each in enumerate(self.text.names) if each == name]
        for row in self.rows:
            for place in places:
                row[place] += number


@cache
def _order(names: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(names.index(each) for each in wanted)


class Prepared:
    """A Core statement that is compiled once.

    Args:
        statement: with named parameters; its expanding ones are named in ``lists``.
        lists: parameters that stand for lists; one of tuples must never be empty.
    """

    def __init__(
        self, statement: Select[Any] | Insert | Update, *, lists: Sequence[str] = ()
    ) -> None:
        self._statement = statement
        self._lists = tuple(lists)
        # By database, since a move has two, and lengths of the lists.
        self._texts: dict[tuple[str | int, ...], _Text] = {}

    def rows(self, reader: Reader, values: Values) -> list[Sequence[Any]]:
        """Return the rows of a select: values by place."""
        connection = _connection(reader)
        if is_heard(connection):
            # Not ``list``: it would fetch one row at a time from the driver.
            return list(connection.execute(self._statement, dict(values)).all())
        text, values = self._text(connection.dialect, values)
        try:
            stored = _fetched(connection, text.sql, text.bound(values))
        except connection.dialect.loaded_dbapi.Error as error:
            raise _translated(error, text, connection) from error
        return [text.row(row) for row in stored] if text.give else stored

    def write(
        self, reader: Reader, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
    ) -> None:
        """Insert or update, once for each of the rows: values of these parameters by place.

        Raises:
            IntegrityError: a constraint of the table would be broken.
        """
        connection = _connection(reader)
        if not _is_direct(connection):
            given = [dict(zip(names, row, strict=True)) for row in rows]
            connection.execute(self._statement, given)
            return
        self.write_bound(reader, self.bind(reader, names, rows))

    def bind(
        self, reader: Reader, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
    ) -> Bound:
        """Return rows for ``write_bound``, on SQLite while nobody listens to statements."""
        text, _ = self._text(_connection(reader).dialect, {})
        return Bound(text, text.bound_rows(names, rows))

    def write_bound(self, reader: Reader, bound: Bound) -> None:
        """Insert or update rows that were bound before.

        Raises:
            IntegrityError: a constraint of the table would be broken.
        """
        connection = _connection(reader)
        try:
            _driver(connection).executemany(bound.text.sql, bound.rows)
        except sqlite.Error as error:
            raise _translated(error, bound.text, connection) from error

    def _text(self, dialect: Dialect, values: Values) -> tuple[_Text, Values]:
        """Return the text for lists of these lengths, and the values with lists made as long."""
        lengths: dict[str, int] = {}
        if self._lists:
            padded = {name: _padded(values[name]) for name in self._lists}
            values = {**values, **padded}
            lengths = {name: len(each) for name, each in padded.items()}
        key: tuple[str | int, ...] = (dialect.name, *lengths.values())
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = _compiled(self._statement, lengths, dialect)
        return text, values


def _padded(values: Sequence[Any]) -> list[Any]:
    """Return a list whose length is a power of two, so that there are few texts.

    The last value is repeated, which changes no set; an empty list becomes one of NULL.
    """
    wanted = 1 << max(len(values) - 1, 0).bit_length()
    last = values[-1] if values else None
    return [*values, *[last] * (wanted - len(values))]


def _compiled(
    statement: Select[Any] | Insert | Update, lengths: Mapping[str, int], dialect: Dialect
) -> _Text:
    dialect = _positional(dialect)
    compiled: SQLCompiler = statement.compile(dialect=dialect)
    wanted = {name for name, each in compiled.binds.items() if each.required}
    own = {
        name: len(each.value or ())
        for name, each in compiled.binds.items()
        if each.expanding and name not in wanted
    }
    lengths = {**own, **lengths}
    if lengths:
        # Lists are written out only where every parameter has some value.
        values: dict[str, Any] = dict.fromkeys(wanted)
        for name, length in lengths.items():
            if name in own:
                continue
            kind = compiled.binds[name].type
            one = (None,) * len(kind.types) if isinstance(kind, TupleType) else None
            values[name] = [one] * length
        compiled = statement.params(values).compile(
            dialect=dialect, compile_kwargs={"render_postcompile": True}
        )
    places = dict(_places(compiled, lengths))
    names: list[str] = []
    listed: list[tuple[int, int, int]] = []
    take: list[tuple[int, Callable[[Any], Any]]] = []
    for mark, word in enumerate(compiled.positiontup or ()):
        if word in places:
            name, place, part, kind = places[word]
            listed.append((mark, place, part))
        else:
            name, kind = word, compiled.binds[word].type
        names.append(name)
        convert = _taken_by(kind, dialect)
        if convert is not None:
            take.append((mark, convert))
    given = {name: compiled.binds[name].value for name in names if name not in wanted}
    give: list[tuple[int, Callable[[Any], Any]]] = []
    if isinstance(statement, Select):
        for place, column in enumerate(statement.selected_columns):
            convert = _given_by(column.type, dialect)
            if convert is not None:
                give.append((place, convert))
    return _Text(
        compiled.string, tuple(names), given or None, tuple(listed), tuple(take), tuple(give)
    )


def _places(
    compiled: SQLCompiler, lengths: Mapping[str, int]
) -> Iterator[tuple[str, tuple[str, int, int, TypeEngine[Any]]]]:
    """Give for each name that SQLAlchemy makes of a list: the list, the places in it, the type."""
    for name, length in lengths.items():
        kind = compiled.binds[name].type
        for number in range(length):
            if isinstance(kind, TupleType):
                for part, each in enumerate(kind.types):
                    yield f"{name}_{number + 1}_{part + 1}", (name, number, part, each)
            else:
                yield f"{name}_{number + 1}", (name, number, -1, kind)


def _positional(dialect: Dialect) -> Dialect:
    """Return the dialect in which a statement's values are given by place."""
    if dialect.positional:
        return dialect
    kind: Any = type(dialect)
    other: Dialect = kind(paramstyle="format")
    return other


def _fetched(connection: Connection, sql: str, values: Sequence[Any]) -> list[Sequence[Any]]:
    """Return the rows of a statement as the driver gives them."""
    driver = _driver(connection)
    if connection.dialect.name == "sqlite":
        rows: list[Sequence[Any]] = driver.execute(sql, values).fetchall()
        return rows
    if not connection.in_transaction():
        # The driver begins one by itself; whoever gave the connection must know, to end it.
        connection.begin()
    # In binary: PostgreSQL would write each number out in digits, to be read again here.
    with driver.cursor(binary=True) as cursor:
        try:
            found: list[Sequence[Any]] = cursor.execute(sql, values).fetchall()
        except connection.dialect.loaded_dbapi.Error as error:
            if connection.dialect.is_disconnect(error, driver, cursor):
                # Nobody gets this one again; the pool gives another.
                connection.invalidate(error)
            raise
    return found


def _taken_by(kind: TypeEngine[Any], dialect: Dialect) -> _Converter:
    if isinstance(kind, LargeBinary):
        # Drivers take bytes as they are; SQLAlchemy puts each in an object of its own.
        return None
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _given_by(kind: TypeEngine[Any], dialect: Dialect) -> _Converter:
    if isinstance(kind, Float):
        # Of PostgreSQL's SQLAlchemy asks what the driver tells of the column: a float is one.
        return None
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def is_direct(reader: Reader) -> bool:
    """Return whether statements go to SQLite's own cursor."""
    return _is_direct(_connection(reader))


def _connection(reader: Reader) -> Connection:
    return reader.connection() if isinstance(reader, Session) else reader


def _is_direct(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite" and not is_heard(connection)


def _driver(connection: Connection) -> Any:
    """Return the connection of the driver; its transaction is the one that is open."""
    return connection.connection.dbapi_connection


def _translated(error: Exception, text: _Text, connection: Connection) -> BaseException:
    """Return the error as SQLAlchemy would raise it; it shows no parameter."""
    dialect: Any = connection.dialect
    told: BaseException = DBAPIError.instance(
        text.sql, None, error, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect
    )
    return told
