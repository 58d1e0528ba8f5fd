"""Use case of the operator: move everything to another database, and prove that it arrived."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine, Table, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from quizapp.errors import ConfigurationError
from quizapp.settings import Settings
from quizapp.store.bank import search_queries
from quizapp.store.schema import migrate, table_copy
from quizapp.store.schema.table_copy import Digest

Progress = Callable[[str, int], None]
_SAME: Final = "The database cannot be moved onto itself."


@dataclass(frozen=True, slots=True)
class Moved:
    """One table as it arrived. ``copied`` counts rows of this run, ``digest`` covers all."""

    table: str
    copied: int
    digest: Digest


def move(
    settings: Settings, *, to: str, anew: bool = False, progress: Progress = lambda _t, _n: None
) -> tuple[Moved, ...]:
    """Copy every table to another database; return them with digests that are equal on both.

    Nobody can write to the old database meanwhile. An interrupted move goes on where it was
    when it is called again.

    Args:
        to: URL of the new database; an empty one gets its tables first.
        anew: empty the new database before.
        progress: told the table and the rows copied so far.

    Raises:
        ConfigurationError: either database cannot be used, they are the same, the new one holds
            something else than a beginning of this one, or a table arrived otherwise than it was.
    """
    target_url = _address(to)
    if make_url(target_url) == make_url(settings.database_url):
        raise ConfigurationError(_SAME)
    migrate.require_current_schema(settings.database_url)
    if anew and migrate.current_revision(target_url) is not None:
        # Not by deleting rows: the audit log refuses that.
        migrate.upgrade(target_url, to="base")
    migrate.upgrade(target_url)
    migrate.require_current_schema(target_url)
    source_engine = migrate.engine_for(settings.database_url)
    target = migrate.engine_for(target_url)
    try:
        return _copy(source_engine, target, progress=progress)
    except DBAPIError as error:
        raise ConfigurationError(
            f"The move stopped: {str(error.orig).strip()}. "
            "What was copied stays; the same command goes on from there."
        ) from error
    finally:
        source_engine.dispose()
        target.dispose()


def _copy(source_engine: Engine, target: Engine, *, progress: Progress) -> tuple[Moved, ...]:
    moved: list[Moved] = []
    with table_copy.frozen(source_engine) as source:
        for table in table_copy.tables():
            with target.connect() as there:
                last = table_copy.last_key(there, table)
                if last is not None:
                    have = table_copy.digest(there, table)
                    if have != table_copy.digest(source, table, up_to=last):
                        raise ConfigurationError(
                            f"The new database already holds other rows in {table.name}. "
                            "Choose an empty database, or start over with --anew, which deletes "
                            "what is in it."
                        )

            def told(rows: int, table: Table = table) -> None:
                progress(table.name, rows)

            copied = table_copy.copy_table(source, target, table, done=told)
            before = table_copy.digest(source, table)
            with target.connect() as there:
                after = table_copy.digest(there, table)
            if before != after:
                raise ConfigurationError(
                    f"{table.name} arrived otherwise than it was: {before.rows} rows became "
                    f"{after.rows}, or their content changed. Nothing was changed in the old "
                    "database; keep using it."
                )
            moved.append(Moved(table.name, copied, after))
    table_copy.set_counters(target)
    with Session(target) as session:
        search_queries.rebuild(session)
        session.commit()
    return tuple(moved)


def _address(to: str) -> str:
    """Return the URL as the settings would understand it."""
    return Settings.from_environment({"QUIZAPP_DATABASE_URL": to}).database_url
