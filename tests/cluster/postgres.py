"""PostgreSQL of the demonstration: a primary and a synchronous standby, in folders of their own.

The commands are those of quizapp/DEPLOY.md, on other ports and folders.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import psycopg

from tests.cluster.programs import Program

READY_WITHIN_S: Final = 30.0
_STEP_S: Final = 0.05


def find_programs() -> Path | None:
    """Return the folder with the newest PostgreSQL's programs; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_basebackup"), key=_version)
    if found:
        return found[-1].parent
    asked = shutil.which("pg_config")
    if asked is None:
        return None
    told = subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=False)
    folder = Path(told.stdout.strip())
    return folder if (folder / "pg_basebackup").exists() else None


def _version(program: Path) -> int:
    name = program.parent.parent.name
    return int(name) if name.isdigit() else 0


class Database:
    """One PostgreSQL server: it is the primary, or follows it."""

    def __init__(self, name: str, *, programs: Path, folder: Path, port: int) -> None:
        self.port = port
        self.data = folder / name.replace(" ", "-")
        self._programs = programs
        self._folder = folder
        # PostgreSQL does not run as root.
        self._user = "postgres" if os.geteuid() == 0 else None
        self.program = Program(
            name,
            [str(programs / "postgres"), "-D", str(self.data), *self._settings(name)],
            folder=folder,
            env=_environment(),
            user=self._user,
        )

    def make_primary(self) -> None:
        """Make an empty database server, and start it."""
        self._run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8")
        self.start()

    def make_standby_of(self, primary: "Database") -> None:
        """Copy the primary, and follow it from there."""
        shutil.rmtree(self.data, ignore_errors=True)
        source = f"host=127.0.0.1 port={primary.port} user=postgres"
        self._run(
            "pg_basebackup", "-D", str(self.data), "-d", source, "-R", "-X", "stream", "-c", "fast"
        )
        self.start()

    def start(self) -> float:
        """Start it; return the seconds until it can be asked."""
        return self.program.start(ready=self._answers, within_s=READY_WITHIN_S)

    def stop(self) -> None:
        """Stop it at once, but in order."""
        self.program.stop(by=signal.SIGINT)

    def promote(self) -> None:
        """Make a standby the primary."""
        self._run("pg_ctl", "promote", "-D", str(self.data), "-w")

    def wait_for_nobody(self) -> None:
        """Let commits no longer wait for a standby."""
        self.ask("ALTER SYSTEM SET synchronous_standby_names = ''")
        self.ask("SELECT pg_reload_conf()")

    def wait_for_standby(self) -> None:
        """Let each commit wait until the standby has it too, and see that it does."""
        self.ask("ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (*)'")
        self.ask("SELECT pg_reload_conf()")
        _until(lambda: self.ask("SELECT sync_state FROM pg_stat_replication") == "sync")

    def ask(self, statement: str, *, database: str = "postgres") -> object:
        """Run one statement as the owner; return the first value of its first row."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None

    def address(self, database: str) -> str:
        """Return where libpq finds a database of it."""
        return f"host=127.0.0.1 port={self.port} user=postgres dbname={database} connect_timeout=2"

    def _answers(self) -> bool:
        try:
            return self.ask("SELECT 1") == 1
        except psycopg.OperationalError:
            return False

    def _settings(self, name: str) -> list[str]:
        # On the command line, so that a copy of the folder does not bring the other's port.
        values = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "cluster_name": name.replace(" ", "_"),
            "max_connections": 60,
            "shared_buffers": "64MB",
        }
        return [part for key, value in values.items() for part in ("-c", f"{key}={value}")]

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [str(self._programs / program), *words],
            cwd=self._folder,
            env=_environment(),
            user=self._user,
            group=self._user,
            extra_groups=None if self._user is None else [],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr.strip()}")


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + READY_WITHIN_S
    while not holds():
        if time.monotonic() > end:
            raise RuntimeError("the standby does not follow the primary")
        time.sleep(_STEP_S)
