"""Databases in which the shipped bank is published: made once, copied by each test."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from flask import Flask
from sqlalchemy.engine import URL, make_url

from quizapp.services.publishing.publishing import publish_folder
from quizapp.store.engine import db, init_database, sqlite_url
from quizapp.store.schema import migrate
from tests.conftest import NOW, create_database
from tests.kept_states import KeptStates

if TYPE_CHECKING:
    from psycopg import Connection

BANK: Final = Path(__file__).parents[2] / "question_bank"


@pytest.fixture(scope="session")
def published_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file in which the bank is published; tests copy it."""
    path = tmp_path_factory.mktemp("published") / "quizapp.db"
    shutil.copyfile(migrated_file, path)
    app = Flask("publish")
    init_database(app, sqlite_url(path))
    with app.app_context():
        publish_folder(BANK, now=datetime.fromisoformat("2026-03-01T00:00:00+00:00"), by=None)
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    return path


@pytest.fixture(scope="session")
def published_postgres(
    postgres_server: tuple[URL, "Connection[Any]"], migrated_postgres: str
) -> Iterator[str]:
    """Make a PostgreSQL database in which the bank is published; tests copy it. Return its name."""
    url, server = postgres_server
    name = f"{make_url(migrated_postgres).database}_published"
    create_database(server, name)
    try:
        here = url.set(drivername="postgresql+psycopg", database=name)
        address = here.render_as_string(hide_password=False)
        migrate.upgrade(address)
        app = Flask("publish")
        init_database(app, address)
        with app.app_context():
            publish_folder(BANK, now=NOW, by=None)
            db.session.remove()
            db.engine.dispose()
        yield name
    finally:
        for each in (f"{name}_copy", name):
            server.execute(f"DROP DATABASE IF EXISTS {each} WITH (FORCE)".encode())


@pytest.fixture(scope="session")
def kept_states(tmp_path_factory: pytest.TempPathFactory) -> KeptStates:
    """Return the states that several tests begin with."""
    return KeptStates(tmp_path_factory.mktemp("kept"))
