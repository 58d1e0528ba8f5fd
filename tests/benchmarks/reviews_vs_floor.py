"""Reviews a second against the same server's floor, on the same file. Bar: at least 0.7 of it.

Run: ``python -m tests.benchmarks.reviews_vs_floor``. Exits with 1 when the bar is missed. Rounds
alternate between ``POST /api/v1/reviews`` with one review and a bare route that does the same
select, update, insert and durable commit; the median ratio of the rounds counts.
"""

import contextlib
import http.client
import json
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import uuid4

from quizapp import clock
from quizapp.cli.context import database
from quizapp.services.people import accounts, tokens
from quizapp.services.questions.variants import issue_variant
from quizapp.settings import Settings
from quizapp.store.engine import reading
from quizapp.store.study import queue_queries
from tests.benchmarks.prepared import prepare, serving, study_everything

CLIENTS: Final = 4
ROUNDS: Final = 11
REQUESTS: Final = 150
"""Of one client in one round."""
BAR: Final = 0.7
_ANSWERS: Final[dict[str, dict[str, Any] | None]] = {
    "mcq": {"option": 0},
    "true_false": {"value": True},
    "typed": {"text": "something"},
    "cloze": {"text": "something"},
}


@dataclass(frozen=True)
class Request:
    """One request as it is sent."""

    path: str
    headers: dict[str, str]
    body: bytes


def main() -> int:
    """Measure, print, and return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        settings = prepare(folder)
        ours, floors = _requests(settings)
        with serving(folder) as server, _floor(folder / "quizapp.db") as floor:
            server.wait("/sign-in")
            _wait_for(floor)
            rates: dict[str, list[float]] = {"reviews": [], "floor": []}
            for number in range(ROUNDS + 1):
                for kind, url, todo in (("floor", floor, floors), ("reviews", server.url, ours)):
                    rate = _round(url, [each[number] for each in todo])
                    if number:  # The first round warms up both.
                        rates[kind].append(rate)
    # Of each round with its neighbour in time: other work on the machine then weighs on both.
    ratios = [one / other for one, other in zip(rates["reviews"], rates["floor"], strict=True)]
    ratio = statistics.median(ratios)
    for kind, each in rates.items():
        words = ", ".join(f"{rate:.0f}" for rate in each)
        print(f"{kind:8} {statistics.median(each):6.0f} a second, median of {words}")
    print("ratios   " + ", ".join(f"{each:.2f}" for each in ratios))
    print(f"ratio    {ratio:6.2f}, median of {ROUNDS} rounds (bar: at least {BAR})")
    return int(ratio < BAR)


def _requests(settings: Settings) -> tuple[list[list[list[Request]]], list[list[list[Request]]]]:
    """Return what each client sends in each round: to the API, and to the floor."""
    ours, floors = [], []
    with database(settings):
        for client in range(CLIENTS):
            reviews = new_client(f"client {client}", reviews=(ROUNDS + 1) * REQUESTS)
            other_id, cards = _learner(f"floor {client}"), _cards()
            bare = [
                _bare(other_id, card=cards[n % len(cards)][0], number=n)
                for n in range((ROUNDS + 1) * REQUESTS)
            ]
            ours.append(_in_rounds(reviews))
            floors.append(_in_rounds(bare))
    return ours, floors


def new_client(name: str, *, reviews: int) -> list[Request]:
    """Return requests with one review each of a new learner's cards, to be sent in this order."""
    user_id = _learner(name)
    token = tokens.create_token(user_id=user_id, name="benchmark", now=clock.now())
    cards = _cards()
    return [
        _review(user_id, token, *cards[n % len(cards)], reps=n // len(cards))
        for n in range(reviews)
    ]


def _learner(name: str) -> int:
    """Return a new learner who studies the whole bank."""
    now = clock.now()
    person = accounts.create_user(name=name, password="amber kettle sings", roles=(), now=now)
    study_everything(person.id)
    return person.id


def _cards() -> list[tuple[int, int, str]]:
    """Return (card, question, type) of one question of each card."""
    with reading() as session:
        current = queue_queries.list_current_questions(session, range(1, 400))
    chosen = {card: (card, number, kind) for card, number, kind, _ in current if kind in _ANSWERS}
    return list(chosen.values())


def _review(
    user_id: int, token: str, card_id: int, question_id: int, kind: str, *, reps: int
) -> Request:
    body = {
        "id": str(uuid4()),
        "card_id": card_id,
        "question_id": question_id,
        "variant": issue_variant(user_id, question_id=question_id, reps=reps),
        "response": _ANSWERS[kind],
        "shown_at": clock.now().isoformat(),
        "duration_ms": 4000,
    }
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    return Request("/api/v1/reviews", headers, json.dumps({"reviews": [body]}).encode())


def _bare(user_id: int, *, card: int, number: int) -> Request:
    body = {"user": user_id, "card": card, "seq": number, "id": str(uuid4())}
    return Request("/reviews", {"Content-Type": "application/json"}, json.dumps(body).encode())


def _in_rounds(requests: Sequence[Request]) -> list[list[Request]]:
    return [list(requests[n : n + REQUESTS]) for n in range(0, len(requests), REQUESTS)]


def _round(url: str, todo: Sequence[Sequence[Request]]) -> float:
    """Send what each client has to send, all at once; return requests a second."""
    failed: list[str] = []
    clients = [threading.Thread(target=_send, args=(url, each, failed)) for each in todo]
    begun = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    seconds = time.perf_counter() - begun
    if failed:
        raise RuntimeError(failed[0])
    return sum(map(len, todo)) / seconds


def _send(url: str, requests: Sequence[Request], failed: list[str]) -> None:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    for each in requests:
        connection.request("POST", each.path, each.body, each.headers)
        reply = connection.getresponse()
        text = reply.read()
        if b'"status":"stored"' not in text:
            failed.append(f"{reply.status}: {text[:300]!r}")
            return


@contextlib.contextmanager
def _floor(file: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.floor_server", str(file), str(port)],
        start_new_session=True,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait_for(url: str) -> None:
    for _ in range(400):
        with (
            contextlib.suppress(OSError),
            socket.create_connection(
                (urlsplit(url).hostname or "", urlsplit(url).port or 0), timeout=1
            ),
        ):
            return
        time.sleep(0.05)
    raise RuntimeError("the floor did not come up")


if __name__ == "__main__":
    sys.exit(main())
