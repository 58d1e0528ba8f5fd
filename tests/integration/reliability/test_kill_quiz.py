"""kill -9 between the saves of a quiz: what was said to be saved is saved, and the attempt goes on.

Two cycles by default; QUIZAPP_TEST_KILL_CYCLES=100 is the long form. Planted once: an answer told
as saved a tenth of a second before it was; "1 is stored, 3 was acknowledged". And a start
that slept 12 seconds: it is told apart from one that stood in line for a processor.
"""

import os
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from quizapp import clock
from quizapp.cli.context import database
from quizapp.services.publishing.publishing import publish_folder
from quizapp.settings import Settings
from tests.integration.infra.conftest import environment
from tests.integration.reliability.killed_server import KilledServer
from tests.integration.reliability.quiz_takers import begin_quiz
from tests.security.world import BANK

CYCLES: Final = min(int(os.environ.get("QUIZAPP_TEST_KILL_CYCLES", "2")), 100)
LEARNERS: Final = 3

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[KilledServer]:
    """Return a server that is not running; whatever runs at the end is killed."""
    found = KilledServer(tmp_path, environment(tmp_path / "data", QUIZAPP_BANK=str(BANK)))
    yield found
    found.kill()


def test_no_answer_that_was_said_to_be_saved_is_lost(server: KilledServer, tmp_path: Path) -> None:
    rng = random.Random(CYCLES)  # noqa: S311 - moments to kill at
    settings = Settings.from_environment({"QUIZAPP_DATA_DIR": str(tmp_path / "data")})
    with database(settings):
        publish_folder(BANK, now=clock.now(), by=None)
        takers = begin_quiz(LEARNERS, now=clock.now())
    for _ in range(CYCLES):
        server.start()
        for taker in takers:
            if not taker.token:
                taker.sign_in(server.port)
            taker.settle(server.port)
        stop = threading.Event()
        threads = [
            threading.Thread(target=taker.work, args=(server.port, stop), daemon=True)
            for taker in takers
        ]
        for thread in threads:
            thread.start()
        time.sleep(rng.uniform(0.2, 0.9))
        server.kill()
        stop.set()
        for thread in threads:
            thread.join(30)
            assert not thread.is_alive()
    server.start()
    for taker in takers:
        taker.settle(server.port)
    assert server.stop() == 0
    total = sum(taker.acknowledged for taker in takers)
    print(  # noqa: T201 - the figure
        f"{server.starts} starts, {total} saves acknowledged, {server.recovery()}"
    )
    assert [problem for taker in takers for problem in taker.problems] == []
    assert total > 5 * CYCLES
    assert "Traceback" not in server.printed()
