"""Undo, bury, suspend, another rating: each an entry, each counted once."""

import random
from datetime import datetime, timedelta

import pytest

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.services.memory import study_log
from quizapp.services.study import study
from quizapp.store.engine import reading
from quizapp.store.study.memory_queries import list_states
from quizapp.store.tables.memory import CardState
from tests.integration.study.world import (
    answer_next,
    change_rows,
    make_learner,
    review_of,
    uuid_of,
)

DAY = timedelta(days=1)


def states(user_id: int) -> object:
    with reading() as session:
        return list_states(session, user_id=user_id)


def test_undo_restores_card_counts_and_burial_step_by_step(learner: int, now: datetime) -> None:
    history = []
    for step in range(33):
        history.append((states(learner), study.today(user_id=learner, now=now).counts))
        if step % 5 == 4:
            study.bury(user_id=learner, card_id=16, client_id=uuid_of("b", step), now=now)
        elif step % 5 == 3:
            study.suspend(user_id=learner, card_id=15, client_id=uuid_of("s", step), now=now)
        else:
            answer_next(learner, now=now, right=step % 2 == 0)
    for step in range(30):
        study.undo(user_id=learner, client_id=uuid_of("u", step), now=now)
        before = history.pop()
        assert (states(learner), study.today(user_id=learner, now=now).counts) == before
    with pytest.raises(ConflictError, match="nothing left"):
        study.undo(user_id=learner, client_id=uuid_of("u", 30), now=now)
    assert study_log.verify_replay().differences == ()


def test_an_undo_sent_again_undoes_once(learner: int, now: datetime) -> None:
    answer_next(learner, now=now, rating=4)
    answer_next(learner, now=now, rating=4)
    first = study.undo(user_id=learner, client_id=uuid_of("u"), now=now)
    again = study.undo(user_id=learner, client_id=uuid_of("u"), now=now)
    assert (first.status, again.status, again.card_id) == ("stored", "duplicate", first.card_id)
    assert study.today(user_id=learner, now=now).done_today == 1


def test_an_id_that_was_used_for_something_else_is_a_conflict(learner: int, now: datetime) -> None:
    result = answer_next(learner, now=now)
    with pytest.raises(ConflictError, match="something else"):
        study.undo(user_id=learner, client_id=result.id, now=now)
    with pytest.raises(ConflictError, match="something else"):
        study.bury(user_id=learner, card_id=2, client_id=result.id, now=now)


@pytest.mark.usefixtures("ground")
def test_a_card_that_is_not_theirs_cannot_be_marked(now: datetime) -> None:
    stranger = make_learner("eve", now=now)
    for use in (study.bury, study.unbury, study.suspend, study.unsuspend):
        with pytest.raises(NotFoundError):
            use(user_id=stranger, card_id=1, client_id=uuid_of(use.__name__), now=now)
    with pytest.raises(InputError):
        study.undo(user_id=stranger, client_id="no uuid", now=now)


def test_what_was_set_aside_is_listed_and_comes_back(learner: int, now: datetime) -> None:
    study.suspend(user_id=learner, card_id=3, client_id=uuid_of(1), now=now)
    study.bury(user_id=learner, card_id=1, client_id=uuid_of(2), now=now)
    listed = study.list_set_aside(user_id=learner, now=now)
    assert [(each.card_id, each.suspended) for each in listed] == [(1, False), (3, True)]
    assert [each.card_id for each in study.list_set_aside(user_id=learner, now=now + DAY)] == [3]
    study.unsuspend(user_id=learner, card_id=3, client_id=uuid_of(3), now=now)
    study.unbury(user_id=learner, card_id=1, client_id=uuid_of(4), now=now)
    assert study.list_set_aside(user_id=learner, now=now) == ()
    cards = study.next_cards(user_id=learner, set_id=None, limit=3, now=now).cards
    assert [card.card_id for card in cards] == [1, 2, 3]


def test_another_rating_reschedules_and_is_safe_to_repeat(learner: int, now: datetime) -> None:
    wrong = answer_next(learner, now=now, right=False)
    for _ in range(2):
        changed = study.change_rating(
            user_id=learner, review_id=wrong.id, client_id=uuid_of("r"), rating=4, now=now
        )
        assert (changed.score, changed.rating) == (0.0, 4)
        assert (changed.interval_days or 0) > 0
    assert changed.status == "duplicate"
    assert study.today(user_id=learner, now=now).done_today == 1
    assert study_log.verify_replay().differences == ()
    with pytest.raises(ConflictError):
        study.change_rating(
            user_id=learner, review_id=wrong.id, client_id=uuid_of("q"), rating=1, now=now
        )


def test_hard_is_not_given_to_a_wrong_answer_afterwards(learner: int, now: datetime) -> None:
    wrong = answer_next(learner, now=now, right=False)
    with pytest.raises(InputError, match="Hard"):
        study.change_rating(
            user_id=learner, review_id=wrong.id, client_id=uuid_of("r"), rating=2, now=now
        )


def test_a_long_random_history_replays_exactly(learner: int, now: datetime) -> None:
    dice = random.Random(11)  # noqa: S311 - a fixed history, not a secret
    at = now
    for step in range(300):
        at += timedelta(seconds=dice.choice([5, 70, 700, 30_000, 200_000]))
        cards = study.next_cards(user_id=learner, set_id=None, limit=5, now=at).cards
        deed = dice.random()
        if cards and deed < 0.8:
            card = dice.choice(cards)
            review = review_of(
                card, shown_at=at, right=dice.random() < 0.8, client_id=uuid_of(step)
            )
            late = timedelta(seconds=dice.choice([0, 0, 5000]))
            review = review if not late else review_of(card, shown_at=at - late)
            study.submit_reviews(user_id=learner, reviews=[review], now=at)
        elif deed < 0.9:
            try:
                study.undo(user_id=learner, client_id=uuid_of(step), now=at)
            except ConflictError:
                continue
        elif deed < 0.95:
            study.bury(
                user_id=learner, card_id=dice.randint(1, 16), client_id=uuid_of(step), now=at
            )
        else:
            use = dice.choice([study.suspend, study.unsuspend, study.unsuspend])
            use(user_id=learner, card_id=dice.randint(1, 16), client_id=uuid_of(step), now=at)
    found = study_log.verify_replay()
    assert (found.people, found.differences) == (1, ())
    assert found.entries > 250


def test_a_changed_cache_is_found_and_repaired(learner: int, now: datetime) -> None:
    answer_next(learner, now=now, rating=4)
    good = states(learner)
    change_rows(
        CardState, where=(CardState.user_id == learner) & (CardState.card_id == 1), lapses=3
    )
    found = study_log.verify_replay()
    assert [(each.user_id, each.card_id) for each in found.differences] == [(learner, 1)]
    assert len(study_log.repair_states().differences) == 1
    assert states(learner) == good
    assert study_log.verify_replay().differences == ()
