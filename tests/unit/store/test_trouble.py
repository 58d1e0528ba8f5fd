"""Which errors of a database pass by themselves, and what is told of them."""

from typing import Any

import pysqlite3.dbapi2 as sqlite
import pytest

from quizapp.store.engine import _trouble
from quizapp.store.turns import AWAY, BUSY

psycopg: Any = pytest.importorskip("psycopg")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (sqlite.OperationalError("database is locked"), BUSY),
        (sqlite.OperationalError("database or disk is full"), BUSY),
        (sqlite.OperationalError("no such table: users"), None),
        (sqlite.IntegrityError("UNIQUE constraint failed"), None),
        (psycopg.OperationalError("connection failed: Connection refused"), AWAY),
        (psycopg.errors.ConnectionTimeout("timeout expired"), AWAY),
        (psycopg.errors.AdminShutdown("terminating connection"), AWAY),
        (psycopg.errors.CannotConnectNow("the database system is starting up"), AWAY),
        (psycopg.errors.ReadOnlySqlTransaction("cannot execute INSERT"), AWAY),
        (psycopg.errors.DeadlockDetected("deadlock detected"), BUSY),
        (psycopg.errors.SerializationFailure("could not serialize access"), BUSY),
        (psycopg.errors.DiskFull("could not extend file"), BUSY),
        (psycopg.errors.UniqueViolation("duplicate key"), None),
        (psycopg.errors.UndefinedTable("no such relation"), None),
        (psycopg.ProgrammingError("the query has 1 placeholder but 0 parameters"), None),
    ],
)
def test_what_passes_is_told_as_such_and_the_rest_is_a_fault(
    error: Exception, words: str | None
) -> None:
    assert _trouble(error) == words
