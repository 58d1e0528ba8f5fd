"""How plans steer a study day, and how many cards a day then asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.plans import (
    NO_STEERING,
    Allowed,
    Backlog,
    Budget,
    EasyDays,
    Goal,
    Holiday,
    Plan,
    Retention,
    Spent,
    Steering,
    Waiting,
    allow,
    kind_of_plan,
    last_day_of,
    share_of_today,
    steer,
)

TODAY = 20_000
NOTHING = Spent(0, 0, 0)
GOAL = Goal(set_id=1, on_day=TODAY + 20, pass_from=TODAY + 15, new_per_day=30)


def allowed(
    steering: Steering = NO_STEERING,
    *,
    waiting: Waiting = Waiting(3, 50, 40),  # noqa: B008 - frozen
    spent: Spent = NOTHING,
    new_per_day: int = 20,
    reviews_per_day: int = 200,
    day: int = TODAY,
) -> Allowed:
    return allow(
        waiting,
        steering,
        spent=spent,
        new_per_day=new_per_day,
        reviews_per_day=reviews_per_day,
        pace_ms=10_000,
        day=day,
    )


def on(*plans: Plan, day: int = TODAY, weekday: int = 2) -> Steering:
    return steer(plans, day=day, weekday=weekday)


def test_without_plans_new_cards_count_under_the_limit_of_reviews() -> None:
    assert allowed() == Allowed(3, 50, 20)
    assert allowed(reviews_per_day=60) == Allowed(3, 50, 10)
    assert allowed(reviews_per_day=40) == Allowed(3, 40, 0)
    assert allowed(spent=Spent(5, 30, 0), reviews_per_day=60) == Allowed(3, 25, 0)


def test_a_holiday_asks_nothing_from_its_first_day_to_its_last() -> None:
    holiday = Holiday(TODAY, TODAY + 6, ahead=True)
    assert allowed(on(holiday)) == Allowed(0, 0, 0)
    assert allowed(on(holiday, day=TODAY + 6), day=TODAY + 6) == Allowed(0, 0, 0)
    assert allowed(on(holiday, day=TODAY + 7), day=TODAY + 7) == Allowed(3, 50, 20)


def test_a_holidays_reviews_are_asked_in_the_three_days_before() -> None:
    holiday = Holiday(TODAY + 3, TODAY + 9, ahead=True)
    assert on(holiday).eve == holiday
    assert on(holiday, day=TODAY - 1).eve is None
    assert on(holiday, day=TODAY + 3).eve is None
    assert on(Holiday(TODAY + 3, TODAY + 9, ahead=False)).eve is None
    assert on(holiday).days_off == ((TODAY + 3, TODAY + 9),)


def test_a_backlogs_day_asks_its_share_and_nothing_new() -> None:
    steering = on(Backlog(TODAY - 1, TODAY + 3, per_day=12))
    assert allowed(steering) == Allowed(3, 12, 0)
    assert allowed(steering, spent=Spent(0, 10, 0)) == Allowed(3, 2, 0)
    assert on(Backlog(TODAY - 5, TODAY - 1, per_day=12)) == NO_STEERING


def test_minutes_hold_reviews_first_and_a_new_card_takes_three_answers() -> None:
    # 10 minutes of 10 s are 60 answers: 3 steps, 50 reviews, and 7 left for two new cards.
    assert allowed(on(Budget(10))) == Allowed(3, 50, 2)
    assert allowed(on(Budget(10)), spent=Spent(0, 0, 300_000)) == Allowed(3, 27, 0)
    assert allowed(on(Budget(10)), spent=Spent(0, 0, 900_000)) == Allowed(3, 0, 0)


def test_an_easy_day_takes_its_part_of_the_minutes() -> None:
    easy = EasyDays((1.0, 1.0, 0.5, 1.0, 1.0, 1.0, 0.0))
    assert on(Budget(10), easy, weekday=2).minutes == 5.0
    assert on(Budget(10), easy, weekday=6).minutes == 0.0
    assert on(easy).minutes is None
    assert on(easy).easy_days[6] == 0.0


def test_a_goal_asks_its_new_cards_beyond_the_usual_number() -> None:
    assert allowed(on(GOAL)) == Allowed(3, 50, 30)
    # The limit of reviews does not hold up what the goal needs, nor does the goal raise it.
    assert allowed(on(GOAL), reviews_per_day=20) == Allowed(3, 20, 30)
    assert allowed(on(GOAL), spent=Spent(28, 0, 0)) == Allowed(3, 50, 2)
    assert allowed(on(GOAL, Backlog(TODAY, TODAY, per_day=9))) == Allowed(3, 9, 0)
    assert allowed(on(GOAL), waiting=Waiting(0, 0, 40), reviews_per_day=5) == Allowed(0, 0, 30)


def test_a_goals_last_pass_comes_on_top_of_what_is_due() -> None:
    day = TODAY + 16
    steering = on(GOAL, day=day)
    assert steering.in_pass(day) == (GOAL,)
    assert steering.on_the_way(day) == ()
    waiting = Waiting(0, 50, 40, ahead=25)
    assert allowed(steering, waiting=waiting, reviews_per_day=50, day=day) == Allowed(0, 75, 0)


def test_a_goal_is_over_on_its_date() -> None:
    assert on(GOAL, day=TODAY + 20) == NO_STEERING
    assert last_day_of(GOAL) == TODAY + 19


def test_a_goal_without_a_pass_keeps_the_plain_order() -> None:
    plain = Goal(set_id=1, on_day=TODAY + 20, pass_from=TODAY + 20, new_per_day=30)
    assert not plain.has_pass
    assert on(plain).on_the_way(TODAY) == ()
    assert on(plain, day=TODAY + 19).in_pass(TODAY + 19) == ()


@given(
    st.integers(0, 300),
    st.integers(0, 300),
    st.integers(0, 300),
    st.integers(0, 100),
    st.sampled_from(
        [
            NO_STEERING,
            on(GOAL),
            on(Budget(7)),
            on(Backlog(TODAY, TODAY, per_day=9)),
            on(GOAL, Budget(3)),
        ]
    ),
)
def test_no_more_is_asked_than_waits(
    review: int, new: int, ahead: int, done: int, steering: Steering
) -> None:
    given_ = allowed(steering, waiting=Waiting(2, review, new, ahead), spent=Spent(0, done, 0))
    assert 0 <= given_.new <= new
    assert 0 <= given_.review <= review + ahead


@given(st.integers(0, 200), st.integers(1, 20))
def test_a_share_of_each_day_comes_to_all_of_it(left: int, days: int) -> None:
    shares = []
    for number in range(days):
        shares.append(share_of_today(left, 0, days_left=days - number))
        left -= shares[-1]
    assert left == 0
    assert max(shares) - min(shares) <= 1


def test_what_was_done_today_counts_for_todays_share() -> None:
    assert share_of_today(20, 0, days_left=4) == 5
    assert share_of_today(17, 3, days_left=4) == 2
    assert share_of_today(15, 5, days_left=4) == 0


@pytest.mark.parametrize(
    ("plan", "kind", "last"),
    [
        (Holiday(1, 2, ahead=True), "holiday", 2),
        (Backlog(1, 3, 5), "backlog", 3),
        (EasyDays((1.0,) * 7), "easy", None),
        (Budget(5), "budget", None),
        (Retention(0.8, 0.9), "retention", None),
    ],
)
def test_each_plan_has_a_kind_and_a_last_day(plan: Plan, kind: str, last: int | None) -> None:
    assert kind_of_plan(plan) == kind
    assert last_day_of(plan) == last
