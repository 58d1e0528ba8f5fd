"""Pictures and sounds come in with a deck, are seen with it by nobody else, and go with it."""

import hashlib
import re
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.services import deck_media, deck_reading, privacy
from quizapp.store import media_queries
from quizapp.store.engine import reading
from quizapp.store.media import DeckMedium, MediaFile, WaitingMedium
from tests.integration.decks.conftest import PASSWORD, bring, upload
from tests.integration.learner.conftest import Browser
from tests.unit.formats.anki_made import BASIC, REVERSED, Made, package
from tests.unit.formats.media_made import MP3, SVG, packed, png

PICTURE = png(30, 20)
NAME = hashlib.sha256(PICTURE).hexdigest()
SOUND = hashlib.sha256(MP3).hexdigest()


def apkg(*, colour: int = 180, more: str = "") -> bytes:
    """Return a package that asks what a picture shows, with a sound on its back."""
    files = {"pic.png": png(30, 20, colour=(colour, 60, 40)), "s.mp3": MP3, "evil.svg": SVG}
    made = Made()
    made.note(BASIC, f'<img src="pic.png" alt="a small animal">{more}', "el perro [sound:s.mp3]")
    made.note(BASIC, 'Look <img src="evil.svg">', "at it")
    return package(made, "anki21b", packed(files, "anki21b"))


def rows(site: Flask) -> tuple[int, int, int]:
    """Return how many files are stored, and how often decks and waiting imports refer to one."""
    with site.app_context(), reading() as session:
        return tuple(  # type: ignore[return-value]  # three of them
            session.scalar(select(func.count()).select_from(table))
            for table in (MediaFile, DeckMedium, WaitingMedium)
        )


def test_a_picture_is_previewed_taken_in_and_shown_with_its_question(
    site: Flask, ann: Browser
) -> None:
    sent = upload(ann, apkg(), "animals.apkg")
    assert sent.status_code == 303, sent.text
    preview = ann.get(sent.location).text
    assert re.search(r"<dt>pictures</dt><dd>1</dd>", preview)
    assert re.search(r"<dt>sounds</dt><dd>1</dd>", preview)
    assert f'<img src="/media/{NAME}" alt="a small animal" width="30" height="20"' in preview
    assert "evil.svg” is an SVG drawing" in preview
    assert ann.get(f"/media/{NAME}").data == PICTURE, "whoever looks at a preview sees it"
    deck = bring(ann, apkg(), "animals.apkg")
    assert rows(site) == (2, 2, 0)
    page = ann.get(f"/decks/{deck}").text
    assert "1 picture ·" in page
    assert "1 sound ·" in page
    study = ann.get("/study").text
    assert 'alt="a small animal"' in study
    assert SOUND not in study, "what is on the back comes with the answer"
    told = ann.send(study, "/study/answer", text="el perro", follow=True).text
    assert f'src="/media/{SOUND}"' in told
    assert f'src="/media/{NAME}"' in told
    assert "autoplay" not in told


def test_a_medium_is_sent_as_what_it_is_and_can_do_nothing(ann: Browser) -> None:
    bring(ann, apkg(), "animals.apkg")
    sent = ann.get(f"/media/{NAME}")
    assert sent.headers["Content-Type"] == "image/png"
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert sent.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert sent.headers["Cache-Control"] == "private, no-cache"
    again = ann.client.get(f"/media/{NAME}", headers={"If-None-Match": sent.headers["ETag"]})
    assert again.status_code == 304
    part = ann.client.get(f"/media/{SOUND}", headers={"Range": "bytes=0-9"})
    assert (part.status_code, part.data) == (206, MP3[:10])
    assert part.headers["Content-Type"] == "audio/mpeg"


def test_another_learner_gets_the_reply_of_a_missing_one(ann: Browser, bob: Browser) -> None:
    bring(ann, apkg(), "animals.apkg")
    theirs, none = bob.get(f"/media/{NAME}"), bob.get(f"/media/{'0' * 64}")
    assert theirs.status_code == none.status_code == 404
    assert theirs.text == none.text
    for odd in (NAME.upper(), NAME[:-1], f"{NAME}.png", "x", f"{NAME}%00"):
        assert ann.get(f"/media/{odd}").status_code == 404


def test_the_same_file_of_two_people_is_each_ones_own(
    site: Flask, ann: Browser, bob: Browser
) -> None:
    mine, yours = bring(ann, apkg(), "a.apkg"), bring(bob, apkg(), "b.apkg")
    assert rows(site)[0] == 4
    ann.send(ann.get(f"/decks/{mine}/delete").text, f"/decks/{mine}/delete")
    assert ann.get(f"/media/{NAME}").status_code == 404
    assert bob.get(f"/media/{NAME}").data == PICTURE
    assert rows(site)[0] == 2
    assert bob.get(f"/decks/{yours}").status_code == 200


def test_a_file_of_two_decks_goes_with_the_second(site: Flask, ann: Browser) -> None:
    first = bring(ann, apkg(), "a.apkg")
    upload(ann, apkg(), "a.apkg")
    preview = ann.get("/decks/import/2").text
    ann.send(preview, "/decks/import/2", target="new", title="Twice")
    assert rows(site) == (2, 4, 0)
    ann.send(ann.get(f"/decks/{first}/delete").text, f"/decks/{first}/delete")
    assert rows(site) == (2, 2, 0)
    assert ann.get(f"/media/{NAME}").data == PICTURE


def test_what_waits_is_forgotten_with_its_media(site: Flask, ann: Browser, now: datetime) -> None:
    upload(ann, apkg(), "a.apkg")
    assert rows(site) == (2, 0, 2)
    upload(ann, apkg(colour=9), "a.apkg")
    assert rows(site) == (2, 0, 2), "one file waits at a time"
    with site.app_context():
        deck_reading.forget_waiting(now=now + timedelta(days=8))
    assert rows(site) == (0, 0, 0)


def test_erasing_a_person_erases_their_media(site: Flask, ann: Browser, bob: Browser) -> None:
    bring(ann, apkg(), "a.apkg")
    bring(bob, apkg(), "b.apkg")
    with site.app_context():
        privacy.delete_account(user_id=1, password=PASSWORD)
    assert rows(site) == (2, 2, 0)


def test_a_changed_picture_is_an_update_and_the_old_one_stays_for_old_answers(
    site: Flask, ann: Browser
) -> None:
    bring(ann, apkg(), "a.apkg")
    bring(ann, apkg(colour=10), "a.apkg")
    page = ann.get("/decks/imports/2").text
    assert re.search(r"<dt>updated</dt><dd>1</dd>", page)
    assert rows(site) == (3, 3, 0)
    new = hashlib.sha256(png(30, 20, colour=(10, 60, 40))).hexdigest()
    assert f"/media/{new}" in ann.get("/study").text
    assert ann.get(f"/media/{NAME}").status_code == 200


def test_more_than_a_person_may_have_is_refused_before_it_is_stored(
    site: Flask, ann: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deck_media, "MOST_OF_PERSON", len(PICTURE))
    sent = upload(ann, apkg(), "a.apkg")
    assert sent.status_code == 400
    assert "Delete a deck that you no longer need" in sent.text
    assert rows(site) == (0, 0, 0)


def test_two_notes_that_differ_in_their_pictures_alone_are_two(ann: Browser) -> None:
    made = Made()
    for name in ("one", "two"):
        made.note(BASIC, f'<img src="{name}.png" alt="x">', "a shape")
    files = {"one.png": png(1, 1), "two.png": png(2, 2)}
    sent = upload(ann, package(made, "anki21", packed(files, "anki21")), "a.apkg")
    assert "2 notes can come in" in ann.get(sent.location).text


def test_every_stored_file_is_what_it_is_called(site: Flask, ann: Browser) -> None:
    bring(ann, apkg(), "a.apkg")
    with site.app_context(), reading() as session:
        for _, sha256, kind, data in media_queries.every(session):
            assert hashlib.sha256(data).hexdigest() == sha256
            assert kind in deck_media.TYPES


def test_both_directions_show_their_own_side(ann: Browser) -> None:
    made = Made()
    made.note(REVERSED, '<img src="d.png" alt="an animal">', "perro", cards=(0, 1))
    files = {"d.png": PICTURE}
    sent = upload(ann, package(made, "anki21", packed(files, "anki21")), "a.apkg")
    preview = ann.get(sent.location).text
    assert preview.count(f"/media/{NAME}") == 3, "two questions of the back, one of the front"
