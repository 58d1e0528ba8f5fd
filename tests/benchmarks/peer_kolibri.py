"""Kolibri as a peer: set up without a person, served on this machine alone, answered by learners.

It is served as its handbook has it for one machine: ``kolibri start`` (its own server, cheroot,
with as many threads as it chooses for the memory) on SQLite, its default. Its pings and its
announcements in the network are off, and what it would still ask elsewhere goes to a closed port.
"""

import contextlib
import gzip
import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from tests.benchmarks.peer_load import Connection
from tests.benchmarks.prepared import Running, free_port

PASSWORD: Final = "amber kettle sings"
SIGN_IN: Final = "/en/auth/"
STUDY: Final = "/en/learn/"
_SETS_UP_WITHIN_S: Final = 300
_STOPS_WITHIN_S: Final = 30
_FETCHED: Final = re.compile(r'<(?:script|link)\b[^>]*?(?:src|href)="([^"]+\.(?:js|css))"')
_ADMINISTRATOR: Final = "administrator"
_GZIP: Final = b"\x1f\x8b"


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a Kolibri that keeps to this machine and this folder."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    nowhere = "http://127.0.0.1:9"
    return {
        **kept,
        "HOME": str(home),
        "KOLIBRI_HOME": str(home),
        "KOLIBRI_LISTEN_ADDRESS": "127.0.0.1",
        "KOLIBRI_DISABLE_PING": "1",
        "KOLIBRI_ZEROCONF_ENABLED": "0",
        "KOLIBRI_RUN_MODE": "benchmark",
        "HTTP_PROXY": nowhere,
        "HTTPS_PROXY": nowhere,
    }


def set_up(python: Path, home: Path) -> None:
    """Make its databases, a facility and an administrator."""
    home.mkdir()
    subprocess.run(
        [
            *(str(python), "-m", "kolibri", "manage", "provisiondevice", "--noinput"),
            *("--facility", "Benchmark", "--preset", "formal", "--language_id", "en"),
            *("--superusername", _ADMINISTRATOR, "--superuserpassword", PASSWORD),
        ],
        check=True,
        timeout=_SETS_UP_WITHIN_S,
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@contextlib.contextmanager
def serving(python: Path, home: Path) -> Iterator[Running]:
    """Start Kolibri on a free port in a process group of its own; end it after."""
    port = free_port()
    begun_s = time.monotonic()
    process = subprocess.Popen(
        [str(python), "-m", "kolibri", "start", "--foreground", "--port", str(port)],
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield Running(process, f"http://127.0.0.1:{port}", begun_s)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_STOPS_WITHIN_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(_STOPS_WITHIN_S)


class Browser:
    """One connection with its cookies, which sends Kolibri's form token as its pages do."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._connection = Connection(url)
        self._cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: object = None) -> bytes:
        """Return what is answered.

        Raises:
            RuntimeError: with something else than 2xx.
        """
        headers = {
            "Content-Type": "application/json",
            "Accept-Encoding": "gzip",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            "X-CSRFToken": self._cookies.get("kolibri_csrftoken", ""),
            "Referer": f"{self.url}{STUDY}",
        }
        sent = None if body is None else json.dumps(body).encode()
        reply, told = self._connection.ask(method, path, sent, headers)
        for name, value in reply.getheaders():
            if name.lower() == "set-cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self._cookies[key] = kept
        if not 200 <= reply.status < 300:
            raise RuntimeError(f"{method} {path}: {reply.status}, {told[:300]!r}")
        return told

    def sign_in(self, name: str, facility: str = "") -> Any:
        """Sign in by Kolibri's own session API; return what it says of the session."""
        self.ask("GET", SIGN_IN)
        who = {"username": name, "password": PASSWORD}
        asked = {**who, "facility": facility} if facility else who
        return json.loads(self.ask("POST", "/api/auth/session/", asked))


def learners(url: str, count: int) -> list[Browser]:
    """Make learners and sign each in, in a browser of their own."""
    head = Browser(url)
    facility = head.sign_in(_ADMINISTRATOR)["facility_id"]
    made = []
    for _ in range(count):
        name = f"learner{uuid4().hex[:12]}"
        who = {"username": name, "full_name": name, "password": PASSWORD, "facility": facility}
        head.ask("POST", "/api/auth/facilityuser/", who)
        made.append(Browser(url))
        made[-1].sign_in(name, facility)
    return made


def open_exercise(browser: Browser) -> str:
    """Begin an exercise as its page does; return the path that answers are sent to."""
    what = {key: uuid4().hex for key in ("node_id", "content_id", "channel_id")}
    model = {"type": "m_of_n", "m": 5, "n": 7}
    begun = browser.ask(
        "POST",
        "/api/logger/trackprogress/",
        {**what, "kind": "exercise", "mastery_model": model},
    )
    return f"/api/logger/trackprogress/{json.loads(begun)['session_id']}/"


def answer(browser: Browser, path: str) -> None:
    """Store one answer to one question, as the page of an exercise sends it."""
    given = {
        "item": uuid4().hex,
        "correct": 0,
        "complete": True,
        "time_spent": 4,
        "answer": {"option": 0},
        "simple_answer": "0",
    }
    told = json.loads(browser.ask("PUT", path, {"time_spent_delta": 4, "interactions": [given]}))
    if not told["attempts"][0]["id"]:
        raise RuntimeError(f"it was not stored: {told}")


def weigh(browser: Browser) -> dict[str, int]:
    """Return the bytes, as they are sent, of the learner's page and all that it names.

    The least that a browser fetches before a question is on screen: what its scripts fetch
    afterwards, such as the viewer of exercises and the question itself, comes on top.
    """
    page = browser.ask("GET", STUDY)
    weights = {STUDY: len(page)}
    text = gzip.decompress(page) if page.startswith(_GZIP) else page
    for path in _FETCHED.findall(text.decode()):
        weights.setdefault(path, len(browser.ask("GET", path)))
    return weights
