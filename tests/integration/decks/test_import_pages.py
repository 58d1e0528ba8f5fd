"""A learner brings a deck in, studies it, and nobody else sees anything of it."""

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask

from quizapp.services.decks import deck_reading
from tests.integration.decks.conftest import SPANISH, bring, upload
from tests.integration.learner.conftest import Browser


def test_a_file_is_previewed_taken_in_and_studied(ann: Browser) -> None:
    sent = upload(ann, SPANISH.encode() + b"broken line\n")
    preview = ann.get(sent.location).text
    assert "3 notes can come in" in preview
    assert "line 4" in preview
    assert "el perro" in preview
    assert ann.get("/sets").text.count("Spanish") == 0, "nothing is stored before the yes"
    deck = bring(ann, SPANISH.encode())
    sets = ann.get("/sets").text
    assert "Spanish" in sets
    assert "yours" in sets
    study = ann.get("/study").text
    assert re.search(r"ser|ir|el perro", study)
    assert ann.get(f"/decks/{deck}").status_code == 200


def test_another_learner_finds_nothing_of_it(ann: Browser, bob: Browser) -> None:
    deck = bring(ann, SPANISH.encode())
    assert "Spanish" not in bob.get("/sets").text
    for path in (
        f"/decks/{deck}",
        f"/articles/{deck}",
        f"/decks/{deck}/download",
        "/decks/imports/1",
    ):
        missing = bob.get(path)
        assert missing.status_code == 404, path
        assert "perro" not in missing.text
    assert "perro" not in bob.get("/search?q=perro").text.replace('value="perro"', "")


def test_a_file_that_nobody_said_yes_to_is_forgotten_after_a_week(
    site: Flask, ann: Browser, now: datetime
) -> None:
    upload(ann, SPANISH.encode())
    with site.app_context():
        assert deck_reading.forget_waiting(now=now + timedelta(days=6)) == 0
        assert deck_reading.forget_waiting(now=now + timedelta(days=8)) == 1
    assert ann.get("/decks/import/1").status_code == 404


def test_a_second_import_updates_and_adds_nothing_twice(ann: Browser) -> None:
    deck = bring(ann, SPANISH.encode())
    again = bring(ann, SPANISH.replace("to go", "to go away").encode() + b"la casa\tthe house\n")
    assert again == deck
    page = ann.get("/decks/imports/2").text
    assert re.search(r"<dt>new</dt><dd>1</dd>", page)
    assert re.search(r"<dt>updated</dt><dd>1</dd>", page)
    assert re.search(r"<dt>as it was</dt><dd>2</dd>", page)
    assert "4 notes" in ann.get(f"/decks/{deck}").text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"a\tb\n\0c\td\n", "NUL"),
        ("el niño\tthe boy\n".encode("latin-1"), "UTF-8"),
        ("a\tb\n".encode("utf-16"), "UTF-16"),
        (bytes(range(256)) * 40, "UTF-8"),
        (b'"open\tx\n' * 3, "quotation"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_leaves_nothing(
    ann: Browser, data: bytes, words: str
) -> None:
    sent = upload(ann, data)
    assert sent.status_code == 400
    assert words in sent.text
    assert ann.get("/decks/import/1").status_code == 404
