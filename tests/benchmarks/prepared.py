"""What benchmarks share: a data folder with the bank and a learner, and a real server on it."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Final

from quizapp import clock
from quizapp.cli.context import database
from quizapp.services.people import accounts
from quizapp.services.publishing import publishing
from quizapp.services.study import sets
from quizapp.settings import Settings
from quizapp.store.bank import content_queries
from quizapp.store.engine import reading

NAME: Final = "Ada"
PASSWORD: Final = "amber kettle sings"
_TOKEN: Final = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
_PATIENCE_S: Final = 60


@dataclass
class Running:
    """A running ``quizapp serve`` and when it was started (``time.monotonic``)."""

    process: subprocess.Popen[bytes]
    url: str
    begun_s: float

    def wait(self, path: str, *, patience_s: float = _PATIENCE_S) -> float:
        """Return the seconds from the process's start until the page is answered with 200.

        Raises:
            RuntimeError: the process ended, or was not there within the patience.
        """
        while True:
            try:
                with urllib.request.urlopen(self.url + path, timeout=5) as reply:
                    reply.read()
                    return time.monotonic() - self.begun_s
            except (OSError, http.client.HTTPException):
                waited = time.monotonic() - self.begun_s
                if self.process.poll() is not None or waited > patience_s:
                    raise RuntimeError("the server did not come up") from None
                time.sleep(0.005)

    def processor_ms(self) -> float:
        """Return the processor time that the server's processes have used so far.

        Source: proc(5): the group is the third field after the name, the first of ``schedstat``
        are nanoseconds of one thread.
        """
        found = 0
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):  # It has ended meanwhile.
                group = (process / "stat").read_text("ascii").rpartition(")")[2].split()[2]
                if int(group) == self.process.pid:
                    threads = process.glob("task/*/schedstat")
                    found += sum(int(each.read_text("ascii").split()[0]) for each in threads)
        return found / 1e6


def prepare(folder: Path) -> Settings:
    """Make the data folder: the shipped bank, and a learner who studies all of it."""
    settings = Settings.from_environment({"QUIZAPP_DATA_DIR": str(folder)})
    now = clock.now()
    with database(settings):
        publishing.publish_folder(settings.bank, now=now, by=None)
        person = accounts.create_user(name=NAME, password=PASSWORD, roles=(), now=now)
        study_everything(person.id)
    return settings


def study_everything(user_id: int) -> None:
    """Let a learner study every article that is published."""
    with reading() as session:
        ids = content_queries.set_ids(session)
    for key in sorted(ids):
        if key.startswith("article:"):
            sets.add_set(user_id=user_id, set_id=ids[key], now=clock.now())


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Running]:
    """Start ``quizapp serve`` on a free port in a process group of its own; end it after."""
    port = free_port()
    # Compiled modules are kept, as of what is installed: else each start compiles all of them.
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("QUIZAPP_") and name != "PYTHONDONTWRITEBYTECODE"
    }
    begun_s = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "quizapp", "serve", "--port", str(port)],
        env=kept
        | {
            "QUIZAPP_DATA_DIR": str(folder),
            "QUIZAPP_LOG_LEVEL": "warning",
            "QUIZAPP_REQUESTS_A_MINUTE": "0",
        },
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield Running(process, f"http://127.0.0.1:{port}", begun_s)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(20)


def sign_in(
    url: str, *, name: str = NAME, cookies: CookieJar | None = None
) -> urllib.request.OpenerDirector:
    """Return a browser that is signed in as the learner; its cookies are put into ``cookies``."""
    jar = CookieJar() if cookies is None else cookies
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    with opener.open(f"{url}/sign-in", timeout=20) as page:
        token = _TOKEN.search(page.read().decode())
    if token is None:
        raise RuntimeError("the sign-in page has no form token")
    form = {"name": name, "password": PASSWORD, "csrf_token": token.group(1)}
    sent = urllib.request.Request(
        f"{url}/sign-in",
        data=urllib.parse.urlencode(form).encode(),
        headers={"Referer": f"{url}/sign-in", "Origin": url},
    )
    with opener.open(sent, timeout=20) as page:
        if page.geturl().endswith("/sign-in"):
            raise RuntimeError("signing in failed")
    return opener
