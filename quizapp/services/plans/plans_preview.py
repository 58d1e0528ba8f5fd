"""What a plan costs and brings, worked out before it is taken. Reads, and stores nothing."""

import math
from dataclasses import replace
from typing import Final, assert_never

from quizapp.errors import InputError, translatable
from quizapp.scheduling.card import Stage
from quizapp.scheduling.day import date_of
from quizapp.scheduling.outlook import Course
from quizapp.scheduling.plans import (
    AHEAD_DAYS,
    GOAL_RETENTION,
    LONGEST_PASS_DAYS,
    Backlog,
    Budget,
    EasyDays,
    Goal,
    Holiday,
    Plan,
    Retention,
)
from quizapp.scheduling.suggestion import suggest_retention
from quizapp.services.people.study_learner import scheduler_settings
from quizapp.services.plans.plans_ground import (
    Ground,
    Preview,
    all_cards,
    look,
    points,
    sample,
    side,
)
from quizapp.services.plans.plans_guide import Guide
from quizapp.services.plans.plans_wishes import (
    MOST_BACKLOG_DAYS,
    MOST_MINUTES,
    BacklogWish,
    BudgetWish,
    EasyWish,
    GoalWish,
    HolidayWish,
    RetentionWish,
    Wish,
    easy_weights,
    goal_day,
    holiday_days,
    in_range,
)
from quizapp.store.study import plan_queries, queue_queries, set_queries

_FEWER_CARDS: Final = 150
"""Where six retentions are compared, twice."""
LOOK_DAYS: Final = 90
RETENTION_DAYS: Final = 120
_AFTER_HOLIDAY: Final = 14
_CAP: Final = 100_000
_AS_GOOD: Final = 0.02
"""Recall by which a plan may miss what it would reach with any number of minutes."""


def preview_wish(ground: Ground, wish: Wish) -> Preview:
    """Return a plan with what it costs.

    Raises:
        InputError: it cannot be planned; ``field`` names what to change.
        NotFoundError: there is no such set for this person.
    """
    match wish:
        case GoalWish():
            return _goal(ground, wish)
        case HolidayWish():
            return _holiday(ground, wish)
        case BacklogWish():
            return _backlog(ground, wish)
        case EasyWish():
            return _easy(ground, wish)
        case BudgetWish():
            return _budget(ground, wish)
        case RetentionWish():
            return _retention(ground, wish)
        case _:
            assert_never(wish)


def _goal(ground: Ground, wish: GoalWish) -> Preview:
    day, today = goal_day(wish, today=ground.today), ground.today
    chosen = set_queries.get_visible_set(
        ground.session, set_id=wish.set_id, user_id=ground.learner.id
    )
    found = plan_queries.list_memories_of_set(
        ground.session, user_id=ground.learner.id, set_id=wish.set_id
    )
    if not found:
        raise InputError("This set has no cards to learn. Choose another.", field="set_id")
    begun = [each for each in found if each is not None and each.stage is not Stage.NEW]
    new = len(found) - len(begun)
    deck = sample(begun, new)
    pass_days = min(LONGEST_PASS_DAYS, max(1, (day - today) // 3))
    goal = Goal(
        set_id=wish.set_id,
        on_day=day,
        pass_from=day - pass_days,
        new_per_day=math.ceil(new / max(1, day - today - pass_days)),
    )
    # Nothing is studied on the date itself.
    plain = replace(ground.course, off=(day, day), minutes=wish.minutes)
    course = replace(
        plain,
        retention=GOAL_RETENTION,
        new_per_day=goal.new_per_day,
        new_until=goal.pass_from,
        pass_from=goal.pass_from,
        goal_day=day,
    )
    free = look(ground, deck, replace(course, minutes=math.inf), end=day)
    kept = look(ground, deck, course, end=day)
    now = look(ground, deck, plain, end=day)
    short = free[-1].remembered - kept[-1].remembered
    reached = short <= _AS_GOOD * deck.cards
    if not reached:
        # The minutes do not cover it: the plain order keeps more, and the page says so.
        goal = replace(goal, pass_from=day)
        kept = look(
            ground,
            deck,
            replace(plain, retention=GOAL_RETENTION, new_per_day=goal.new_per_day),
            end=day,
        )
    return Preview(
        goal,
        chosen.title,
        today,
        day,
        len(found),
        new,
        0,
        side(kept[:-1], deck, end=kept[-1]),
        side(now[:-1], deck, end=now[-1]),
        reached=reached,
        needs=min(MOST_MINUTES, math.ceil(_nearly_most([each.minutes for each in free]))),
        points=points(kept, now, deck),
    )


def _holiday(ground: Ground, wish: HolidayWish) -> Preview:
    first, last = holiday_days(wish, today=ground.today)
    for plan in Guide(ground.session, ground.learner).plans:
        if isinstance(plan, Holiday) and plan.first_day <= last and first <= plan.last_day:
            raise InputError(
                "You have a holiday planned from {first} to {last} already. Take that back first, "
                "or choose other days.",
                first=date_of(plan.first_day),
                last=date_of(plan.last_day),
                field="first",
            )
    deck, end = all_cards(ground), last + _AFTER_HOLIDAY
    off = replace(ground.course, off=(first, last), ahead_days=AHEAD_DAYS if wish.ahead else 0)
    kept, now = (look(ground, deck, each, end=end) for each in (off, ground.course))
    back = last - ground.today
    return Preview(
        Holiday(first, last, wish.ahead),
        "",
        ground.today,
        end,
        round(deck.cards),
        round(deck.new * deck.weight),
        0,
        side(kept, deck, end=kept[back]),
        side(now, deck, end=now[back]),
        points=points(kept, now, deck),
    )


def _backlog(ground: Ground, wish: BacklogWish) -> Preview:
    days = in_range(wish.days, 2, MOST_BACKLOG_DAYS, field="days", what=translatable("days"))
    due = queue_queries.count_due(
        ground.session,
        user_id=ground.learner.id,
        set_id=None,
        day=ground.today,
        due_before=ground.at.at,
        cap=_CAP,
    )
    if not due.review:
        raise InputError("Nothing is overdue, so there is nothing to spread.", field="days")
    deck, last = all_cards(ground), ground.today + days - 1
    coming = deck.weight * sum(
        each.due_day is not None and ground.today < each.due_day <= last for each in deck.memories
    )
    per_day = math.ceil((due.review + coming) / days)
    if per_day > ground.learner.reviews_per_day:
        raise InputError(
            "That would be {per_day} reviews a day, more than your limit of {limit}. Choose more "
            "days.",
            per_day=per_day,
            limit=ground.learner.reviews_per_day,
            field="days",
        )
    spread = replace(
        ground.course, reviews_per_day=per_day, capped_until=last - 1, new_from=last + 1
    )
    at_once = replace(ground.course, reviews_per_day=math.inf, new_from=last + 1)
    kept, now = (look(ground, deck, each, end=last) for each in (spread, at_once))
    return Preview(
        Backlog(ground.today, last, per_day),
        "",
        ground.today,
        last,
        round(deck.cards),
        round(deck.new * deck.weight),
        due.review,
        side(kept, deck, end=kept[-1]),
        side(now, deck, end=now[-1]),
        points=points(kept, now, deck),
    )


def _easy(ground: Ground, wish: EasyWish) -> Preview:
    weights = easy_weights(wish.percents)
    course = replace(ground.course, easy_days=dict(enumerate(weights)))
    return _lasting(ground, EasyDays(weights), course)


def _budget(ground: Ground, wish: BudgetWish) -> Preview:
    minutes = in_range(
        wish.minutes, 1, MOST_MINUTES, field="minutes", what=translatable("minutes a day")
    )
    return _lasting(ground, Budget(minutes), replace(ground.course, minutes=minutes))


def _lasting(ground: Ground, plan: Plan, course: Course) -> Preview:
    deck, end = all_cards(ground), ground.today + LOOK_DAYS - 1
    before = replace(ground.course, minutes=math.inf) if isinstance(plan, Budget) else ground.course
    kept, now = (look(ground, deck, each, end=end) for each in (course, before))
    return Preview(
        plan,
        "",
        ground.today,
        end,
        round(deck.cards),
        round(deck.new * deck.weight),
        0,
        side(kept, deck, end=kept[-1]),
        side(now, deck, end=now[-1]),
        points=points(kept, now, deck),
    )


def _retention(ground: Ground, wish: RetentionWish) -> Preview:
    percent = in_range(wish.percent, 70, 95, field="percent", what=translatable("percent"))
    deck = all_cards(ground, most=_FEWER_CARDS)
    parameters = scheduler_settings(ground.learner).parameters
    free, bound = (
        suggest_retention(
            deck,
            minutes=minutes,
            pace=ground.pace,
            days=RETENTION_DAYS,
            today=ground.today,
            new_per_day=ground.learner.new_per_day,
            parameters=parameters,
        )
        for minutes in (math.inf, float(ground.minutes))
    )
    end = ground.today + RETENTION_DAYS - 1
    kept, now = (
        look(ground, deck, replace(ground.course, retention=each), end=end)
        for each in (percent / 100, ground.learner.desired_retention)
    )
    return Preview(
        Retention(percent / 100, ground.learner.desired_retention),
        "",
        ground.today,
        end,
        round(deck.cards),
        round(deck.new * deck.weight),
        0,
        side(kept, deck, end=kept[-1]),
        side(now, deck, end=now[-1]),
        points=points(kept, now, deck),
        offers=free.offers,
        in_minutes=bound.offers,
        suggested=bound.retention,
        budget=ground.minutes,
    )


def _nearly_most(minutes: list[float]) -> float:
    """Return the minutes that nineteen days of twenty need at most."""
    return sorted(minutes)[math.ceil(0.95 * len(minutes)) - 1]
