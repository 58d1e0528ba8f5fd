"""What is asked next, in which order, and how much is left."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask

from quizapp.errors import InputError, NotFoundError
from quizapp.scheduling.card import Stage
from quizapp.scheduling.rating import Rating
from quizapp.services.study import sets, study
from quizapp.store.engine import writing
from quizapp.store.tables.content import CardRow, QuestionSet
from quizapp.store.tables.memory import CardState
from tests.integration.study.world import (
    add_question,
    answer_next,
    change_rows,
    counted_statements,
    make_learner,
    make_question,
    plant,
    review_of,
    settle,
)

DAY = timedelta(days=1)


def next_ids(
    user_id: int, *, now: datetime, limit: int = 50, set_id: int | None = None
) -> list[int]:
    batch = study.next_cards(user_id=user_id, set_id=set_id, limit=limit, now=now)
    return [card.card_id for card in batch.cards]


@pytest.mark.usefixtures("ground")
def test_a_learner_without_a_set_has_nothing_to_study(now: datetime) -> None:
    user_id = make_learner(now=now)
    batch = study.next_cards(user_id=user_id, set_id=None, limit=5, now=now)
    assert (batch.cards, batch.counts.total, batch.progress) == ((), 0, 1.0)


def test_new_cards_come_in_the_order_of_the_article(learner: int, now: datetime) -> None:
    assert next_ids(learner, now=now) == list(range(1, 17))


@pytest.mark.usefixtures("ground")
def test_the_new_limit_and_the_review_limit_bound_new_cards(now: datetime) -> None:
    few = settle("few", now=now, new_per_day=3)
    assert next_ids(few, now=now) == [1, 2, 3]
    tight = settle("tight", now=now, new_per_day=20, reviews_per_day=5)
    assert study.next_cards(user_id=tight, set_id=None, limit=9, now=now).counts.new == 5


@pytest.mark.usefixtures("ground")
def test_cards_introduced_today_count_against_the_new_limit(now: datetime) -> None:
    user_id = settle(now=now, new_per_day=3)
    answer_next(user_id, now=now, rating=4)
    assert study.next_cards(user_id=user_id, set_id=None, limit=9, now=now).counts.new == 2
    tomorrow = now + DAY
    assert study.next_cards(user_id=user_id, set_id=None, limit=9, now=tomorrow).counts.new == 3


@pytest.mark.usefixtures("ground")
def test_a_learning_step_comes_first_once_due_and_ahead_only_when_nothing_is_left(
    now: datetime,
) -> None:
    user_id = settle(now=now, new_per_day=2)
    answer_next(user_id, now=now, right=False, rating=1)
    assert next_ids(user_id, now=now + timedelta(seconds=10)) == [2]
    assert next_ids(user_id, now=now + timedelta(seconds=601)) == [1, 2]
    answer_next(user_id, now=now + timedelta(seconds=601), rating=4)
    answer_next(user_id, now=now + timedelta(seconds=605), right=False, rating=1)
    later = now + timedelta(seconds=610)
    ahead = study.next_cards(user_id=user_id, set_id=None, limit=9, now=later)
    assert [card.card_id for card in ahead.cards] == [2]
    assert ahead.counts.learning == 0


@pytest.mark.usefixtures("ground")
def test_reviews_come_by_lowest_recall(now: datetime) -> None:
    user_id = settle(now=now, new_per_day=0)
    for card_id, stability, last_day in ((3, 10.0, 0), (5, 2.0, 10), (7, 40.0, 0)):
        today = int(now.timestamp() // 86400)
        change_rows(
            CardState,
            where=(CardState.user_id == user_id) & (CardState.card_id == card_id),
            stage="review",
            stability_days=stability,
            difficulty=5.0,
            last_day=today - 30 + last_day,
            last_at=now - 30 * DAY,
            due_day=today - 1,
            interval_days=5,
            reps=3,
        )
    assert next_ids(user_id, now=now) == [5, 3, 7]


@pytest.mark.usefixtures("ground")
def test_new_cards_are_spread_among_reviews_and_one_at_a_time_gives_the_same_order(
    now: datetime,
) -> None:
    user_id = settle(now=now, new_per_day=8)
    at = now
    for _ in range(8):
        answer_next(user_id, now=at, rating=4)
        at += timedelta(seconds=9)
    due = now + 30 * DAY
    planned = next_ids(user_id, now=due)
    kinds = [card_id > 8 for card_id in planned]
    assert sorted(planned) == list(range(1, 17))
    assert all(sum(kinds[: 2 * n]) == n for n in range(1, 9)), kinds
    walked = []
    for n in range(16):
        result = answer_next(user_id, now=due + timedelta(seconds=n), rating=4)
        walked.append(result.card_id)
    assert walked == planned


def test_no_two_cards_of_a_fact_on_one_day(database: Flask, now: datetime) -> None:
    database.secret_key = "k" * 32
    plant(now=now, facts=4, cards_each=3)
    user_id = settle(now=now)
    assert next_ids(user_id, now=now) == [1, 4, 7, 10]
    answer_next(user_id, now=now, rating=4)
    assert next_ids(user_id, now=now) == [4, 7, 10]
    assert 2 in next_ids(user_id, now=now + DAY)
    study.undo(user_id=user_id, client_id="7d9f0f5e-0000-4000-8000-000000000001", now=now)
    assert next_ids(user_id, now=now) == [1, 4, 7, 10]


def test_retired_suspended_and_buried_cards_are_not_asked(learner: int, now: datetime) -> None:
    change_rows(CardRow, where=CardRow.id == 1, retired_in=1)
    study.suspend(
        user_id=learner, card_id=2, client_id="7d9f0f5e-0000-4000-8000-000000000002", now=now
    )
    study.bury(
        user_id=learner, card_id=3, client_id="7d9f0f5e-0000-4000-8000-000000000003", now=now
    )
    assert next_ids(learner, now=now)[0] == 4
    assert next_ids(learner, now=now + DAY)[0] == 3


def test_a_set_gives_only_its_own_cards(learner: int, now: datetime) -> None:
    assert next_ids(learner, now=now, set_id=2) == [2, 4, 6, 8, 10, 12, 14, 16]


def test_a_set_of_somebody_else_looks_like_no_set(learner: int, now: datetime) -> None:
    other = make_learner("bob", now=now)
    change_rows(QuestionSet, where=QuestionSet.id == 2, owner_id=other)
    for set_id in (2, 99):
        with pytest.raises(NotFoundError, match="no such set"):
            study.next_cards(user_id=learner, set_id=set_id, limit=1, now=now)
    with pytest.raises(NotFoundError):
        sets.add_set(user_id=learner, set_id=2, now=now)


@pytest.mark.parametrize("limit", [0, 101, -1])
def test_a_limit_out_of_range_is_refused(learner: int, now: datetime, limit: int) -> None:
    with pytest.raises(InputError, match="1 to 100"):
        study.next_cards(user_id=learner, set_id=None, limit=limit, now=now)


def test_the_number_of_statements_does_not_grow_with_the_cards(learner: int, now: datetime) -> None:
    study.next_cards(user_id=learner, set_id=None, limit=50, now=now)
    counts = []
    for limit in (1, 50):
        with counted_statements() as sent:
            study.next_cards(user_id=learner, set_id=None, limit=limit, now=now)
        counts.append(len(sent))
    assert counts == [9, 9]


def test_the_interval_shown_is_the_interval_given(learner: int, now: datetime) -> None:
    at = now
    for step in range(40):
        card = study.next_cards(user_id=learner, set_id=None, limit=1, now=at).cards[0]
        rating = Rating(step % 4 + 1)
        review = review_of(card, shown_at=at, right=True, rating=rating, duration_ms=0)
        if card.form != "flashcard" and rating is Rating.AGAIN:
            review = review_of(card, shown_at=at, response=None, rating=1, duration_ms=0)
        result = study.submit_reviews(user_id=learner, reviews=[review], now=at)[0]
        assert result.status == "stored", result
        shown = card.intervals[rating]
        assert result.interval_days == shown.days
        if shown.minutes is not None:
            assert result.due_at == at + timedelta(minutes=shown.minutes)
        at += timedelta(minutes=11) if step % 7 else DAY


@pytest.mark.usefixtures("ground")
def test_the_form_changes_and_a_mature_card_is_asked_by_recall(now: datetime) -> None:
    with writing() as session:
        for number in (2, 4):
            question = make_question(number, card="river-0:v0")
            add_question(session, card_id=1, question=question)
    user_id = settle(now=now)
    forms = []
    at = now
    for _ in range(6):
        card = next(
            each
            for each in study.next_cards(user_id=user_id, set_id=None, limit=50, now=at).cards
            if each.card_id == 1
        )
        forms.append((card.stage, card.form))
        review = review_of(card, shown_at=at, rating=4)
        result = study.submit_reviews(user_id=user_id, reviews=[review], now=at)[0]
        assert result.status == "stored", result
        assert result.due_at is not None
        at = result.due_at
    assert all(one[1] != two[1] for one, two in pairwise(forms)), forms
    assert forms[0][1] in {"mcq", "true_false"}
    assert (Stage.REVIEW, "typed") in forms


@pytest.mark.usefixtures("ground")
def test_the_study_day_follows_the_learners_own_zone(now: datetime) -> None:
    auckland = settle("kiri", now=now, zone="Pacific/Auckland")
    lima = settle("luz", now=now, zone="America/Lima")
    ahead = study.next_cards(user_id=auckland, set_id=None, limit=1, now=now + DAY / 2).day
    behind = study.next_cards(user_id=lima, set_id=None, limit=1, now=now + DAY / 2).day
    assert ahead == behind + 1


def test_a_set_taken_out_leaves_what_was_learnt(learner: int, now: datetime) -> None:
    answer_next(learner, now=now, rating=4)
    assert sets.remove_set(user_id=learner, set_id=1)
    assert not sets.remove_set(user_id=learner, set_id=1)
    assert next_ids(learner, now=now) == []
    assert next_ids(learner, now=now + 30 * DAY) == [1]
