"""The database: one engine recipe, and the two ways to use it, ``reading`` and ``writing``.

Every use case is one transaction. ``writing`` takes SQLite's write lock at once (BEGIN
IMMEDIATE), so that what was checked is still true when it is written: SQLAlchemy's default
mode lost concurrent updates without an error.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

import pysqlite3.dbapi2 as sqlite
from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, event, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from quizapp.errors import BusyError, ConfigurationError
from quizapp.store.base import Base
from quizapp.store.code_schema import code_revision
from quizapp.store.group_commit import GroupCommit
from quizapp.store.kept_connections import KeptConnections
from quizapp.store.turns import AWAY, BUSY, Turns

OLDEST_SQLITE: Final = (3, 51, 3)
"""Older libraries have a bug in WAL checkpoints with more than one writing connection."""
BUSY_TIMEOUT_MS: Final = 10_000
SYNCHRONOUS: Final = "FULL"
"""A commit is on the disk before it is told: with less, a power cut loses what was told."""
APPLICATION: Final = "quizapp "
"""Beginning of the name by which PostgreSQL knows us; the schema of the code follows."""
_CONNECTING: Final[dict[str, Any]] = {
    "connect_timeout": 5,
    # A machine that went away without a word is noticed within some 15 seconds.
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
    # The queue's statement takes a millisecond; in a large file PostgreSQL takes it to be dear and
    # compiled it first, for 80.
    "options": "-c jit=off",
}
"""Seconds, and milliseconds for the timeout; what the database's URL says of them wins."""
_CONNECTION_LOST: Final = frozenset({"08", "57"})
"""Classes of SQLSTATE: the connection failed, or the server stops, starts or was told to."""
_NO_ROOM: Final = "53"
"""Class of SQLSTATE: the disk, the memory or the connections are used up."""
_TRY_AGAIN: Final = frozenset({"40001", "40P01", "55P03", "57014"})
"""Serialization, deadlock, a lock that did not come, a statement that took too long."""
_READ_ONLY: Final = "25006"
"""A standby, or a primary that was replaced: nothing can be stored there."""
_BEGIN: Final = "quizapp_begin"
INSIDE: Final = "quizapp_inside"
"""In a session's ``info``: whether ``reading`` or ``writing`` has it. What is fetched through it
otherwise, as an attribute of a row that outlived its transaction, is of another moment."""
_KEPT: Final = "quizapp_kept_connection"

Reader = Session | Connection
"""What a Core statement can be sent through; a connection spares the session's own work."""

# By engine: two applications in one process have a file each.
_TURNS: Final[WeakKeyDictionary[Engine, Turns]] = WeakKeyDictionary()
_GROUPS: Final[WeakKeyDictionary[Engine, GroupCommit]] = WeakKeyDictionary()

db: Final = SQLAlchemy(
    metadata=Base.metadata, session_options={"expire_on_commit": False, "autoflush": False}
)


def sqlite_url(path: Path) -> str:
    """Return the database URL of a SQLite file."""
    return f"sqlite:///{path.resolve().as_posix()}"


def engine_options(url: str) -> dict[str, Any]:
    """Return the options for ``create_engine`` that this application needs on that database."""
    if make_url(url).get_backend_name() == "sqlite":
        if tuple(sqlite.sqlite_version_info) < OLDEST_SQLITE:
            raise ConfigurationError(
                f"SQLite {sqlite.sqlite_version} is too old; "
                f"install pysqlite3 with {'.'.join(map(str, OLDEST_SQLITE))} or later"
            )
        return {
            # The texts of a statement may name a person, and errors are logged.
            "hide_parameters": True,
            "module": sqlite,
            "connect_args": {
                "isolation_level": None,
                "timeout": BUSY_TIMEOUT_MS / 1000,
                "check_same_thread": False,
            },
        }
    given = make_url(url).query
    connecting = {name: value for name, value in _CONNECTING.items() if name not in given}
    return {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "pool_size": 5,
        "max_overflow": 5,
        "connect_args": {**connecting, "application_name": f"{APPLICATION}{code_revision()}"},
    }


def prepare_engine(engine: Engine) -> None:
    """Install the connection recipe on an engine: call once, before its first connection."""
    if engine.dialect.name != "sqlite":
        return

    def on_connect(connection: Any, record: object) -> None:
        del record
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute(f"PRAGMA synchronous={SYNCHRONOUS}")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA trusted_schema=OFF")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get(_BEGIN, "DEFERRED")
        driver: Any = connection.connection.dbapi_connection
        driver.execute(f"BEGIN {mode}")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)


def init_database(app: Flask, url: str) -> None:
    """Bind the application to its database."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    app.extensions[_KEPT] = kept = KeptConnections(**{_BEGIN: "IMMEDIATE"})
    app.teardown_appcontext(_put_back)
    with app.app_context():
        prepare_engine(db.engine)
        event.listen(db.engine, "engine_disposed", lambda _: kept.end_all())


@contextmanager
def reading() -> Iterator[Session]:
    """Give a session in a read transaction (one snapshot); nothing can be stored with it.

    Inside another ``reading`` or ``writing`` of the same request, use that one's session.
    """
    session = db.session()
    session.info[INSIDE] = True
    with _busy_as_error():
        try:
            yield session
        finally:
            session.info[INSIDE] = False
            # This too fails where the server went away after the last statement.
            session.rollback()


@contextmanager
def asking() -> Iterator[Connection]:
    """Give a bare connection for one statement that reads: it is a snapshot by itself."""
    with _busy_as_error():
        connection = _kept_connection()
        inside = connection.in_transaction()
        try:
            yield connection
        finally:
            if not inside and connection.in_transaction():
                connection.rollback()


@contextmanager
def writing() -> Iterator[Session]:
    """Give a session in a write transaction; commit at the end, roll back on any error.

    Raises:
        BusyError: the database is locked or full; nothing was stored.
    """
    session = db.session()
    with _busy_as_error(), _turn(db.engine):
        session.rollback()
        session.info[INSIDE] = True
        try:
            session.connection(execution_options={_BEGIN: "IMMEDIATE"})
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info[INSIDE] = False


@contextmanager
def writing_core() -> Iterator[Connection]:
    """Give a bare connection in a write transaction, as ``writing``: for Core statements alone.

    A session's own work, a sixth of storing an answer, is spared. On SQLite those who wait in the
    line at that moment share one commit; each returns when its own work is on the disk.

    Raises:
        BusyError: the database is locked or full; nothing was stored.
    """
    try:
        with _busy_as_error(), _core_transaction(db.engine) as connection:
            yield connection
    except BaseException:
        # Whatever went wrong with it, the next one begins on another.
        current_app.extensions[_KEPT].end_mine()
        raise


def _kept_connection() -> Connection:
    kept: KeptConnections = current_app.extensions[_KEPT]
    return kept.take(db.engine)


def _put_back(error: BaseException | None) -> None:
    del error
    kept: KeptConnections = current_app.extensions[_KEPT]
    kept.put_back()


def _core_transaction(engine: Engine) -> AbstractContextManager[Connection]:
    if engine.dialect.name != "sqlite":
        return _own_transaction()
    group = _GROUPS.get(engine) or _GROUPS.setdefault(engine, GroupCommit(_turns(engine)))
    return group.transaction(_kept_connection, timeout_s=BUSY_TIMEOUT_MS / 1000)


@contextmanager
def _own_transaction() -> Iterator[Connection]:
    connection = _kept_connection()
    with connection.begin():
        yield connection


def _turn(engine: Engine) -> AbstractContextManager[None]:
    """Return the wait for this thread's turn to write; PostgreSQL has many writers at once."""
    if engine.dialect.name != "sqlite":
        return nullcontext()
    return _turns(engine).turn(timeout_s=BUSY_TIMEOUT_MS / 1000)


def _turns(engine: Engine) -> Turns:
    return _TURNS.get(engine) or _TURNS.setdefault(engine, Turns())


def lock_for(reader: Reader, user_id: int) -> None:
    """Let one transaction at a time write the memory of a person (SQLite: already so)."""
    connection = reader.connection() if isinstance(reader, Session) else reader
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": user_id})


def lock_named(session: Session, names: Iterable[str]) -> None:
    """Let one transaction at a time have what these names stand for (SQLite: already so).

    In the order of the names, so that no two wait for one another.
    """
    if session.connection().dialect.name == "postgresql":
        for name in sorted(names):
            session.execute(
                text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name}
            )


@contextmanager
def _busy_as_error() -> Iterator[None]:
    """Turn "locked", "full" and "not there" into BusyError; other errors stay what they are."""
    try:
        yield
    except (DBAPIError, sqlite.OperationalError) as error:
        words = _trouble(error)
        if words is None:
            raise
        raise BusyError(words) from error


def _trouble(error: Exception) -> str | None:
    """Return what to tell of an error that passes by itself; None for any other."""
    cause = getattr(error, "orig", error)
    if isinstance(cause, sqlite.Error):
        words = str(cause).lower()
        passes = isinstance(cause, sqlite.OperationalError) and any(
            sign in words for sign in ("locked", "busy", "full", "i/o error", "timeout")
        )
        return BUSY if passes else None
    state: str | None = getattr(cause, "sqlstate", None)
    if state is None:
        # psycopg gives none where there is no connection, or where it broke.
        kinds = {kind.__name__ for kind in type(cause).__mro__}
        return AWAY if "OperationalError" in kinds else None
    if state in _TRY_AGAIN or state.startswith(_NO_ROOM):
        return BUSY
    return AWAY if state[:2] in _CONNECTION_LOST or state == _READ_ONLY else None
