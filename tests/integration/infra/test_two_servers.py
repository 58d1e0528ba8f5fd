"""Two servers on one PostgreSQL, with nothing of the disk in common."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from click.testing import CliRunner
from sqlalchemy.engine import URL

from quizapp import clock
from quizapp.cli.class_ import class_
from quizapp.cli.context import database
from quizapp.errors import ConfigurationError
from quizapp.services.people import accounts, tokens
from quizapp.services.publishing.publishing import publish_folder
from quizapp.settings import Settings
from quizapp.store.leading import leading
from quizapp.store.schema import migrate
from tests.benchmarks.prepared import NAME, PASSWORD, sign_in, study_everything
from tests.conftest import create_database
from tests.integration.infra.conftest import HEALTHY_WITHIN_S, Server, environment, free_port
from tests.integration.infra.rolling import ADDING, CHANGING, later
from tests.integration.publishing.small_bank import FILES, KEY_CHANGED

if TYPE_CHECKING:
    from psycopg import Connection

SEEN_WITHIN_S: Final = 1.0
"""What one server publishes, the other asks within this time: it asks the database each time."""

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


@dataclass(frozen=True)
class Site:
    """Two servers with data folders of their own, and the bank's folder of the first."""

    servers: tuple[Server, Server]
    envs: tuple[dict[str, str], dict[str, str]]
    bank: Path
    folder: Path

    @property
    def url(self) -> str:
        """Return the database's URL."""
        return self.settings.database_url

    @property
    def settings(self) -> Settings:
        """Return the settings of the first server."""
        return Settings.from_environment(
            {name: value for name, value in self.envs[0].items() if name.startswith("QUIZAPP_")}
        )


@pytest.fixture(scope="module")
def site(
    postgres_server: "tuple[URL, Connection[Any]]",
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Iterator[Site]:
    """Start both servers at the same time on an empty database."""
    url, server = postgres_server
    name = f"quizapp_two_{os.getpid()}_{worker_id}"
    folder = tmp_path_factory.mktemp("two")
    bank = folder / "bank"
    _write(bank, FILES)
    address = url.set(database=name).render_as_string(hide_password=False)
    envs = tuple(
        environment(
            folder / f"data-{number}",
            QUIZAPP_DATABASE_URL=address,
            QUIZAPP_SECRET_KEY="of both servers, and of these tests alone",
            QUIZAPP_BANK=str(bank),
        )
        for number in (1, 2)
    )
    create_database(server, name)
    servers: list[Server] = []
    try:
        servers += [_start(folder, env, number) for number, env in enumerate(envs, start=1)]
        for each in servers:
            _wait(each)
        yield Site((servers[0], servers[1]), (envs[0], envs[1]), bank, folder)
    finally:
        for each in servers:
            if each.process.poll() is None:
                os.killpg(each.process.pid, signal.SIGKILL)
                each.process.wait(15)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(scope="module")
def token(site: Site) -> str:
    """Make the learner who signs in; return a token of theirs."""
    with database(site.settings):
        person = accounts.create_user(name=NAME, password=PASSWORD, roles=(), now=clock.now())
        study_everything(person.id)
        return tokens.create_token(user_id=person.id, name="tests", now=clock.now())


def test_both_set_up_one_database_at_once(site: Site) -> None:
    assert migrate.require_usable_schema(site.url)
    printed = "".join(server.printed() for server in site.servers)
    assert "Traceback" not in printed
    assert printed.count("as revision 1") == 1, "the same bank is published once"


@pytest.mark.usefixtures("token")
def test_a_session_of_one_server_is_one_of_the_other_and_ends_on_both(site: Site) -> None:
    first, second = (server.url for server in site.servers)
    # Cookies know no ports: the browser takes both for one host, as it does behind a proxy.
    browser = sign_in(first)
    assert _opens(browser, f"{second}/today")
    with browser.open(f"{second}/today", timeout=10) as page:
        form = page.read().decode().split('name="csrf_token" value="')[1].split('"')[0]
    copy = _copy_of(browser)
    headers = {"Referer": f"{second}/today", "Origin": second}
    sent = urllib.request.Request(
        f"{second}/sign-out", data=f"csrf_token={form}".encode(), headers=headers
    )
    browser.open(sent, timeout=10).close()
    assert not _opens(copy, f"{first}/today")


def test_tries_are_counted_over_both(site: Site) -> None:
    statuses = []
    for number in range(40):
        url = site.servers[number % 2].url
        statuses.append(_bad_sign_in(url))
        if statuses[-1] == 429:
            break
    assert statuses[-1] == 429
    assert _bad_sign_in(site.servers[len(statuses) % 2].url) == 429, "the other one knows it too"


def test_what_one_publishes_the_other_asks(site: Site, token: str) -> None:
    second = site.servers[1].url
    before = _study(second, token)
    assert before
    _write(site.bank, KEY_CHANGED)
    with database(site.settings):
        assert publish_folder(site.bank, now=clock.now(), by=None).revision == 2
    published = time.monotonic()
    after = _study(second, token)
    assert time.monotonic() - published < SEEN_WITHIN_S
    changed = {card for card in before.keys() & after.keys() if before[card] != after[card]}
    assert changed
    assert "1823" in json.dumps([after[card] for card in changed])


def test_an_answer_given_twice_to_two_servers_at_once_is_stored_once(
    site: Site, token: str
) -> None:
    card = next(iter(_study(site.servers[0].url, token).values()))
    body = {
        "id": "6b5c1d7a-5a4e-4f7e-9a5e-0c6f0f5d9b11",
        "card_id": card["card_id"],
        "question_id": card["question_id"],
        "variant": card["variant"],
        "response": None,
        "rating": 1,
        "shown_at": clock.now().isoformat(),
        "duration_ms": 1,
    }

    def send(number: int) -> Any:
        url = f"{site.servers[number % 2].url}/api/v1/reviews"
        return _ask(url, token, {"reviews": [body]})["results"][0]["status"]

    with ThreadPoolExecutor(8) as pool:
        told = sorted(pool.map(send, range(16)))
    assert told == ["duplicate"] * 15 + ["stored"]


def test_a_job_of_the_site_is_done_by_one_server_at_a_time(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in site.envs[1].items():
        monkeypatch.setenv(name, value)
    with _holding(site, "class retention"):
        busy = CliRunner().invoke(class_, ["retention"])
        assert (busy.exit_code, busy.stdout) == (0, "")
        assert "Another server does this" in busy.stderr
    assert "No class is past its time." in CliRunner().invoke(class_, ["retention"]).stdout


def test_versions_take_turns_on_one_database(site: Site, token: str, tmp_path: Path) -> None:
    # Last of the file: the database is a later version's afterwards.
    first, second = site.servers
    with later(tmp_path, ADDING):
        assert migrate.upgrade(site.url)
    assert _study(first.url, token)
    assert second.stop() == 0
    again = _start(site.folder, site.envs[1], 3)
    try:
        _wait(again)
        assert "A newer quizapp has upgraded this database" in again.printed()
        assert _study(again.url, token)
        with later(tmp_path, ADDING, CHANGING):
            with pytest.raises(ConfigurationError, match="stop them, then start"):
                migrate.upgrade(site.url)
            assert _study(first.url, token), "nothing was changed"
            assert (first.stop(), again.stop()) == (0, 0)
            assert migrate.upgrade(site.url)
    finally:
        if again.process.poll() is None:
            again.stop()
    with pytest.raises(ConfigurationError, match="newer than this quizapp knows"):
        migrate.require_usable_schema(site.url)


def _start(folder: Path, env: dict[str, str], number: int) -> Server:
    port = free_port()
    output = folder / f"output-{number}"
    with output.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "quizapp", "serve", "--port", str(port)],
            cwd=folder,
            env=env,
            stdout=file,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    return Server(process, f"http://127.0.0.1:{port}", output)


def _wait(server: Server) -> None:
    deadline = time.monotonic() + HEALTHY_WITHIN_S
    while not server.healthy():
        assert server.process.poll() is None, server.printed()
        assert time.monotonic() < deadline, server.printed()
        time.sleep(0.05)


def _write(bank: Path, files: Any) -> None:
    for path, text in files.items():
        (bank / path).parent.mkdir(parents=True, exist_ok=True)
        (bank / path).write_text(text, "utf-8")


def _opens(browser: urllib.request.OpenerDirector, address: str) -> bool:
    with browser.open(address, timeout=10) as page:
        return bool(page.geturl() == address)


def _copy_of(browser: urllib.request.OpenerDirector) -> urllib.request.OpenerDirector:
    """Return a browser that sends the cookies which this one has now, whatever becomes of them."""
    keeper: Any = next(
        each
        for each in vars(browser)["handlers"]
        if isinstance(each, urllib.request.HTTPCookieProcessor)
    )
    words = "; ".join(f"{cookie.name}={cookie.value}" for cookie in keeper.cookiejar)
    copy = urllib.request.build_opener()
    copy.addheaders = [("Cookie", words)]
    return copy


def _bad_sign_in(url: str) -> int:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with browser.open(f"{url}/sign-in", timeout=10) as page:
        form = page.read().decode().split('name="csrf_token" value="')[1].split('"')[0]
    sent = urllib.request.Request(
        f"{url}/sign-in",
        data=f"name=Nobody&password=wrong+again&csrf_token={form}".encode(),
        headers={"Referer": f"{url}/sign-in", "Origin": url},
    )
    try:
        with browser.open(sent, timeout=10) as page:
            return int(page.status)
    except urllib.error.HTTPError as error:
        return error.code


def _study(url: str, token: str) -> dict[int, Any]:
    """Return the cards that a server asks next, by their numbers."""
    found = _ask(f"{url}/api/v1/study?limit=20", token)["cards"]
    return {card["card_id"]: card for card in found}


def _ask(address: str, token: str, body: object = None) -> Any:
    sent = urllib.request.Request(
        address,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(sent, timeout=10) as reply:
        return json.load(reply)


@contextmanager
def _holding(site: Site, work: str) -> Iterator[None]:
    """Do a job of the site meanwhile, in a thread of its own as another server would."""
    taken, done = threading.Event(), threading.Event()

    def hold() -> None:
        with database(site.settings), leading(work) as mine:
            assert mine
            taken.set()
            done.wait(60)

    other = threading.Thread(target=hold)
    other.start()
    try:
        assert taken.wait(20)
        yield
    finally:
        done.set()
        other.join(20)
