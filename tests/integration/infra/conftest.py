"""A real server in its own process group, on a free port, in a data folder of the test."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

HEALTHY_WITHIN_S: Final = 40
STOPS_WITHIN_S: Final = 15


@dataclass(frozen=True)
class Server:
    """A running ``quizapp serve``."""

    process: subprocess.Popen[str]
    url: str
    output: Path

    def healthy(self) -> bool:
        """Return whether /healthz answers 200 now."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as reply:
                return bool(reply.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def printed(self) -> str:
        """Return what it wrote to standard output and standard error so far."""
        return self.output.read_text("utf-8")

    def stop(self) -> int:
        """Stop it as a service manager does; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOPS_WITHIN_S)


def free_port() -> int:
    """Return a port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(data_dir: Path, **settings: str) -> dict[str, str]:
    """Return this process's environment with only these settings of quizapp."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QUIZAPP_")}
    own = {"QUIZAPP_DATA_DIR": str(data_dir), "QUIZAPP_REQUESTS_A_MINUTE": "0"}
    return kept | own | settings


@pytest.fixture
def free() -> int:
    """Return a free port."""
    return free_port()


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a program whose data folder does not exist yet."""
    return environment(tmp_path / "data")


@pytest.fixture
def start(tmp_path: Path, env: dict[str, str]) -> Iterator[Callable[..., Server]]:
    """Return a function that starts a server and waits until it is healthy."""
    servers: list[Server] = []

    def run(
        *arguments: str, program: tuple[str, ...] = (sys.executable, "-m", "quizapp")
    ) -> Server:
        port = free_port()
        output = tmp_path / f"output-{len(servers)}"
        with output.open("w") as file:
            process = subprocess.Popen(
                [*program, "serve", "--port", str(port), *arguments],
                cwd=tmp_path,
                env=env,
                stdout=file,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        server = Server(process, f"http://127.0.0.1:{port}", output)
        servers.append(server)
        deadline = time.monotonic() + HEALTHY_WITHIN_S
        while not server.healthy():
            assert process.poll() is None, server.printed()
            assert time.monotonic() < deadline, server.printed()
            time.sleep(0.05)
        return server

    yield run
    for server in servers:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait(STOPS_WITHIN_S)
