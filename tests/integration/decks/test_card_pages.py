"""The pages on which a learner writes cards: errors at their fields, nothing lost, all as text."""

import html
import re
from datetime import datetime
from uuid import uuid4

import pytest
from flask import Flask

from tests.integration.decks.conftest import SPANISH, bring
from tests.integration.decks.test_decks import shared
from tests.integration.learner.conftest import Browser

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def new_deck(browser: Browser, title: str = "Mine") -> str:
    """Begin a deck by its page and return its id."""
    sent = browser.send(browser.get("/decks/new").text, "/decks/new", title=title)
    assert sent.status_code == 303, sent.text
    return str(sent.location).split("/")[2]


def write(browser: Browser, deck: str, then: str = "done", **fields: str) -> str:
    """Write a card by its page and return the page that comes."""
    path = f"/decks/{deck}/cards/new"
    sent = browser.send(browser.get(path).text, path, then=then, **fields)  # type: ignore[arg-type]  # fields alone
    assert sent.status_code == 303, sent.text
    return browser.get(sent.location).text


def card_of(browser: Browser, deck: str, place: int = 0) -> str:
    """Return the number of a card of the list."""
    page = browser.get(f"/decks/{deck}/cards").text
    return str(re.findall(rf"/decks/{deck}/cards/(\d+)\?", page)[2 * place])


@pytest.mark.parametrize("title", ["", "   ", "x" * 201])
def test_a_deck_without_a_title_is_told_at_the_field(ann: Browser, title: str) -> None:
    sent = ann.send(ann.get("/decks/new").text, "/decks/new", title=title)
    assert sent.status_code == 400
    assert "A title has 1 to 200 characters." in sent.text
    assert 'aria-invalid="true" aria-describedby="title-error"' in sent.text


def test_a_refused_card_keeps_what_was_typed(ann: Browser) -> None:
    deck = new_deck(ann)
    path = f"/decks/{deck}/cards/new"
    sent = ann.send(
        ann.get(path).text, path, front="el gato", back=" ", tags="animals", more="miau"
    )
    assert sent.status_code == 400
    assert "Write the answer." in sent.text
    for typed in (">\nel gato</textarea>", 'value="animals"', ">\nmiau</textarea>"):
        assert typed in sent.text
    assert re.search(r'<textarea id="back"[^>]*aria-describedby="back-error" aria-inv', sent.text)
    done = ann.send(sent.text, path, front="el gato", back="the cat", then="done")
    assert done.status_code == 303
    assert "the cat" in ann.get(done.location).text


def test_the_next_card_begins_with_the_tags_of_the_last(ann: Browser) -> None:
    deck = new_deck(ann)
    page = write(ann, deck, "another", front="el gato", back="the cat", tags="animals, pets")
    assert "Added:" in page
    assert 'value="animals, pets"' in page
    assert re.search(r'<textarea id="front"[^>]* autofocus aria-describedby="added"', page)
    assert "The same words" not in page
    page = write(ann, deck, "another", front="El gato", back="the tomcat")
    assert re.search(r'The same words stand on <a href="[^"]+">1 other card</a>', page)


def test_a_first_line_break_of_a_side_is_not_lost(ann: Browser) -> None:
    """A browser leaves out the line break that a text area begins with."""
    deck = new_deck(ann)
    write(ann, deck, front="one\ntwo", back="three")
    page = ann.get(f"/decks/{deck}/cards/{card_of(ann, deck)}").text
    assert ">\none\ntwo</textarea>" in page


def test_whatever_is_written_is_shown_as_text(ann: Browser) -> None:
    deck = new_deck(ann, EVIL)
    tags = f"{EVIL}, \"quoted\" & 'so'"
    write(ann, deck, "another", front=EVIL, back=f"{EVIL} back", more=EVIL, tags=tags)
    write(ann, deck, kind="cloze", front=f"{{{{{EVIL}}}}} is {{{{two}}}}")
    card = card_of(ann, deck)
    paths = [
        f"/decks/{deck}",
        f"/decks/{deck}/cards",
        f"/decks/{deck}/cards?q={EVIL}",
        f"/decks/{deck}/cards/new?after={card}",
        f"/decks/{deck}/cards/{card}",
        f"/decks/{deck}/cards/{card}/delete",
        "/sets",
        "/study",
        f"/articles/{deck}",
    ]
    for path in paths:
        shown = ann.get(path)
        assert shown.status_code == 200, path
        assert "<script>alert" not in shown.text, path
        assert "<img src=x" not in shown.text, path
    ann.send(ann.get(paths[5]).text, paths[5])
    assert "<script>alert" not in ann.get(f"/decks/{deck}/cards?show=deleted").text


def test_a_page_leads_back_to_where_it_was_opened(ann: Browser) -> None:
    deck = bring(ann, SPANISH.encode())
    here = f"/decks/{deck}/cards?q=ir&show=new"
    listed = ann.get(here).text
    edit = re.search(rf'href="(/decks/{deck}/cards/\d+\?next=[^"]+)"', listed)
    assert edit
    page = ann.get(edit[1]).text
    path = edit[1].partition("?")[0]
    kept = re.search(r'name="next" value="([^"]+)"', page)
    assert kept
    sent = ann.send(page, path, front="ir", back="to walk", next=html.unescape(kept[1]))
    assert sent.location == here
    away = ann.send(page, path, front="ir", back="to go", next="//elsewhere.example/")
    assert away.location == f"/decks/{deck}/cards"


def test_a_card_is_suspended_and_asked_again(ann: Browser) -> None:
    deck = bring(ann, b"solo\talone\n")
    card = card_of(ann, deck)
    listed = f"/decks/{deck}/cards"
    for what, count in (("suspend", "1"), ("unsuspend", "0")):
        path = f"/decks/{deck}/cards/{card}/{what}"
        form = ann.get(listed).text.replace('role="search"', "").split("</form>", 1)[1]
        sent = ann.send(f"<main{form}", path, id=str(uuid4()))
        assert sent.status_code == 303
        assert "solo" in ann.get(f"{listed}?show=suspended").text or count == "0"
    assert "solo" in ann.get("/study").text


def test_a_page_beyond_the_end_or_without_sense_is_the_nearest(ann: Browser) -> None:
    deck = bring(ann, SPANISH.encode())
    for page in ("0", "-4", "99", "x", "9" * 40):
        assert "el perro" in ann.get(f"/decks/{deck}/cards?page={page}").text
    assert ann.get(f"/decks/{deck}/cards?show=odd").status_code == 404
    assert ann.get(f"/decks/{deck}/cards?q=%00").status_code == 200


def test_a_deck_with_parts_lets_the_writer_choose(ann: Browser) -> None:
    words = "#columns:front\tback\tdeck\nser\tto be\tVerbs\nel perro\tthe dog\tNouns\n"
    deck = bring(ann, words.encode())
    page = ann.get(f"/decks/{deck}/cards/new").text
    assert re.search(r'<option value="Nouns" selected', page)
    write(ann, deck, front="ir", back="to go", topic="Verbs")
    write(ann, deck, front="la casa", back="the house", topic="made up")
    parts = ann.get(f"/decks/{deck}").text
    assert re.search(r'Verbs</span> <span class="soft">2 cards', parts)
    assert re.search(r'Nouns</span> <span class="soft">2 cards', parts)


def test_who_sees_a_deck_but_does_not_own_it_is_offered_nothing(
    site: Flask, sign_in: object, now: datetime
) -> None:
    _, lea, deck, _ = shared(site, sign_in, now)  # type: ignore[arg-type]  # the fixture
    page = lea.get(f"/decks/{deck}").text
    assert "Add a card" not in page
    assert "Look through the cards" not in page
    assert lea.get(f"/decks/{deck}/cards").status_code == 404
