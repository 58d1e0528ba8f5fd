"""A PostgreSQL server of a test's own, durable as it comes, that is killed and started again."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.integration.infra.conftest import free_port

STARTS_WITHIN_S: Final = 30.0
_SYSTEM_USER: Final = "postgres"
"""Who runs the server where the tests run as root, which it refuses."""


def find_programs() -> Path | None:
    """Return the folder of the newest initdb, or None."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: [int(part) for part in path.parts[4].split(".") if part.isdigit()],
    )
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@dataclass
class Cluster:
    """One server with its data below a folder that its system user may enter."""

    folder: Path
    programs: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Return the address of its only database."""
        return f"postgresql://quizapp@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        """Make its data folder."""
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(data, _SYSTEM_USER)
        made = subprocess.run(
            [
                self.programs / "initdb",
                f"--pgdata={data}",
                "--username=quizapp",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-instructions",
                "--no-sync",  # The machine does not stop here, only programs do.
            ],
            cwd="/",
            capture_output=True,
            timeout=60,
            check=False,
            **_as_owner(),
        )
        assert made.returncode == 0, made.stderr.decode(errors="replace")

    def start(self, *settings: str) -> None:
        """Start it, and wait until it has recovered and takes connections."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    self.programs / "postgres",
                    *("-D", self.folder / "data"),
                    *("-p", str(self.port)),
                    *("-c", "listen_addresses=127.0.0.1"),
                    *("-c", "unix_socket_directories="),
                    *(part for setting in settings for part in ("-c", setting)),
                ],
                cwd="/",
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **_as_owner(),
            )
        deadline = time.monotonic() + STARTS_WITHIN_S
        while not self._takes_connections():
            assert self.process.poll() is None, self.printed()
            assert time.monotonic() < deadline, self.printed()
            time.sleep(0.02)

    def kill(self) -> None:
        """Kill every process of it at once; wait until they are gone."""
        if self.process is None or self.process.poll() is not None:
            return
        # Stopped first, so that it starts no more processes while they are listed.
        self.process.send_signal(signal.SIGSTOP)
        parts = _children(self.process.pid)
        for pid in (*parts, self.process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(10)
        deadline = time.monotonic() + 10
        while any(_parent(pid) for pid in parts):
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def printed(self) -> str:
        """Return its log."""
        return (self.folder / "log").read_text("utf-8", errors="replace")

    def _takes_connections(self) -> bool:
        asked = subprocess.run(
            [self.programs / "pg_isready", "--quiet", "--host=127.0.0.1", f"--port={self.port}"],
            check=False,
        )
        return asked.returncode == 0


def _as_owner() -> dict[str, Any]:
    owner = {"user": _SYSTEM_USER, "group": _SYSTEM_USER, "extra_groups": ()}
    return owner if os.geteuid() == 0 else {}


def _children(pid: int) -> list[int]:
    everybody = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())
    return [each for each in everybody if _parent(each) == pid]


def _parent(pid: int) -> int:
    """Return the parent of a process, 0 for one that is gone or only waits to be reaped."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text("utf-8", errors="replace")
    except OSError:
        return 0
    state, parent = told.rpartition(")")[2].split()[:2]
    return 0 if state == "Z" else int(parent)
