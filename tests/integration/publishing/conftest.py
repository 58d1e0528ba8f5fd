"""Fixtures of publishing: people who have learnt something of the small bank."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.scheduling.card import NEW
from quizapp.scheduling.day import moment
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.scheduler import SchedulerSettings, answer
from quizapp.services.publishing.publishing import publish_files
from quizapp.store.engine import reading, writing
from quizapp.store.log.log_row import HASH_BYTES, LogRow
from quizapp.store.study import log_queries
from quizapp.store.tables.content import CardRow
from quizapp.store.tables.memory import CardState
from quizapp.store.tables.people import User
from tests.integration.publishing.small_bank import FILES
from tests.log_rows import stored_log


class Learner:
    """A learner whose answers go to the log and the card states, as studying stores them."""

    def __init__(self, name: str, *, now: datetime) -> None:
        self.at = now
        self.seq = 0
        with writing() as session:
            row = User(
                name=name, name_key=name, password_hash="-", zone="Asia/Tokyo", created_at=now
            )
            session.add(row)
            session.flush()
            self.id = row.id

    def learn(self, card_key: str) -> None:
        """Answer the card right once, ten minutes after the last answer."""
        self.at += timedelta(minutes=10)
        self.seq += 1
        here = moment(self.at, zone="Asia/Tokyo", rollover_hour=4)
        with writing() as session:
            card = session.scalars(select(CardRow.id).where(CardRow.key == card_key)).one()
            outcome = answer(
                NEW, rating=Rating.GOOD, card_id=card, moment=here, settings=SchedulerSettings()
            )
            memory = outcome.memory
            log_queries.add_entries(
                session,
                [
                    LogRow(
                        user_id=self.id,
                        seq=self.seq,
                        client_id=self.seq.to_bytes(16, "big"),
                        request_hash=bytes(HASH_BYTES),
                        card_id=card,
                        kind=str(outcome.kind),
                        shown_at=self.at,
                        answered_at=self.at,
                        study_day=here.day,
                        utc_offset_min=here.utc_offset_min,
                        rollover_hour=here.rollover_hour,
                        rating=int(Rating.GOOD),
                        interval_days=outcome.interval_days,
                        due_at=memory.due_at,
                        due_day=memory.due_day,
                        parameter_set="fsrs6-default",
                    )
                ],
            )
            session.add(
                CardState(
                    user_id=self.id,
                    card_id=card,
                    **{name: getattr(memory, name) for name in memory._fields},
                )
            )

    def state(self, card_key: str) -> CardState:
        """Return what is stored of the card's memory."""
        with reading() as session:
            found = session.scalars(
                select(CardState)
                .join(CardRow, CardRow.id == CardState.card_id)
                .where(CardState.user_id == self.id, CardRow.key == card_key)
            ).one()
            session.expunge(found)
            return found

    def log(self) -> list[LogRow]:
        """Return the person's log, oldest first."""
        with reading() as session:
            return list(stored_log(session, user_id=self.id))


@pytest.fixture
def published(database: Flask, now: datetime) -> int:
    """Publish the small bank; return its revision."""
    del database
    return publish_files(FILES, now=now, by=None).revision


@pytest.fixture
def learner(published: int, now: datetime) -> Learner:
    """Return a learner who has answered two cards of the published bank."""
    del published
    one = Learner("kim", now=now)
    one.learn("babbage-drew:when")
    one.learn("zuse-built:when")
    return one
