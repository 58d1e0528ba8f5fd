"""Work that one process of the whole site does at a time, whichever server takes it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from quizapp.store.engine import db


@contextmanager
def leading(work: str) -> Iterator[bool]:
    """Give whether this process may do the work; no other may until the end.

    PostgreSQL frees the lock when the process, its machine or its connection dies. When a standby
    takes over meanwhile, another process may begin: work must bear being begun twice.

    On SQLite it is always True: one server has the file.

    Args:
        work: its name.
    """
    if db.engine.dialect.name != "postgresql":
        yield True
        return
    with db.engine.connect() as connection:
        # Held by the session, not by a transaction: no old row is kept for a long job's sake.
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()
        yield bool(
            connection.execute(
                text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))"),
                {"name": f"leading {work}"},
            ).scalar_one()
        )
