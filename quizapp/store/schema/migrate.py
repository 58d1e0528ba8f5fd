"""Bring the database to the schema of the code: backed up first, in one transaction.

Alembic is loaded where it migrates or compares, not at every start: with the templates that it
brings it takes as much memory as all of our web.
"""

import contextlib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Engine, TextClause, create_engine, inspect, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from quizapp.errors import ConfigurationError
from quizapp.settings import shipped
from quizapp.store.code_schema import revisions_in
from quizapp.store.engine import engine_options, prepare_engine
from quizapp.store.schema import schema_floor
from quizapp.store.schema.tables import Base
from quizapp.store.sqlite_file import copy_online

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

CONNECTION: Final = "connection"
"""Attribute of Alembic's configuration with which migrations/env.py is given a connection."""
_VERSIONS: Final = "alembic_version"
"""Alembic's table of one row: where the database stands."""
_UPGRADING: Final = -1
"""Key of PostgreSQL's advisory lock; the ids of people, locked alike, are above 0."""


def engine_for(url: str) -> Engine:
    """Return an engine outside the application, with the same recipe as inside."""
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    return engine


@contextlib.contextmanager
def connected(url: str) -> Iterator[Connection]:
    """Give one connection to the database, closed with its engine afterwards.

    Raises:
        ConfigurationError: the database cannot be reached.
    """
    engine = engine_for(url)
    try:
        with engine.connect() as connection:
            yield connection
    except OperationalError as error:
        raise ConfigurationError(
            f"The database cannot be used: {str(error.orig).strip()}. Check QUIZAPP_DATABASE_URL."
        ) from error
    finally:
        engine.dispose()


def head_revision() -> str:
    """Return the revision that the code's schema has."""
    return revisions_in(shipped("migrations"))[-1]


def known_revisions() -> frozenset[str]:
    """Return every revision that this code can upgrade from."""
    return frozenset(revisions_in(shipped("migrations")))


def current_revision(url: str) -> str | None:
    """Return the database's revision; None for a database without one."""
    with connected(url) as connection:
        return _revision_of(connection)


def _revision_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_VERSIONS):
        return None
    found: str | None = connection.scalar(text(f"SELECT version_num FROM {_VERSIONS}"))  # noqa: S608 - a constant
    return found


def require_current_schema(url: str) -> None:
    """Refuse to go on when code and database differ.

    Raises:
        ConfigurationError: the database has another revision than the code.
    """
    current, head = current_revision(url), head_revision()
    if current == head:
        return
    if current is not None and current not in known_revisions():
        raise ConfigurationError(
            f"The database has schema {current}, which is newer than this quizapp knows: "
            "install the newer quizapp, or restore a backup made with this one."
        )
    raise ConfigurationError(
        f"The database has schema {current or 'none'}, the code {head}: "
        "run `quizapp serve`, which upgrades it."
    )


def require_usable_schema(url: str) -> bool:
    """Refuse to go on when this code cannot serve the database; return whether it is current.

    False means that a newer quizapp has migrated the database, and only added to it.

    Raises:
        ConfigurationError: the database is older than the code, or too new for it.
    """
    if is_newer_but_usable(url):
        return False
    require_current_schema(url)
    return True


def is_newer_but_usable(url: str) -> bool:
    """Return whether a newer quizapp has migrated the database, and only added to it."""
    known = known_revisions()
    with connected(url) as connection:
        current = _revision_of(connection)
        if current is None or current in known:
            return False
        return schema_floor.find_floor(connection) in known


def schema_differences(url: str) -> tuple[str, ...]:
    """Return how the database's tables differ from the code's, in Alembic's words."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - see the module
    from alembic.migration import MigrationContext  # noqa: PLC0415 - the same

    with connected(url) as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": _is_compared}
        )
        with warnings.catch_warnings():
            # Of SQLite's they are read by ``_lost_expressions``.
            warnings.filterwarnings("ignore", ".* expression-based index")
            found = [str(each) for each in compare_metadata(context, Base.metadata)]
        return (*found, *_lost_expressions(connection))


def _lost_expressions(connection: Connection) -> Iterator[str]:
    """Give the indexes on expressions that SQLite has not: Alembic does not look at them there."""
    if connection.dialect.name != "sqlite":
        return
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    made = {name: sql for name, sql in connection.exec_driver_sql(query)}  # noqa: C416 - rows
    for table in Base.metadata.tables.values():
        for index in table.indexes:
            words = [each.text for each in index.expressions if isinstance(each, TextClause)]
            if any(each not in made.get(str(index.name), "") for each in words):
                yield f"the index {index.name} of {table.name} is not on {', '.join(words)}"


def _is_compared(
    thing: object,
    name: str | None,
    kind: str,
    reflected: bool,  # noqa: FBT001 - Alembic's
    other: object,
) -> bool:
    """Leave out the search's index, and the tables that litestream keeps in what it copies.

    SQLite's virtual table with its shadows and PostgreSQL's indexes cannot be said as mapped
    tables; migration 0008 makes them, the doctor compares them.
    """
    del thing, kind, reflected, other
    return name is None or not (
        name.startswith(("search_words", "_litestream_")) or name.endswith("_search")
    )


def upgrade(url: str, *, backup: Path | None = None, to: str = "head") -> bool:
    """Upgrade the database in one transaction; return whether there was anything to do.

    Args:
        url: the database.
        backup: where a SQLite database that holds tables is copied first.
        to: the revision to reach; an older one is a downgrade.

    Raises:
        ConfigurationError: the database is too new for the code, rows would lose their parents,
            or servers with older code are connected that could not go on.
    """
    current = current_revision(url)
    if current is not None and current not in known_revisions():
        if to == "head" and is_newer_but_usable(url):
            return False
        require_current_schema(url)
    if to == "head" and current == head_revision():
        return False
    with connected(url) as connection:
        if (
            backup is not None
            and url.startswith("sqlite")
            and inspect(connection).get_table_names()
        ):
            copy_online(Path(url.removeprefix("sqlite:///")), backup)
        connection.rollback()
        _spare_older_servers(connection, current)
        with _one_transaction(connection):
            _move(connection, to=to, down=to != "head")
            schema_floor.note_floor(connection, _scripts())
    return True


def _spare_older_servers(connection: Connection, current: str | None) -> None:
    """Refuse an upgrade beneath servers with older code that it would break."""
    if not schema_floor.breaks_older_code(_scripts(), current=current):
        return
    older = schema_floor.older_codes_connected(connection)
    connection.rollback()
    if older:
        raise ConfigurationError(
            f"Servers with another version of quizapp (schema {', '.join(older)}) use this "
            f"database, and cannot go on after the upgrade to schema {head_revision()}. "
            "Nothing was changed: stop them, then start this one again."
        )


def _move(connection: Connection, *, to: str, down: bool) -> None:
    from alembic import command  # noqa: PLC0415 - see the module

    config = _config()
    config.attributes[CONNECTION] = connection
    if down:
        command.downgrade(config, to)
    else:
        command.upgrade(config, to)


@contextlib.contextmanager
def _one_transaction(connection: Connection) -> Iterator[None]:
    """Hold the write lock throughout; on SQLite check foreign keys once, at the end.

    SQLite deletes child rows when a table is rebuilt with foreign keys on, and the pragma has
    no effect inside a transaction: it is switched before BEGIN.
    """
    if connection.dialect.name != "sqlite":
        with connection.begin():
            # Two servers that start at once upgrade one after the other.
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADING})
            yield
        return
    raw: Any = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        connection.execution_options(quizapp_begin="IMMEDIATE")
        with connection.begin():
            yield
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if orphans:
                raise ConfigurationError(
                    f"The upgrade would leave {len(orphans)} rows without their parents, "
                    f"first in {orphans[0][0]}; nothing was changed."
                )
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def _scripts() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - see the module

    return ScriptDirectory.from_config(_config())


def _config() -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - see the module

    config = Config()
    # Alembic reads the option with interpolation: a per cent sign in a path stands twice.
    config.set_main_option("script_location", str(shipped("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
