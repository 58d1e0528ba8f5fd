"""Which day of its range a review is given: the load, easy days and siblings decide."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.scheduling.day import date_of, day_number
from quizapp.services.memory.study_log import verify_replay
from quizapp.services.people.study_learner import get_learner
from quizapp.services.plans import plans
from quizapp.services.plans.plans_guide import Guide
from quizapp.services.plans.plans_wishes import EasyWish
from quizapp.services.study import study
from quizapp.store.base import core_table
from quizapp.store.engine import Reader, reading, writing
from quizapp.store.study import plan_loads
from quizapp.store.tables.memory import CardState
from tests.integration.study.world import change_rows, plant, review_of, settle

STATES = core_table(CardState)


@pytest.fixture
def pairs(database: Flask, now: datetime) -> int:
    """Return a learner who studies 40 facts of two cards each."""
    database.secret_key = "the key of the tests, not a secret at all"
    plant(now=now, facts=40, cards_each=2)
    return settle(now=now)


def make_due(user_id: int, *, now: datetime, cards: object, interval: int) -> None:
    """Let cards be in review, due today."""
    today = day_number(now.date())
    change_rows(
        STATES,
        where=(STATES.c.user_id == user_id) & cards,
        stage="review",
        stability_days=float(interval),
        difficulty=5.0,
        last_day=today - interval,
        last_at=now - timedelta(days=interval),
        due_day=today,
        interval_days=interval,
        reps=5,
    )


def put_due(user_id: int, *, cards: object, day: int, now: datetime) -> None:
    """Let cards be in review, due on another day."""
    make_due(user_id, now=now, cards=cards, interval=30)
    change_rows(STATES, where=(STATES.c.user_id == user_id) & cards, due_day=day)


def due_days(user_id: int, cards: object) -> list[int]:
    with reading() as session:
        where = (STATES.c.user_id == user_id) & cards
        found = session.execute(select(STATES.c.due_day).where(where).order_by(STATES.c.card_id))
        return [row.due_day for row in found]


def answer_all(user_id: int, *, now: datetime) -> int:
    cards = study.next_cards(user_id=user_id, set_id=None, limit=100, now=now).cards
    in_review = [card for card in cards if card.stage == "review"]
    for card in in_review:
        review = review_of(card, shown_at=now)
        (result,) = study.submit_reviews(user_id=user_id, reviews=[review], now=now)
        assert result.status == "stored"
    return len(in_review)


def test_a_sibling_is_kept_five_days_away(pairs: int, now: datetime) -> None:
    first, second = STATES.c.card_id % 2 == 1, STATES.c.card_id % 2 == 0
    make_due(pairs, now=now, cards=first, interval=40)
    before = due_days(pairs, first)
    assert set(before) == {day_number(now.date())}
    card = study.next_cards(user_id=pairs, set_id=None, limit=1, now=now).cards[0]
    middle = day_number(now.date()) + card.intervals[3].days  # type: ignore[index]
    put_due(pairs, cards=second, day=middle, now=now)
    assert answer_all(pairs, now=now) == 40
    # The range is some fifteen days wide: there is room for five.
    assert min(abs(day - middle) for day in due_days(pairs, first)) >= 5
    assert verify_replay().entries == 40


def test_a_full_day_is_given_less(pairs: int, now: datetime) -> None:
    due, load = STATES.c.card_id <= 40, STATES.c.card_id > 40
    make_due(pairs, now=now, cards=due & (STATES.c.card_id % 2 == 1), interval=10)
    card = study.next_cards(user_id=pairs, set_id=None, limit=1, now=now).cards[0]
    full = day_number(now.date()) + card.intervals[3].days  # type: ignore[index]
    put_due(pairs, cards=load, day=full, now=now)
    asked = answer_all(pairs, now=now)
    assert asked == 20
    given = Counter(due_days(pairs, due & (STATES.c.card_id % 2 == 1)))
    # Forty cards already stand there; five other days are open.
    assert given[full] <= 1
    assert sum(given.values()) == 20


def test_an_easy_day_is_avoided_and_the_log_replays(pairs: int, now: datetime) -> None:
    make_due(pairs, now=now, cards=STATES.c.card_id % 2 == 1, interval=20)
    card = study.next_cards(user_id=pairs, set_id=None, limit=1, now=now).cards[0]
    usual = date_of(day_number(now.date()) + card.intervals[3].days)  # type: ignore[index]
    percents = [100] * 7
    percents[usual.weekday()] = 0
    plans.take(user_id=pairs, wish=EasyWish(tuple(percents)), now=now)
    with writing() as session:
        session.execute(STATES.delete().where(STATES.c.card_id % 2 == 0))
    assert answer_all(pairs, now=now) == 40
    days = {date_of(day).weekday() for day in due_days(pairs, STATES.c.card_id % 2 == 1)}
    assert usual.weekday() not in days
    assert len(days) > 1


def test_answers_of_one_day_in_any_order_fall_on_the_same_days(pairs: int, now: datetime) -> None:
    other = settle("other", now=now)
    for user_id in (pairs, other):
        make_due(user_id, now=now, cards=STATES.c.card_id % 2 == 1, interval=15)
    for user_id, backwards in ((pairs, False), (other, True)):
        cards = study.next_cards(user_id=user_id, set_id=None, limit=100, now=now).cards
        reviews = [review_of(card, shown_at=now) for card in cards if card.stage == "review"]
        for review in reversed(reviews) if backwards else reviews:
            study.submit_reviews(user_id=user_id, reviews=[review], now=now)
    first = STATES.c.card_id % 2 == 1
    assert due_days(pairs, first) == due_days(other, first)


def test_the_siblings_of_a_card_are_read_once_a_day_however_many_are_answered(
    pairs: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = plan_loads.list_sibling_days
    asked: list[int] = []

    def seen(
        session: Reader, *, user_id: int, card_ids: Collection[int], before: int
    ) -> dict[int, tuple[int, ...]]:
        asked.extend(card_ids)
        return read(session, user_id=user_id, card_ids=card_ids, before=before)

    monkeypatch.setattr(plan_loads, "list_sibling_days", seen)
    today = day_number(now.date())
    cards = list(range(1, 21))
    put_due(pairs, cards=STATES.c.card_id == 2, day=today + 3, now=now)
    with reading() as session:
        guide = Guide(session, get_learner(session, pairs))
        for _ in range(2):
            days = [guide._sibling_days(each, today=today) for each in cards]
    assert days[0] == (today + 3,)
    assert asked == cards
