"""A learner's day in Spanish: no page says a thing of its own in English."""

import json
import re
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from quizapp.store.engine import reading
from quizapp.web.translations import catalogue
from tests.integration.learner.conftest import Browser

SPOKEN = ("aria-label", "title", "placeholder", "alt")
SILENT = {"script", "style"}
VOID = {"input", "link", "meta", "br", "img", "hr", "area", "base", "col", "source", "wbr"}
PLACE = re.compile(r"%\(\w+\)s|\{\w+\}")
SHORT = 12
"""Letters of a text with values below which it might be met by chance."""
PAGES = (
    "/sets",
    "/articles/{article}",
    "/cards",
    "/progress",
    "/plan",
    "/plan/budget?minutes=20",
    "/plan/holiday?first={day}&last={day}&ahead=1",
    "/plan/retention?percent=85",
    "/memory",
    "/memory/reschedule",
    "/calendar",
    "/search",
    "/search?q=the",
    "/sets/1/practice",
    "/sets/1/practice/learn",
    "/sets/1/practice/match",
    "/sets/1/practice/timeline",
    "/cards/{card}",
    "/cards/{card}/fact",
)


class Spoken(HTMLParser):
    """Collects what a page says outside of elements that are marked as English."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note whether the element is silent, and what its attributes say."""
        given = dict(attrs)
        silent = any(self._open) or tag in SILENT or (tag != "html" and given.get("lang") == "en")
        if not silent:
            self.texts += [" ".join((given.get(name) or "").split()) for name in SPOKEN]
        if tag not in VOID:
            self._open.append(silent)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag not in VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if not any(self._open):
            self.texts.append(" ".join(data.split()))


def _english() -> tuple[set[str], list[re.Pattern[str]]]:
    """Return the English texts that Spanish says otherwise: whole ones, and those with values."""
    whole, filled = set(), []
    for message in catalogue.read("es"):
        said = message.string or ""
        ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        texts = (said,) if isinstance(said, str) else (said[0], said[-1])
        for english, spanish in zip(ids, texts, strict=True):
            for part in re.split(r"</?\w[^>]*>", english) if "<" in english else [english]:
                text = " ".join(part.split()).replace("%%", "%")
                if not text or text in str(spanish):
                    continue
                if not PLACE.search(text):
                    whole.add(text)
                elif len(re.sub(r"\W", "", PLACE.sub("", text))) >= SHORT:
                    filled.append(re.compile(".+".join(map(re.escape, PLACE.split(text)))))
    return whole, filled


def left_in_english(page: str) -> list[str]:
    """Return what a page says in the English of the catalogue."""
    spoken = Spoken()
    spoken.feed(page)
    whole, filled = _english()
    return [
        text
        for text in spoken.texts
        if text in whole or any(each.fullmatch(text) for each in filled)
    ]


def _content(app: Flask) -> set[str]:
    """Return what the planted article says: whole texts of it, as a page would hold them.

    A title of one word is also that of a set, which is no content.
    """
    with app.app_context(), reading() as session:
        rows = [
            *session.execute(text("SELECT title FROM articles")),
            *session.execute(text("SELECT text FROM passages")),
            *session.execute(text("SELECT heading FROM passages")),
            *session.execute(text("SELECT statement FROM facts")),
            *session.execute(text("SELECT explanation FROM facts")),
            *session.execute(text("SELECT evidence FROM facts")),
        ]
        contents = session.execute(text("SELECT content FROM questions")).scalars().all()
    for content in contents:
        read = json.loads(content) if isinstance(content, str) else content
        rows.append((read["stem"],))
    return {" ".join(row[0].split()) for row in rows if len(row[0]) >= SHORT}


@pytest.fixture
def ana(ann: Browser) -> Browser:
    """Return the browser of a learner who asked for Spanish in the settings."""
    page = ann.get("/account").text
    fields: dict[str, Any] = {
        "zone": "UTC",
        "day_start": "04:00",
        "theme": "system",
        "language": "es",
        "desired_retention": "90",
        "new_per_day": "20",
        "reviews_per_day": "200",
        "same_day": "needed",
    }
    assert ann.send(page, "/account", **fields).status_code == 303
    return ann


def test_a_learners_day_in_spanish(ana: Browser, now: datetime) -> None:
    page = ana.get("/today").text
    assert '<html lang="es"' in page
    assert left_in_english(page) == []
    study = ana.get("/study").text
    assert left_in_english(study) == []
    card = re.search(r'name="card" value="(\d+)"', study)
    assert card
    # A wrong form first, then the answer shown, and what comes after it.
    again = ana.send(study, "/study/answer").text
    assert "Elige o escribe primero una respuesta" in again
    assert left_in_english(again) == []
    told = ana.send(study, "/study/answer", rating="1", follow=True).text
    assert "Historial de esta tarjeta" in told
    assert left_in_english(told) == []
    article = re.search(r'href="/articles/([^"#]+)', ana.get("/sets").text)
    assert article
    day = f"{now:%Y-%m-%d}"
    for path in PAGES:
        shown = ana.get(path.format(article=article[1], card=card[1], day=day))
        assert shown.status_code == 200, path
        assert left_in_english(shown.text) == [], path


def test_the_calendar_and_the_app_speak_spanish(ana: Browser) -> None:
    study = ana.get("/study").text
    ana.send(study, "/study/answer", rating="1")
    page = ana.send(ana.get("/calendar").text, "/calendar").text
    address = re.search(r"/calendar/[\w-]+\.ics", page)
    assert address
    feed = ana.get(address[0]).text
    assert "SUMMARY:" in feed
    for line in feed.splitlines():
        if line.startswith("SUMMARY:"):
            assert re.fullmatch(r"SUMMARY:\d+ repasos?\\, unos \d+ minutos?", line)
    told = ana.get("/manifest.webmanifest").json or {}
    assert told["lang"] == "es"
    assert told["description"] == "Lee un artículo, recuerda sus datos."


def test_late_answers_come_back_in_the_persons_language(ana: Browser) -> None:
    """A browser sends them on the API; a program with a token reads English."""
    study = ana.get("/study").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', study)
    assert token
    review = {
        "id": "5f0c4f7e-4f0a-4c57-9a5d-0d6d7fbb6a11",
        "card_id": 999_999,
        "question_id": 999_999,
        "variant": "AAAAAAAAAAAAAAAA",
        "response": None,
        "rating": 3,
        "shown_at": "2026-11-22T10:00:00Z",
        "duration_ms": 900,
    }
    told = ana.client.post(
        "/api/v1/reviews", json={"reviews": [review]}, headers={"X-CSRFToken": token[1]}
    )
    assert (told.json or {})["results"][0]["message"] == "Esta tarjeta no es de las que estudias."


def test_a_page_in_english_would_be_found(ann: Browser) -> None:
    assert len(left_in_english(ann.get("/today").text)) > 10
    assert len(left_in_english(ann.get("/progress").text)) > 5


def test_what_an_article_says_is_marked_as_english_on_every_spanish_page(
    ana: Browser, now: datetime
) -> None:
    """A screen reader reads an English article on a Spanish page in English."""
    study = ana.get("/study").text
    shown = [study, ana.send(study, "/study/answer", rating="1", follow=True).text]
    card = re.search(r'name="card" value="(\d+)"', study)
    article = re.search(r'href="/articles/([^"#]+)', ana.get("/sets").text)
    assert card
    assert article
    ana.send(ana.get("/study").text, "/study/suspend")
    day = f"{now:%Y-%m-%d}"
    shown += [
        ana.get(path.format(article=article[1], card=card[1], day=day)).text for path in PAGES
    ]
    content = _content(ana.client.application)
    assert len(content) > 20
    marked = 0
    for page in shown:
        spoken = Spoken()
        spoken.feed(page.partition("<main")[2])
        outside = [text for text in spoken.texts if text in content]
        assert outside == []
        marked += page.count(' lang="en" dir="auto"')
    assert marked > 30


def test_on_an_english_page_nothing_is_marked(ann: Browser) -> None:
    assert ' lang="en" dir="auto"' not in ann.get("/study").text
