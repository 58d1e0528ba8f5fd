"""Fixtures of all tests: a fixed now, settings, a migrated database of each kind, the app.

Tests that need a browser or PostgreSQL carry the mark ``browser`` or ``postgres`` and are
skipped by name where those are missing. Where they must not be missing, as in .ci/run's second
run, QUIZAPP_REQUIRE=browser,postgres turns such a skip into a failure.
"""

import gc
import importlib.util
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from psycopg import Connection
    from pwdlib import PasswordHash
    from sqlalchemy.engine import URL

    from quizapp.settings import Settings

NOW: Final = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
"""The present of the tests: a Monday, no clock change near."""
POSTGRES_VARIABLE: Final = "QUIZAPP_TEST_POSTGRES_URL"
CASES: Final = "hostile cases"
"""Property of a test that tries more than one hostile input: how many."""
REQUIRED: Final = frozenset(filter(None, os.environ.get("QUIZAPP_REQUIRE", "").split(",")))


def pytest_configure() -> None:
    """Look for dead cycles less often: what all tests share is a heap of a million objects."""
    gc.set_threshold(30_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail where a test that is required was skipped."""
    report = yield
    missing = sorted(name for name in REQUIRED if item.get_closest_marker(name))
    if report.skipped and missing and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"QUIZAPP_REQUIRE names {', '.join(missing)}, but: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many hostile inputs were tried, and how long that took."""
    cases, seconds, tests = 0, 0.0, set()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport) and "hostile" in report.keywords:
                tests.add(report.nodeid)
                seconds += report.duration
                told = dict(report.user_properties).get(CASES, 1)
                if report.when == "teardown" and isinstance(told, int):
                    cases += told
    if tests:
        terminalreporter.write_line(
            f"hostile input: {cases} cases in {len(tests)} tests, {seconds:.0f} s"
        )


@pytest.fixture(scope="session", autouse=True)
def real_hasher() -> "Iterator[Callable[[], PasswordHash]]":
    """Hash passwords at the least cost: tests sign thousands of people in. Give the real way."""
    from pwdlib import PasswordHash  # noqa: PLC0415 - after pytest's own start
    from pwdlib.hashers.argon2 import Argon2Hasher  # noqa: PLC0415 - the same

    from quizapp.services.people import credentials  # noqa: PLC0415 - the same

    cheap = PasswordHash([Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)])
    real = credentials._hasher
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(credentials, "_hasher", lambda: cheap)
        yield real


@pytest.fixture(scope="session", autouse=True)
def real_synchronous() -> Iterator[str]:
    """Let commits of this process stay in memory: its databases end with it. Give the real way.

    Servers and commands that tests start as processes of their own wait for the disk as ever.
    """
    from quizapp.store import engine  # noqa: PLC0415 - after pytest's own start

    real = engine.SYNCHRONOUS
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "SYNCHRONOUS", "OFF")
        yield real


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """Compile templates, routes and statements once, not for each test's application."""
    from tests import compiled_once  # noqa: PLC0415 - after pytest's own start

    with pytest.MonkeyPatch.context() as patch:
        compiled_once.keep(patch)
        yield


@pytest.fixture
def now() -> datetime:
    """Return the present of the tests."""
    return NOW


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file with the present schema; tests copy it."""
    from quizapp.store import engine  # noqa: PLC0415 - pure unit tests do without
    from quizapp.store.schema import migrate  # noqa: PLC0415 - pure unit tests do without
    from tests import fetched_again  # noqa: PLC0415 - pure unit tests do without

    fetched_again.watch()
    path = tmp_path_factory.mktemp("migrated") / "quizapp.db"
    migrate.upgrade(engine.sqlite_url(path))
    return path


@pytest.fixture(scope="session")
def postgres_server() -> "Iterator[tuple[URL, Connection[Any]]]":
    """Return the URL of the PostgreSQL server, and a connection that can make databases on it."""
    given = os.environ.get(POSTGRES_VARIABLE)
    if not given:
        pytest.skip(f"postgres: {POSTGRES_VARIABLE} names no server")
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("postgres: the extra `postgres` is not installed")
    import psycopg  # noqa: PLC0415 - an extra
    from sqlalchemy.engine import make_url  # noqa: PLC0415 - pure unit tests do without

    url = make_url(given).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as server:
        yield url, server


def create_database(server: "Connection[Any]", name: str) -> None:
    """Make an empty database, one after the other: two at once would find the template in use."""
    server.execute("SELECT pg_advisory_lock(20261129)")
    server.execute(f"CREATE DATABASE {name}".encode())
    server.execute("SELECT pg_advisory_unlock(20261129)")


@pytest.fixture(scope="session")
def migrated_postgres(
    worker_id: str, postgres_server: "tuple[URL, Connection[Any]]"
) -> Iterator[str]:
    """Make a PostgreSQL database of this run with the present schema; return its URL."""
    from quizapp.store.schema import migrate  # noqa: PLC0415 - pure unit tests do without

    url, server = postgres_server
    name = f"quizapp_test_{os.getpid()}_{worker_id}"
    create_database(server, name)
    try:
        here = url.set(drivername="postgresql+psycopg", database=name)
        migrate.upgrade(here.render_as_string(hide_password=False))
        yield here.render_as_string(hide_password=False)
    finally:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty migrated database: once on SQLite, once on PostgreSQL."""
    if request.param == "sqlite":
        from quizapp.store.engine import sqlite_url  # noqa: PLC0415 - pure unit tests do without

        folder = tmp_path / "data"
        folder.mkdir(mode=0o700)
        shutil.copyfile(request.getfixturevalue("migrated_file"), folder / "quizapp.db")
        return sqlite_url(folder / "quizapp.db")
    url: str = request.getfixturevalue("migrated_postgres")
    _empty(url)
    return url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> "Settings":
    """Return settings for a data folder of this test, with its database and a key."""
    from quizapp.settings import Settings  # noqa: PLC0415 - loaded with the tests that need it

    return Settings.from_environment(
        {
            "QUIZAPP_DATA_DIR": str(tmp_path / "data"),
            "QUIZAPP_DATABASE_URL": database_url,
            "QUIZAPP_SECRET_KEY": "the key of the tests, not a secret at all",
            "QUIZAPP_REQUESTS_A_MINUTE": "0",  # Tests ask faster than people.
        }
    )


@pytest.fixture
def database(settings: "Settings") -> "Iterator[Flask]":
    """Push the context in which services run, without the web: for tests of services."""
    from flask import Flask  # noqa: PLC0415 - pure unit tests do without

    from quizapp.store.engine import db, init_database  # noqa: PLC0415 - the same

    app = Flask("quizapp_services")
    init_database(app, settings.database_url)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(settings: "Settings") -> "Iterator[Flask]":
    """Return the whole application on an empty migrated database."""
    from quizapp.app import create_app  # noqa: PLC0415 - loaded with the tests that need it
    from quizapp.store.engine import db  # noqa: PLC0415 - the same

    settings.data_dir.mkdir(mode=0o700, exist_ok=True)
    app = create_app(settings)
    app.testing = True
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: "Flask") -> "FlaskClient":
    """Return a browser without cookies."""
    return app.test_client()


def _empty(url: str) -> None:
    """Delete every row and start every number again at 1.

    Only where there is something: emptying a hundred tables at once takes a tenth of a second.
    """
    from sqlalchemy import delete, exists, literal, select, text  # noqa: PLC0415 - as above

    from quizapp.store.schema import migrate  # noqa: PLC0415 - the same
    from quizapp.store.schema.tables import Base  # noqa: PLC0415 - the same

    tables = list(reversed(Base.metadata.sorted_tables))
    looked = select(*(exists(select(literal(1)).select_from(table)) for table in tables))
    used = text("SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL")
    with migrate.connected(url) as connection, connection.begin():
        for table, full in zip(tables, connection.execute(looked).one(), strict=True):
            if full and table.name == "audit_entries":  # no row of it can be deleted
                connection.execute(text("TRUNCATE audit_entries"))
            elif full:
                connection.execute(delete(table))
        for name in connection.scalars(used).all():
            connection.execute(text(f"ALTER SEQUENCE {name} RESTART"))
