"""The pages and the commands of everything in one file: out of one account, into another."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from quizapp.cli.export import export
from quizapp.cli.import_ import import_
from quizapp.services.memory import study_log
from quizapp.settings import Settings
from tests.integration.decks.conftest import SPANISH
from tests.integration.decks.everything_world import DAY, live, states
from tests.integration.decks.test_decks import user_id
from tests.integration.learner.conftest import Browser

UP = "/account/everything"


def send(browser: Browser, data: bytes, name: str = "all.quizapp.zip") -> TestResponse:
    """Send a file of everything."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(UP).text)
    assert token
    boundary, body = encode_multipart(
        {"csrf_token": token[1], "file": FileStorage(io.BytesIO(data), name)}
    )
    return browser.client.post(
        UP, data=body, content_type=f'multipart/form-data; boundary="{boundary}"'
    )


def made(browser: Browser) -> bytes:
    """Return everything of a person as their page sends it."""
    sent = browser.get("/account/everything.zip")
    assert sent.status_code == 200
    assert ".quizapp.zip" in sent.headers["Content-Disposition"]
    return bytes(sent.data)


def test_a_person_takes_everything_to_another_account(  # noqa: PLR0917 - fixtures
    site: Flask,
    ann: Browser,
    bob: Browser,
    started: list[str],
    work: Callable[[], int],
    now: datetime,
) -> None:
    with site.app_context():
        end = live(user_id(site, "Ann"), now=now - 3 * DAY, days=2)
        before = states(user_id(site, "Ann"))
    assert end
    assert UP in ann.get("/account").text
    assert "Which file is for what" in bob.get(UP).text
    there = send(bob, made(ann)).location
    assert "Reading the file" in bob.get(there).text
    assert "on its way" in bob.get(UP).text
    told = bob.get(f"/decks/import/{there.rpartition('/')[2]}/state").json
    assert told
    assert told["open"] is True
    assert work() == 1
    seen = bob.get(there).text
    assert re.search(r"<dt>decks</dt><dd>2</dd>", seen)
    assert re.search(r"<dt>plans</dt><dd>3</dd>", seen)
    assert "Nothing is stored yet" in seen
    assert "el perro" in seen
    assert '<img src="/media/' in seen
    assert "waits for your yes" in bob.get(UP).text
    with site.app_context():
        assert states(user_id(site, "Bob")) == {}
    assert bob.send(seen, there).location == there
    assert "Taking it up" in bob.get(there).text
    assert work() == 1
    assert started == ["started", "started"]
    assert "Todo está aquí" in bob.get(there).text, "the settings came along: it says so in Spanish"
    with site.app_context():
        assert states(user_id(site, "Bob")) == before
        assert study_log.verify_replay().differences == ()
    again = send(bob, made(ann))
    assert again.status_code == 409
    assert "/account/everything/" not in str(again.location)
    assert bob.send(bob.get(UP).text, there).status_code == 303


@pytest.mark.usefixtures("started")
def test_a_file_that_is_none_is_refused_and_says_why(
    site: Flask, ann: Browser, work: Callable[[], int]
) -> None:
    nothing = send(ann, b"")
    assert nothing.status_code == 400
    assert "Choose a file of everything first" in nothing.text
    there = send(ann, SPANISH.encode()).location
    assert work() == 1
    told = ann.get(there)
    assert told.status_code == 400
    assert "no zip file" in told.text
    with site.app_context():
        assert states(user_id(site, "Ann")) == {}


@pytest.mark.usefixtures("started")
def test_a_file_of_everything_is_nobody_elses_and_no_deck(
    ann: Browser, bob: Browser, work: Callable[[], int]
) -> None:
    there = send(bob, made(ann)).location
    assert work() == 1
    assert ann.get(there).status_code == 404
    number = there.rpartition("/")[2]
    assert bob.get(f"/decks/import/{number}").location == there
    form = bob.get("/decks/import").text
    assert bob.send(form, f"/decks/import/{number}", target="new").status_code == 404
    assert ann.send(ann.get(UP).text, there).status_code == 404


def test_the_commands_do_both(
    site: Flask, ann: Browser, bob: Browser, now: datetime, tmp_path: Path
) -> None:
    assert ann
    assert bob
    with site.app_context():
        live(user_id(site, "Ann"), now=now - 3 * DAY, days=2)
        before = states(user_id(site, "Ann"))
    settings: Settings = site.config["QUIZAPP"]
    environment = {
        "QUIZAPP_DATA_DIR": str(settings.data_dir),
        "QUIZAPP_DATABASE_URL": settings.database_url,
        "QUIZAPP_SECRET_KEY": settings.secret_key,
    }
    run, file = CliRunner(), tmp_path / "ann.quizapp.zip"
    out = run.invoke(export, ["--everything-of", "Ann", "--out", str(file)], env=environment)
    assert out.exit_code == 0, out.output
    assert file.stat().st_mode & 0o077 == 0
    assert "quizapp.json" in zipfile.ZipFile(file).namelist()
    words = ["--everything", str(file), "--user", "Bob"]
    dry = run.invoke(import_, [*words, "--dry-run"], env=environment)
    assert dry.exit_code == 0, dry.output
    assert "2 decks of 7 notes" in dry.output
    with site.app_context():
        assert states(user_id(site, "Bob")) == {}
    done = run.invoke(import_, words, env=environment)
    assert "3 plans were taken up" in done.output, done.output
    with site.app_context():
        assert states(user_id(site, "Bob")) == before
    again = run.invoke(import_, words, env=environment)
    assert again.exit_code != 0
