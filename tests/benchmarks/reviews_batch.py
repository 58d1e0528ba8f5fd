"""Reviews a second in batches of 50 against one by one. Bar: at least 8 times as many.

Run: ``python -m tests.benchmarks.reviews_batch``. Exits with 1 when the bar is missed. One client
sends both, in turns; the median ratio of the rounds counts. One by one each review pays for a
request and a durable commit of its own; in a batch fifty share them, as when an outbox is emptied.
The processor time of the server is told beside it: others on the machine hardly change that.
"""

import json
import statistics
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from quizapp.cli.context import database
from tests.benchmarks.prepared import Running, prepare, serving
from tests.benchmarks.reviews_vs_floor import Request, new_client

ROUNDS: Final = 7
BATCH: Final = 50
BATCHES: Final = 8
"""Of one round."""
SINGLES: Final = 200
"""Of one round."""
BAR: Final = 8.0


def main() -> int:
    """Measure, print, and return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        settings = prepare(folder)
        with database(settings):
            singles = new_client("single", reviews=(ROUNDS + 1) * SINGLES)
            many = new_client("batch", reviews=(ROUNDS + 1) * BATCH * BATCHES)
        batches = [_joined(many[n : n + BATCH]) for n in range(0, len(many), BATCH)]
        with serving(folder) as server:
            server.wait("/sign-in")
            rates: dict[int, list[float]] = {1: [], BATCH: []}
            spent: dict[int, list[float]] = {1: [], BATCH: []}
            for number in range(ROUNDS + 1):
                ones = singles[number * SINGLES : (number + 1) * SINGLES]
                fifties = batches[number * BATCHES : (number + 1) * BATCHES]
                for size, requests in ((1, ones), (BATCH, fifties)):
                    rate, each_us = _rate(server, requests, size)
                    if number:  # The first round warms up both.
                        rates[size].append(rate)
                        spent[size].append(each_us)
    ratios = [fifty / one for one, fifty in zip(rates[1], rates[BATCH], strict=True)]
    ratio = statistics.median(ratios)
    for size, each in rates.items():
        words = ", ".join(f"{rate:.0f}" for rate in each)
        print(
            f"{size:2} at once {statistics.median(each):6.0f} a second, median of {words};"
            f" {statistics.median(spent[size]):.0f} microseconds of processor each"
        )
    print(f"ratio      {ratio:6.2f}, median of {ROUNDS} rounds (bar: at least {BAR})")
    return int(ratio < BAR)


def _joined(requests: list[Request]) -> Request:
    """Return one request with the reviews of several."""
    reviews = [json.loads(each.body)["reviews"][0] for each in requests]
    first = requests[0]
    return Request(first.path, first.headers, json.dumps({"reviews": reviews}).encode())


def _rate(server: Running, requests: list[Request], size: int) -> tuple[float, float]:
    """Send the requests one after the other.

    Returns:
        Reviews a second, and the microseconds of the server's processor for each.
    """
    connection = HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    spent_ms, begun = server.processor_ms(), time.perf_counter()
    for each in requests:
        connection.request("POST", each.path, each.body, each.headers)
        told = connection.getresponse().read()
        if told.count(b'"status":"stored"') != size:
            raise RuntimeError(f"{told[:300]!r}")
    reviews, seconds = len(requests) * size, time.perf_counter() - begun
    return reviews / seconds, 1000 * (server.processor_ms() - spent_ms) / reviews


if __name__ == "__main__":
    sys.exit(main())
