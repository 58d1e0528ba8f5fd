"""Large files to take along are made by a process of their own, and lie ready for an hour."""

import gzip
import io
import json
import re
import subprocess
import time
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import IO

import pytest
from flask import Flask

from quizapp.services.files import file_kinds, file_making, import_jobs, taking_size
from quizapp.services.files.file_making import KEPT_FOR, Order, Result
from quizapp.services.people import sent_file
from quizapp.web import downloads
from tests.integration.decks.conftest import SPANISH, bring
from tests.integration.decks.test_deck_media import apkg
from tests.integration.decks.test_decks import user_id
from tests.integration.decks.test_taking_along import bring_package, states
from tests.integration.learner.conftest import Browser

Work = Callable[[str], None]


@pytest.fixture
def ordered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let everything be large, and no process be started; return the orders that were to be."""
    tokens: list[str] = []
    monkeypatch.setattr(taking_size, "SMALL_CARDS", 0)
    monkeypatch.setattr(file_making, "start", lambda _, token: tokens.append(token))
    return tokens


@pytest.fixture
def make(site: Flask, now: datetime) -> Work:
    """Return what such a process does."""

    def run(token: str) -> None:
        with site.app_context():
            file_making.run(token, partial(file_kinds.make, now=now), folder=folder(site))

    return run


def folder(site: Flask) -> Path:
    """Return where the site's data lie."""
    found: Path = site.config["QUIZAPP"].data_dir
    return found


def test_a_large_deck_goes_to_anki_by_a_process(
    site: Flask, ann: Browser, bob: Browser, ordered: list[str], make: Work
) -> None:
    deck = bring_package(site)
    take = f"/decks/{deck}/take"
    page = ann.get(f"{take}?format=anki&memory=yes").text
    assert re.search(r"<dt>cards</dt><dd>5</dd>", page)
    assert re.search(r"<dt>entries about them</dt><dd>15</dd>", page)
    assert ann.get(f"{take}/file?format=anki&memory=yes").status_code == 303
    there = ann.send(page, take, format="anki", memory="yes").location
    (token,) = ordered
    assert there == f"/files/{token}"
    assert "Making the file" in ann.get(there).text
    told = ann.get(f"{there}/state").json
    assert told
    assert told["open"] is True
    assert ann.get(f"{there}/file").status_code == 404
    make(token)
    done = ann.get(there).text
    assert "Your answers, the day on which each card is due" in done
    assert re.search(r"<dt>Your answers</dt><dd>15</dd>", done)
    sent = ann.get(f"{there}/file")
    assert ".apkg" in sent.headers["Content-Disposition"]
    assert "collection.anki2" in zipfile.ZipFile(io.BytesIO(sent.data)).namelist()
    assert [bob.get(each).status_code for each in (there, f"{there}/state", f"{there}/file")] == [
        404, 404, 404,
    ]  # fmt: skip


def test_a_large_set_and_everything_go_the_same_way(
    ann: Browser, ordered: list[str], make: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(ann, SPANISH.encode())
    page = ann.get("/sets/1/take?format=anki").text
    assert "Make the file" in page
    there = ann.send(page, "/sets/1/take", format="anki", memory="no").location
    make(ordered[-1])
    assert ".apkg" in ann.get(f"{there}/file").headers["Content-Disposition"]
    assert ann.get("/account/everything.zip").status_code == 303
    everything = ann.send(ann.get("/account/everything").text, "/account/everything/make").location
    make(ordered[-1])
    assert ".quizapp.zip" in ann.get(everything).text
    data = ann.get(f"{everything}/file").data
    assert "quizapp.json" in zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert ann.get(there).status_code == 404, "one file of a person lies there at a time"
    monkeypatch.setattr(taking_size, "SMALL_CARDS", 1_000)
    assert ann.get("/account/everything.zip").data == data


def test_what_is_stored_and_its_media_go_by_a_process_where_there_is_much(
    ann: Browser, ordered: list[str], make: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_jobs, "is_small", lambda *_, **__: True)
    bring(ann, apkg(), "a.apkg")
    assert 'href="/account/data.json"' not in ann.get("/account/data").text
    assert ann.get("/account/data.json").location == "/account/data"
    there = ann.send(ann.get("/account/data").text, "/account/data/make").location
    make(ordered[-1])
    assert ".zip</h2>" in ann.get(there).text
    packed = zipfile.ZipFile(io.BytesIO(ann.get(f"{there}/file").data))
    (name,) = packed.namelist()
    assert name.endswith(".json")
    whole = json.loads(packed.read(name))
    monkeypatch.setattr(taking_size, "SMALL_CARDS", 1_000)
    at_once = ann.get("/account/data.json")
    assert at_once.content_length == len(at_once.data)
    assert at_once.json == whole
    assert {row["kind"] for row in whole["tables"]["media_files"]} == {"png", "mp3"}
    assert ann.send(ann.get("/account/data").text, "/account/data/make").location == "/account/data"

    monkeypatch.setattr(taking_size, "SMALL_MEDIA_BYTES", 10)
    assert 'href="/account/data.json"' in ann.get("/account/data").text
    assert ann.get("/account/media.zip").location == "/account/data"
    there = ann.send(ann.get("/account/data").text, "/account/media/make").location
    make(ordered[-1])
    data = ann.get(f"{there}/file").data
    assert sorted(each[-3:] for each in zipfile.ZipFile(io.BytesIO(data)).namelist()) == [
        "mp3", "png",
    ]  # fmt: skip
    assert "/account/data" in ann.get(there).text
    monkeypatch.setattr(taking_size, "SMALL_MEDIA_BYTES", 1_000_000)
    assert ann.get("/account/media.zip").data == data
    assert ann.send(ann.get("/account/data").text, "/account/media/make").status_code == 303


def test_a_long_memory_goes_by_a_process(
    site: Flask, ann: Browser, ordered: list[str], make: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_package(site)
    at_once = ann.get("/account/memory.json.gz").data
    monkeypatch.setattr(taking_size, "SMALL_ANSWERS", 0)
    assert ann.get("/account/memory.json.gz").location == "/account/memory"
    there = ann.send(ann.get("/account/memory").text, "/account/memory/make").location
    make(ordered[-1])
    page = ann.get(there).text
    assert ".json.gz" in page
    assert 'href="/account/memory"' in page
    assert ann.get(f"{there}/file").data == at_once
    assert len(json.loads(gzip.decompress(at_once))["log"]) == 15
    monkeypatch.setattr(taking_size, "SMALL_ANSWERS", 1_000)
    assert ann.send(ann.get("/account/memory").text, "/account/memory/make").location == (
        "/account/memory"
    )


def test_a_large_file_goes_in_pieces_to_one_person_once(
    ann: Browser, bob: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "_AT_ONCE_BYTES", 10)
    monkeypatch.setattr(import_jobs, "is_small", lambda *_, **__: True)
    bring(ann, apkg(), "a.apkg")
    whole = ann.get("/account/media.zip")
    assert whole.content_length == len(whole.data)
    first = ann.client.get("/account/media.zip", buffered=False)
    assert first.status_code == 200
    again = ann.get("/account/media.zip")
    assert again.status_code == 503
    assert "Another file of yours" in again.text
    monkeypatch.setattr(sent_file, "PLACES", 1)
    assert "Other large files" in bob.get("/account/media.zip").text
    first.close()
    assert bob.get("/account/media.zip").status_code == 200
    assert ann.get("/account/media.zip").data == whole.data


def test_a_large_deck_goes_to_another_account_with_its_answers(
    site: Flask, ann: Browser, bob: Browser, ordered: list[str], make: Work
) -> None:
    deck = bring_package(site)
    take = f"/decks/{deck}/take"
    page = ann.get(take).text
    assert "Make it with my answers" in page
    assert ann.get(f"{take}/quizapp?answers=yes").status_code == 303
    there = ann.send(page, take, memory="yes").location
    make(ordered[-1])
    data = ann.get(f"{there}/file").data
    copy = bring(bob, data, "s.deck.json", scheduling="yes")
    mine, theirs = states(site, "Ann", deck), states(site, "Bob", copy)
    assert {key: each.memory.reps for key, each in mine.items()} == {
        key: each.memory.reps for key, each in theirs.items()
    }


def test_what_goes_wrong_is_told(
    site: Flask, ann: Browser, ordered: list[str], make: Work, now: datetime
) -> None:
    deck = bring(ann, SPANISH.encode())
    take = f"/decks/{deck}/take"
    there = ann.send(ann.get(f"{take}?format=aiken").text, take, format="aiken").location
    make(ordered[-1])
    assert "can hold none" in ann.get(there).text
    who = user_id_of(site, "Ann")
    token = file_making.ask(Order(who, "everything"), folder=folder(site), now=now)
    file_making.run(token, _broken, folder=folder(site))
    assert "a fault of ours" in ann.get(f"/files/{token}").text
    assert not list((folder(site) / "made").glob("*.file")), "half a file is of no use"
    gone = now - timedelta(minutes=2)
    token = file_making.ask(Order(who, "everything"), folder=folder(site), now=gone)
    assert "was stopped" in ann.get(f"/files/{token}").text
    assert ann.get("/files/nonsense").status_code == 404


def user_id_of(site: Flask, name: str) -> int:
    """Return the number of a person."""
    with site.app_context():
        return user_id(site, name)


def _broken(order: Order, file: IO[bytes]) -> Result:
    raise RuntimeError(f"{order} {file}")


def test_files_are_deleted_after_an_hour_and_only_we_can_read_them(
    site: Flask, ann: Browser, ordered: list[str], make: Work, now: datetime
) -> None:
    bring(ann, SPANISH.encode())
    ann.send(ann.get("/account/everything").text, "/account/everything/make")
    make(ordered[-1])
    home = folder(site) / "made"
    assert home.stat().st_mode & 0o077 == 0
    assert all(each.stat().st_mode & 0o077 == 0 for each in home.iterdir())
    file_making.sweep(folder(site), now=now + KEPT_FOR - timedelta(seconds=1))
    assert list(home.glob("*.file"))
    file_making.sweep(folder(site), now=now + KEPT_FOR + timedelta(seconds=1))
    assert not list(home.glob("*.file"))
    assert not list(home.glob("*.json"))


def test_the_process_that_a_page_starts_makes_the_file(
    ann: Browser, children: list["subprocess.Popen[bytes]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_size, "SMALL_CARDS", 0)
    bring(ann, SPANISH.encode())
    children.clear()
    there = ann.send(ann.get("/account/everything").text, "/account/everything/make").location
    (child,) = children
    begun = time.monotonic()
    child.wait(timeout=120)
    assert child.returncode == 0
    assert time.monotonic() - begun < 120
    assert "quizapp.json" in zipfile.ZipFile(io.BytesIO(ann.get(f"{there}/file").data)).namelist()
