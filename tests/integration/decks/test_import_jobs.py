"""Large files are read and taken in by a process of their own: what it tells, what goes wrong."""

import re
import subprocess
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.services.files import import_jobs
from quizapp.services.memory import study_log
from quizapp.store.decks import import_queries
from quizapp.store.engine import reading, writing
from quizapp.store.tables.media import WaitingMedium
from tests.integration.decks.conftest import SPANISH, upload
from tests.integration.learner.conftest import Browser
from tests.unit.formats.anki_made import BASIC, REVERSED, Made, package
from tests.unit.formats.media_made import packed, png

FIRST = 1_600_000_000_000


def anki() -> bytes:
    """Return a package with a few notes and answers."""
    made = Made()
    cards = made.note(REVERSED, "ser", "to be", tags="verb", cards=(0, 1))
    cards += made.note(REVERSED, "ir", "to go", tags="verb", cards=(0, 1))
    cards += made.note(BASIC, "el perro", "the dog", tags="noun", cards=(0,))
    for number, card in enumerate(cards * 3):
        made.review(FIRST + number * 90_000_000, card, 3, 1)
    return package(made, "anki21b")


def kept(site: Flask) -> list[Path]:
    """Return the files that lie there to be read."""
    folder = site.config["QUIZAPP"].data_dir / "imports"
    return list(folder.iterdir()) if folder.exists() else []


def test_a_package_is_read_and_taken_in_while_the_page_tells_how_far(
    site: Flask,
    ann: Browser,
    started: list[str],
    work: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = upload(ann, anki(), "spanish.apkg", scheduling="yes").location
    waiting = ann.get(there).text
    assert "Reading the file" in waiting
    assert "is on its way" in ann.get("/decks/import").text
    assert ann.get(f"{there}/state").json == {
        "open": True, "state": "sent", "step": "", "done": 0, "of": 0,
    }  # fmt: skip
    (file,) = kept(site)
    assert file.stat().st_mode & 0o077 == 0
    assert work() == 1
    assert not kept(site)
    preview = ann.get(there).text
    assert "3 notes can come in" in preview
    assert "waits for your yes" in ann.get("/decks/import").text
    monkeypatch.setattr(import_jobs, "SMALL_NOTES", 0)
    for _ in range(2):  # The second click changes nothing.
        sent = ann.send(preview, there, target="new", title="Spanish", reviews="yes")
        assert sent.location == there
    assert "Taking it in" in ann.get(there).text
    assert work() == 1
    assert started == ["started", "started"]
    report = ann.get(ann.get(there).location).text
    assert re.search(r"past answers taken along</dt><dd>15</dd>", report)
    sets = ann.get("/sets").text
    assert "#verb" in sets
    assert "#noun" not in sets, "a tag of one note is no set"
    with site.app_context():
        assert not study_log.verify_replay().differences


def test_a_damaged_package_is_told_and_leaves_nothing(
    site: Flask, ann: Browser, started: list[str], work: Callable[[], int]
) -> None:
    there = upload(ann, anki()[:900], "spanish.apkg").location
    assert work() == 1
    assert started
    told = ann.get(there)
    assert told.status_code == 400
    assert "Nothing was stored" in told.text or "damaged" in told.text
    assert not kept(site)
    assert "waits for your yes" not in ann.get("/decks/import").text


@pytest.mark.usefixtures("started")
def test_a_million_lines_are_refused(ann: Browser, work: Callable[[], int]) -> None:
    there = upload(ann, b"x\ty\n" * 1_000_000).location
    assert work() == 1
    told = ann.get(there)
    assert told.status_code == 400
    assert "50000" in told.text


@pytest.mark.usefixtures("started")
def test_what_a_dead_process_left_can_be_asked_for_again(
    site: Flask,
    ann: Browser,
    work: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
    now: datetime,
) -> None:
    monkeypatch.setattr(import_jobs, "SMALL_NOTES", 0)
    there = upload(ann, SPANISH.encode()).location
    preview = ann.get(there).text
    ann.send(preview, there, target="new", title="Spanish")
    with site.app_context(), writing() as session:
        found = import_queries.claim(
            session, now=now - timedelta(minutes=9), lease=import_jobs.LEASE, at_once=2
        )
    assert found
    again = ann.get(there).text
    assert "was stopped" in again
    assert ann.send(again, there, target="new", title="Spanish").location == there
    assert work() == 1
    assert "Spanish" in ann.get(ann.get(there).location).text


def test_a_process_whose_file_was_forgotten_stores_nothing(
    site: Flask, ann: Browser, started: list[str], work: Callable[[], int]
) -> None:
    upload(ann, anki(), "spanish.apkg")
    upload(ann, anki(), "again.apkg")
    assert len(kept(site)) == 1, "the file that was sent before is gone"
    there = upload(ann, SPANISH.encode()).location
    assert started
    assert work() == 0
    assert "spanish.tsv" in ann.get(there).text
    with site.app_context(), reading() as session:
        assert import_queries.files_in_use(session) == frozenset()
    with site.app_context():
        later = datetime.now().astimezone() + timedelta(days=400)
        import_jobs.sweep(site.config["QUIZAPP"].data_dir, now=later)
    assert not kept(site)


def test_only_so_many_are_worked_on_at_once(site: Flask, ann: Browser, now: datetime) -> None:
    del ann
    with site.app_context(), writing() as session:
        assert import_queries.claim(session, now=now, lease=import_jobs.LEASE, at_once=0) is None


def test_the_process_that_a_page_starts_takes_a_file(
    ann: Browser, children: list["subprocess.Popen[bytes]"]
) -> None:
    there = upload(ann, anki(), "spanish.apkg").location
    (child,) = children
    begun = time.monotonic()
    child.wait(timeout=60)
    assert child.returncode == 0
    assert time.monotonic() - begun < 60
    assert "3 notes can come in" in ann.get(there).text


def test_a_package_with_a_picture_is_read_and_taken_in_with_it(
    site: Flask, ann: Browser, started: list[str], work: Callable[[], int]
) -> None:
    made = Made()
    made.note(BASIC, '<img src="pic.png" alt="a small animal">', "el perro")
    data = package(made, "anki21b", packed({"pic.png": png(30, 20)}, "anki21b"))
    there = upload(ann, data, "animals.apkg").location
    assert started
    assert work() == 1
    preview = ann.get(there).text
    assert '<img src="/media/' in preview
    with site.app_context(), reading() as session:
        assert session.scalar(select(func.count()).select_from(WaitingMedium)) == 1
