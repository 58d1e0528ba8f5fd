"""Learners who study while what serves them is killed, and what must be stored afterwards."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Final
from uuid import UUID

from quizapp import clock
from quizapp.cli.context import database
from quizapp.services.memory import study_log
from quizapp.services.people import accounts, tokens
from quizapp.services.study import sets
from quizapp.settings import Settings
from quizapp.store.bank import content_queries
from quizapp.store.engine import reading
from tests.integration.reliability.killed_server import Client, KilledServer
from tests.log_rows import stored_ids

CLIENTS: Final = 4
WARM: Final = 5
"""Reviews acknowledged before anything is killed: a slow machine has begun to work by then."""
WORKS_WITHIN_S: Final = 30.0


def enrol(settings: Settings) -> list[Client]:
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


def work_until_killed(
    server: KilledServer,
    clients: list[Client],
    *,
    for_s: float,
    kill: Callable[[], None],
    at_least: int = WARM,
) -> None:
    """Let all clients work, and kill what serves them in the midst of it.

    Args:
        for_s: so long they work on once ``at_least`` reviews were acknowledged.
    """
    stop = threading.Event()
    before = sum(len(client.acknowledged) for client in clients)
    threads = [
        threading.Thread(target=client.work, args=(server.port, stop), daemon=True)
        for client in clients
    ]
    for thread in threads:
        thread.start()
    until = time.monotonic() + WORKS_WITHIN_S
    while sum(len(client.acknowledged) for client in clients) < before + at_least:
        assert time.monotonic() < until, [client.problems for client in clients]
        time.sleep(0.01)
    time.sleep(for_s)
    kill()
    stop.set()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()


def check_stored(settings: Settings, acknowledged: list[str], *, sent: set[str]) -> None:
    """Read the database: every acknowledged id once, none twice, and its memory as replayed."""
    with database(settings):
        with reading() as session:
            rows = stored_ids(session)
        replay = study_log.verify_replay()
    stored = Counter(str(UUID(bytes=each)) for each in rows)
    assert [each for each in acknowledged if stored[each] != 1] == []
    assert [each for each in stored if stored[each] > 1] == []
    assert set(stored) <= sent
    assert replay.entries == len(rows)
    assert replay.differences == ()
