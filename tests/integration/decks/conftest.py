"""A site with a published article, and browsers of several people on it."""

import io
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from quizapp.app import create_app
from quizapp.services.files import import_jobs
from quizapp.services.people import accounts
from quizapp.settings import Settings
from quizapp.store.engine import db, sqlite_url
from tests.integration.learner.conftest import Browser
from tests.integration.study.world import plant

PASSWORD = "amber kettle sings"
SPANISH = "ser\tto be\nir\tto go\nel perro\tthe dog\n"


@pytest.fixture
def site(tmp_path: Path, migrated_file: Path, now: datetime) -> Iterator[Flask]:
    """Return a site with one planted article."""
    folder = tmp_path / "site"
    folder.mkdir(mode=0o700)
    (folder / "quizapp.db").write_bytes(migrated_file.read_bytes())
    bank = tmp_path / "bank"
    bank.mkdir()
    settings = Settings.from_environment(
        {
            "QUIZAPP_DATA_DIR": str(folder),
            "QUIZAPP_DATABASE_URL": sqlite_url(folder / "quizapp.db"),
            "QUIZAPP_SECRET_KEY": "the key of the tests, not a secret at all",
            "QUIZAPP_BANK": str(bank),
        }
    )
    app = create_app(settings)
    app.testing = True
    with time_machine.travel(now, tick=False):
        with app.app_context():
            plant(now=now)
        yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def sign_in(site: Flask, now: datetime) -> Callable[..., Browser]:
    """Return a maker of people, each signed in with a browser."""

    def make(name: str, *roles: str) -> Browser:
        with site.app_context():
            accounts.create_user(name=name, password=PASSWORD, roles=roles, now=now)
        browser = Browser(site.test_client())
        sent = browser.send(browser.get("/sign-in").text, "/sign-in", name=name, password=PASSWORD)
        assert sent.status_code == 303
        return browser

    return make


@pytest.fixture
def ann(sign_in: Callable[..., Browser]) -> Browser:
    """Return the browser of a learner."""
    return sign_in("Ann")


@pytest.fixture
def bob(sign_in: Callable[..., Browser]) -> Browser:
    """Return the browser of another learner."""
    return sign_in("Bob")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let no process be started; return which were to be."""
    words: list[str] = []
    monkeypatch.setattr(import_jobs, "start", lambda _: words.append("started"))
    return words


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list["subprocess.Popen[bytes]"]:
    """Return the processes of our own that are started from now on."""
    found: list[subprocess.Popen[bytes]] = []
    usual = subprocess.Popen

    def popen(*words: object, **more: object) -> subprocess.Popen[bytes]:
        found.append(usual(*words, **more))  # type: ignore[call-overload]
        return found[-1]

    monkeypatch.setattr("quizapp.services.processes.own_process.subprocess.Popen", popen)
    return found


@pytest.fixture
def work(site: Flask, now: datetime) -> Callable[[], int]:
    """Return what such a process does, on a clock that goes on."""
    settings: Settings = site.config["QUIZAPP"]
    seconds = count(1)

    def run() -> int:
        with site.app_context():
            return import_jobs.run_waiting(
                settings.data_dir, now=lambda: now + timedelta(seconds=next(seconds))
            )

    return run


def upload(browser: Browser, data: bytes, name: str = "spanish.tsv", **fields: str) -> TestResponse:
    """Send a file to be read."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/decks/import").text)
    assert token
    # Packed here: the client's own packing leaves a file open where the body is large.
    boundary, body = encode_multipart(
        {"csrf_token": token[1], "file": FileStorage(io.BytesIO(data), name), **fields}
    )
    return browser.client.post(
        "/decks/import", data=body, content_type=f'multipart/form-data; boundary="{boundary}"'
    )


def bring(browser: Browser, data: bytes, name: str = "spanish.tsv", **fields: str) -> str:
    """Bring a file in and return the id of its deck."""
    sent = upload(browser, data, name, **fields)
    assert sent.status_code == 303, sent.text
    preview = browser.get(sent.location).text
    target = re.search(r'name="target" value="([^"]+)" checked', preview)
    assert target
    done = browser.send(
        preview,
        sent.location,
        target=target[1],
        title="Spanish",
        reviews=fields.get("scheduling", ""),
    )
    assert done.status_code == 303, done.text
    found = re.search(r"/decks/(own-[0-9a-f]+)", browser.get(done.location).text)
    assert found
    return found[1]
