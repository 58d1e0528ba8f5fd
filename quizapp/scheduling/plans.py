"""Plans that a learner has taken, and how they steer a study day.

Goal date, holiday, backlog, easy days, minutes a day, desired retention: a closed set. A plan
steers by study days alone; nothing here knows questions or the database.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias, assert_never

GOAL_RETENTION: Final = 0.80
"""Desired on the way to a goal. Source: ``quizapp schedule simulate``: recall on the date is
higher than with 0.95 all along, for fewer minutes, in every memory tried."""
PASS_RETENTION: Final = 0.95
"""Desired in the last pass: what is forgotten or weak in it comes back before the date."""
LONGEST_PASS_DAYS: Final = 7
AHEAD_DAYS: Final = 3
"""Days before a holiday in which its reviews are asked ahead."""


class PlanKind(StrEnum):
    """The kinds of plans; the values are those stored."""

    GOAL = "goal"
    HOLIDAY = "holiday"
    BACKLOG = "backlog"
    EASY = "easy"
    BUDGET = "budget"
    RETENTION = "retention"


@dataclass(frozen=True, slots=True)
class Goal:
    """Know a set on a date.

    Attributes:
        set_id: the set. on_day: study day of the date.
        pass_from: first day of the last pass over all its cards; on_day when there is none,
            because the minutes do not cover it: then the plain order is kept.
        new_per_day: new cards of the set a day until the pass.
    """

    set_id: int
    on_day: int
    pass_from: int
    new_per_day: int

    @property
    def has_pass(self) -> bool:
        """Return whether there is a last pass."""
        return self.pass_from < self.on_day


@dataclass(frozen=True, slots=True)
class Holiday:
    """Study days, both included, on which nothing is asked. ``ahead``: its reviews come before."""

    first_day: int
    last_day: int
    ahead: bool


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is overdue, spread over days: so many reviews a day, no new cards until last_day."""

    first_day: int
    last_day: int
    per_day: int


@dataclass(frozen=True, slots=True)
class EasyDays:
    """Weights of the weekdays, Monday first, 0..1: 1 is a usual day, 0 one to avoid."""

    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """Minutes of study a day, at most."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Retention:
    """Desired retention, and what it was before: taking the plan back restores that."""

    desired: float
    before: float


Plan: TypeAlias = Goal | Holiday | Backlog | EasyDays | Budget | Retention


def kind_of_plan(plan: Plan) -> PlanKind:
    """Return the kind of a plan."""
    match plan:
        case Goal():
            return PlanKind.GOAL
        case Holiday():
            return PlanKind.HOLIDAY
        case Backlog():
            return PlanKind.BACKLOG
        case EasyDays():
            return PlanKind.EASY
        case Budget():
            return PlanKind.BUDGET
        case Retention():
            return PlanKind.RETENTION
        case _:
            assert_never(plan)


def last_day_of(plan: Plan) -> int | None:
    """Return the last study day on which a plan steers; None for one that lasts."""
    match plan:
        case Goal(on_day=day):
            return day - 1
        case Holiday(last_day=day) | Backlog(last_day=day):
            return day
        case EasyDays() | Budget() | Retention():
            return None
        case _:
            assert_never(plan)


@dataclass(frozen=True, slots=True)
class Steering:
    """What the plans say about one study day.

    Attributes:
        goals: on the way, or in their last pass.
        holiday: today is in it. eve: a holiday whose reviews are asked ahead today.
        backlog: today is one of its days.
        minutes: at most today, easy days counted; None for no limit.
        easy_days: weight by weekday, Monday 0. days_off: first and last day of each holiday.
    """

    goals: tuple[Goal, ...] = ()
    holiday: Holiday | None = None
    eve: Holiday | None = None
    backlog: Backlog | None = None
    minutes: float | None = None
    easy_days: Mapping[int, float] = field(default_factory=dict)
    days_off: tuple[tuple[int, int], ...] = ()

    def in_pass(self, day: int) -> tuple[Goal, ...]:
        """Return the goals whose last pass is on a day."""
        return tuple(goal for goal in self.goals if goal.pass_from <= day < goal.on_day)

    def on_the_way(self, day: int) -> tuple[Goal, ...]:
        """Return the goals that are learnt for, but not yet in their last pass."""
        return tuple(goal for goal in self.goals if goal.has_pass and day < goal.pass_from)


NO_STEERING: Final = Steering()


def steer(plans: Iterable[Plan], *, day: int, weekday: int) -> Steering:
    """Return what plans say about a study day.

    Args:
        plans: that stand. day: study day. weekday: its weekday, Monday 0.
    """
    standing = tuple(plans)
    holidays = [plan for plan in standing if isinstance(plan, Holiday) and plan.last_day >= day]
    easy = next((plan for plan in standing if isinstance(plan, EasyDays)), None)
    weights = dict(enumerate(easy.weights)) if easy else {}
    budget = next((plan for plan in standing if isinstance(plan, Budget)), None)
    return Steering(
        goals=tuple(plan for plan in standing if isinstance(plan, Goal) and day < plan.on_day),
        holiday=next((each for each in holidays if each.first_day <= day), None),
        eve=next(
            (each for each in holidays if each.ahead and 0 < each.first_day - day <= AHEAD_DAYS),
            None,
        ),
        backlog=next(
            (
                plan
                for plan in standing
                if isinstance(plan, Backlog) and plan.first_day <= day <= plan.last_day
            ),
            None,
        ),
        minutes=budget.minutes * weights.get(weekday, 1.0) if budget else None,
        easy_days=weights,
        days_off=tuple((each.first_day, each.last_day) for each in holidays),
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What could be asked today.

    Attributes:
        learning: steps due. review: reviews due. new: new cards. ahead: reviews not due that a
            plan asks today.
    """

    learning: int
    review: int
    new: int
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class Spent:
    """What was done today: new cards begun, reviews given, milliseconds."""

    new: int
    reviews: int
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Allowed:
    """What today asks: learning steps, reviews (those of plans included) and new cards."""

    learning: int
    review: int
    new: int


def allow(
    waiting: Waiting,
    steering: Steering,
    *,
    spent: Spent,
    new_per_day: int,
    reviews_per_day: int,
    pace_ms: float,
    answers_of_new: int = 3,
    day: int = 0,
) -> Allowed:
    """Return how many of the waiting cards today asks.

    New cards count under the limit of reviews and wait while reviews alone fill it. A holiday asks
    nothing; a backlog's day its share and nothing new; minutes a day as many answers as still fit,
    reviews first.

    Args:
        waiting: what could be asked. steering: of the day. spent: what was done already.
        new_per_day, reviews_per_day: the learner's limits.
        pace_ms: usual milliseconds of an answer.
        answers_of_new: answers until a new card is in review.
        day: study day.
    """
    if steering.holiday is not None:
        return Allowed(0, 0, 0)
    budget = max(0, reviews_per_day - spent.reviews - spent.new)
    review, fresh = waiting.review, new_per_day
    needed = sum(goal.new_per_day for goal in steering.on_the_way(day))
    if steering.backlog is not None:
        review, fresh = min(review, max(0, steering.backlog.per_day - spent.reviews)), 0
        needed = 0
    review = min(review, budget)
    new = max(0, min(fresh - spent.new, budget - review, waiting.new))
    # What a plan asks is its own decision: the limit of reviews does not hold it up.
    new = max(new, min(needed - spent.new, waiting.new))
    review += waiting.ahead
    if steering.minutes is not None:
        left = math.floor((steering.minutes * 60_000 - spent.milliseconds) / max(pace_ms, 1.0))
        left = max(0, left - waiting.learning)
        review = min(review, left)
        new = min(new, (left - review) // answers_of_new)
    return Allowed(waiting.learning, review, new)


def share_of_today(left: int, done: int, *, days_left: int) -> int:
    """Return how many of what is left today takes, of work spread evenly over the days left.

    Args:
        left: still to do. done: of it, done today. days_left: today included, at least 1.
    """
    return min(left, max(0, math.ceil((left + done) / max(1, days_left)) - done))
