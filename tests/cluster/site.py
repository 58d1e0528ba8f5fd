"""The site of the demonstration: two quizapp servers behind nginx, on one PostgreSQL."""

import getpass
import http.client
import os
import re
import shutil
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.cluster.programs import Program

READY_WITHIN_S: Final = 60.0
CONFIGURATION: Final = Path(__file__).parents[2] / "quizapp" / "deploy" / "nginx.conf"
_SECRET: Final = "of this demonstration alone, and of both its servers"
_AROUND: Final = """\
daemon off;
user {user};
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx-errors.log warn;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/quizapp.conf;
}}
"""


def find_nginx() -> str | None:
    """Return nginx's program; None where it is not installed."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


class Server:
    """One ``quizapp serve`` with a data folder of its own: nothing of the disk is shared."""

    def __init__(self, name: str, *, folder: Path, port: int, database_url: str) -> None:
        self.port = port
        kept = {key: value for key, value in os.environ.items() if not key.startswith("QUIZAPP_")}
        self.env = {
            **kept,
            "QUIZAPP_DATA_DIR": str(folder / name.replace(" ", "-")),
            "QUIZAPP_DATABASE_URL": database_url,
            "QUIZAPP_SECRET_KEY": _SECRET,
            "QUIZAPP_PROXY_HOPS": "1",
            "QUIZAPP_LOG_LEVEL": "warning",
            "QUIZAPP_REQUESTS_A_MINUTE": "0",
        }
        self.program = Program(
            name,
            [sys.executable, "-m", "quizapp", "serve", "--port", str(port)],
            folder=folder,
            env=self.env,
        )

    def start(self) -> float:
        """Start it; return the seconds until it is healthy."""
        return self.program.start(ready=lambda: answers(self.port), within_s=READY_WITHIN_S)


class Proxy:
    """nginx with the configuration that we recommend, on ports of this machine."""

    def __init__(self, program: str, *, folder: Path, port: int, servers: Sequence[int]) -> None:
        self.port = port
        here = CONFIGURATION.read_text("utf-8")
        ports = iter(servers)
        here = re.sub(r"server 10\.[0-9.]+:8000", lambda _: f"server 127.0.0.1:{next(ports)}", here)
        here = here.replace("listen 80;", f"listen 127.0.0.1:{port};")
        (folder / "quizapp.conf").write_text(here, "utf-8")
        around = _AROUND.format(folder=folder, user=getpass.getuser())
        (folder / "nginx.conf").write_text(around, "utf-8")
        self.program = Program(
            "nginx",
            [program, "-c", str(folder / "nginx.conf"), "-p", str(folder)],
            folder=folder,
            env=dict(os.environ),
        )

    def start(self) -> float:
        """Start it; return the seconds until it passes requests on."""
        return self.program.start(ready=lambda: answers(self.port), within_s=READY_WITHIN_S)


def answers(port: int) -> bool:
    """Return whether /healthz answers 200 on this port now."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as reply:
            return bool(reply.status == 200)
    except (OSError, http.client.HTTPException):
        return False


def wait_until_healthy(port: int, *, within_s: float) -> float | None:
    """Return the seconds until /healthz answers; None when it does not in time."""
    begun = time.monotonic()
    while not answers(port):
        if time.monotonic() - begun > within_s:
            return None
        time.sleep(0.02)
    return time.monotonic() - begun
