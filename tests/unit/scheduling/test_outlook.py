"""What is to come: minutes, answers and cards remembered, day by day; and what is suggested."""

import math
from dataclasses import replace

import pytest

from quizapp.scheduling.card import Memory, Stage
from quizapp.scheduling.outlook import Course, Day, Deck, Pace, look_ahead
from quizapp.scheduling.suggestion import RETENTIONS, even_dice, suggest_retention

TODAY = 20_000
PACE = Pace(review_s=8.0, relearn_s=16.0, new_s=24.0)
USUAL = Course(retention=0.9, new_per_day=10)


def memory(*, due_in: int, stability: float = 10.0, last: int = 10) -> Memory:
    return Memory(
        stage=Stage.REVIEW,
        stability_days=stability,
        difficulty=5.0,
        last_day=TODAY - last,
        due_day=TODAY + due_in,
        interval_days=last + due_in,
        reps=4,
    )


def ahead(deck: Deck, course: Course, *, days: int = 30) -> tuple[Day, ...]:
    return look_ahead(deck, course, today=TODAY, days=days, pace=PACE, dice=even_dice())


def test_due_cards_are_answered_on_their_day_and_new_ones_begun() -> None:
    days = ahead(Deck([memory(due_in=n % 3) for n in range(30)], new=25), USUAL, days=4)
    assert [day.answers for day in days[:1]] == [10]
    assert [day.new for day in days] == [10, 10, 5, 0]
    assert all(day.waiting == 0 for day in days)
    assert days[0].minutes == pytest.approx((10 * 8 + 10 * 24) / 60, abs=2.0)


def test_the_same_deck_gives_the_same_outlook() -> None:
    deck = Deck([memory(due_in=n % 9) for n in range(40)], new=10)
    assert ahead(deck, USUAL) == ahead(deck, USUAL)


def test_minutes_end_a_day_and_what_is_left_waits() -> None:
    deck = Deck([memory(due_in=0) for _ in range(100)], new=50)
    (first, *_) = ahead(deck, replace(USUAL, minutes=2.0), days=3)
    assert first.minutes <= 2.5
    assert first.waiting > 80
    assert first.new == 0


def test_a_weight_stands_for_more_cards() -> None:
    memories = [memory(due_in=n % 7) for n in range(70)]
    whole = ahead(Deck(memories, new=0), USUAL)[-1]
    tenth = ahead(Deck(memories[::7], new=0, weight=7.0), USUAL)[-1]
    assert tenth.remembered == pytest.approx(whole.remembered, rel=0.1)


def test_days_off_cost_recall_which_asking_ahead_lessens() -> None:
    deck = Deck([memory(due_in=n % 10, stability=9.0) for n in range(60)], new=0)
    off = replace(USUAL, off=(TODAY + 3, TODAY + 16))
    before = replace(off, ahead_days=3)
    kept, away, eased = (ahead(deck, each, days=17)[-1].remembered for each in (USUAL, off, before))
    assert away < eased < kept
    assert all(day.answers == 0 for day in ahead(deck, off)[3:17])


def test_a_last_pass_reaches_every_card_and_lifts_recall_on_the_day() -> None:
    deck = Deck([memory(due_in=40, stability=80.0, last=1) for _ in range(50)], new=0)
    goal = replace(
        USUAL, retention=0.8, pass_from=TODAY + 20, goal_day=TODAY + 25, off=(TODAY + 25,) * 2
    )
    passed = ahead(deck, goal, days=26)
    assert sum(day.answers for day in passed[20:25]) >= 50
    assert max(day.answers for day in passed[20:25]) <= 15
    plain = ahead(deck, replace(USUAL, retention=0.8), days=26)
    assert passed[-1].remembered > plain[-1].remembered


def test_a_backlogs_cap_holds_until_its_last_day() -> None:
    deck = Deck([memory(due_in=-5) for _ in range(60)], new=30)
    spread = replace(USUAL, reviews_per_day=15, capped_until=TODAY + 2, new_from=TODAY + 4)
    days = ahead(deck, spread, days=6)
    assert [day.answers for day in days[:3]] == [15, 15, 15]
    assert days[3].waiting == 0
    assert [day.new > 0 for day in days[:5]] == [False] * 4 + [True]


def test_easy_weekdays_get_fewer_reviews() -> None:
    deck = Deck([memory(due_in=n % 7, stability=20.0) for n in range(140)], new=0)
    weekday = (TODAY + 3) % 7  # 1970-01-01 was a Thursday.
    easy = replace(USUAL, easy_days={weekday: 0.0})

    def on_weekday(course: Course) -> float:
        days = ahead(deck, course, days=70)[14:]
        return sum(day.answers for day in days if (day.day + 3) % 7 == weekday)

    assert on_weekday(easy) < on_weekday(USUAL) / 3


def test_few_minutes_suggest_a_lower_retention_than_many() -> None:
    deck = Deck((), new=2000)
    few, many = (
        suggest_retention(deck, minutes=each, pace=PACE, days=120, today=TODAY, new_per_day=20)
        for each in (5.0, 120.0)
    )
    assert few.retention <= many.retention
    assert [each.retention for each in few.offers] == list(RETENTIONS)
    assert few.retention in RETENTIONS
    best = next(each for each in few.offers if each.retention == few.retention)
    assert best.remembered >= 0.98 * max(each.remembered for each in few.offers)


def test_a_higher_retention_costs_more_minutes_for_the_same_cards() -> None:
    deck = Deck([memory(due_in=n % 12) for n in range(200)], new=0)
    found = suggest_retention(
        deck, minutes=math.inf, pace=PACE, days=120, today=TODAY, new_per_day=0
    )
    assert found.offers[-1].minutes > 2 * found.offers[0].minutes
    assert found.offers[-1].remembered > found.offers[0].remembered
