"""Pictures and sounds come in with a deck, are seen with it by nobody else, and go with it."""

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Text, delete, func, select, update

from quizapp.bank.parse import parse_bank
from quizapp.errors import BankErrors
from quizapp.services.assigning import assignments
from quizapp.services.assigning.assignments import QuizDraft
from quizapp.services.decks import deck_media, deck_reading, decks
from quizapp.services.decks.deck_media import MediaFound
from quizapp.services.files import import_jobs
from quizapp.services.people import privacy
from quizapp.services.quizzes import attempts
from quizapp.store.decks import media_queries
from quizapp.store.engine import reading, writing
from quizapp.store.tables.content import QuestionRow, QuestionSet, SetCard
from quizapp.store.tables.media import DeckMedium, MediaFile, WaitingMedium
from tests.integration.decks.conftest import PASSWORD, bring, upload
from tests.integration.decks.test_decks import shared, user_id
from tests.integration.learner.conftest import Browser
from tests.unit.formats.anki_made import BASIC, REVERSED, Made, package
from tests.unit.formats.media_made import MP3, SVG, packed, png

PICTURE = png(30, 20)
NAME = hashlib.sha256(PICTURE).hexdigest()
SOUND = hashlib.sha256(MP3).hexdigest()


@pytest.fixture(autouse=True)
def on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read packages while the page waits; ``test_import_jobs`` has them read by a process."""
    monkeypatch.setattr(import_jobs, "is_small", lambda *_, **__: True)


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
    assert "Content-Type" not in again.headers
    assert again.headers["Cache-Control"] == sent.headers["Cache-Control"]
    beyond = ann.client.get(f"/media/{SOUND}", headers={"Range": "bytes=999999-"})
    assert beyond.status_code == 416
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


def test_a_class_sees_media_with_the_deck_and_no_longer(
    site: Flask, sign_in: Callable[..., Browser], now: datetime
) -> None:
    tess, lea, deck, room = shared(site, sign_in, now)
    upload(tess, apkg(), "a.apkg")
    page = tess.get("/decks/import/2").text
    tess.send(page, "/decks/import/2", target=deck)
    assert lea.get(f"/media/{NAME}").data == PICTURE
    with site.app_context():
        decks.unshare(user_id=user_id(site, "Tess"), article_id=deck, class_id=room, now=now)
    gone, none = lea.get(f"/media/{NAME}"), lea.get(f"/media/{'0' * 64}")
    assert (gone.status_code, gone.text) == (404, none.text)


def test_who_is_asked_in_a_quiz_sees_what_it_asks_by_and_nothing_else(
    site: Flask, sign_in: Callable[..., Browser], now: datetime
) -> None:
    tess, lea, deck, room = shared(site, sign_in, now)
    upload(tess, apkg(), "a.apkg")
    tess.send(tess.get("/decks/import/2").text, "/decks/import/2", target="new", title="Apart")
    with site.app_context():
        teacher, learner = user_id(site, "Tess"), user_id(site, "Lea")
        with reading() as session:
            question, set_id = session.execute(
                select(QuestionRow.id, SetCard.set_id)
                .join(SetCard, SetCard.card_id == QuestionRow.card_id)
                .join(QuestionSet, QuestionSet.id == SetCard.set_id)
                .where(
                    QuestionSet.deck_id != deck,
                    QuestionSet.kind == "article",
                    QuestionRow.type == "typed",
                    QuestionRow.content.cast(Text).contains(NAME),
                )
            ).one()
        draft = QuizDraft(
            title="Animals",
            set_id=set_id,
            question_ids=(question,),
            attempts_allowed=1,
            opens_at=None,
            due_at=now + timedelta(days=7),
            time_limit_s=None,
            shuffle=False,
            feedback="after_submit",
            pass_mark=None,
        )
        quiz = assignments.assign_quiz(user_id=teacher, class_id=room, draft=draft, now=now)
        assert lea.get(f"/media/{NAME}").status_code == 404, "not before it is asked"
        attempt = attempts.start_attempt(user_id=learner, assignment_id=quiz, now=now)
    page = lea.get(f"/attempts/{attempt}").text
    assert f'src="/media/{NAME}"' in page
    assert SOUND not in page
    assert lea.get(f"/media/{NAME}").data == PICTURE


def test_bank_documents_hold_words_alone(ann: Browser) -> None:
    made = Made()
    made.note(BASIC, '<img src="p.png">', "a shape")
    made.note(BASIC, 'Which? <img src="p.png" alt="x">', "that one")
    packed_files = packed({"p.png": PICTURE}, "anki21")
    deck = bring(ann, package(made, "anki21", packed_files), "a.apkg")
    archive = zipfile.ZipFile(io.BytesIO(ann.get(f"/decks/{deck}/download").data))
    files = {name: archive.read(name).decode() for name in archive.namelist()}
    (fact,) = parse_bank(files).facts()
    assert "that one" in fact.statement
    assert NAME not in "".join(files.values())
    assert "Bank documents hold words alone" in ann.get(f"/decks/{deck}/take").text


def test_a_bank_of_its_own_can_have_no_media() -> None:
    document = BANK_WITH_MEDIA.format(name=NAME)
    with pytest.raises(BankErrors, match="pictures and sounds come with decks"):
        parse_bank({"a/article.yaml": document})


def test_the_doctor_finds_what_is_damaged_or_missing(site: Flask, ann: Browser) -> None:
    bring(ann, apkg(), "a.apkg")
    with site.app_context():
        assert deck_media.examine() == MediaFound(files=2, damaged=0, missing=0)
        with writing() as session:
            session.execute(update(MediaFile).where(MediaFile.kind == "png").values(data=b"x"))
            session.execute(delete(MediaFile).where(MediaFile.kind == "mp3"))
        assert deck_media.examine() == MediaFound(files=1, damaged=1, missing=1)


def test_a_person_takes_all_their_files_along(ann: Browser, bob: Browser) -> None:
    bring(ann, apkg(), "a.apkg")
    archive = zipfile.ZipFile(io.BytesIO(ann.get("/account/media.zip").data))
    assert {name: archive.read(name) for name in archive.namelist()} == {
        f"{NAME}.png": PICTURE,
        f"{SOUND}.mp3": MP3,
    }
    assert zipfile.ZipFile(io.BytesIO(bob.get("/account/media.zip").data)).namelist() == []
    tables = ann.get("/account/data.json", accept="application/json").get_json()["tables"]
    assert {row["sha256"] for row in tables["media_files"]} == {NAME, SOUND}
    assert PICTURE.hex() not in str(tables)


BANK_WITH_MEDIA = """
article:
  id: a
  title: A
  language: en
  source: {{publication: P, licence: CC0}}
  topics: {{t: T}}
  passages:
    - id: 1
      text: A passage of words.
facts:
  - id: a-one
    type: pair
    passage: 1
    evidence: A passage
    status: stated
    statement: A passage has words.
    explanation: It does.
    topics: [t]
    slots: {{front: f, back: b}}
    media:
      - {{file: "{name}", kind: png, side: front}}
"""


def test_a_deck_file_leaves_out_what_is_said_by_a_picture_alone(ann: Browser) -> None:
    deck = bring(ann, apkg(), "animals.apkg")
    found = ann.get(f"/decks/{deck}/take/quizapp").json
    assert found is not None
    assert [note["content"]["front"] for note in found["notes"]] == ["Look"]
    assert NAME not in str(found)
