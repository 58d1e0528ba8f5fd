"""Connections to the database are given back."""

import threading
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from quizapp.app import create_app
from quizapp.settings import Settings
from quizapp.store.engine import asking, db, writing_core


def test_an_engine_that_lets_go_leaves_no_kept_connection_open(database: Flask) -> None:
    assert database
    with asking() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    driver = connection.connection.dbapi_connection
    assert driver is not None
    with writing_core() as writer:
        assert writer.connection.dbapi_connection is driver, "the thread keeps its connection"
    db.engine.dispose()
    assert connection.closed
    if db.engine.dialect.name == "postgresql":
        assert driver.closed, "not back into the pool that was emptied already"
    with asking() as another:
        assert another.connection.dbapi_connection is not driver


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_on_sqlite_a_connection_goes_on_to_whoever_works_next(database: Flask) -> None:
    used = []

    def work() -> None:
        with database.app_context():
            with asking() as connection:
                used.append(connection.connection.dbapi_connection)
            with writing_core() as writer:
                used.append(writer.connection.dbapi_connection)
                with database.app_context(), asking() as inside:
                    used.append(inside.connection.dbapi_connection)
                assert writer.in_transaction(), "what is inside takes nothing away"

    for _ in range(3):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert len(used) == 9
    assert len(set(map(id, used))) == 1


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_postgresql_compiles_no_statement_for_us(database: Flask) -> None:
    """It takes the queue's statement to be dear in a large file: 80 ms to compile, 3 to answer."""
    assert database
    with asking() as connection:
        assert connection.execute(text("SHOW jit")).scalar_one() == "off"


def test_what_was_told_is_on_the_disk(real_synchronous: str) -> None:
    assert real_synchronous == "FULL"


def test_a_database_that_is_away_is_told_and_asked_for_again(tmp_path: Path, free: int) -> None:
    pytest.importorskip("psycopg")
    app = create_app(
        Settings.from_environment(
            {
                "QUIZAPP_DATA_DIR": str(tmp_path),
                "QUIZAPP_DATABASE_URL": f"postgresql://q@127.0.0.1:{free},localhost:{free}/q",
                "QUIZAPP_SECRET_KEY": "of this test alone, not a secret at all",
            }
        )
    )
    headers = {"Authorization": "Bearer " + "a" * 43, "Content-Type": "application/json"}
    client = app.test_client()
    for reply in (
        client.get("/healthz"),
        client.get("/sign-in", headers={"Cookie": "session=x"}),
        client.post("/api/v1/reviews", json={"reviews": []}, headers=headers),
    ):
        if reply.status_code != 200:  # A page that needs no database is shown.
            assert (reply.status_code, "Retry-After" in reply.headers) == (503, True)
            assert "does not answer at the moment" in reply.text
    assert client.get("/healthz").status_code == 503
