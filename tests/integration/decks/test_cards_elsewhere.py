"""Decks that were written here: with everything into another account, and on both databases."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from quizapp.errors import NotFoundError
from quizapp.services.decks import card_browsing, card_writing, decks
from quizapp.services.decks.card_texts import CardTexts
from quizapp.services.memory import study_log
from quizapp.services.study import study
from quizapp.store.engine import writing
from tests.integration.decks.test_everything import person, saved, taken
from tests.integration.study.world import answer_next, plant, settle


def write(user_id: int, deck: str, now: datetime, *, key: str = "", **texts: object) -> int:
    """Write a card and return its number."""
    return card_writing.write_card(
        user_id=user_id,
        article_id=deck,
        texts=CardTexts(**texts),  # type: ignore[arg-type]  # spread
        client_id=key or str(uuid4()),
        now=now,
    )[0]


def number_on() -> None:
    """Let PostgreSQL go on after the numbers that were planted."""
    with writing() as session:
        if session.connection().dialect.name == "postgresql":
            for table in ("cards", "questions", "question_sets"):
                move = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 1000)"
                session.execute(text(move))


def listed(user_id: int, deck: str, now: datetime, **more: object) -> card_browsing.Browsed:
    """Return the first page of a deck's cards."""
    wanted = {"query": "", "which": "all", "page": 1, **more}
    return card_browsing.browse(user_id=user_id, article_id=deck, now=now, **wanted)  # type: ignore[arg-type]  # spread


def test_everything_of_a_writer_goes_on_in_another_account(site: Flask, now: datetime) -> None:
    with site.app_context():
        ann, eve = person("Ann", now=now), person("Eve", now=now)
        empty = card_writing.begin_deck(user_id=ann, title="Nothing yet", now=now)
        deck = card_writing.begin_deck(user_id=ann, title="Mine", now=now)
        write(ann, deck, now, front="el gato", back="the cat", tags="animals", both_ways=True)
        write(ann, deck, now, kind="cloze", front="{{Madrid}} is in {{Spain}}.", more="Of course")
        gone = write(ann, deck, now, front="la rana", back="the frog")
        answer_next(ann, now=now)
        card_writing.delete_card(user_id=ann, article_id=deck, card_id=gone, now=now)
        assert decks.get_deck(user_id=ann, article_id=empty).line.notes == 0
        later = now + timedelta(days=1)
        taken(eve, saved(ann, now=later), now=later)
        there = {line.title: line.article_id for line in decks.list_decks(user_id=eve)}
        assert sorted(there) == ["Mine", "Nothing yet"]
        mine = [(c.asked, c.told, c.tags, c.stage) for c in listed(ann, deck, later).cards]
        theirs = [
            (c.asked, c.told, c.tags, c.stage) for c in listed(eve, there["Mine"], later).cards
        ]
        assert mine == theirs
        assert len(mine) == 4
        write(eve, there["Nothing yet"], later, front="uno", back="one")
        assert listed(eve, there["Nothing yet"], later).counts["new"] == 1
        assert not study_log.verify_replay().differences


def test_cards_are_written_mended_deleted_and_found_on_every_database(
    database: Flask, now: datetime
) -> None:
    database.secret_key = "the key of the tests, not a secret at all"
    plant(now=now)
    number_on()
    who = settle(now=now)
    deck = card_writing.begin_deck(user_id=who, title="Mine", now=now)
    key = str(uuid4())
    cat = write(who, deck, now, key=key, front="el Gato Ñandú", back="the cat", tags="a, b c")
    assert write(who, deck, now, key=key, front="el Gato Ñandú", back="the cat") == cat
    dog = write(who, deck, now, front="EL GATO ñandú", back="the dog", both_ways=True)
    last = card_writing.get_desk(user_id=who, article_id=deck, after=dog).last
    assert last is not None
    # Letters outside of ASCII are alike on PostgreSQL alone, whatever their case.
    assert last.twins in {0, 1}
    for _ in range(3):
        answer_next(who, now=now)
    study.suspend(user_id=who, card_id=dog, client_id=str(uuid4()), now=now)
    found = listed(who, deck, now)
    assert [card.asked for card in found.cards][:2] == ["el Gato Ñandú", "EL GATO ñandú"]
    assert (found.counts["all"], found.counts["suspended"]) == (3, 1)
    assert [c.card_id for c in listed(who, deck, now, query="#a nandu").cards] == [cat]
    assert [c.card_id for c in listed(who, deck, now, which="suspended").cards] == [dog]
    mending = card_writing.get_mending(user_id=who, article_id=deck, card_id=cat)
    card_writing.mend_card(
        user_id=who,
        article_id=deck,
        card_id=cat,
        texts=CardTexts(front="el gato", back="the cat"),
        anew=True,
        client_id=str(uuid4()),
        now=now,
    )
    assert mending.texts.tags == "a, b c"
    card_writing.delete_card(user_id=who, article_id=deck, card_id=dog, now=now)
    assert listed(who, deck, now, which="deleted").gone[0].asked == "EL GATO ñandú"
    card_writing.put_card_back(user_id=who, article_id=deck, card_id=dog, now=now)
    assert listed(who, deck, now).counts["all"] == 3
    decks.delete(user_id=who, article_id=deck, now=now)
    with pytest.raises(NotFoundError):
        listed(who, deck, now)
    assert not study_log.verify_replay().differences
