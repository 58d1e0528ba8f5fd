"""Submitting reviews: stored once, graded, scheduled; what cannot be stored says why.

QUIZAPP_TEST_LONG=1 has an outbox of 512 answers for 64, and 100 rounds of 20 at once for 2.
"""

import os
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from flask import Flask
from sqlalchemy import text

from quizapp.errors import InputError
from quizapp.generation.question import QuestionType
from quizapp.services.memory import study_log
from quizapp.services.study import study
from quizapp.store.base import core_table
from quizapp.store.engine import reading, writing
from quizapp.store.tables.content import CardRow, QuestionRow
from quizapp.store.tables.people import User
from tests.integration.study.world import (
    TYPES,
    add_question,
    as_json,
    change_rows,
    counted_statements,
    make_question,
    review_of,
    settle,
    uuid_of,
)

DAY = timedelta(days=1)
OFFLINE_DAYS: Final = (
    tuple(range(-38, -6)) if os.environ.get("QUIZAPP_TEST_LONG") else (-9, -8, -5, -1)
)
"""Days, before today, on which each card was answered offline."""
ROUNDS: Final = 100 if os.environ.get("QUIZAPP_TEST_LONG") else 2


def shown(user_id: int, *, now: datetime, limit: int = 16) -> list[study.StudyCard]:
    batch = study.next_cards(user_id=user_id, set_id=None, limit=limit, now=now)
    return list(batch.cards)


def submit(user_id: int, *reviews: study.Review, now: datetime) -> list[study.ReviewResult]:
    return list(study.submit_reviews(user_id=user_id, reviews=reviews, now=now))


def stored(user_id: int) -> int:
    return len(study_log.list_log(user_id=user_id, after=0, limit=1000).entries)


@pytest.mark.parametrize("kind", list(TYPES))
@pytest.mark.parametrize("right", [True, False])
def test_every_question_type_is_graded_and_reveals_its_key(
    *, learner: int, now: datetime, kind: QuestionType, right: bool
) -> None:
    card = shown(learner, now=now)[TYPES.index(kind)]
    result = submit(learner, review_of(card, shown_at=now, right=right), now=now)[0]
    assert result.status == "stored"
    if kind is QuestionType.FLASHCARD:
        assert (result.score, result.verdict) == (None, "rated")
    else:
        assert (result.score == 1.0) is right
    assert result.rating == (3 if right else 1)
    assert result.key is not None
    assert result.passage is not None
    assert result.passage.evidence in result.passage.text
    assert result.explanation.startswith("Explanation")


def test_sending_again_is_a_duplicate_with_the_same_reply(learner: int, now: datetime) -> None:
    for card in shown(learner, now=now):
        review = review_of(card, shown_at=now)
        first = submit(learner, review, now=now)[0]
        again = submit(learner, review, now=now + DAY)[0]
        assert again == first._replace(status="duplicate")
    assert stored(learner) == 16


def test_the_same_id_with_other_content_is_a_conflict(learner: int, now: datetime) -> None:
    one, two, *_ = shown(learner, now=now)
    review = review_of(one, shown_at=now)
    submit(learner, review, now=now)
    for other in (
        review._replace(duration_ms=1),
        review._replace(rating=4),
        review_of(two, shown_at=now, client_id=review.id),
    ):
        result = submit(learner, other, now=now)[0]
        assert (result.status, result.key) == ("conflict", None)
    assert stored(learner) == 1


def test_the_same_review_twice_in_one_batch_is_stored_once(learner: int, now: datetime) -> None:
    review = review_of(shown(learner, now=now)[0], shown_at=now)
    statuses = [each.status for each in submit(learner, review, review, now=now)]
    assert statuses == ["stored", "duplicate"]
    assert stored(learner) == 1


def test_a_second_tab_answering_the_same_showing_counts_once(learner: int, now: datetime) -> None:
    card = shown(learner, now=now)[0]
    first = submit(learner, review_of(card, shown_at=now, client_id=uuid_of(1)), now=now)[0]
    other = submit(
        learner, review_of(card, shown_at=now, right=False, client_id=uuid_of(2)), now=now
    )[0]
    assert (other.status, other.id, other.score) == ("duplicate", first.id, 1.0)
    assert stored(learner) == 1


@pytest.mark.usefixtures("ground")
def test_an_answer_to_somebody_elses_card_stores_nothing(now: datetime) -> None:
    ann, bob = settle("ann", now=now), settle("bob", now=now)
    card = shown(ann, now=now)[0]
    result = submit(bob, review_of(card, shown_at=now), now=now)[0]
    assert (result.status, result.key) == ("rejected", None)
    assert "not shown to you" in result.message
    with writing() as session:
        session.execute(text("DELETE FROM card_states WHERE user_id = :u"), {"u": bob})
    assert (
        "not one that you study" in submit(bob, review_of(card, shown_at=now), now=now)[0].message
    )
    assert (stored(ann), stored(bob)) == (0, 0)


def test_a_retired_question_and_a_corrected_key_are_refused(learner: int, now: datetime) -> None:
    retired, rekeyed, hidden, *_ = shown(learner, now=now)
    change_rows(CardRow, where=CardRow.id == retired.card_id, retired_in=1)
    change_rows(CardRow, where=CardRow.id == rekeyed.card_id, answer_hash="f" * 64)
    change_rows(QuestionRow, where=QuestionRow.id == hidden.question_id, current=False)
    words = [
        submit(learner, review_of(card, shown_at=now), now=now)[0]
        for card in (retired, rekeyed, hidden)
    ]
    assert [each.status for each in words] == ["rejected"] * 3
    assert "withdrawn" in words[0].message
    assert "corrected" in words[1].message
    assert "withdrawn" in words[2].message
    assert all(each.key is None for each in words)
    assert stored(learner) == 0


def test_a_reworded_question_is_graded_as_it_was_seen(learner: int, now: datetime) -> None:
    card = shown(learner, now=now)[0]
    with writing() as session:
        session.execute(
            text("UPDATE questions SET current = :no WHERE id = :id"),
            {"no": False, "id": card.question_id},
        )
        reworded = make_question(0, card="river-0:v0", stem="Which river is it?")
        add_question(session, card_id=1, question=reworded)
    result = submit(learner, review_of(card, shown_at=now), now=now)[0]
    assert (result.status, result.score) == ("stored", 1.0)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"variant": "AAAAAAAAAAAAAAAA"}, "not shown to you"),
        ({"variant": "x"}, "not shown to you"),
        ({"variant": "\u00e9" * 16}, "not shown to you"),
        ({"card_id": 2}, "not one that you study"),
        ({"question_id": 999}, "not one that you study"),
        ({"response": {"option": 4}}, "from 0 to 3"),
        ({"response": {"option": True}}, "whole number"),
        ({"response": {"option": 0, "more": 1}}, "exactly the key"),
        ({"response": {}}, "exactly the key"),
        ({"response": None}, "Answer the question"),
        ({"response": None, "rating": 3}, "Answer the question"),
    ],
)
def test_a_review_that_cannot_be_stored_says_why(
    learner: int, now: datetime, change: dict[str, Any], words: str
) -> None:
    review = review_of(shown(learner, now=now)[0], shown_at=now)
    result = submit(learner, review._replace(**change), now=now)[0]
    assert (result.status, result.key) == ("rejected", None)
    assert words in result.message
    assert stored(learner) == 0


def test_one_rejected_review_keeps_no_other_from_being_stored(learner: int, now: datetime) -> None:
    one, two, *_ = shown(learner, now=now)
    bad = review_of(one, shown_at=now)._replace(question_id=999)
    results = submit(learner, bad, review_of(two, shown_at=now), now=now)
    assert [each.status for each in results] == ["rejected", "stored"]


def test_ids_and_batches_out_of_range_are_refused(learner: int, now: datetime) -> None:
    review = review_of(shown(learner, now=now)[0], shown_at=now)
    with pytest.raises(InputError, match="UUID"):
        submit(learner, review._replace(id="1"), now=now)
    with pytest.raises(InputError, match="500"):
        submit(learner, *[review] * 501, now=now)


def test_the_rating_follows_from_the_evidence(learner: int, now: datetime) -> None:
    choice, multi, *_ = shown(learner, now=now)
    hinted = submit(learner, review_of(choice, shown_at=now, hints=1), now=now)[0]
    assert (hinted.score, hinted.rating) == (1.0, 2)
    right = review_of(multi, shown_at=now).response
    assert right is not None
    half = review_of(multi, shown_at=now, response={"options": right["options"][:1]})
    partly = submit(learner, half, now=now)[0]
    assert (partly.score, partly.verdict, partly.rating) == (0.5, "partial", 2)


def test_i_was_right_keeps_the_score_and_takes_the_learners_word(
    learner: int, now: datetime
) -> None:
    typed = shown(learner, now=now)[4]
    wrong = review_of(typed, shown_at=now, right=False)
    hard = submit(learner, wrong._replace(rating=2), now=now)[0]
    assert hard.status == "rejected"
    result = submit(learner, wrong._replace(rating=3), now=now)[0]
    assert (result.status, result.score, result.rating) == ("stored", 0.0, 3)


def test_a_flashcard_needs_the_learners_rating(learner: int, now: datetime) -> None:
    card = shown(learner, now=now)[7]
    assert card.form == "flashcard"
    without = review_of(card, shown_at=now)._replace(rating=None)
    assert "rating" in submit(learner, without, now=now)[0].message


def test_i_do_not_know_is_wrong_without_a_response(learner: int, now: datetime) -> None:
    card = shown(learner, now=now)[0]
    result = submit(learner, review_of(card, shown_at=now, response=None, rating=1), now=now)[0]
    assert (result.status, result.score, result.verdict) == ("stored", 0.0, "wrong")


def test_client_times_are_brought_between_the_account_and_now(learner: int, now: datetime) -> None:
    early, late, slow, *_ = shown(learner, now=now)
    submit(
        learner,
        review_of(early, shown_at=now - 4000 * DAY, duration_ms=0),
        review_of(late, shown_at=now + 365 * DAY),
        review_of(slow, shown_at=now - timedelta(hours=2), duration_ms=3_600_000),
        now=now,
    )
    rows = {
        row.card_id: row for row in study_log.list_log(user_id=learner, after=0, limit=9).entries
    }
    assert rows[early.card_id].answered_at == now - 365 * DAY
    assert (rows[late.card_id].shown_at, rows[late.card_id].answered_at) == (now, now)
    assert rows[slow.card_id].answered_at == now - timedelta(hours=1)
    assert rows[slow.card_id].duration_ms == 60_000


def test_twenty_identical_requests_at_once_store_once(now: datetime, ground: Flask) -> None:
    def send(work: tuple[int, study.Review]) -> str:
        with ground.app_context():
            return submit(work[0], work[1], now=now)[0].status

    with ThreadPoolExecutor(20) as pool:
        for number in range(ROUNDS):
            learner = settle(f"learner {number}", now=now)
            review = review_of(shown(learner, now=now)[0], shown_at=now)
            statuses = sorted(pool.map(send, [(learner, review)] * 20))
            assert statuses == ["duplicate"] * 19 + ["stored"]
            assert stored(learner) == 1


def _outbox(user_id: int, *, now: datetime) -> list[study.Review]:
    """Return some days of offline answers to the cards of one fetch, several to each card."""
    reviews = []
    cards = shown(user_id, now=now - 40 * DAY)
    for step, days in enumerate(OFFLINE_DAYS):
        for place, card in enumerate(cards):
            at = now + days * DAY + timedelta(minutes=place)
            right = (step + place) % 3 > 0
            reviews.append(
                review_of(card, shown_at=at, right=right, client_id=uuid_of(step, place))
            )
    return reviews


@pytest.mark.usefixtures("ground")
def test_an_offline_outbox_in_any_order_equals_one_ordered_replay(now: datetime) -> None:
    ordered, shuffled = settle("ordered", now=now), settle("shuffled", now=now)
    # A second answer to one showing counts once: each of these is another showing of its card.
    for review in _distinct(ordered, now=now):
        assert submit(ordered, review, now=now)[0].status == "stored"
    outbox = _distinct(shuffled, now=now)
    dice = random.Random(7)  # noqa: S311 - a fixed shuffle, not a secret
    for _ in range(3):
        dice.shuffle(outbox)
        for start in range(0, len(outbox), 5):
            submit(shuffled, *outbox[start : start + 5], now=now)
    assert _states(ordered) == _states(shuffled)
    assert study_log.verify_replay().differences == ()


def _distinct(user_id: int, *, now: datetime) -> list[study.Review]:
    """Return the outbox with a variant of its own for each answer, as repeated fetches give."""
    from quizapp.services.questions.variants import issue_variant  # noqa: PLC0415 - used here alone

    reviews = []
    for place, review in enumerate(_outbox(user_id, now=now)):
        variant = issue_variant(user_id, question_id=review.question_id, reps=100 + place)
        graded = review.response is not None
        reviews.append(
            review._replace(
                variant=variant,
                response=None,
                rating=1 if graded else 1 + place % 4,
            )
        )
    return reviews


def _states(user_id: int) -> str:
    with reading() as session:
        rows = session.execute(
            text(
                "SELECT card_id, stage, step, stability_days, difficulty, last_day, last_at, "
                "due_day, due_at, interval_days, reps, lapses, last_form FROM card_states "
                "WHERE user_id = :u ORDER BY card_id"
            ),
            {"u": user_id},
        )
        return as_json([list(row) for row in rows])


def test_a_leech_is_told_once_and_again_when_sent_again(learner: int, now: datetime) -> None:
    change_rows(core_table(User), where=core_table(User).c.id == learner, same_day="always")
    told, at = [], now
    for _ in range(40):
        card = next(c for c in shown(learner, now=at) if c.form == "flashcard" and c.card_id == 8)
        rating = 1 if card.stage == "review" else 4
        review = review_of(card, shown_at=at, rating=rating, response=None)
        result = submit(learner, review, now=at)[0]
        told.append(result.leech)
        if result.leech:
            assert submit(learner, review, now=at)[0].leech
        at += timedelta(minutes=11) if rating == 1 else 60 * DAY
    lapses = [place for place, leech in enumerate(told) if leech]
    assert len(lapses) == 4


def test_one_review_takes_few_statements(learner: int, now: datetime) -> None:
    one, two, *_ = shown(learner, now=now)
    submit(learner, review_of(one, shown_at=now), now=now)
    review = review_of(two, shown_at=now)
    with counted_statements() as sent:
        submit(learner, review, now=now)
    assert len(sent) <= 8, sent


def test_a_batch_takes_as_many_statements_as_one_review(learner: int, now: datetime) -> None:
    reviews = [review_of(card, shown_at=now) for card in shown(learner, now=now)]
    with counted_statements() as sent:
        submit(learner, *reviews, now=now)
    assert len(sent) <= 9, sent
    assert stored(learner) == 16
