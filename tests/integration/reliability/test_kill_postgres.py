"""kill -9 of PostgreSQL, alone and with the server: no acknowledged review is lost or doubled.

On a cluster of the test's own that waits for its disk, as PostgreSQL does unless told otherwise.
Two cycles by default; QUIZAPP_TEST_KILL_CYCLES=100 is the long form.
"""

import importlib.util
import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from quizapp.settings import Settings
from tests.integration.infra.conftest import environment
from tests.integration.reliability.killed_server import KilledServer
from tests.integration.reliability.killed_study import check_stored, enrol, work_until_killed
from tests.integration.reliability.postgres_cluster import Cluster, find_programs
from tests.security.world import BANK

CYCLES: Final = int(os.environ.get("QUIZAPP_TEST_KILL_CYCLES", "2"))
GONE: Final = frozenset({500, 503})
"""What the server may answer, for the moment, when its database is killed before it is."""

pytestmark = [pytest.mark.slow, pytest.mark.postgres]


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """Return a running cluster; whatever runs at the end is killed, and nothing is left of it."""
    programs = find_programs()
    if programs is None:
        pytest.skip("postgres: there is no initdb on this machine")
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("postgres: the extra `postgres` is not installed")
    # Not in pytest's own folder: PostgreSQL's system user may not enter that.
    folder = Path(tempfile.mkdtemp(prefix="quizapp-cluster-"))
    folder.chmod(0o755)
    found = Cluster(folder, programs)
    try:
        found.make()
        found.start()
        yield found
    finally:
        found.kill()
        shutil.rmtree(folder)


@pytest.fixture
def server(cluster: Cluster, tmp_path: Path) -> Iterator[KilledServer]:
    """Return a server on the cluster that is not running; whatever runs at the end is killed."""
    env = environment(tmp_path / "data", QUIZAPP_DATABASE_URL=cluster.url, QUIZAPP_BANK=str(BANK))
    found = KilledServer(tmp_path, env)
    yield found
    found.kill()


def test_no_acknowledged_review_is_lost_or_doubled(
    cluster: Cluster, server: KilledServer, tmp_path: Path
) -> None:
    rng = random.Random(CYCLES)  # noqa: S311 - moments to kill at
    server.start()
    settings = Settings.from_environment(
        {"QUIZAPP_DATA_DIR": str(tmp_path / "data"), "QUIZAPP_DATABASE_URL": cluster.url}
    )
    clients = enrol(settings)
    for client in clients:
        client.forgives = GONE
    for cycle in range(CYCLES):
        victims = [cluster.kill, server.kill] if cycle % 2 == 0 else [cluster.kill]
        rng.shuffle(victims)

        def kill(victims: list[Callable[[], None]] = victims) -> None:
            for victim in victims:
                victim()

        work_until_killed(server, clients, for_s=rng.uniform(0.2, 1.2), kill=kill)
        cluster.start()
        if server.process is None:
            server.start()
        else:
            server.wait()
    for client in clients:
        client.settle(server.port)
    assert server.stop() == 0

    acknowledged = [each for client in clients for each in client.acknowledged]
    print(  # noqa: T201 - the figure that the test is run for
        f"{CYCLES} kills, {len(acknowledged)} acknowledged, {server.recovery()}"
    )
    assert [problem for client in clients for problem in client.problems] == []
    assert len(acknowledged) > 5 * CYCLES
    check_stored(settings, acknowledged, sent={each for client in clients for each in client.sent})
