"""The pages and the command of the memory file: out of one account, into another."""

import io
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from quizapp.cli.user import user
from quizapp.services.memory import study_log
from quizapp.services.people import accounts
from quizapp.services.study import sets
from quizapp.settings import Settings
from tests.integration.study.world import answer_next, plant
from tests.integration.web.conftest import browser, token_of

__all__ = ["browser"]
Make = Callable[..., FlaskClient]


@pytest.fixture
def full(app: Flask, browser: Make, now: datetime) -> FlaskClient:
    """Return the browser of Ann, who has answered three cards."""
    with app.app_context():
        plant(now=now)
    ann = browser("Ann")
    with app.app_context():
        person = accounts.find_person_by_name(name="Ann")
        assert person is not None
        sets.add_set(user_id=person.id, set_id=1, now=now)
        for _ in range(3):
            answer_next(person.id, now=now)
    return ann


def _send(client: FlaskClient, data: bytes, **fields: str) -> tuple[int, str]:
    sent = client.post(
        "/account/memory",
        data={
            "csrf_token": token_of(client, "/account/memory"),
            "file": (io.BytesIO(data), "memory.json.gz"),
            **fields,
        },
        content_type="multipart/form-data",
    )
    return sent.status_code, sent.text


def test_a_person_takes_their_memory_to_another_account(
    app: Flask,
    full: FlaskClient,
    browser: Make,
) -> None:
    assert "/account/memory" in full.get("/account").text
    file = full.get("/account/memory.json.gz")
    assert file.mimetype == "application/gzip"
    bea = browser("Bea")
    status, looked = _send(bea, file.data)
    assert status == 200
    assert re.search(r"<dt>answers</dt><dd>3</dd>", looked)
    assert "Nothing is stored yet" in looked
    status, _ = _send(bea, file.data, sure="y")
    assert status == 303
    status, again = _send(bea, file.data, sure="y")
    assert status == 400
    assert "answers of its own" in again
    with app.app_context():
        assert study_log.verify_replay().differences == ()


def test_a_file_that_is_none_is_refused_on_the_page(full: FlaskClient) -> None:
    status, page = _send(full, b"")
    assert status == 400
    assert "Choose a memory file first." in page
    status, page = _send(full, b"<html>")
    assert status == 400
    assert "no memory file" in page


def test_the_command_does_both(
    app: Flask,
    full: FlaskClient,
    browser: Make,
    settings: Settings,
    tmp_path: Path,
) -> None:
    assert full
    browser("Bea")
    environment = {
        "QUIZAPP_DATA_DIR": str(settings.data_dir),
        "QUIZAPP_DATABASE_URL": settings.database_url,
        "QUIZAPP_SECRET_KEY": settings.secret_key,
    }
    file = str(tmp_path / "ann.json.gz")
    run = CliRunner()
    out = run.invoke(user, ["memory", "Ann", "--out", file], env=environment)
    assert out.exit_code == 0, out.output
    dry = run.invoke(user, ["memory", "Bea", "--in", file, "--dry-run"], env=environment)
    assert "3 answers about 3 cards would be taken up" in dry.output
    done = run.invoke(user, ["memory", "Bea", "--in", file], env=environment)
    assert "3 answers about 3 cards were taken up" in done.output
    assert run.invoke(user, ["memory", "Bea"], env=environment).exit_code == 2
    with app.app_context():
        assert study_log.verify_replay().differences == ()
