"""Group commit: writers that wait for one another share one transaction, and one wait for the disk.

A commit is told when it is on the disk, which takes longer than all else of an answer, and the disk
takes several as fast as one. Who comes to the head of the line while there is an open transaction
goes on in it, behind a savepoint; the last one commits. Nobody returns before that commit. What one
does wrong is rolled back to its own savepoint; when the commit fails, nobody's work is stored, and
everybody is told.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pysqlite3.dbapi2 as sqlite
from sqlalchemy.engine import Connection

from quizapp.errors import BusyError
from quizapp.store.turns import BUSY, Turns

MOST: Final = 16
"""Writers in one transaction: the first of them waits for all the others."""


class _Group:
    """One transaction of several writers, on the connection of the first."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.members = 0
        self._transaction = connection.begin()
        self._ended = threading.Event()
        self._error: BaseException | None = None

    def enter(self) -> None:
        """Begin one member's part."""
        self.members += 1
        if self.members > 1:
            self._driver().execute("SAVEPOINT member")

    def leave(self) -> None:
        """End it: it is stored when the group is."""
        if self.members > 1:
            self._driver().execute("RELEASE member")

    def take_back(self) -> bool:
        """Undo the present member's part alone; return whether others' work is still there."""
        if self.members == 1:
            return False
        try:
            self._driver().execute("ROLLBACK TO member")
            self._driver().execute("RELEASE member")
        except sqlite.Error:
            # An error of the disk or of the memory may have ended the whole transaction.
            return False
        return True

    def commit(self) -> None:
        """Store everybody's work, or nobody's; ``wait`` tells which."""
        try:
            self._transaction.commit()
        except BaseException as error:  # noqa: BLE001 - it is raised where its members wait
            self.fail(error)
        else:
            self._ended.set()

    def fail(self, error: BaseException) -> None:
        """Give everything up."""
        self._error = error
        try:
            self._transaction.rollback()
        finally:
            self._ended.set()

    def wait(self) -> None:
        """Wait until the group's work is on the disk.

        Raises:
            BusyError: it is not, nor will it be.
        """
        self._ended.wait()
        if self._error is not None:
            raise BusyError(BUSY) from self._error

    def _driver(self) -> Any:
        return self.connection.connection.dbapi_connection


class GroupCommit:
    """The transactions of one line of writers."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._open: _Group | None = None
        """What the last one left for the next; touched only by who has the turn."""

    @contextmanager
    def transaction(
        self, connect: Callable[[], Connection], *, timeout_s: float
    ) -> Iterator[Connection]:
        """Give a connection in a write transaction; return when its work is stored.

        Args:
            connect: gives this thread's connection, which is used when it is the first.
            timeout_s: how long to wait for the turn at most.

        Raises:
            BusyError: the turn did not come in time, or the commit failed: nothing was stored.
        """
        failed: BaseException | None = None
        with self._turns.turn(timeout_s=timeout_s, joins=True):
            group, self._open = self._open or _Group(connect()), None
            try:
                group.enter()
                yield group.connection
                group.leave()
            except BaseException as error:
                if not group.take_back():
                    group.fail(error)
                    raise
                # What it was refused for may be the work of those before it: that first.
                failed = error
            self._go_on(group)
        group.wait()
        if failed is not None:
            raise failed

    def _go_on(self, group: _Group) -> None:
        """Leave the transaction to the next in the line, if that one joins; else commit."""
        if group.members < MOST:
            self._open = group
            if self._turns.pass_to_joining():
                return
            self._open = None
        group.commit()
