"""A deck or set goes to Anki with its learner's memory, and to nobody else with it."""

import io
import os
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from quizapp.cli.export import export as export_command
from quizapp.formats.anki.anki_in import read
from quizapp.formats.incoming.incoming import Choices
from quizapp.generation.question import QuestionType
from quizapp.scheduling.balance import fuzz_range
from quizapp.scheduling.card import Stage
from quizapp.services.decks import deck_reading, deck_taking
from quizapp.services.decks.deck_draft import Wish
from quizapp.services.decks.deck_taking import TakenIn
from quizapp.services.exports import exporting
from quizapp.services.exports.exporting import ExportChoice
from quizapp.services.memory import study_log
from quizapp.services.study import sets, study, study_asides, study_marks
from tests.integration.decks.conftest import SPANISH, bring
from tests.integration.decks.test_decks import user_id
from tests.integration.decks.test_taking_along import bring_package, states
from tests.integration.learner.conftest import Browser
from tests.integration.study.world import answer_next, review_of, uuid_of

ALL_FORMS = frozenset(QuestionType)


def rows(data: bytes, statement: str) -> list[tuple[Any, ...]]:
    """Return what a statement finds in the collection of a package."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(zipfile.ZipFile(io.BytesIO(data)).read("collection.anki2"))
        return database.execute(statement).fetchall()


def answers_in(data: bytes) -> int:
    """Return how many answers a package holds, and see that its cards agree."""
    ((number,),) = rows(data, "SELECT count(*) FROM revlog")
    ((known,),) = rows(data, "SELECT count(*) FROM cards WHERE reps > 0 OR data != '' OR type > 0")
    assert bool(number) == bool(known)
    return int(number)


def file_of(browser: Browser, page: str) -> bytes:
    """Return the file behind the button of a page that says what is in it."""
    link = re.search(r'href="([^"]+/take/file[^"]*)" download', page)
    assert link, page
    sent = browser.get(link[1].replace("&amp;", "&"))
    assert sent.status_code == 200
    data: bytes = sent.data
    return data


def take_up(site: Flask, data: bytes, *, target: str, now: datetime) -> TakenIn:
    """Bring a package in for Bob with its answers, as the process of its own does."""
    with site.app_context():
        who = user_id(site, "Bob")
        number = deck_reading.stage(
            user_id=who,
            data=data,
            name="a.apkg",
            reader="",
            choices=Choices(scheduling=True),
            now=now,
        )
        return deck_taking.take_in(Wish(who, number, target, "", with_reviews=True), now=now)


@pytest.mark.usefixtures("bob")
def test_a_deck_goes_to_anki_and_comes_back_with_the_same_memory(
    site: Flask, ann: Browser, now: datetime
) -> None:
    deck = bring_package(site)
    page = ann.get(f"/decks/{deck}/take?format=anki&memory=yes").text
    assert "<dt>Your answers</dt><dd>15</dd>" in page
    assert "desired retention of 90" in page
    data = file_of(ann, page)
    assert answers_in(data) == 15
    there = take_up(site, data, target=deck_reading.NEW, now=now)
    assert (there.added, there.reviews) == (5, 15)
    mine = sorted(states(site, "Ann", deck).values(), key=lambda each: each.card_id)
    theirs = sorted(states(site, "Bob", there.article_id).values(), key=lambda each: each.card_id)
    assert len(mine) == len(theirs) == 5
    for one, other in zip(mine, theirs, strict=True):
        for name in ("stage", "stability_days", "difficulty", "last_day", "reps", "lapses"):
            assert getattr(one.memory, name) == getattr(other.memory, name)
        assert one.memory.stage is Stage.REVIEW
        shortest, longest = fuzz_range(one.memory.interval_days, maximum_days=36500)
        assert abs((one.memory.due_day or 0) - (other.memory.due_day or 0)) <= longest - shortest
    again = take_up(site, data, target=there.article_id, now=now + timedelta(minutes=1))
    assert (again.added, again.same, again.reviews) == (0, 5, 0)
    with site.app_context():
        assert not study_log.verify_replay().differences


def test_as_new_cards_nothing_of_anybody_is_in_it(site: Flask, ann: Browser) -> None:
    deck = bring_package(site)
    page = ann.get(f"/decks/{deck}/take?format=anki").text
    assert "nothing of your memory is in it" in page
    assert answers_in(file_of(ann, page)) == 0
    assert answers_in(ann.get(f"/decks/{deck}/take/file?format=anki&memory=no").data) == 0


def test_a_deck_with_no_answer_or_none_that_stands(
    site: Flask, ann: Browser, now: datetime
) -> None:
    deck = bring(ann, SPANISH.encode())
    page = ann.get(f"/decks/{deck}/take?format=anki&memory=yes").text
    assert "<dt>Your answers</dt><dd>0</dd>" in page
    assert answers_in(file_of(ann, page)) == 0
    with site.app_context():
        who = user_id(site, "Ann")
        answer_next(who, now=now, rating=3)
        study_marks.undo(user_id=who, client_id=uuid_of("undo"), now=now)
    page = ann.get(f"/decks/{deck}/take?format=anki&memory=yes").text
    assert "Answers that you took back stay here: 1." in page
    assert answers_in(file_of(ann, page)) == 0


def test_nobody_else_gets_a_memory(
    site: Flask, ann: Browser, bob: Browser, sign_in: Callable[..., Browser], now: datetime
) -> None:
    deck = bring_package(site)
    ann.send(ann.get("/sets").text, "/sets/1/study")
    with site.app_context():
        who = user_id(site, "Ann")
        for n in range(16):
            answer_next(who, now=now + timedelta(seconds=n))
    teacher = sign_in("Tess", "teacher", "author")
    tess = user_id(site, "Tess")
    assert bob.get(f"/decks/{deck}/take/file?format=anki&memory=yes").status_code == 404
    with site.app_context():
        for user, forms in ((tess, ALL_FORMS), (None, ALL_FORMS), (who, ALL_FORMS)):
            choice = ExportChoice("anki", forms, "both", one_per_fact=False)
            found = exporting.export_set(set_id=1, user_id=user, choice=choice, now=now)
            assert found.along is None
            assert answers_in(found.data) == 0
    asked = "set_id=1&format=anki&level=near&memory=yes&user_id=1&person=Ann"
    assert answers_in(teacher.get(f"/sets/take-away/file?{asked}").data) == 0
    assert answers_in(ann.get("/sets/1/take/file?format=anki&memory=yes").data) > 0
    assert answers_in(bob.get("/sets/1/take/file?format=anki&memory=yes").data) == 0


def test_a_set_goes_with_what_is_known_suspended_and_flagged(
    site: Flask, ann: Browser, now: datetime
) -> None:
    with site.app_context():
        who = user_id(site, "Ann")
        sets.add_set(user_id=who, set_id=1, now=now)
        cards = study.next_cards(user_id=who, set_id=None, limit=50, now=now).cards
        one, two = (each for each in cards if each.form == "flashcard")
        review = review_of(one, shown_at=now - timedelta(seconds=9), rating=1)
        study.submit_reviews(user_id=who, reviews=[review], now=now)
        study_asides.suspend(user_id=who, card_id=two.card_id, client_id=uuid_of("s"), now=now)
    assert "/sets/1/take" in ann.get("/sets").text
    page = ann.get("/sets/1/take?format=anki&memory=yes").text
    assert "<dt>Flashcard</dt><dd>2</dd>" in page
    assert "<dt>Being learnt</dt><dd>1</dd>" in page
    assert "<dt>Suspended</dt><dd>1</dd>" in page
    assert "as this format cannot hold them:" in page
    found = read(file_of(ann, page), Choices(scheduling=True))
    assert [(each.rating, each.kind, each.stepped) for each in found.reviews] == [
        (1, "learn", True)
    ]
    assert sorted(each.suspended for each in found.notes) == [False, True]


def test_what_a_set_cannot_be_taken_as_is_said(ann: Browser) -> None:
    assert ann.get("/sets/1/take").status_code == 200
    wrong = ann.get("/sets/1/take?format=moodle")
    assert wrong.status_code == 400
    assert "choose from anki" in wrong.text
    assert ann.get("/sets/1/take/file?format=qti21").status_code == 400
    assert ann.get("/sets/99/take?format=anki").status_code == 404


def test_other_formats_take_no_memory(site: Flask, ann: Browser) -> None:
    deck = bring_package(site)
    page = ann.get(f"/decks/{deck}/take?format=csv&memory=yes").text
    assert "Your answers" not in page
    assert b"quizapp" not in ann.get(f"/decks/{deck}/take/file?format=csv&memory=yes").data


def test_what_is_typed_goes_as_a_flashcard_and_what_is_chosen_is_named(ann: Browser) -> None:
    text = "Prague lies on the {=Vltava}.\n\nWhich river?{=Elbe}\n\nWhich one?{=Elbe ~Oder}\n"
    deck = bring(ann, text.encode(), "rivers.gift")
    page = ann.get(f"/decks/{deck}/take?format=anki").text
    assert "<dt>Flashcard</dt><dd>2</dd>" in page
    assert "Which one?</q>" in page
    found = read(file_of(ann, page), Choices())
    sides = {(note.content.front, note.content.back) for note in found.notes}  # type: ignore[union-attr]  # cards
    assert sides == {("Prague lies on the _____.", "Vltava"), ("Which river?", "Elbe")}


@pytest.mark.usefixtures("ann")
def test_the_command_takes_a_set_with_the_memory_of_a_person_who_is_named(
    site: Flask, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site.app_context():
        who = user_id(site, "Ann")
        sets.add_set(user_id=who, set_id=1, now=now)
        for n in range(16):
            answer_next(who, now=now + timedelta(seconds=n))
    for name in [each for each in os.environ if each.startswith("QUIZAPP_TEST_")]:
        monkeypatch.delenv(name)  # Of the tests, not of the site.
    settings = site.config["QUIZAPP"]
    monkeypatch.setenv("QUIZAPP_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("QUIZAPP_SECRET_KEY", "the key of the tests, not a secret at all")
    monkeypatch.setenv("QUIZAPP_BANK", str(settings.bank))
    out = tmp_path / "mine.apkg"

    def run(*words: str) -> str:
        done = CliRunner().invoke(export_command, [*words, "--out", str(out)])
        return f"{done.exit_code} {done.output} {done.exception}"

    said = run("1", "--format", "anki", "--memory-of", "Ann")
    assert said.startswith("0 "), said
    assert "memory of Ann" in said
    assert answers_in(out.read_bytes()) > 0
    run("1", "--format", "anki")
    assert answers_in(out.read_bytes()) == 0
    assert "holds no memory" in run("1", "--format", "csv", "--memory-of", "Ann")
    assert "no account Zoe" in run("1", "--format", "anki", "--memory-of", "Zoe")
