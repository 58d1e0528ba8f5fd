"""kill -9 under load: no acknowledged review is lost, none is stored twice.

Ten cycles by default; QUIZAPP_TEST_KILL_CYCLES=100 is the long form (a few minutes).
"""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest
from sqlalchemy import text

from quizapp import clock
from quizapp.cli.context import database
from quizapp.services import accounts, sets, study_log, tokens
from quizapp.settings import Settings
from quizapp.store import content_queries, sqlite_file
from quizapp.store.engine import reading
from tests.integration.infra.conftest import environment
from tests.integration.reliability.killed_server import Client, KilledServer

CYCLES: Final = int(os.environ.get("QUIZAPP_TEST_KILL_CYCLES", "10"))
CLIENTS: Final = 4
FIRST_START_S: Final = 60.0
"""It publishes the bank too."""
DURING_START: Final = 0.3
"""Share of the cycles that kill a start too."""

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[KilledServer]:
    """Return a server that is not running; whatever runs at the end is killed."""
    found = KilledServer(tmp_path, environment(tmp_path / "data"))
    yield found
    found.kill()


def test_no_acknowledged_review_is_lost_or_stored_twice(
    server: KilledServer, tmp_path: Path
) -> None:
    rng = random.Random(CYCLES)  # noqa: S311 - moments to kill at
    for _ in range(2):  # The very first start: migrations and the first publish.
        server.spawn()
        time.sleep(rng.uniform(0.2, 2.5))
        server.kill()
    server.start(within_s=FIRST_START_S)
    assert server.stop() == 0
    settings = Settings.from_environment({"QUIZAPP_DATA_DIR": str(tmp_path / "data")})
    clients = _enrol(settings)

    for _ in range(CYCLES):
        if rng.random() < DURING_START:
            server.spawn()
            time.sleep(rng.uniform(0.05, 2.0))
            server.kill()
        server.start()
        _load(server, clients, for_s=rng.uniform(0.1, 1.2))

    server.start()
    for client in clients:
        client.settle(server.port)
    assert server.stop() == 0

    acknowledged = [each for client in clients for each in client.acknowledged]
    print(  # noqa: T201 - the figure that the test is run for
        f"{server.starts} starts, {len(acknowledged)} acknowledged, "
        f"healthy again after at most {max(server.waits_s[1:]):.1f} s"
    )
    assert [problem for client in clients for problem in client.problems] == []
    assert len(acknowledged) > 5 * CYCLES
    assert "Traceback" not in server.printed()
    _check(settings, acknowledged, sent={each for client in clients for each in client.sent})


def _enrol(settings: Settings) -> list[Client]:
    """Make a learner with a token for each client, who studies everything."""
    clients = []
    now = clock.now()
    with database(settings):
        with reading() as session:
            set_ids = sorted(content_queries.set_ids(session).values())
        for number in range(CLIENTS):
            person = accounts.create_user(
                name=f"learner {number}", password="a long enough pass phrase", roles=(), now=now
            )
            sets.add_set(user_id=person.id, set_id=set_ids[0], now=now)
            token = tokens.create_token(user_id=person.id, name="tests", now=now)
            clients.append(Client(token, random.Random(number)))  # noqa: S311 - no secret
    return clients


def _load(server: KilledServer, clients: list[Client], *, for_s: float) -> None:
    """Let all clients work, and kill the server in the midst of it."""
    stop = threading.Event()
    threads = [
        threading.Thread(target=client.work, args=(server.port, stop), daemon=True)
        for client in clients
    ]
    for thread in threads:
        thread.start()
    time.sleep(for_s)
    server.kill()
    stop.set()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()


def _check(settings: Settings, acknowledged: list[str], *, sent: set[str]) -> None:
    """Read the database: every acknowledged id once, none twice, everything sound."""
    assert sqlite_file.integrity_problems(settings.database_file) == ()
    with database(settings):
        with reading() as session:
            assert session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
            rows = session.execute(text("SELECT client_id FROM review_log")).scalars().all()
        replay = study_log.verify_replay()
    stored = Counter(str(UUID(bytes=each)) for each in rows)
    assert [each for each in acknowledged if stored[each] != 1] == []
    assert [each for each in stored if stored[each] > 1] == []
    assert set(stored) <= sent
    assert replay.entries == len(rows)
    assert replay.differences == ()
