"""Who sends a body slowly, or not at all, keeps nobody else waiting and is not waited for long.

QUIZAPP_TEST_LONG=1 tries it twice at one server, and waits for the end of uploads that stop.
"""

import os
import re
import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Final
from urllib.parse import urlencode, urlsplit

import pytest

from quizapp import clock
from quizapp.cli.bodies import AWAITED, GIVES_WAY_S, GRACE_S, LONGEST_PAUSE_S
from quizapp.cli.context import database
from quizapp.cli.server import THREADS_ON_SQLITE
from quizapp.services.people import accounts
from quizapp.services.publishing import publishing
from quizapp.settings import Settings
from quizapp.store.data_folder import prepare_data_folder
from quizapp.store.schema import migrate
from tests.benchmarks import made_package
from tests.benchmarks.memory import children_of
from tests.benchmarks.prepared import NAME, PASSWORD, sign_in, study_everything
from tests.benchmarks.study_answer import FIELD
from tests.integration.infra.conftest import Server

LONG: Final = bool(os.environ.get("QUIZAPP_TEST_LONG"))
Start = Callable[..., Server]
SLOW: Final = AWAITED + 8
"""More than are waited for at once, and several times what the application works on."""
IDLE: Final = 300
NORMAL_S: Final = 8.0
"""A page of a busy machine; without a limit it would come after the slow ones alone."""
ENDED_WITHIN_S: Final = GRACE_S + 8
_TOKEN: Final = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
KINDS: Final = (
    "Content-Length: 5000\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Content-Length: 90000000\r\n",
)
ENDED: Final = {b"", b"HTTP/1.1 408"}
"""How an answer begins where the line was closed: by then its status may be on the way."""
_FORM: Final = "Content-Type: application/x-www-form-urlencoded\r\n"


@pytest.fixture
def site(env: dict[str, str]) -> None:
    """Let a learner study the shipped bank."""
    settings = prepare_data_folder(Settings.from_environment(env))
    migrate.upgrade(settings.database_url)
    now = clock.now()
    with database(settings):
        publishing.publish_folder(settings.bank, now=now, by=None)
        person = accounts.create_user(name=NAME, password=PASSWORD, roles=(), now=now)
        study_everything(person.id)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a package of three megabytes."""
    made_package.write(tmp_path / "package.apkg", megabytes=3)
    return tmp_path / "package.apkg"


class Learner:
    """A browser of the learner that answers one question after the other."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.jar = CookieJar()
        self.browser = sign_in(url, cookies=self.jar)

    def answers(self) -> float:
        """Ask for a question and answer it; return the seconds of both together."""
        begun_s = time.monotonic()
        with self.browser.open(f"{self.url}/study", timeout=30) as page:
            form = dict(FIELD.findall(page.read().decode()))
        form["rating"] = "1"
        with self.browser.open(f"{self.url}/study/answer", urlencode(form).encode(), 30) as told:
            assert told.status == 200
            assert "study" in told.geturl()
        return time.monotonic() - begun_s

    def headers(self, path: str) -> str:
        """Return the lines that say who asks, and from which page."""
        cookies = "; ".join(f"{each.name}={each.value}" for each in self.jar)
        return f"Cookie: {cookies}\r\nReferer: {self.url}{path}\r\nOrigin: {self.url}\r\n"

    def token(self, path: str) -> str:
        """Return the form token of a page."""
        with self.browser.open(f"{self.url}{path}", timeout=30) as page:
            found = _TOKEN.search(page.read().decode())
        assert found
        return found.group(1)


@pytest.fixture
def learner(start: Start, site: None) -> Learner:
    """Return the learner's browser, at a server with one process."""
    del site
    return Learner(start().url)


class Upload:
    """A package as the learner's browser sends it.

    Attributes:
        head: lines of the request. body: what comes after them.
    """

    def __init__(self, learner: Learner, package: Path) -> None:
        between = secrets.token_hex(16)
        self.body = (
            (
                f'--{between}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
                f"{learner.token('/decks/import')}\r\n--{between}\r\n"
                f'Content-Disposition: form-data; name="file"; filename="{package.name}"\r\n\r\n'
            ).encode()
            + package.read_bytes()
            + f"\r\n--{between}--\r\n".encode()
        )
        self.head = learner.headers("/decks/import") + (
            f"Content-Type: multipart/form-data; boundary={between}\r\n"
            f"Content-Length: {len(self.body)}\r\n"
        )


@contextmanager
def line_to(url: str) -> Iterator[socket.socket]:
    place = urlsplit(url)
    with socket.create_connection((str(place.hostname), int(place.port or 0)), timeout=60) as line:
        yield line


def begin(line: socket.socket, path: str, head: str, *, sent: bytes = b"") -> None:
    """Send the head of a request, and of its body what is given."""
    line.sendall(f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{head}\r\n".encode() + sent)


def told(line: socket.socket) -> bytes:
    """Return all that is answered until the line is closed."""
    found = b""
    try:
        while piece := line.recv(65536):
            found += piece
    except ConnectionError:  # It was closed with something of ours on the way.
        pass
    return found


def threads_of(server: Server) -> int:
    """Return how many threads the workers have."""
    return sum(
        len(list(Path(f"/proc/{pid}/task").iterdir())) for pid in children_of(server.process.pid)
    )


def test_bodies_that_never_come_keep_nobody_waiting(start: Start, site: None) -> None:
    del site
    server = start()
    learner = Learner(server.url)
    learner.answers()
    threads = threads_of(server)
    for _ in range(2 if LONG else 1):
        begun_s = time.monotonic()
        with ExitStack() as stack:
            slow = [stack.enter_context(line_to(server.url)) for _ in range(SLOW)]
            for number, line in enumerate(slow):
                begin(line, "/sign-in", _FORM + KINDS[number % len(KINDS)])
            assert learner.answers() < NORMAL_S
            for line in slow:
                # A byte now and then is no way to be waited for longer.
                with suppress(ConnectionError):
                    line.sendall(b"1")
            assert learner.answers() < NORMAL_S
            # Each waits in a thread, and no more of them than are waited for at once.
            assert threads_of(server) <= threads + AWAITED + 2 * THREADS_ON_SQLITE
            assert {told(line)[:12] for line in slow} <= ENDED
        assert time.monotonic() - begun_s < ENDED_WITHIN_S
    assert learner.answers() < NORMAL_S
    assert "Traceback" not in server.printed()


def test_lines_on_which_nothing_is_asked_keep_nobody_waiting(learner: Learner) -> None:
    """Browsers keep several each for half a minute; 128 of them once stopped a site for as long."""
    with ExitStack() as stack:
        for number in range(IDLE):
            line = stack.enter_context(line_to(learner.url))
            if number % 2:
                line.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert line.recv(100).startswith(b"HTTP/1.1 200")
        assert learner.answers() < NORMAL_S


def test_two_workers_keep_nobody_waiting(start: Start, site: None) -> None:
    del site
    server = start("--workers", "2")
    learner = Learner(server.url)
    with ExitStack() as stack:
        for number in range(2 * SLOW):
            line = stack.enter_context(line_to(server.url))
            begin(line, "/sign-in", _FORM + KINDS[number % len(KINDS)])
        for _ in range(6):  # Either worker may get it.
            assert learner.answers() < NORMAL_S


def test_uploads_that_stop_half_way_give_their_places_to_others(
    learner: Learner, package: Path
) -> None:
    upload = Upload(learner, package)
    half = upload.body[: len(upload.body) // 2]
    with ExitStack() as stack:
        begun_s = time.monotonic()
        stopped = [stack.enter_context(line_to(learner.url)) for _ in range(THREADS_ON_SQLITE + 3)]
        for line in stopped:
            begin(line, "/decks/import", upload.head, sent=half)
        time.sleep(GIVES_WAY_S + 1)
        assert learner.answers() < NORMAL_S
        whole = stack.enter_context(line_to(learner.url))
        begin(whole, "/decks/import", upload.head + "Connection: close\r\n", sent=upload.body)
        assert told(whole).startswith(b"HTTP/1.1 303"), "there is a place for one that is there"
        if LONG:
            ends = [told(line)[:12] for line in stopped]
            assert set(ends) <= ENDED | {b"HTTP/1.1 503"}, "some find no place, the others no end"
            assert sum(end in ENDED for end in ends) >= THREADS_ON_SQLITE
            assert time.monotonic() - begun_s < LONGEST_PAUSE_S + 10
    assert learner.answers() < NORMAL_S


def test_a_steady_upload_may_take_longer_than_the_first_bytes(
    learner: Learner, package: Path
) -> None:
    upload = Upload(learner, package)
    pieces = int(GRACE_S) + 3
    size = len(upload.body) // pieces + 1
    with line_to(learner.url) as line:
        begin(line, "/decks/import", upload.head + "Connection: close\r\n")
        for number in range(pieces):
            line.sendall(upload.body[number * size : (number + 1) * size])
            time.sleep(1)
        assert told(line).startswith(b"HTTP/1.1 303")


def test_a_body_that_breaks_off_is_not_taken_for_a_whole_one(learner: Learner) -> None:
    body = urlencode({"csrf_token": learner.token("/today")}).encode()
    head = learner.headers("/today") + _FORM + "Connection: close\r\n"
    with line_to(learner.url) as line:
        begin(line, "/sign-out", f"{head}Content-Length: {len(body) + 9}\r\n", sent=body)
        line.shutdown(socket.SHUT_WR)
        assert told(line)[:12] in {b"", b"HTTP/1.1 400"}
    learner.answers()
    with line_to(learner.url) as line:
        begin(line, "/sign-out", f"{head}Content-Length: {len(body)}\r\n", sent=body)
        assert told(line)[:12] == b"HTTP/1.1 303"
    with pytest.raises(AssertionError):
        learner.answers()
