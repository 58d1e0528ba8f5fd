"""Writers in a line share a commit: each returns after it, and none pays for another's mistake."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection

from quizapp.errors import BusyError
from quizapp.store.engine import sqlite_url
from quizapp.store.group_commit import MOST, GroupCommit
from quizapp.store.schema.migrate import engine_for
from quizapp.store.turns import Turns

PATIENCE_S = 10.0
Work = Callable[[Connection], object]


class _Line:
    """Writers that stand in the line of one database, and what came of each."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.turns = Turns()
        self.group = GroupCommit(self.turns)
        self.commits = 0
        self.results: dict[int, BaseException | frozenset[int]] = {}
        self._threads: list[threading.Thread] = []
        event.listen(engine, "commit", self._count)

    def _count(self, connection: Connection) -> None:
        del connection
        self.commits += 1

    def stored(self) -> frozenset[int]:
        """Return what another connection sees."""
        with self.engine.connect() as other:
            return frozenset(other.exec_driver_sql("SELECT n FROM kept").scalars())

    def run(self, *works: Work) -> None:
        """Let them queue up behind one writer, then all go, and wait for the last."""
        with self.turns.turn(timeout_s=PATIENCE_S):
            for name, work in enumerate(works):
                self._queue_up(name, work)
        for thread in self._threads:
            thread.join(PATIENCE_S)
            assert not thread.is_alive()

    def _queue_up(self, name: int, work: Work) -> None:
        before = self.turns.waiting
        thread = threading.Thread(target=self._write, args=(name, work), daemon=True)
        self._threads.append(thread)
        thread.start()
        until = time.monotonic() + PATIENCE_S
        while self.turns.waiting == before and time.monotonic() < until:
            time.sleep(0.001)

    def _write(self, name: int, work: Work) -> None:
        with ExitStack() as ends:

            def connect() -> Connection:
                mine = self.engine.connect().execution_options(quizapp_begin="IMMEDIATE")
                return ends.enter_context(mine)

            try:
                with self.group.transaction(connect, timeout_s=PATIENCE_S) as connection:
                    work(connection)
                self.results[name] = self.stored()
            except Exception as error:  # noqa: BLE001 - what it is is for the test to say
                self.results[name] = error


@pytest.fixture
def line(tmp_path: Path) -> Iterator[_Line]:
    """Return the line of an empty database that waits for the disk as a server's does."""
    engine = engine_for(sqlite_url(tmp_path / "q.db"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE kept (n INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE child (n INTEGER REFERENCES kept (n))")
    yield _Line(engine)
    engine.dispose()


def keep(number: int) -> Work:
    """Return the work of storing a number."""
    return lambda connection: connection.exec_driver_sql("INSERT INTO kept VALUES (?)", (number,))


def test_who_waits_shares_one_commit_and_returns_after_it(line: _Line) -> None:
    line.run(*(keep(number) for number in range(5)))
    assert line.commits == 1
    assert line.stored() == frozenset(range(5))
    assert all(line.results[name] == line.stored() for name in range(5)), "told, and not yet stored"


def test_a_group_is_no_larger_than_its_most(line: _Line) -> None:
    line.run(*(keep(number) for number in range(MOST + 3)))
    assert line.commits == 2
    assert len(line.stored()) == MOST + 3


def test_a_writer_alone_commits_by_itself(line: _Line) -> None:
    line.run(keep(1))
    line.run(keep(2))
    assert line.commits == 2


def test_a_member_that_fails_takes_back_its_own_work_alone(line: _Line) -> None:
    def fail(connection: Connection) -> None:
        keep(77)(connection)
        raise LookupError("no such card")

    line.run(fail, keep(1), fail, keep(1), keep(2), fail)
    assert line.stored() == {1, 2}
    told = [type(line.results[name]).__name__ for name in range(6)]
    refused = "IntegrityError"
    assert told == ["LookupError", "frozenset", "LookupError", refused, "frozenset", "LookupError"]
    assert line.commits == 1


def test_when_the_commit_fails_nobody_is_told_that_it_was_stored(line: _Line) -> None:
    def orphan(connection: Connection) -> None:
        # Checked at the commit, and by no statement before: so the commit itself fails.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.exec_driver_sql("INSERT INTO child VALUES (404)")

    line.run(keep(1), orphan, keep(2))
    assert all(isinstance(line.results[name], BusyError) for name in range(3)), line.results
    assert line.stored() == frozenset()
    line.run(keep(3))
    assert line.stored() == {3}, "the next one begins anew"


def test_what_was_refused_for_work_that_is_not_stored_is_told_to_come_again(line: _Line) -> None:
    def orphan(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.exec_driver_sql("INSERT INTO child VALUES (404)")

    line.run(keep(1), keep(1), orphan)
    assert isinstance(line.results[1], BusyError), "the row that it met was never stored"
    assert line.stored() == frozenset()


def test_when_the_database_gives_the_transaction_up_those_before_are_told(line: _Line) -> None:
    def lose(connection: Connection) -> None:
        driver: Any = connection.connection.dbapi_connection
        driver.execute("INSERT OR ROLLBACK INTO kept VALUES (1)")

    line.run(keep(1), lose, keep(2))
    assert isinstance(line.results[0], BusyError)
    assert isinstance(line.results[1], Exception)
    assert line.stored() == {2}
    assert line.results[2] == line.stored()


def test_a_writer_of_another_kind_keeps_its_place_and_sees_what_was_stored(line: _Line) -> None:
    seen = []

    def alone() -> None:
        with line.turns.turn(timeout_s=PATIENCE_S):
            seen.append(line.stored())

    with line.turns.turn(timeout_s=PATIENCE_S):
        line._queue_up(0, keep(0))
        other = threading.Thread(target=alone)
        other.start()
        while line.turns.waiting < 2:
            time.sleep(0.001)
        line._queue_up(1, keep(1))
    line.run()
    other.join(PATIENCE_S)
    assert seen == [frozenset({0})]
    assert line.commits == 2
