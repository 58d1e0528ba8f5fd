"""Past answers of another program enter the log, and memory goes on where it was."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from quizapp.formats.incoming.incoming import Incoming, Note, PairContent, PastReview
from quizapp.formats.incoming.incoming_codec import to_json
from quizapp.scheduling.card import Stage
from quizapp.services.decks import deck_reading, deck_taking
from quizapp.services.decks.deck_draft import Wish
from quizapp.services.decks.deck_taking import TakenIn
from quizapp.services.memory import study_log
from quizapp.services.people import accounts
from quizapp.store.engine import db, reading, writing
from quizapp.store.log.log_row import LogRow
from quizapp.store.study import log_queries, memory_queries
from quizapp.store.tables.decks import DeckImport
from tests.integration.study.world import plant


def at(day: int, hour: int = 9) -> int:
    """Return milliseconds of an hour of a day of January 2026."""
    return int(datetime(2026, 1, day, hour, tzinfo=UTC).timestamp() * 1000)


NOTES = (
    Note("one", "note 1", PairContent("ser", "to be", both_ways=True)),
    Note("two", "note 2", PairContent("ir", "to go"), suspended=True),
)
REVIEWS = (
    PastReview("one", 0, at(1), 3, "learn", 4000),
    PastReview("one", 0, at(1, 10), 3, "learn", 3000),
    PastReview("one", 1, at(2), 1, "learn", 3000),
    PastReview("one", 0, at(5), 3, "review", 90_000),
    PastReview("one", 0, at(15), 1, "review", 2000),
    PastReview("one", 0, at(15, 11), 3, "relearn", 2000),
    PastReview("one", 0, at(20, 2), 4, "review", 2000),
    PastReview("gone", 0, at(21), 3, "review", 2000),
)


@pytest.fixture
def person(database: Flask, now: datetime) -> int:
    """Return a person on a site where something is published."""
    database.secret_key = "the key of the tests, not a secret at all"
    plant(now=now)
    if db.engine.dialect.name == "postgresql":
        with writing() as session:  # What is planted has numbers of its own choice.
            for table in ("cards", "questions", "question_sets"):
                move = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 1000)"
                session.execute(text(move))
    return accounts.create_user(
        name="Ann", password="amber kettle sings", roles=(), now=now - timedelta(days=1)
    ).id


def bring(
    person: int,
    now: datetime,
    *,
    target: str = deck_reading.NEW,
    wanted: bool = True,
    reviews: tuple[PastReview, ...] = REVIEWS,
) -> TakenIn:
    """Take the notes and answers in, as a reader would have given them."""
    incoming = Incoming("Spanish", NOTES, reviews=reviews, rollover_hour=3)
    with writing() as session:
        row = DeckImport(user_id=person, source_name="s.apkg", format="text", made_at=now,
                         with_reviews=True, incoming=to_json(incoming))  # fmt: skip
        session.add(row)
        session.flush()
        number = row.id
    return deck_taking.take_in(Wish(person, number, target, "", wanted), now=now)


def log_of(person: int) -> list[LogRow]:
    """Return the person's log."""
    with reading() as session:
        return list(log_queries.list_entries_after(session, user_id=person, after=0, limit=99))


def test_the_log_gives_what_is_remembered_and_a_replay_the_same(person: int, now: datetime) -> None:
    done = bring(person, now)
    assert (done.added, done.reviews) == (2, 7)
    rows = log_of(person)
    assert [row.rating for row in rows if row.kind == "import"] == [3, 3, 3, 1, 3, 4, 1]
    assert [row.kind for row in rows].count("suspend") == 1
    assert max(row.duration_ms for row in rows) == 60_000
    checked = study_log.verify_replay()
    assert not checked.differences
    with reading() as session:
        states = memory_queries.list_states(session, user_id=person)
    known = next(each for each in states if each.memory.reps == 6)
    assert known.memory.stage is Stage.REVIEW
    assert known.memory.lapses == 1
    assert known.memory.stability_days is not None
    assert known.memory.stability_days > 5
    assert known.memory.due_day == (known.memory.last_day or 0) + known.memory.interval_days
    failed = next(each for each in states if each.memory.reps == 1)
    assert failed.memory.stage is Stage.LEARNING
    assert [each.suspended for each in states].count(True) == 1


def test_an_answer_before_the_rollover_belongs_to_the_day_before(
    person: int, now: datetime
) -> None:
    bring(person, now)
    easy = next(row for row in log_of(person) if row.rating == 4)
    assert easy.rollover_hour == 3
    assert (
        easy.study_day
        == (datetime(2026, 1, 19, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).days
    )


def test_a_second_import_adds_only_later_answers(person: int, now: datetime) -> None:
    first = bring(person, now)
    again = bring(person, now + timedelta(minutes=1), target=first.article_id)
    assert (again.added, again.same, again.reviews) == (0, 2, 0)
    later = (*REVIEWS, PastReview("one", 0, at(25), 3, "review", 1000))
    third = bring(person, now + timedelta(minutes=2), target=first.article_id, reviews=later)
    assert third.reviews == 1
    assert not study_log.verify_replay().differences


def test_answers_come_only_when_chosen(person: int, now: datetime) -> None:
    assert bring(person, now, wanted=False).reviews == 0
    assert {row.kind for row in log_of(person)} == {"suspend"}
