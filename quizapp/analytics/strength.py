"""How firmly cards are known, week by week: stability now, and what it was before each review."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from quizapp.errors import translatable

WEEK_DAYS: Final = 7
BOUNDS_DAYS: Final = (7.0, 30.0)
"""Stabilities at which the three levels meet: a week and a month."""
LEVELS: Final = (
    translatable("up to a week"),
    translatable("a week to a month"),
    translatable("a month and more"),
)


class Change(NamedTuple):
    """One review that changed a card's memory.

    Attributes:
        study_day: as stored. seq: its place in the log.
        stability_before: in days; None when the card was new.
    """

    card_id: int
    study_day: int
    seq: int
    stability_before: float | None


@dataclass(frozen=True, slots=True)
class WeekStrength:
    """The cards begun at the end of one week.

    Attributes:
        day: last study day of the week (the last week ends today).
        levels: how many cards hold for up to a week, a week to a month, a month and more.
        median_days: median stability; None when no card was begun.
    """

    day: int
    levels: tuple[int, int, int]
    median_days: float | None


def strength_by_week(
    now: Mapping[int, float], changes: Iterable[Change], *, today: int, weeks: int
) -> tuple[WeekStrength, ...]:
    """Return the strength at the end of each of the last weeks, oldest first.

    It goes back from what is known now, taking the reviews of each week away again, so that only
    the log of these weeks is read however long the whole is.

    Args:
        now: stability in days of each card begun, by its id.
        changes: the reviews of at least the last ``weeks`` weeks that stand.
        today: study day.
        weeks: how many, at least 1.
    """
    first_of_week: dict[int, dict[int, Change]] = {}
    for each in changes:
        week = max(0, today - each.study_day) // WEEK_DAYS
        known = first_of_week.setdefault(week, {}).get(each.card_id)
        if known is None or each.seq < known.seq:
            first_of_week[week][each.card_id] = each
    held = dict(now)
    found = []
    for week in range(weeks):
        found.append(_week(held.values(), day=today - week * WEEK_DAYS))
        for card_id, change in first_of_week.get(week, {}).items():
            if change.stability_before is None:
                held.pop(card_id, None)
            else:
                held[card_id] = change.stability_before
    return tuple(reversed(found))


def _week(stabilities: Iterable[float], *, day: int) -> WeekStrength:
    known = sorted(stabilities)
    levels = [0, 0, 0]
    for value in known:
        levels[sum(value >= bound for bound in BOUNDS_DAYS)] += 1
    median = known[len(known) // 2] if known else None
    return WeekStrength(day=day, levels=(levels[0], levels[1], levels[2]), median_days=median)
