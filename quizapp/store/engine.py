"""The database: one engine recipe, and the two ways to use it, ``reading`` and ``writing``.

Every use case is one transaction. ``writing`` takes SQLite's write lock at once (BEGIN
IMMEDIATE), so that what was checked is still true when it is written: SQLAlchemy's default
mode lost concurrent updates without an error.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pysqlite3.dbapi2 as sqlite
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, event, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from quizapp.errors import BusyError, ConfigurationError
from quizapp.store.base import Base

OLDEST_SQLITE: Final = (3, 51, 3)
"""Older libraries have a bug in WAL checkpoints with more than one writing connection."""
BUSY_TIMEOUT_MS: Final = 10_000
_BEGIN: Final = "quizapp_begin"

Reader = Session | Connection
"""What a Core statement can be sent through; a connection spares the session's own work."""

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
    return {"hide_parameters": True, "pool_pre_ping": True, "pool_size": 5, "max_overflow": 5}


def prepare_engine(engine: Engine) -> None:
    """Install the connection recipe on an engine: call once, before its first connection."""
    if engine.dialect.name != "sqlite":
        return

    def on_connect(connection: Any, record: object) -> None:
        del record
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA trusted_schema=OFF")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get(_BEGIN, "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)


def init_database(app: Flask, url: str) -> None:
    """Bind the application to its database."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)


@contextmanager
def reading() -> Iterator[Session]:
    """Give a session in a read transaction (one snapshot); nothing can be stored with it.

    Inside another ``reading`` or ``writing`` of the same request, use that one's session.
    """
    session = db.session()
    try:
        with _busy_as_error():
            yield session
    finally:
        session.rollback()


@contextmanager
def writing() -> Iterator[Session]:
    """Give a session in a write transaction; commit at the end, roll back on any error.

    Raises:
        BusyError: the database is locked or full; nothing was stored.
    """
    session = db.session()
    session.rollback()
    try:
        with _busy_as_error():
            session.connection(execution_options={_BEGIN: "IMMEDIATE"})
            yield session
            session.commit()
    except BaseException:
        session.rollback()
        raise


def lock_for(session: Session, user_id: int) -> None:
    """Let one transaction at a time write the memory of a person (SQLite: already so)."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": user_id})


@contextmanager
def _busy_as_error() -> Iterator[None]:
    """Turn "locked" and "full" into BusyError; other operational errors stay what they are."""
    try:
        yield
    except OperationalError as error:
        words = str(error.orig).lower()
        if any(sign in words for sign in ("locked", "busy", "full", "i/o error", "timeout")):
            raise BusyError(
                "The database is busy or its disk is full. Nothing was stored; try again."
            ) from error
        raise
