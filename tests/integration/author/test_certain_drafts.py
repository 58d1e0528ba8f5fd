"""A draft whose questions may have several right answers: its author says so, or is told."""

from datetime import datetime

import pytest
from flask import Flask

from quizapp.services.editing import editing
from quizapp.store.engine import writing
from quizapp.store.tables.studio import DraftRow
from tests.integration.author.conftest import TOKEN, Author, Bank
from tests.security.pages import read_page

WORK = "/studio/work/engines"
ASKED = "Asked only if there is one right answer:"
SILENT = "Nothing is asked of it."


@pytest.fixture
def draft(app: Flask, now: datetime) -> int:
    """Return the id of a draft of an action without a date: both its questions are open."""
    fact = {
        "id": "engines-1-action",
        "type": "action",
        "passage": 2,
        "evidence": "Grace Hopper wrote the first compiler",
        "status": "stated",
        "statement": "Grace Hopper wrote to Konrad Zuse.",
        "explanation": "It read words.",
        "topics": ["plans"],
        "slots": {"actor": "grace-hopper", "act": "wrote to", "object": "konrad-zuse"},
    }
    with app.app_context(), writing() as session:
        row = DraftRow(
            article_id="engines",
            position=0,
            state="proposed",
            held="",
            confidence=0.75,
            origin="rules",
            fact=fact,
            entities=[],
            version=1,
            changed_at=now,
        )
        session.add(row)
        session.flush()
        return row.id


def press(author: Author, draft: int, act: str, **fields: str) -> None:
    """Judge the draft by its form."""
    token = TOKEN.search(author.see(WORK))
    assert token
    data = {"csrf_token": token[1], **fields}
    assert author.client.post(f"{WORK}/drafts/{draft}/{act}", data=data).status_code == 303


def unique(app: Flask, bank: Bank) -> list[str] | None:
    """Return the slots that the author has certified, or None without guards."""
    with app.app_context():
        facts = editing.open_article(bank.folder, "engines").facts
    found = next(each for each in facts if each.id == "engines-1-action")
    guards = found.json.get("guards")
    return None if guards is None else guards["unique"]


def test_a_draft_shows_what_it_asks_only_of_one_right_answer(author: Author, draft: int) -> None:
    page = author.see(WORK)
    assert read_page(page).faults == []
    assert ASKED in page
    assert "<span>Who wrote to Konrad Zuse?</span>" in page
    assert f'name="certain-{draft}" value="object"' in page


def test_a_draft_accepted_with_its_box_ticked_is_asked(
    app: Flask, author: Author, bank: Bank, draft: int
) -> None:
    press(author, draft, "accept", version="1", **{f"certain-{draft}": "actor"})
    assert unique(app, bank) == ["actor"]
    page = author.see(WORK)
    assert SILENT not in page
    assert ASKED not in page


def test_a_draft_accepted_without_it_says_that_nothing_is_asked(
    app: Flask, author: Author, bank: Bank, draft: int
) -> None:
    press(author, draft, "accept", version="1", **{f"certain-{draft + 1}": "actor"})
    assert unique(app, bank) is None
    page = author.see(WORK)
    assert SILENT in page
    assert f'href="{WORK}/facts/engines-1-action">Say which question' in page


def test_taking_an_accepted_draft_back_takes_back_what_was_certified(
    app: Flask, author: Author, bank: Bank, draft: int
) -> None:
    press(author, draft, "accept", version="1", **{f"certain-{draft}": "actor"})
    press(author, draft, "undo", version="2")
    with app.app_context():
        facts = editing.open_article(bank.folder, "engines").facts
    assert "engines-1-action" not in {each.id for each in facts}
    page = author.see(WORK)
    assert f'name="certain-{draft}" value="actor" checked' in page
    assert f'name="certain-{draft}" value="object">' in page
    press(author, draft, "accept", version="3")
    assert unique(app, bank) is None


def test_a_slot_that_the_fact_does_not_have_is_refused(author: Author, draft: int) -> None:
    press(author, draft, "accept", version="1", **{f"certain-{draft}": "nonsense"})
    page = author.see(WORK)
    assert "It cannot be accepted as it is" in page
    assert 'data-state="proposed"' in page


def test_when_all_are_judged_the_way_to_publishing_is_shown(author: Author, draft: int) -> None:
    ahead = "See what a publish changes"
    assert ahead not in author.see(WORK)
    press(author, draft, "accept", version="1")
    assert ahead in author.see(WORK)
