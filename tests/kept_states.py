"""States of a database that several tests begin with: made by the first, put back for the rest."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Table, make_url, text

from quizapp.store.engine import db
from quizapp.store.schema import migrate
from quizapp.store.schema.tables import Base

_USED = text("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
T = TypeVar("T")


class KeptStates:
    """Copies of databases by name, one of each kind, with what making them gave."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: dict[str, tuple[dict[str, bytes], dict[str, int]]] = {}
        self._given: dict[tuple[str, str], object] = {}

    def begin(self, name: str, url: str, make: Callable[[], T]) -> T:
        """Bring an empty database into the state of that name; return what making it gave.

        To be called where the application's engine is at hand: its connections are closed, so
        that the next one sees what was put in their place.
        """
        kind = make_url(url).get_backend_name()
        if (name, kind) not in self._given:
            given = make()
            _let_go()
            self._keep(name, url)
            self._given[name, kind] = given
        else:
            _let_go()
            self._put_back(name, url)
        return cast("T", self._given[name, kind])

    def _keep(self, name: str, url: str) -> None:
        if (file := _file(url)) is not None:
            with migrate.connected(url) as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copyfile(file, self._folder / f"{name}.db")
        else:
            with migrate.connected(url) as connection:
                rows = {table.name: _copied(connection, table) for table in _tables()}
                numbers = {row[0]: row[1] for row in connection.execute(_USED)}
            self._rows[name] = ({each: data for each, data in rows.items() if data}, numbers)

    def _put_back(self, name: str, url: str) -> None:
        if (file := _file(url)) is not None:
            for rest in ("-wal", "-shm"):
                file.with_name(file.name + rest).unlink(missing_ok=True)
            shutil.copyfile(self._folder / f"{name}.db", file)
            return
        rows, numbers = self._rows[name]
        with migrate.connected(url) as connection, connection.begin():
            for table in _tables():
                if table.name in rows:
                    with (
                        _cursor(connection) as cursor,
                        cursor.copy(_command(table, "FROM STDIN")) as to,
                    ):
                        to.write(rows[table.name])
            for sequence, last in numbers.items():
                connection.execute(
                    text("SELECT setval(:name, :last)"), {"name": sequence, "last": last}
                )


def _let_go() -> None:
    db.session.remove()
    db.engine.dispose()


def _file(url: str) -> Path | None:
    address = make_url(url)
    return Path(str(address.database)) if address.get_backend_name() == "sqlite" else None


def _tables() -> list[Table]:
    return list(Base.metadata.sorted_tables)


def _copied(connection: Connection, table: Table) -> bytes:
    with _cursor(connection) as cursor, cursor.copy(_command(table, "TO STDOUT")) as lines:
        return b"".join(bytes(each) for each in lines)


def _command(table: Table, way: str) -> str:
    names = ", ".join(f'"{each.name}"' for each in table.columns if each.computed is None)
    return f'COPY "{table.name}" ({names}) {way}'


def _cursor(connection: Connection) -> Any:
    raw = connection.connection.dbapi_connection
    assert raw is not None
    return raw.cursor()
