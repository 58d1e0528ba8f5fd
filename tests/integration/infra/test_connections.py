"""Connections to the database are given back."""

from flask import Flask
from sqlalchemy import text

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


def test_what_was_told_is_on_the_disk(real_synchronous: str) -> None:
    assert real_synchronous == "FULL"
