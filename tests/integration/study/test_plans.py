"""Plans: their cost, how they steer what is asked, and taking them back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from quizapp.errors import InputError, NotFoundError
from quizapp.scheduling.day import date_of, day_number, label
from quizapp.scheduling.plans import GOAL_RETENTION, PASS_RETENTION, Budget, Goal
from quizapp.services.memory.study_log import verify_replay
from quizapp.services.plans import plans
from quizapp.services.plans.plans_wishes import (
    BacklogWish,
    BudgetWish,
    EasyWish,
    GoalWish,
    HolidayWish,
    RetentionWish,
    Wish,
)
from quizapp.services.study import study
from quizapp.store.base import core_table
from quizapp.store.engine import reading, writing
from quizapp.store.log.log_row import LogRow
from quizapp.store.tables.content import QuestionSet
from quizapp.store.tables.memory import CardState
from quizapp.store.tables.people import User
from quizapp.store.tables.plan import PlanRow
from tests.integration.study.world import answer_next, change_rows, make_learner, settle
from tests.log_rows import stored_log

DAY = timedelta(days=1)


def on(now: datetime, days: int) -> str:
    """Return the date so many days on."""
    return label(day_number(now.date()) + days)


def study_day(user_id: int, *, now: datetime, most: int = 60) -> int:
    """Answer all that a day asks, rightly; return how many answers that was."""
    at = now
    for number in range(most):
        batch = study.next_cards(user_id=user_id, set_id=None, limit=1, now=at)
        if not batch.cards:
            return number
        answer_next(user_id, now=at)
        at += timedelta(minutes=11)
    return most


def all_known(user_id: int, *, now: datetime, due_in: int) -> None:
    """Let all cards be in review, well known and due on one day."""
    today = day_number(now.date())
    change_rows(
        core_table(CardState),
        where=core_table(CardState).c.user_id == user_id,
        stage="review",
        stability_days=200.0,
        difficulty=5.0,
        last_day=today - 1,
        last_at=now - DAY,
        due_day=today + due_in,
        interval_days=due_in + 1,
        reps=5,
    )


def log() -> tuple[LogRow, ...]:
    """Return what is logged."""
    with reading() as session:
        return stored_log(session)


def rows(table: type, **where: object) -> list[Any]:
    """Return the rows of a table."""
    with reading() as session:
        found: Any = select(table).filter_by(**where)
        each = list(session.scalars(found))
        session.expunge_all()
        return each


def test_a_goal_is_shown_with_its_cost_and_stores_nothing(learner: int, now: datetime) -> None:
    shown = plans.preview(user_id=learner, wish=GoalWish(1, on(now, 30), 20), now=now)
    assert shown.set_title == "Rivers"
    assert shown.cards == 16
    assert shown.new == 16
    assert shown.reached
    assert 0.8 < shown.with_plan.share <= 1
    assert shown.with_plan.share > shown.without.share
    assert shown.points[-1].day == day_number(now.date()) + 30
    assert plans.list_plans(user_id=learner, now=now).taken == ()


def test_minutes_that_do_not_cover_a_goal_are_said_and_the_plain_order_is_kept(
    learner: int, now: datetime
) -> None:
    shown = plans.preview(user_id=learner, wish=GoalWish(1, on(now, 3), 1), now=now)
    assert not shown.reached
    assert shown.needs > 1
    assert isinstance(shown.plan, Goal)
    assert not shown.plan.has_pass


def test_a_goal_schedules_its_cards_looser_and_passes_over_all_before_the_date(
    learner: int, now: datetime
) -> None:
    plans.take(user_id=learner, wish=GoalWish(1, on(now, 30), 20), now=now)
    (taken,) = plans.list_plans(user_id=learner, now=now).taken
    goal = taken.plan
    assert isinstance(goal, Goal)
    for day in range(goal.pass_from - day_number(now.date())):
        study_day(learner, now=now + day * DAY)
    assert {row.desired_retention for row in log()} == {GOAL_RETENTION}
    assert {row.stage for row in rows(CardState)} == {"review"}
    for day in range(goal.pass_from, goal.on_day):
        study_day(learner, now=now + (day - day_number(now.date())) * DAY)
    assert all(row.last_day >= goal.pass_from for row in rows(CardState))
    late = [row for row in log() if row.study_day >= goal.pass_from]
    assert {row.desired_retention for row in late} == {PASS_RETENTION}
    assert verify_replay().differences == ()


def test_a_last_pass_is_spread_over_its_days(learner: int, now: datetime) -> None:
    today = day_number(now.date())
    all_known(learner, now=now, due_in=100)
    assert not study.next_cards(user_id=learner, set_id=None, limit=9, now=now).cards
    plans.take(user_id=learner, wish=GoalWish(1, on(now, 12), 20), now=now)
    goal = plans.list_plans(user_id=learner, now=now).taken[0].plan
    assert isinstance(goal, Goal)
    in_pass = now + (goal.pass_from - today) * DAY
    given = [
        study_day(learner, now=in_pass + day * DAY) for day in range(goal.on_day - goal.pass_from)
    ]
    assert sum(given) == 16
    assert max(given) - min(given) <= 1
    assert study_day(learner, now=in_pass + len(given) * DAY) == 0


def test_taking_a_goal_begins_its_set_and_taking_it_back_leaves_it(
    ground: object, now: datetime
) -> None:
    del ground
    user_id = make_learner(now=now)
    plans.take(user_id=user_id, wish=GoalWish(2, on(now, 20), 20), now=now)
    assert len(rows(CardState, user_id=user_id)) == 8
    (taken,) = plans.list_plans(user_id=user_id, now=now).taken
    plans.take_back(user_id=user_id, plan_id=taken.id, now=now)
    assert rows(CardState, user_id=user_id) == []
    with pytest.raises(NotFoundError):
        plans.take_back(user_id=user_id, plan_id=taken.id, now=now)


def test_a_goals_new_cards_come_before_others(learner: int, now: datetime) -> None:
    plans.take(user_id=learner, wish=GoalWish(2, on(now, 30), 20), now=now)
    batch = study.next_cards(user_id=learner, set_id=None, limit=8, now=now)
    # Set 2 has the cards of odd facts: those with even ids.
    assert {card.card_id % 2 for card in batch.cards} == {0}


def test_a_holiday_asks_nothing_and_nothing_falls_due_on_it(learner: int, now: datetime) -> None:
    wish = HolidayWish(on(now, 2), on(now, 9), ahead=False)
    shown = plans.take(user_id=learner, wish=wish, now=now)
    assert shown.with_plan.share <= shown.without.share
    study_day(learner, now=now)
    away = study.today(user_id=learner, now=now + 4 * DAY)
    assert away.counts.total == 0
    assert away.steering.holiday is not None
    assert not study.next_cards(user_id=learner, set_id=None, limit=9, now=now + 4 * DAY).cards
    assert study_day(learner, now=now + 10 * DAY) > 0
    assert verify_replay().differences == ()


def test_reviews_of_a_holiday_are_spread_over_the_days_before(learner: int, now: datetime) -> None:
    today = day_number(now.date())
    all_known(learner, now=now, due_in=8)
    wish = HolidayWish(on(now, 4), on(now, 12), ahead=True)
    plans.take(user_id=learner, wish=wish, now=now)
    given = []
    for days in range(4):
        eve = now + days * DAY
        planned = study.today(user_id=learner, now=eve).extra.ahead
        given.append(study_day(learner, now=eve))
        assert given[-1] == planned
        assert study.today(user_id=learner, now=eve + timedelta(hours=10)).extra.ahead == 0
    assert given[0] == 0
    assert sum(given) == 16
    assert min(given[1:]) >= 4
    assert all(row.due_day > today + 12 for row in rows(CardState))


def test_a_backlog_is_spread_and_new_cards_wait(learner: int, now: datetime) -> None:
    for day in (0, 1):
        study_day(learner, now=now + day * DAY)
    late = now + 60 * DAY
    all_due = study.today(user_id=learner, now=late).counts.review
    assert all_due > 8
    shown = plans.take(user_id=learner, wish=BacklogWish(4), now=late)
    assert shown.overdue == all_due
    kept = study.today(user_id=learner, now=late)
    assert kept.counts.review < all_due
    assert kept.counts.new == 0
    for day in range(4):
        study_day(learner, now=late + day * DAY)
    assert study.today(user_id=learner, now=late + 4 * DAY).backlog is None


def test_without_a_backlog_there_is_nothing_to_spread(learner: int, now: datetime) -> None:
    with pytest.raises(InputError, match="Nothing is overdue"):
        plans.preview(user_id=learner, wish=BacklogWish(4), now=now)


def test_minutes_a_day_end_the_day(learner: int, now: datetime) -> None:
    before = study.today(user_id=learner, now=now).counts.new
    plans.take(user_id=learner, wish=BudgetWish(1), now=now)
    # At 8 seconds an answer a minute holds seven; a new card takes two, with the usual steps three.
    assert study.today(user_id=learner, now=now).counts.new == 3 < before
    change_rows(core_table(User), where=core_table(User).c.id == learner, same_day="always")
    assert study.today(user_id=learner, now=now).counts.new == 2
    given = study_day(learner, now=now)
    assert given < 16
    assert study.today(user_id=learner, now=now + timedelta(hours=9)).counts.total == 0


def test_easy_days_take_their_part_of_the_minutes(learner: int, now: datetime) -> None:
    weekday = date_of(day_number(now.date())).weekday()
    percents = [100] * 7
    percents[weekday] = 0
    plans.take(user_id=learner, wish=BudgetWish(10), now=now)
    plans.take(user_id=learner, wish=EasyWish(tuple(percents)), now=now)
    assert study.today(user_id=learner, now=now).counts.new == 0
    assert study.today(user_id=learner, now=now + DAY).counts.new > 0


def test_a_retention_is_set_and_given_back(learner: int, now: datetime) -> None:
    shown = plans.take(user_id=learner, wish=RetentionWish(80), now=now)
    assert [each.retention for each in shown.offers] == [0.7, 0.75, 0.8, 0.85, 0.9, 0.95]
    assert shown.offers[0].minutes <= shown.offers[-1].minutes
    assert shown.suggested in {each.retention for each in shown.offers}
    assert rows(User, id=learner)[0].desired_retention == 0.8
    (taken,) = plans.list_plans(user_id=learner, now=now).taken
    plans.take_back(user_id=learner, plan_id=taken.id, now=now)
    assert rows(User, id=learner)[0].desired_retention == 0.9


def test_a_retention_changed_by_hand_since_is_left_alone(learner: int, now: datetime) -> None:
    plans.take(user_id=learner, wish=RetentionWish(80), now=now)
    change_rows(core_table(User), where=core_table(User).c.id == learner, desired_retention=0.95)
    (taken,) = plans.list_plans(user_id=learner, now=now).taken
    plans.take_back(user_id=learner, plan_id=taken.id, now=now)
    assert rows(User, id=learner)[0].desired_retention == 0.95


def test_taking_a_plan_back_lets_the_one_it_replaced_stand_again(
    learner: int, now: datetime
) -> None:
    for minutes in (10, 30):
        plans.take(user_id=learner, wish=BudgetWish(minutes), now=now)
    (taken,) = plans.list_plans(user_id=learner, now=now).taken
    plans.take_back(user_id=learner, plan_id=taken.id, now=now)
    (again,) = plans.list_plans(user_id=learner, now=now).taken
    assert (taken.plan, again.plan) == (Budget(30), Budget(10))


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (lambda n: GoalWish(1, on(n, -1), 20), "is over"),
        (lambda n: GoalWish(1, on(n, 0), 20), "is today"),
        (lambda n: GoalWish(1, on(n, 3654), 20), "ten years"),
        (lambda _: GoalWish(1, "soon", 20), "not a date"),
        (lambda n: GoalWish(1, on(n, 9), 0), "from 1 to 600"),
        (lambda n: HolidayWish(on(n, 9), on(n, 8), ahead=True), "before it begins"),
        (lambda n: HolidayWish(on(n, -2), on(n, 8), ahead=True), "is over"),
        (lambda n: HolidayWish(on(n, 2), on(n, 500), ahead=True), "longer than a year"),
        (lambda _: BacklogWish(1), "from 2 to 60"),
        (lambda _: EasyWish((0,) * 7), "at least one weekday"),
        (lambda _: EasyWish((100,) * 6), "seven weekdays"),
        (lambda _: EasyWish((101, *(100,) * 6)), "from 0 to 100"),
        (lambda _: BudgetWish(0), "from 1 to 600"),
        (lambda _: RetentionWish(96), "from 70 to 95"),
    ],
)
def test_what_cannot_be_planned_is_said_and_nothing_is_stored(
    learner: int, now: datetime, wish: Callable[[datetime], Wish], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        plans.take(user_id=learner, wish=wish(now), now=now)
    assert rows(PlanRow) == []


def test_a_set_without_cards_and_anothers_set_cannot_be_goals(learner: int, now: datetime) -> None:
    other = make_learner("eve", now=now)
    with writing() as session:
        session.add(QuestionSet(id=7, kind="own", title="Empty", owner_id=learner))
        session.add(QuestionSet(id=8, kind="own", title="Hers", owner_id=other))
    with pytest.raises(InputError, match="no cards"):
        plans.take(user_id=learner, wish=GoalWish(7, on(now, 9), 20), now=now)
    with pytest.raises(NotFoundError):
        plans.take(user_id=learner, wish=GoalWish(8, on(now, 9), 20), now=now)
    assert rows(PlanRow) == []


def test_somebody_elses_plan_cannot_be_taken_back(learner: int, now: datetime) -> None:
    plans.take(user_id=learner, wish=BudgetWish(10), now=now)
    (taken,) = plans.list_plans(user_id=learner, now=now).taken
    other = settle("eve", now=now)
    with pytest.raises(NotFoundError):
        plans.take_back(user_id=other, plan_id=taken.id, now=now)
    assert len(plans.list_plans(user_id=learner, now=now).taken) == 1


def test_a_zone_that_is_no_more_is_said_and_study_goes_on(learner: int, now: datetime) -> None:
    change_rows(core_table(User), where=core_table(User).c.id == learner, zone="Europe/Atlantis")
    today = study.today(user_id=learner, now=now)
    assert (today.zone, today.lost_zone) == ("UTC", "Europe/Atlantis")
    assert answer_next(learner, now=now).status == "stored"
    assert plans.list_plans(user_id=learner, now=now).lost_zone == "Europe/Atlantis"
    assert verify_replay().differences == ()


def test_a_rollover_hour_changed_in_mid_session_loses_nothing(learner: int, now: datetime) -> None:
    plans.take(user_id=learner, wish=GoalWish(1, on(now, 20), 20), now=now)
    for _ in range(4):
        answer_next(learner, now=now)
    # It is 10:00 of the day; by the new hour it is the day before still.
    change_rows(core_table(User), where=core_table(User).c.id == learner, rollover_hour=12)
    for minutes in range(15, 19):
        assert answer_next(learner, now=now + timedelta(minutes=minutes)).status == "stored"
    days = [row.study_day for row in log()]
    assert days == [days[0]] * 4 + [days[0] - 1] * 4
    assert study_day(learner, now=now + DAY) > 0
    assert verify_replay().differences == ()
