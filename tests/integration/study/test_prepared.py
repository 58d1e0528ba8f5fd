"""Prepared statements come to the same on the driver's own cursor as through SQLAlchemy."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import pytest
from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.scheduling.day import day_number
from quizapp.store.base import core_table
from quizapp.store.engine import reading, writing
from quizapp.store.log.log_form import COLUMNS
from quizapp.store.people import people_queries
from quizapp.store.prepared import Prepared
from quizapp.store.study import (
    asked_queries,
    log_queries,
    memory_queries,
    plan_loads,
    progress_queries,
    set_queries,
)
from quizapp.store.tables.content import CardRow
from quizapp.store.tables.memory import ReviewLog
from tests.integration.study.world import answer_next, counted_statements, uuid_of

_CARDS: Final = core_table(CardRow)


def _both(read: Callable[[Session], object]) -> tuple[object, object]:
    """Return what a query gives on the driver's cursor, and while somebody listens."""
    with reading() as session:
        direct = read(session)
    with counted_statements() as heard, reading() as session:
        ordinary = read(session)
    assert heard, "who listens hears these statements too"
    return direct, ordinary


@pytest.fixture
def busy(learner: int, now: datetime) -> int:
    """Return a learner who has answered something each day of a week."""
    for day in range(7):
        for number in range(3):
            at = now + timedelta(days=day, minutes=number)
            answer_next(learner, now=at, right=number != 1, rating=None)
    return learner


def test_every_read_of_an_answer_is_the_same_both_ways(busy: int, now: datetime) -> None:
    with reading() as session:
        entries = log_queries.list_entries_after(session, user_id=busy, after=0, limit=100)
        states = memory_queries.list_states(session, user_id=busy)
    clients = [entry.client_id for entry in entries[:3]] + [UUID(uuid_of("none")).bytes]
    questions = sorted({entry.question_id or 0 for entry in entries})
    cards = [state.card_id for state in states]
    days = range(day_number(now.date()), day_number(now.date()) + 30)
    reads: dict[str, Callable[[Session], object]] = {
        "learner": lambda session: log_queries.find_learner_and_entries(
            session, user_id=busy, client_ids=clients
        ),
        "nobody": lambda session: log_queries.find_learner_and_entries(
            session, user_id=987_654, client_ids=clients
        ),
        "asked": lambda session: asked_queries.find_asked(
            session, user_id=busy, question_ids=questions
        ),
        "asked by nobody": lambda session: asked_queries.find_asked(
            session, user_id=987_654, question_ids=questions[:1]
        ),
        "nothing asked": lambda session: asked_queries.find_asked(
            session, user_id=busy, question_ids=[]
        ),
        "entries": lambda session: log_queries.list_entries_of_card(
            session, user_id=busy, card_id=entries[0].card_id
        ),
        "loads": lambda session: plan_loads.count_loads(
            session, user_id=busy, days=days, before=days[0], cap=200
        ),
        "few loads": lambda session: plan_loads.count_loads(
            session, user_id=busy, days=days[1:5], before=days[0], cap=2
        ),
        "siblings": lambda session: plan_loads.list_sibling_days(
            session, user_id=busy, card_ids=cards, before=days[-1]
        ),
        "known": lambda session: set_queries.list_known(session, user_id=busy),
        "cards of sets": lambda session: set_queries.list_cards_of_sets(
            session, user_id=busy, known={}
        ),
        "answers of days": lambda session: progress_queries.list_reviews(
            session, user_id=busy, first=days[0], last=days[-1]
        ),
        "account": lambda session: people_queries.find_account(session, user_id=busy, key="open"),
        "token": lambda session: people_queries.find_account_by_token(session, digest="none"),
    }
    for name, read in reads.items():
        direct, ordinary = _both(read)
        assert direct == ordinary, name
    assert all(_both(reads[name])[0] for name in ("known", "cards of sets", "answers of days"))
    asked = _both(reads["asked"])[0]
    assert isinstance(asked, dict)
    by_card = {state.card_id: state for state in states}
    assert [each.state for each in asked.values()] == [
        by_card[each.seen.card_id] for each in asked.values()
    ], "the state beside a question is the one in the table"


def test_what_is_written_is_the_same_both_ways(busy: int) -> None:
    with reading() as session:
        states = memory_queries.list_states(session, user_id=busy)
        entries = log_queries.list_entries_after(session, user_id=busy, after=0, limit=100)
    last = entries[-1]
    odd = states[0]._replace(flag=3, leech=True, suspended=True, buried_until_day=7, last_form="x")

    def write(seq: int) -> tuple[Any, Any]:
        entry = replace(last, seq=seq, client_id=UUID(uuid_of(seq)).bytes, response={"é": [1]})
        with writing() as session:
            memory_queries.update_states(session, [odd])
            log_queries.add_entries(session, [entry])
        with reading() as session:
            row = log_queries.find_entry(session, user_id=busy, seq=seq)
            assert row is not None
            stored = memory_queries.find_states(session, user_id=busy, card_ids=[odd.card_id])
        return replace(row, seq=0, client_id=b""), stored[odd.card_id]

    direct = write(last.seq + 1)
    with counted_statements() as heard:
        ordinary = write(last.seq + 2)
    assert any("INSERT INTO review_log" in each for each in heard)
    assert direct == ordinary
    assert direct[1] == odd


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_id_that_is_there_is_refused_as_by_sqlalchemy(busy: int) -> None:
    with reading() as session:
        entry = log_queries.list_entries_after(session, user_id=busy, after=0, limit=1)[0]
    with pytest.raises(IntegrityError) as caught, writing() as session:
        log_queries.add_entries(session, [replace(entry, seq=999)])
    assert entry.client_id.hex() not in str(caught.value)
    assert entry.variant not in str(caught.value), "an error shows no parameter"


@pytest.mark.usefixtures("ground")
def test_lists_of_every_length_find_what_is_in_them() -> None:
    found = Prepared(
        select(_CARDS.c.id)
        .where(_CARDS.c.id.in_(bindparam("cards", expanding=True)), _CARDS.c.retired_in.is_(None))
        .order_by(_CARDS.c.id),
        lists=("cards",),
    )
    with reading() as session:
        for length in range(17):
            rows = found.rows(session, {"cards": list(range(1, length + 1))})
            assert [row[0] for row in rows] == list(range(1, length + 1))


def test_an_entry_is_all_columns_but_the_one_that_the_database_works_out() -> None:
    assert {*COLUMNS, "opened_day"} == {column.name for column in core_table(ReviewLog).c}
