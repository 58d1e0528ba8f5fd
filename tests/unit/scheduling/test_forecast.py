"""Golden values of what is to come and what is remembered."""

import pytest

from quizapp.scheduling.card import NEW, Memory, Stage
from quizapp.scheduling.forecast import Pace, forecast, recall_distribution, recall_of_set

TODAY = 20_779


def memory(*, last: int, stability: float, due: int, stage: Stage = Stage.REVIEW) -> Memory:
    return Memory(
        stage=stage,
        stability_days=stability,
        difficulty=5.0,
        last_day=TODAY + last,
        due_day=TODAY + due,
        reps=1,
    )


def test_each_card_counts_once_on_its_day_and_overdue_ones_today() -> None:
    due = [-5, 0, 0, 1, 29, 30]
    memories = [memory(last=-10, stability=10, due=day) for day in due]
    days = forecast([NEW, *memories], today=TODAY, pace=Pace(review_s=12, relearn_s=0))
    assert len(days) == 30
    assert [(day.day - TODAY, day.cards) for day in days if day.cards] == [(0, 3), (1, 1), (29, 1)]
    assert days[0].minutes == pytest.approx(0.6)
    assert days[2].minutes == 0


def test_minutes_hold_the_extra_time_of_forgotten_cards() -> None:
    # Recall is 0.9 on the day it is due: 10 s and a tenth of 20 s.
    at_risk = memory(last=-10, stability=12, due=2)
    days = forecast([at_risk], today=TODAY, days=3, pace=Pace(review_s=10, relearn_s=20))
    assert days[2].minutes == pytest.approx(12 / 60)


def test_recall_of_a_set_counts_unseen_cards_as_unknown() -> None:
    cards = [NEW, NEW, memory(last=0, stability=5, due=5), memory(last=-5, stability=5, due=0)]
    known = recall_of_set(cards, day=TODAY)
    assert (known.cards, known.seen) == (4, 2)
    assert known.recall == pytest.approx(0.95)
    assert known.remembered == pytest.approx(1.9)
    assert known.coverage == pytest.approx(0.475)


def test_recall_of_nothing_seen_is_not_a_number() -> None:
    assert recall_of_set([NEW], day=TODAY).recall is None
    assert recall_of_set([NEW], day=TODAY).coverage == 0
    assert recall_of_set([], day=TODAY).coverage is None


def test_the_distribution_puts_full_recall_into_the_last_stretch() -> None:
    cards = [
        NEW,
        memory(last=0, stability=1, due=1),
        memory(last=-7, stability=10, due=3),
        memory(last=-100_000, stability=0.001, due=0),
    ]
    # After a hundred million stabilities the curve still leaves some six hundredths.
    assert recall_distribution(cards, day=TODAY) == (1, 0, 0, 0, 0, 0, 0, 0, 0, 2)
    assert recall_distribution(cards, day=TODAY, bins=2) == (1, 2)
