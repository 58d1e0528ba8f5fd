"""Who reads a large file slowly, or breaks off, keeps nobody else waiting and leaves nothing."""

import secrets
import select
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest

from quizapp import clock
from quizapp.cli.context import database
from quizapp.services.people import accounts
from quizapp.services.people.sent_file import PLACES
from quizapp.settings import Settings
from quizapp.store.data_folder import prepare_data_folder
from quizapp.store.decks import media_queries
from quizapp.store.decks.media_queries import NewFile
from quizapp.store.engine import writing
from quizapp.store.schema import migrate
from tests.benchmarks.memory import children_of
from tests.benchmarks.prepared import PASSWORD, sign_in
from tests.integration.infra.conftest import Server

Start = Callable[..., Server]
PEOPLE: Final = tuple(f"Reader {number}" for number in range(PLACES + 4))
"""More than there are threads on one processor, and on two."""
PICTURE_BYTES: Final = 6_000_000
PATIENCE_S: Final = 30.0


@pytest.fixture
def site(env: dict[str, str], tmp_path: Path) -> None:
    """Give each person a picture of twelve megabytes in two pieces: more than a socket takes."""
    bank = tmp_path / "bank"
    bank.mkdir()
    env["QUIZAPP_BANK"] = str(bank)
    settings = prepare_data_folder(Settings.from_environment(env))
    migrate.upgrade(settings.database_url)
    now = clock.now()
    with database(settings):
        for name in PEOPLE:
            who = accounts.create_user(name=name, password=PASSWORD, roles=(), now=now)
            for number in range(2):
                file = NewFile(f"{number:064x}", "png", secrets.token_bytes(PICTURE_BYTES))
                with writing() as session:
                    media_queries.put(session, [file], owner_id=who.id, now=now)


@contextmanager
def reading_slowly(server: Server, name: str) -> Iterator[tuple[int, socket.socket]]:
    """Ask for a large file, take its status, and then nothing more."""
    jar = CookieJar()
    sign_in(server.url, name=name, cookies=jar)
    cookies = "; ".join(f"{each.name}={each.value}" for each in jar)
    place = urlsplit(server.url)
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect((str(place.hostname), int(place.port or 0)))
        request = (
            f"GET /account/media.zip HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {cookies}\r\n"
        )
        connection.sendall(f"{request}\r\n".encode())
        assert select.select([connection], [], [], PATIENCE_S)[0], "no answer"
        yield int(connection.recv(12).split()[1]), connection


def open_deleted(server: Server) -> int:
    """Return how many files the worker has open that are deleted."""
    (worker,) = children_of(server.process.pid)[-1:]
    found = 0
    for each in Path(f"/proc/{worker}/fd").iterdir():
        with suppress(FileNotFoundError):  # It was closed meanwhile.
            found += "(deleted)" in str(each.readlink())
    return found


def wait_for_open(server: Server, wanted: int) -> None:
    """Wait until so many deleted files are open: one that was refused may still be closing."""
    until = time.monotonic() + PATIENCE_S
    while open_deleted(server) != wanted and time.monotonic() < until:
        time.sleep(0.1)
    assert open_deleted(server) == wanted


def test_slow_readers_take_few_places_and_leave_nothing(start: Start, site: None) -> None:
    del site
    server = start()
    with ExitStack() as stack:
        statuses = [
            stack.enter_context(reading_slowly(server, name))[0] for name in PEOPLE[: PLACES + 2]
        ]
        assert statuses == [200] * PLACES + [503] * 2
        # Who has one already is told so; the others' threads go on answering.
        assert stack.enter_context(reading_slowly(server, PEOPLE[0]))[0] == 503
        begun = time.monotonic()
        with sign_in(server.url, name=PEOPLE[-1]).open(f"{server.url}/today", timeout=20) as page:
            assert page.status == 200
        assert time.monotonic() - begun < 10
        wait_for_open(server, PLACES)
    wait_for_open(server, 0)
    with reading_slowly(server, PEOPLE[-1]) as (status, connection):
        assert status == 200
        head = b""
        while b"\r\n\r\n" not in head:
            head += connection.recv(100)
        # A file that breaks off is shorter than was said.
        assert b"content-length: 12000" in head.lower()
