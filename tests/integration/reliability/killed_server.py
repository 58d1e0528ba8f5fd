"""A server that is killed, and clients that remember which reviews it acknowledged."""

import contextlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from tests.integration.infra.conftest import free_port

HEALTHY_WITHIN_S: Final = 10.0
"""After any crash: the bar of the reliability document, for a machine that runs nothing else."""
FIRST_START_S: Final = 60.0
"""At most: it makes the database and publishes the bank too."""
_BATCHES: Final = (1, 1, 1, 5, 20)
"""Reviews in one request: mostly one, as a page sends them; more after a time offline."""


@dataclass
class KilledServer:
    """``quizapp serve`` in a process group of its own, started and killed again and again.

    Attributes:
        waits_s: how long each start took by the clock.
        own_s: the same without the time in which other programs had the processors.
    """

    folder: Path
    env: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    port: int = 0
    waits_s: list[float] = field(default_factory=list)
    own_s: list[float] = field(default_factory=list)
    starts: int = 0

    def spawn(self) -> None:
        """Start it; do not wait."""
        self.port = free_port()
        self.starts += 1
        with (self.folder / "output").open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "quizapp", "serve", "--port", str(self.port)],
                cwd=self.folder,
                env=self.env,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def start(self) -> None:
        """Start it and wait until it is healthy."""
        self.spawn()
        self.wait()

    def wait(self) -> None:
        """Wait until it is healthy, 10 s at most; a minute the very first time.

        The seconds in which it could have run and stood in line for a processor are not its own,
        and do not count: so a busy machine fails nothing, and a start that hangs still does.
        """
        assert self.process is not None
        within_s = HEALTHY_WITHIN_S if self.waits_s else FIRST_START_S
        before, begun = in_line_s(self.process.pid), time.monotonic()
        while not self._healthy():
            assert self.process.poll() is None, self.printed()
            waited_s = time.monotonic() - begun
            if waited_s > within_s:
                assert waited_s - in_line_s(self.process.pid) + before < within_s, self.printed()
            time.sleep(0.02)
        self.waits_s.append(time.monotonic() - begun)
        self.own_s.append(self.waits_s[-1] - in_line_s(self.process.pid) + before)

    def recovery(self) -> str:
        """Return in words how long starts took, but for the very first."""
        return (
            f"healthy again after at most {max(self.waits_s[1:]):.1f} s by the clock, "
            f"{max(self.own_s[1:]):.1f} s without the time in line for a processor"
        )

    def kill(self) -> None:
        """Kill the whole group at once, and wait until it is gone."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        self.process = None

    def stop(self) -> int:
        """Stop it as a service manager does; return its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(20)
        self.process = None
        return code

    def printed(self) -> str:
        """Return what all starts wrote."""
        return (self.folder / "output").read_text("utf-8", errors="replace")

    def _healthy(self) -> bool:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}/healthz", timeout=2
            ) as reply:
                return bool(reply.status == 200)
        except (OSError, http.client.HTTPException):
            return False


def in_line_s(pid: int) -> float:
    """Return the seconds that a process and one of its workers have stood in line for a processor.

    Of its workers the one that waited longest: they start side by side. 0.0 where the kernel does
    not tell (Linux does).

    Source: Documentation/scheduler/sched-stats.rst of Linux, the second number of
    /proc/<pid>/schedstat, in nanoseconds.
    """
    workers = _words(Path(f"/proc/{pid}/task/{pid}/children"))
    return _delay_s(str(pid)) + max(map(_delay_s, workers), default=0.0)


def _delay_s(pid: str) -> float:
    told = _words(Path(f"/proc/{pid}/schedstat"))
    return int(told[1]) / 1e9 if len(told) > 1 else 0.0


def _words(file: Path) -> list[str]:
    try:
        return file.read_text("ascii").split()
    except OSError:  # The process is gone, or this is no Linux.
        return []


@dataclass
class Client:
    """One learner's device: posts reviews, and sends again what was not acknowledged.

    Attributes:
        acknowledged: ids that a reply said were stored.
        unsure: the reviews of a request whose reply never came.
        forgives: statuses of replies that leave a review as unsure as no reply does.
    """

    token: str
    rng: random.Random
    acknowledged: set[str] = field(default_factory=set)
    unsure: list[dict[str, Any]] = field(default_factory=list)
    sent: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    forgives: frozenset[int] = frozenset()

    def work(self, port: int, stop: threading.Event) -> None:
        """Post reviews until told to stop or until the server is gone."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
        try:
            if self.unsure and self.rng.random() < 0.7:
                self._post(connection, self.unsure)
            while not stop.is_set():
                cards = self._ask(connection, "GET", "/api/v1/study?limit=20")["cards"]
                size = self.rng.choice(_BATCHES)
                for first in range(0, len(cards), size):
                    self._post(connection, [self._review(each) for each in cards[first:][:size]])
        except (OSError, http.client.HTTPException):
            pass  # It was killed: what is unsure stays unsure.
        except ValueError as error:  # A reply that is no JSON, or half of one.
            self.problems.append(f"{error}")
        finally:
            connection.close()

    def settle(self, port: int) -> None:
        """Send again all that was never acknowledged."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
        if self.unsure:
            self._post(connection, self.unsure)
        connection.close()

    def _review(self, card: dict[str, Any]) -> dict[str, Any]:
        # "I do not know" is an answer to every question, and brings the card back in a minute.
        return {
            "id": str(UUID(int=uuid4().int)),
            "card_id": card["card_id"],
            "question_id": card["question_id"],
            "variant": card["variant"],
            "response": None,
            "rating": 1,
            "shown_at": datetime.now(UTC).isoformat(),
            "duration_ms": 1,
        }

    def _post(self, connection: http.client.HTTPConnection, reviews: list[dict[str, Any]]) -> None:
        waiting = {each["id"] for each in self.unsure}
        self.unsure = [*self.unsure, *(each for each in reviews if each["id"] not in waiting)]
        self.sent |= {each["id"] for each in reviews}
        reply = self._ask(connection, "POST", "/api/v1/reviews", {"reviews": reviews})
        for result in reply["results"]:
            if result["status"] in {"stored", "duplicate"}:
                self.acknowledged.add(result["id"])
            else:
                self.problems.append(f"{result['status']}: {result['message']}")
        told = {result["id"] for result in reply["results"]}
        self.unsure = [each for each in self.unsure if each["id"] not in told]

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: object = None
    ) -> Any:
        connection.request(
            method,
            path,
            body=None if body is None else json.dumps(body),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        reply = connection.getresponse()
        text = reply.read()
        if reply.status in self.forgives:
            raise ConnectionError(f"{method} {path}: {reply.status}")
        if reply.status != 200:
            raise ValueError(f"{method} {path}: {reply.status} {text[:200]!r}")
        return json.loads(text)
