"""The same load for each program: so many clients, each answering as fast as it is told."""

import http.client
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

_IDLE_S: Final = 5.0
"""Servers end a connection that is not used; another program's round may take longer."""


class Connection:
    """One browser's connection to a server on this machine, opened anew after a pause."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._used_s = 0.0

    def ask(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Return the reply and what it holds."""
        if time.monotonic() - self._used_s > _IDLE_S:
            self._connection.close()
        self._connection.request(method, path, body, headers)
        reply = self._connection.getresponse()
        told = reply.read()
        self._used_s = time.monotonic()
        return reply, told


def rate(clients: Sequence[Callable[[], None]], *, seconds: float) -> float:
    """Let all clients answer until the time is over; return answers a second.

    Raises:
        RuntimeError: one of them was not answered as it should be.
    """
    counts = [0] * len(clients)
    failed: list[str] = []
    begin = threading.Barrier(len(clients) + 1)

    def work(number: int) -> None:
        begin.wait()
        until = time.perf_counter() + seconds
        try:
            while time.perf_counter() < until and not failed:
                clients[number]()
                counts[number] += 1
        except Exception as error:  # noqa: BLE001 - whatever it is ends the measurement
            failed.append(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(clients))]
    for thread in threads:
        thread.start()
    begin.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    if failed:
        raise RuntimeError(failed[0])
    return sum(counts) / (time.perf_counter() - begun)
