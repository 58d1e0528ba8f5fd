"""Cards that a person writes: new in the queue, mended with their memory, deleted, put back."""

from datetime import datetime
from uuid import uuid4

from flask import Flask

from quizapp.services.decks import card_writing
from quizapp.services.decks.card_texts import CardTexts
from quizapp.services.memory import study_log
from tests.integration.decks.test_decks import user_id
from tests.integration.learner.conftest import Browser


def write(site: Flask, deck: str, front: str, back: str, now: datetime, **more: object) -> int:
    """Write a card for Ann and return its number."""
    with site.app_context():
        return card_writing.write_card(
            user_id=user_id(site, "Ann"),
            article_id=deck,
            texts=CardTexts(front=front, back=back, **more),  # type: ignore[arg-type]  # spread
            client_id=str(uuid4()),
            now=now,
        )[0]


def test_a_written_card_is_asked_like_one_that_came_in(
    site: Flask, ann: Browser, now: datetime
) -> None:
    with site.app_context():
        deck = card_writing.begin_deck(user_id=user_id(site, "Ann"), title="Mine", now=now)
    assert ann.get(f"/decks/{deck}").status_code == 200
    write(site, deck, "el gato", "the cat", now)
    assert "el gato" in ann.get("/study").text
    with site.app_context():
        assert not study_log.verify_replay().differences
