"""A demonstration on the shipped bank, made once for the tests of this folder."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import text

from quizapp.app import create_app
from quizapp.services.operation import demo
from quizapp.services.publishing import publishing
from quizapp.settings import Settings
from quizapp.store.engine import db, sqlite_url
from quizapp.store.schema import migrate
from quizapp.store.schema.tables import Base

NOW: Final = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
PASSWORD: Final = "let me see the demonstration"

Opened = Callable[..., AbstractContextManager[Flask]]


@pytest.fixture(scope="session")
def opened() -> Opened:
    """Return a function that pushes the context of an application on a database."""

    @contextmanager
    def run(url: str, folder: Path, *, key: str) -> Iterator[Flask]:
        folder.mkdir(mode=0o700, exist_ok=True)
        settings = Settings.from_environment(
            {
                "QUIZAPP_DATA_DIR": str(folder),
                "QUIZAPP_DATABASE_URL": url,
                "QUIZAPP_SECRET_KEY": key,
            }
        )
        app = create_app(settings)
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()

    return run


@pytest.fixture(
    scope="package", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the URL of an empty migrated database of each kind."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("demo") / "quizapp.db"
        shutil.copyfile(request.getfixturevalue("migrated_file"), path)
        return sqlite_url(path)
    found: str = request.getfixturevalue("migrated_postgres")
    names = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with migrate.connected(found) as connection, connection.begin():
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    return found


@pytest.fixture(scope="package")
def demonstration(
    url: str, opened: Opened, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """Return the application on a database with the bank and the demonstration."""
    with opened(url, tmp_path_factory.mktemp("data"), key="k" * 40) as app:
        publishing.publish_folder(app.config["QUIZAPP"].bank, now=NOW, by=None)
        demo.make_demonstration(password=PASSWORD, now=NOW)
        yield app
