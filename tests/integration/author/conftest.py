"""An author's browser, a bank on disk that the application publishes, and a learner of it."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.services.people import accounts
from quizapp.services.publishing import publishing
from quizapp.settings import Settings
from tests.integration.publishing.conftest import Learner
from tests.integration.publishing.small_bank import FILES

PASSWORD = "amber kettle sings"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
PLAN = re.compile(r'name="token" value="([^"]+)"')


class Bank:
    """A folder with a bank's documents."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write(FILES)

    def write(self, files: Mapping[str, str]) -> None:
        """Write these files over what is there."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


class Author:
    """An author's browser."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def see(self, path: str, *, status: int = 200) -> str:
        """Return the text of a page; entities are those of HTML."""
        answer = self.client.get(path)
        assert answer.status_code == status, path
        return answer.text

    def send(self, path: str, *, expect: int = 303, **fields: str) -> TestResponse:
        """Send the form of a page, with its token and what its plan says."""
        page = self.client.get(path).text
        token = TOKEN.search(page)
        assert token
        plan = PLAN.search(page)
        data = {"csrf_token": token[1], **({"token": plan[1]} if plan else {}), **fields}
        answer = self.client.post(path, data=data)
        assert answer.status_code == expect, answer.text
        return answer

    def follow(self, answer: TestResponse) -> str:
        """Return the page that an answer leads to."""
        return self.see(urlsplit(answer.location).path)


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    """Return a folder with the small bank."""
    return Bank(tmp_path / "bank")


@pytest.fixture
def settings(database_url: str, tmp_path: Path, bank: Bank) -> Settings:
    """Return settings that name that folder."""
    return Settings.from_environment(
        {
            "QUIZAPP_DATA_DIR": str(tmp_path / "data"),
            "QUIZAPP_DATABASE_URL": database_url,
            "QUIZAPP_SECRET_KEY": "the key of the tests, not a secret at all",
            "QUIZAPP_BANK": str(bank.folder),
        }
    )


@pytest.fixture
def author(app: Flask, now: datetime) -> Author:
    """Return the browser of an author who is signed in."""
    with app.app_context():
        accounts.create_user(name="Ana", password=PASSWORD, roles=("author",), now=now)
    client = app.test_client()
    found = TOKEN.search(client.get("/sign-in").text)
    assert found
    data = {"name": "Ana", "password": PASSWORD, "csrf_token": found[1]}
    assert client.post("/sign-in", data=data).status_code == 303
    return Author(client)


@pytest.fixture
def published(app: Flask, bank: Bank, now: datetime) -> None:
    """Publish the folder."""
    with app.app_context():
        publishing.publish_folder(bank.folder, now=now, by=None)


@pytest.fixture
def learner(app: Flask, published: None, now: datetime) -> Learner:
    """Return a learner who has answered two cards of the published bank."""
    del published
    with app.app_context():
        one = Learner("kim", now=now)
        one.learn("babbage-drew:when")
        one.learn("zuse-built:when")
    return one
