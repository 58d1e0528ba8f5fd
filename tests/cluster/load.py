"""Learners who answer through the proxy, and send again what was not acknowledged."""

import bisect
import http.client
import random
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from tests.integration.reliability.killed_server import Client

_PAUSE_S: Final = 0.02
"""Between two answers of a learner: the load is bounded, and the machine is shared."""
_AGAIN_AFTER_S: Final = 0.1
_ENDS_WITHIN_S: Final = 60.0
_NOT_NOW: Final = frozenset({502, 503, 504})
"""The proxy finds no server, or the server no database: the browser's outbox sends again."""


@dataclass
class PatientClient(Client):
    """A device that sends again whatever was not acknowledged, as the browser's outbox does.

    Attributes:
        acknowledged_at: instants (monotonic) at which a request's answers were acknowledged.
        refused: how often it was told to come back later.
        last_reply: what it was last told, for whoever looks into a failure.
    """

    acknowledged_at: list[float] = field(default_factory=list)
    refused: int = 0
    last_reply: object = None

    def work_on(self, port: int, stop: threading.Event) -> None:
        """Answer until told to stop, whatever happens to the servers."""
        while not stop.is_set():
            self.work(port, stop)
            stop.wait(_AGAIN_AFTER_S)

    def settle_all(self, port: int, *, within_s: float) -> None:
        """Send again all that was never acknowledged, until it is."""
        end = time.monotonic() + within_s
        why = ""
        while self.unsure:
            if time.monotonic() > end:
                words = f"{why} {self.unsure}, told {self.last_reply}"
                self.problems.append(f"{len(self.unsure)} answers still wait: {words}")
                return
            try:
                self.settle(port)
            except (OSError, http.client.HTTPException) as error:
                why = repr(error)
                time.sleep(_AGAIN_AFTER_S)

    def _post(self, connection: http.client.HTTPConnection, reviews: list[dict[str, Any]]) -> None:
        super()._post(connection, reviews)
        # Told in the order sent: a showing answered twice is told by the id of its first answer.
        told = {each["id"] for each in reviews}
        self.unsure = [each for each in self.unsure if each["id"] not in told]
        self.acknowledged_at.append(time.monotonic())
        time.sleep(_PAUSE_S)

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: object = None
    ) -> Any:
        try:
            self.last_reply = super()._ask(connection, method, path, body)
        except ValueError as error:
            if _status(error) in _NOT_NOW:
                self.refused += 1
                raise ConnectionError(str(error)) from error
            raise
        return self.last_reply


def make_clients(tokens: Sequence[str]) -> list[PatientClient]:
    """Return a device for each learner's token."""
    return [
        PatientClient(token, random.Random(number))  # noqa: S311 - sizes of requests, no secret
        for number, token in enumerate(tokens)
    ]


@contextmanager
def working(clients: Sequence[PatientClient], port: int) -> Iterator[None]:
    """Let all clients answer meanwhile."""
    stop = threading.Event()
    threads = [
        threading.Thread(target=client.work_on, args=(port, stop), daemon=True)
        for client in clients
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for client, thread in zip(clients, threads, strict=True):
            thread.join(_ENDS_WITHIN_S)
            if thread.is_alive():
                client.problems.append("a learner's device hangs")


def longest_silence(
    clients: Sequence[PatientClient], *, struck: float, mended: float, within_s: float
) -> float | None:
    """Return the longest time in which one learner had no answer acknowledged, in seconds.

    From the last answer before the fault to the first after it was mended; None when somebody has
    none within that time.

    Args:
        struck: instant (monotonic) of the fault.
        mended: instant at which whatever had to be done by hand was done.
    """
    end = time.monotonic() + within_s
    while any(not each.acknowledged_at or each.acknowledged_at[-1] <= mended for each in clients):
        if time.monotonic() > end:
            return None
        time.sleep(0.01)
    return max(_longest_gap(each.acknowledged_at, struck, mended) for each in clients)


def _longest_gap(instants: Sequence[float], struck: float, mended: float) -> float:
    first = max(bisect.bisect_left(instants, struck) - 1, 0)
    last = bisect.bisect_right(instants, mended) + 1
    return max(later - earlier for earlier, later in pairwise(instants[first:last]))


def _status(error: ValueError) -> int:
    words = str(error).split(": ", 1)
    found = words[1][:3] if len(words) > 1 else ""
    return int(found) if found.isdigit() else 0
