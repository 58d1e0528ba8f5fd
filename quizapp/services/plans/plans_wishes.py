"""What a learner asks of a plan, as a form sends it, and the refusals in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from quizapp.errors import InputError, translatable
from quizapp.scheduling.day import day_from_label, label
from quizapp.scheduling.plans import PlanKind

FURTHEST_DAYS: Final = 3653
"""Ten years: nobody plans further, and a slip of the keyboard does."""
LONGEST_HOLIDAY_DAYS: Final = 365
MOST_MINUTES: Final = 600
MOST_BACKLOG_DAYS: Final = 60
WEEKDAYS: Final = 7


@dataclass(frozen=True, slots=True)
class GoalWish:
    """Know a set on a date: ``on`` as 2026-11-30; minutes a day that may be spent."""

    set_id: int
    on: str
    minutes: int


@dataclass(frozen=True, slots=True)
class HolidayWish:
    """Study nothing from the first to the last date; ``ahead``: ask its reviews before."""

    first: str
    last: str
    ahead: bool


@dataclass(frozen=True, slots=True)
class BacklogWish:
    """Spread what is overdue over so many days."""

    days: int


@dataclass(frozen=True, slots=True)
class EasyWish:
    """Percent of a usual day for each weekday, Monday first."""

    percents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BudgetWish:
    """Minutes a day, at most."""

    minutes: int


@dataclass(frozen=True, slots=True)
class RetentionWish:
    """Desired retention in percent."""

    percent: int


Wish: TypeAlias = GoalWish | HolidayWish | BacklogWish | EasyWish | BudgetWish | RetentionWish

KINDS: Final = {
    GoalWish: PlanKind.GOAL,
    HolidayWish: PlanKind.HOLIDAY,
    BacklogWish: PlanKind.BACKLOG,
    EasyWish: PlanKind.EASY,
    BudgetWish: PlanKind.BUDGET,
    RetentionWish: PlanKind.RETENTION,
}


def goal_day(wish: GoalWish, *, today: int) -> int:
    """Return the study day of a goal.

    Raises:
        InputError: it is no date, not in the future, or too far off; or the minutes are.
    """
    in_range(wish.minutes, 1, MOST_MINUTES, field="minutes", what=translatable("minutes a day"))
    day = _day(wish.on, field="on")
    if day <= today:
        if day == today:
            raise InputError(
                "{day} is today. A goal date lies ahead: choose {first} or later.",
                day=wish.on,
                first=label(today + 1),
                field="on",
            )
        raise InputError(
            "{day} is over. A goal date lies ahead: choose {first} or later.",
            day=wish.on,
            first=label(today + 1),
            field="on",
        )
    _not_too_far(day, today=today, field="on")
    return day


def holiday_days(wish: HolidayWish, *, today: int) -> tuple[int, int]:
    """Return the first and last study day of a holiday.

    Raises:
        InputError: they are no dates, in the wrong order, past, too far off or too long.
    """
    first, last = _day(wish.first, field="first"), _day(wish.last, field="last")
    if last < first:
        raise InputError(
            "The holiday ends on {last}, before it begins on {first}. Choose a last day that is "
            "not before the first.",
            last=wish.last,
            first=wish.first,
            field="last",
        )
    if first < today:
        raise InputError(
            "{day} is over. Choose today or a day to come.", day=wish.first, field="first"
        )
    _not_too_far(last, today=today, field="last")
    if last - first >= LONGEST_HOLIDAY_DAYS:
        raise InputError(
            "That is longer than a year. Plan at most 365 days; you can add more later.",
            field="last",
        )
    return first, last


def easy_weights(percents: Sequence[int]) -> tuple[float, ...]:
    """Return the weights of the weekdays.

    Raises:
        InputError: there are not seven, one is out of range, or no day is left to study on.
    """
    if len(percents) != WEEKDAYS:
        raise InputError("Give each of the seven weekdays a part from 0 to 100 %.", field="monday")
    for percent in percents:
        in_range(percent, 0, 100, field="monday", what=translatable("percent for each weekday"))
    if not any(percents):
        raise InputError(
            "Leave at least one weekday above 0 %. To study nothing at all for a while, plan a "
            "holiday.",
            field="monday",
        )
    return tuple(percent / 100 for percent in percents)


def in_range(number: int, least: int, most: int, *, field: str, what: str) -> int:
    """Return the number.

    Raises:
        InputError: it is out of range.
    """
    if not least <= number <= most:
        raise InputError(
            "Choose from {least} to {most} {what}.", least=least, most=most, what=what, field=field
        )
    return number


def _day(text: str, *, field: str) -> int:
    try:
        return day_from_label(text.strip())
    except InputError:
        raise InputError(
            "{text} is not a date; write it as 2026-11-22.", text=repr(text[:40]), field=field
        ) from None


def _not_too_far(day: int, *, today: int, field: str) -> None:
    if day - today > FURTHEST_DAYS:
        raise InputError(
            "{day} is more than ten years off. Choose a date before {before}.",
            day=label(day),
            before=label(today + FURTHEST_DAYS + 1),
            field=field,
        )
