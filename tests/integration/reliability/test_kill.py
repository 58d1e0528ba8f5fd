"""kill -9 under load: no acknowledged review is lost, none is stored twice.

Two cycles by default; QUIZAPP_TEST_KILL_CYCLES=100 is the long form (a quarter of an hour).
"""

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from quizapp.settings import Settings
from quizapp.store import sqlite_file
from tests.integration.infra.conftest import environment
from tests.integration.reliability.killed_server import KilledServer
from tests.integration.reliability.killed_study import check_stored, enrol, work_until_killed
from tests.security.world import BANK

CYCLES: Final = int(os.environ.get("QUIZAPP_TEST_KILL_CYCLES", "2"))
EACH: Final = 5 if CYCLES < 50 else 200
"""So many reviews at least are acknowledged in a cycle: 20 000 in the long form."""
DURING_START: Final = 3
"""Of so many cycles one kills a start too."""

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[KilledServer]:
    """Return a server that is not running; whatever runs at the end is killed."""
    found = KilledServer(tmp_path, environment(tmp_path / "data", QUIZAPP_BANK=str(BANK)))
    yield found
    found.kill()


def test_no_acknowledged_review_is_lost_or_stored_twice(
    server: KilledServer, tmp_path: Path
) -> None:
    rng = random.Random(CYCLES)  # noqa: S311 - moments to kill at
    for _ in range(1 + CYCLES // 50):  # The very first start: migrations and the first publish.
        server.spawn()
        time.sleep(rng.uniform(0.2, 2.5))
        server.kill()
    server.start()
    assert server.stop() == 0
    settings = Settings.from_environment({"QUIZAPP_DATA_DIR": str(tmp_path / "data")})
    clients = enrol(settings)

    for cycle in range(CYCLES):
        if cycle % DURING_START == 0:
            server.spawn()
            time.sleep(rng.uniform(0.05, 2.0))
            server.kill()
        server.start()
        work_until_killed(
            server, clients, for_s=rng.uniform(0.1, 1.2), kill=server.kill, at_least=EACH
        )

    server.start()
    for client in clients:
        client.settle(server.port)
    assert server.stop() == 0

    acknowledged = [each for client in clients for each in client.acknowledged]
    print(  # noqa: T201 - the figure that the test is run for
        f"{server.starts} starts, {len(acknowledged)} acknowledged, {server.recovery()}"
    )
    assert [problem for client in clients for problem in client.problems] == []
    assert len(acknowledged) > 5 * CYCLES
    assert "Traceback" not in server.printed()
    assert sqlite_file.integrity_problems(settings.database_file) == ()
    check_stored(settings, acknowledged, sent={each for client in clients for each in client.sent})
