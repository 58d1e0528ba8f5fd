"""Eight clients that store reviews for half a minute: nobody waits long, nobody is left out.

Run: ``python -m tests.benchmarks.reviews_at_once [SECONDS]``. Exits with 1 when a bar is missed:
the 99th percentile of the answer times is under 10 times the median, and the client that was served
least got at least half of a fair share.
"""

import http.client
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from quizapp.cli.context import database
from tests.benchmarks.prepared import prepare, serving
from tests.benchmarks.reviews_vs_floor import Request, new_client

CLIENTS: Final = 8
SECONDS: Final = 30
MOST_EACH: Final = 250
"""Requests a second that are prepared for each client: more than one server ever answered."""
SPREAD_BAR: Final = 10.0
SHARE_BAR: Final = 0.5


def main(seconds: float) -> int:
    """Measure, print, and return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        settings = prepare(folder)
        with database(settings):
            todo = [
                new_client(f"client {number}", reviews=int(MOST_EACH * seconds))
                for number in range(CLIENTS)
            ]
        with serving(folder) as server:
            server.wait("/sign-in")
            times = _all_at_once(server.url, todo, seconds)
    return _judge(times, seconds)


def _judge(times: list[list[float]], seconds: float) -> int:
    """Print what the clients saw and return the exit code."""
    every = sorted(each * 1000 for client in times for each in client)
    centiles = statistics.quantiles(every, n=100)
    median, late = centiles[49], centiles[98]
    fair = len(every) / CLIENTS
    share = min(map(len, times)) / fair
    print(f"{len(every) / seconds:.0f} reviews a second by {CLIENTS} clients in {seconds:.0f} s")
    print(f"median {median:.1f} ms, p99 {late:.1f} ms, longest {every[-1]:.1f} ms")
    print(f"p99 / median  {late / median:5.2f} (bar: under {SPREAD_BAR})")
    print(f"least share   {share:5.2f} of a fair one (bar: at least {SHARE_BAR})")
    return int(late >= SPREAD_BAR * median or share < SHARE_BAR)


def _all_at_once(url: str, todo: list[list[Request]], seconds: float) -> list[list[float]]:
    """Let all clients send until the time is over; return each one's answer times in seconds."""
    times: list[list[float]] = [[] for _ in todo]
    failed: list[str] = []
    begin = threading.Barrier(len(todo))

    def send(number: int) -> None:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        begin.wait()
        until = time.perf_counter() + seconds
        for each in todo[number]:
            begun = time.perf_counter()
            if begun > until or failed:
                return
            connection.request("POST", each.path, each.body, each.headers)
            told = connection.getresponse().read()
            times[number].append(time.perf_counter() - begun)
            if b'"status":"stored"' not in told:
                failed.append(f"{told[:300]!r}")
        failed.append("more requests were answered than were prepared")

    clients = [threading.Thread(target=send, args=(number,)) for number in range(len(todo))]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    if failed:
        raise RuntimeError(failed[0])
    return times


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if sys.argv[1:] else SECONDS))
