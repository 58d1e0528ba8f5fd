"""Layouts of other programs come in by the page, by the name of their file alone, and are asked."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from werkzeug.test import TestResponse

from tests.integration.decks.conftest import upload
from tests.integration.learner.conftest import Browser
from tests.unit.formats.samples import sample

GOLDEN: Final = Path(__file__).parents[2] / "golden"
KAHOOT: Final = (
    ("Quiz template",),
    ("Add questions, at least two answer alternatives",),
    (),
    (
        "",
        "Question - max 120 characters",
        *(f"Answer {place} - max 75 characters" for place in (1, 2, 3, 4)),
        "Time limit (sec)",
        "Correct answer(s) - choose at least one",
    ),
    (1, "Which city lies on the Elbe?", "Hamburg", "Cologne", None, None, 20, 1),
    (2, "Which are rivers?", "Elbe", "Harz", "Oder", "", 60, "1,3"),
    (3, "Nothing is right here", "Yes", "No", None, None, 20, None),
)
QUIZLET: Final = "el gato\tthe cat\nel perro\tthe dog\nla casa\tthe house, home\n"


def kahoot() -> bytes:
    """Return a workbook in the layout of Kahoot's own template."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in KAHOOT:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def paste(browser: Browser, text: str) -> TestResponse:
    """Send text that was pasted in the place of a file."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/decks/import").text)
    assert token
    return browser.client.post("/decks/import", data={"csrf_token": token[1], "text": text})


def taken(browser: Browser, sent: TestResponse, work: Callable[[], int], *, soon: bool) -> str:
    """Wait for a file that was sent, see what it brings, take it in; return its preview."""
    assert sent.status_code == 303, sent.text
    if not soon:
        assert work() == 1
    preview = browser.get(sent.location).text
    assert "Nothing is stored in your decks yet" in preview
    done = browser.send(preview, sent.location, target="new", title="Brought")
    assert done.status_code == 303, done.text
    deck = re.search(r"/decks/(own-[0-9a-f]+)", browser.get(done.location).text)
    assert deck
    assert "Brought" in browser.get(f"/decks/{deck[1]}").text
    assert "Brought" in browser.get("/sets").text
    return preview


@pytest.mark.usefixtures("started")
def test_a_common_cartridge_comes_in_by_its_name(ann: Browser, work: Callable[[], int]) -> None:
    sent = upload(ann, sample("canvas"), "course.imscc")
    preview = taken(ann, sent, work, soon=False)
    notes = re.search(r"(\d+) notes? can come in", preview)
    assert notes
    assert int(notes[1]) > 0


@pytest.mark.usefixtures("started")
def test_a_whole_collection_of_anki_comes_in_by_its_name(
    ann: Browser, work: Callable[[], int]
) -> None:
    data = (GOLDEN / "anki" / "new.colpkg").read_bytes()
    preview = taken(ann, upload(ann, data, "collection.colpkg"), work, soon=False)
    assert "past answers" not in preview, "nobody asked for them"


@pytest.mark.usefixtures("started")
def test_a_quiz_in_the_layout_of_kahoot_comes_in(ann: Browser, work: Callable[[], int]) -> None:
    preview = taken(ann, upload(ann, kahoot(), "quiz.xlsx"), work, soon=False)
    assert "2 notes can come in" in preview
    assert "Which city lies on the Elbe?" in preview
    assert re.search(r"Hamburg <b>right</b>", preview)
    assert "1 left out" in preview
    assert "row 7" in preview


def test_text_pasted_from_quizlet_comes_in(ann: Browser, work: Callable[[], int]) -> None:
    preview = taken(ann, paste(ann, QUIZLET), work, soon=True)
    assert "3 notes can come in" in preview
    assert "el gato" in preview
    assert "the house, home" in preview
    page = ann.get("/study").text
    assert any(front in page for front in ("el gato", "el perro", "la casa"))
