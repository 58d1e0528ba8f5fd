"""A deck is shared, handed over, downloaded, deleted; publishing and erasing leave it right."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime

from flask import Flask
from sqlalchemy import text

from quizapp.bank.parse import parse_bank
from quizapp.services.classes import classes
from quizapp.services.decks import decks
from quizapp.services.decks.deck_topics import LEVELS
from quizapp.services.memory import study_log
from quizapp.services.people import accounts, privacy
from quizapp.services.publishing import publishing
from quizapp.services.workspace import workspace_files
from quizapp.settings import Settings
from quizapp.store.engine import reading
from tests.integration.decks.conftest import PASSWORD, SPANISH, bring
from tests.integration.learner.conftest import Browser
from tests.stored_about import stored_about


def user_id(site: Flask, name: str) -> int:
    """Return the id of a person."""
    with site.app_context():
        found = accounts.find_person_by_name(name=name)
        assert found
        return found.id


def shared(
    site: Flask, sign_in: Callable[..., Browser], now: datetime
) -> tuple[Browser, Browser, str, int]:
    """Return teacher and learner of a class, a deck of the teacher's shared with it, and it."""
    tess, lea = sign_in("Tess", "teacher"), sign_in("Lea")
    with site.app_context():
        owner = user_id(site, "Tess")
        room = classes.create_class(user_id=owner, name="9a", zone="UTC", now=now)
        code = classes.get_class(user_id=owner, class_id=room).join_code
        classes.join_class(
            user_id=user_id(site, "Lea"), code=code, address="a", secret="s", now=now
        )
    deck = bring(tess, SPANISH.encode())
    sent = tess.send(tess.get(f"/decks/{deck}").text, f"/decks/{deck}/share", class_id=str(room))
    assert sent.status_code == 303
    return tess, lea, deck, room


def test_a_class_studies_what_is_shared_until_it_is_not(
    site: Flask, sign_in: Callable[..., Browser], now: datetime
) -> None:
    tess, lea, deck, room = shared(site, sign_in, now)
    sets = lea.get("/sets").text
    assert "shared with you" in sets
    set_id = re.search(r'/sets/(\d+)/study"', sets[sets.index("shared with you") :])
    assert set_id
    study = lea.send(sets, f"/sets/{set_id[1]}/study", follow=True).text
    assert re.search("ser|ir|el perro", study)
    with site.app_context():
        decks.unshare(user_id=user_id(site, "Tess"), article_id=deck, class_id=room, now=now)
        assert not study_log.verify_replay().differences
    assert lea.get(f"/articles/{deck}").status_code == 404
    assert lea.get(f"/study?set={set_id[1]}").status_code == 404
    assert not re.search("el perro|ser<|ir<", lea.get("/study").text)
    assert tess.get(f"/articles/{deck}").status_code == 200


def test_a_part_of_a_deck_is_studied_and_assigned_by_itself(
    site: Flask, sign_in: Callable[..., Browser], now: datetime
) -> None:
    tess = sign_in("Tess", "teacher")
    with site.app_context():
        room = classes.create_class(user_id=user_id(site, "Tess"), name="9a", zone="UTC", now=now)
    words = "#columns:front\tback\ttags\tdeck\n"
    words += "ser\tto be\tverb\tA::B\nir\tto go\tverb\tA\nla casa\tthe house\t\tC\n"
    deck = bring(tess, words.encode())
    page = tess.get(f"/decks/{deck}").text
    assert [t for t in (f"A{LEVELS}B", ">A<", ">C<", "#verb") if t not in page] == []
    part = re.search(r'#verb.*?action="/sets/(\d+)/study"', page, re.DOTALL)
    assert part
    study = tess.get(tess.send(page, f"/sets/{part[1]}/study").location).text
    assert re.search("ser|ir", study)
    tess.send(page, f"/decks/{deck}/share", class_id=str(room))
    assert f"/classes/{room}/assign?set=" in tess.get(f"/decks/{deck}").text
    chosen = tess.get(f"/classes/{room}/assign?set={part[1]}").text
    assert re.search(rf'<option selected value="{part[1]}">Spanish: #verb \(2 facts\)', chosen)


def test_who_leaves_the_class_leaves_its_decks(
    site: Flask, sign_in: Callable[..., Browser], now: datetime
) -> None:
    _, lea, deck, room = shared(site, sign_in, now)
    assert lea.get(f"/decks/{deck}").status_code == 200
    with site.app_context():
        classes.leave_class(user_id=user_id(site, "Lea"), class_id=room, now=now)
    assert lea.get(f"/decks/{deck}").status_code == 404


def test_authors_get_a_copy_that_is_a_sound_bank(site: Flask, ann: Browser) -> None:
    deck = bring(ann, SPANISH.encode() + "“He”\tél\n".encode())
    page = ann.get(f"/decks/{deck}").text
    assert ann.send(page, f"/decks/{deck}/hand-over").status_code == 303
    settings: Settings = site.config["QUIZAPP"]
    with site.app_context():
        files = workspace_files.working_files(settings.bank).files
        bank = parse_bank(dict(files))
    assert list(bank.articles) == ["spanish"]
    assert len(bank.facts()) == 4
    packed = zipfile.ZipFile(io.BytesIO(ann.get(f"/decks/{deck}/download").data))
    assert {name: packed.read(name).decode() for name in packed.namelist()} == dict(files)
    assert "have had a copy" in ann.get(f"/decks/{deck}").text


def test_publishing_leaves_decks_alone(site: Flask, ann: Browser, now: datetime) -> None:
    deck = bring(ann, SPANISH.encode())
    page = ann.get(f"/decks/{deck}").text
    ann.send(page, f"/decks/{deck}/hand-over")
    settings: Settings = site.config["QUIZAPP"]
    with site.app_context():
        files = dict(workspace_files.working_files(settings.bank).files)
        done = publishing.publish_files(files, now=now, by=None)
        assert done.written
        assert not study_log.verify_replay().differences
    assert ann.get(f"/articles/{deck}").status_code == 200
    assert "3 notes" in ann.get(f"/decks/{deck}").text
    assert re.search("ser|ir|el perro", ann.get("/study").text)


def test_a_deleted_deck_is_gone_and_the_log_still_replays(site: Flask, ann: Browser) -> None:
    deck = bring(ann, SPANISH.encode())
    page = ann.get(f"/decks/{deck}/delete").text
    assert "3 notes with 3 cards" in page
    assert ann.send(page, f"/decks/{deck}/delete").status_code == 303
    assert ann.get(f"/decks/{deck}").status_code == 404
    assert "Spanish" not in ann.get("/sets").text
    assert "el perro" not in ann.get("/study").text
    with site.app_context():
        assert not study_log.verify_replay().differences


def test_an_erased_owner_leaves_no_word(site: Flask, ann: Browser) -> None:
    bring(ann, b"planted front\tplanted back\n")
    with site.app_context():
        assert b"planted front" in stored_about(
            user_id=user_id(site, "Ann"), now=datetime.now().astimezone()
        )
        privacy.delete_account(user_id=user_id(site, "Ann"), password=PASSWORD)
        with reading() as session:
            for table in ("articles", "facts", "questions", "decks", "deck_notes", "deck_imports",
                          "search_words", "passages", "question_sets", "cards"):  # fmt: skip
                rows = session.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608 - our own names
                assert "planted" not in repr(rows), table


def test_script_in_any_field_is_text(ann: Browser) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    deck = bring(ann, f"{evil}\t{evil} back\n".encode(), name=f"{evil[:20]}.tsv".replace("/", ""))
    for path in ("/sets", f"/decks/{deck}", "/decks/imports/1", "/study", f"/decks/{deck}/delete",
                 f"/articles/{deck}"):  # fmt: skip
        shown = ann.get(path).text
        assert "<script>alert" not in shown, path
        assert "<img src=x" not in shown, path
