"""Which older code may go on serving a database that newer code has migrated.

A migration that only adds what older code need not know says ``additive = True``. The database
notes the newest migration that does not say so: whoever knows that one may serve.
"""

from typing import TYPE_CHECKING, Final

from sqlalchemy import SmallInteger, String, delete, insert, inspect, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.store.base import NONE, Base, core_table
from quizapp.store.engine import APPLICATION

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

_ONLY: Final = 1


class SchemaFloor(Base):
    """One row: the oldest code that may serve, by the newest migration that it knows."""

    __tablename__ = "schema_floor"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False, info=NONE)
    revision: Mapped[str] = mapped_column(String(32), info=NONE)


_FLOOR: Final = core_table(SchemaFloor)


def floor_of(scripts: "ScriptDirectory") -> str:
    """Return the newest revision whose code, and nothing older, may serve the newest schema."""
    revision = ""
    for script in scripts.walk_revisions():
        revision = script.revision
        if not _is_additive(script):
            break
    return revision


def breaks_older_code(scripts: "ScriptDirectory", *, current: str | None) -> bool:
    """Return whether upgrading from a revision changes what code of that revision uses."""
    if current is None:
        return False
    return any(
        not _is_additive(script)
        for script in scripts.iterate_revisions("head", current)
        if script.revision != current
    )


def note_floor(connection: Connection, scripts: "ScriptDirectory") -> None:
    """Write down which code may serve, in the transaction that migrates."""
    if not inspect(connection).has_table(_FLOOR.name):
        return
    connection.execute(delete(_FLOOR))
    connection.execute(insert(_FLOOR).values(id=_ONLY, revision=floor_of(scripts)))


def find_floor(connection: Connection) -> str | None:
    """Return which code may serve; None where the database does not say."""
    if not inspect(connection).has_table(_FLOOR.name):
        return None
    return connection.execute(select(_FLOOR.c.revision)).scalar()


def older_codes_connected(connection: Connection) -> tuple[str, ...]:
    """Return the revisions of other code than this that is connected to a PostgreSQL database.

    A server that has never asked the database anything is not seen.
    """
    if connection.dialect.name != "postgresql":
        return ()
    names = connection.execute(
        text(
            "SELECT DISTINCT application_name FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND application_name LIKE :ours AND application_name <> current_setting(:mine)"
            " ORDER BY application_name"
        ),
        {"ours": f"{APPLICATION}%", "mine": "application_name"},
    ).scalars()
    return tuple(str(name).removeprefix(APPLICATION) for name in names)


def _is_additive(script: object) -> bool:
    return bool(getattr(getattr(script, "module", None), "additive", False))
