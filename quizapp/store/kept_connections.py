"""Bare connections that are kept: to fetch one and put it back costs as much as asking it."""

import threading
from collections import deque
from contextlib import suppress
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine import Connection


class _Mine(threading.local):
    """The one of a thread, for as long as it works."""

    connection: Connection | None = None
    heard = False
    """Whether somebody listened to statements when it was taken."""


class KeptConnections:
    """The kept connections of an application.

    Threads of the server come and go, and most of them wait for something: on SQLite there are as
    many connections as threads that work at once, not as threads.

    Args:
        options: execution options of each.
    """

    def __init__(self, **options: Any) -> None:
        self._options = options
        self._mine = _Mine()
        self._spare: deque[tuple[Connection, bool]] = deque()

    def take(self, engine: Engine) -> Connection:
        """Return the connection of this thread."""
        mine, heard = self._mine, is_heard(engine)
        if mine.connection is None and self._spare:
            with suppress(IndexError):  # Another thread was quicker.
                mine.connection, mine.heard = self._spare.pop()
        if mine.connection is not None and heard is not mine.heard:
            # SQLAlchemy settles at the start of a connection whether it tells of its statements.
            self.end_mine()
        if mine.connection is None:
            mine.connection = engine.connect().execution_options(**self._options)
            mine.heard = heard
            if engine.dialect.name == "sqlite":
                # No longer counted by the pool, nor fetched from it.
                mine.connection.detach()
        return mine.connection

    def put_back(self) -> None:
        """Give this thread's connection to whoever works next: what it was used for is done."""
        mine = self._mine
        if mine.connection is None:
            return
        if mine.connection.dialect.name != "sqlite":
            # A server may have ended it meanwhile; the pool looks before it gives one.
            self.end_mine()
        elif not mine.connection.in_transaction():  # Else a context around goes on with it.
            self._spare.append((mine.connection, mine.heard))
            mine.connection = None

    def end_mine(self) -> None:
        """Close this thread's connection, or give it back to its pool."""
        if self._mine.connection is not None:
            self._mine.connection.close()
            self._mine.connection = None

    def end_all(self) -> None:
        """Close this thread's and the spare ones: the engine lets go of its database."""
        connection = self._mine.connection
        if connection is not None and not (connection.closed or connection.invalidated):
            # Not back to the pool, which is the one that the engine has already emptied.
            connection.detach()
        self.end_mine()
        while self._spare:
            self._spare.pop()[0].close()


def is_heard(on: Engine | Connection) -> bool:
    """Return whether somebody listens to statements, as tests that count them do."""
    return bool(on.dispatch.before_cursor_execute)
