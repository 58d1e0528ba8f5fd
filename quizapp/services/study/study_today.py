"""Today: what is due, how long it takes, when the next is, and the days before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.analytics.learners import NO_REST, Rest, run_back
from quizapp.scheduling.day import day_start
from quizapp.scheduling.plans import NO_STEERING, Steering
from quizapp.services.people.study_learner import get_learner, moment_of, pace_ms
from quizapp.services.plans.plans_guide import Guide
from quizapp.services.plans.plans_today import Extra
from quizapp.services.study.study_day import StudyCounts, StudyDay, due_today
from quizapp.store.engine import reading
from quizapp.store.study import day_queries
from quizapp.store.study.day_queries import DayWork
from quizapp.store.study.memory_queries import Learner
from quizapp.store.tables.habits import StudyRest

_COUNT_CAP: Final = 100_000
WEEK: Final = 7
_STRETCH: Final = 63
"""Study days that the streak is read by."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """More is due than a day's budget.

    Attributes:
        due: reviews due in all. over_limit: how many of them today leaves for later.
    """

    due: int
    over_limit: int


@dataclass(frozen=True, slots=True)
class Today:
    """What the learner's home shows.

    Attributes:
        day: study day, days since 1970-01-01.
        counts: what is left of today within the limits.
        done_today: answers given today.
        minutes: expected for what is left, by the median of the last answers.
        next_at: when the next card is due if nothing is due now, else None.
        streak_days: study days in a row with an answer, up to today or, before the first
            answer of today, up to yesterday.
        week: the last seven study days, oldest first, each with its work.
        backlog: None when the day's budget covers what is due.
        sets: how many sets the learner studies: 0 means that one is to be chosen.
        steering: what the learner's plans say of today. extra: what they ask beside what is due.
        lost_zone: the learner's zone, where this machine knows it no more and UTC stands in.
    """

    day: int
    zone: str
    counts: StudyCounts
    done_today: int
    minutes: float
    next_at: datetime | None
    streak_days: int
    week: tuple[DayWork, ...]
    backlog: Backlog | None
    sets: int
    steering: Steering = NO_STEERING
    extra: Extra = Extra()  # noqa: RUF009 - frozen
    lost_zone: str = ""


def today(*, user_id: int, now: datetime) -> Today:
    """Return what the learner's home shows.

    Raises:
        NotFoundError: there is no such account.
    """
    with reading() as session:
        learner = get_learner(session, user_id)
        at = moment_of(learner, now)
        guide = Guide(session, learner)
        due, kept = due_today(session, learner, guide=guide, set_id=None, at=at, cap=_COUNT_CAP)
        counts = kept.counts
        return Today(
            day=at.day,
            zone=learner.zone,
            counts=counts,
            done_today=kept.done.answers,
            minutes=counts.total * pace_ms(session, user_id=user_id) / 60_000,
            next_at=None if counts.total else _next_at(session, learner, kept),
            streak_days=streak_days(session, user_id=user_id, day=at.day),
            week=week_of(session, user_id=user_id, day=at.day),
            backlog=(
                Backlog(due.review, due.review - counts.review)
                if due.review > counts.review
                else None
            ),
            sets=day_queries.count_study_sets(session, user_id=user_id),
            steering=kept.steering,
            extra=kept.extra,
            lost_zone=learner.lost_zone,
        )


def streak_days(session: Session, *, user_id: int, day: int) -> int:
    """Return the study days in a row with an answer, up to today or else up to yesterday.

    The learner's days of rest do not break it, and those of the past neither: the rule that they
    have now holds for the whole log. Read by stretches, the log is followed as far as it goes on.
    """
    rest = rest_of(session, user_id=user_id)
    first_ever = day_queries.find_first_day(session, user_id=user_id)
    studied: frozenset[int] = frozenset()
    first = day + 1
    while first_ever is not None:
        last, first = first - 1, max(first - _STRETCH, first_ever)
        studied |= day_queries.list_studied_days(session, user_id=user_id, first=first, last=last)
        run = run_back(studied, today=day, first=first, rest=rest)
        if run.broken_on is not None or first <= first_ever:
            return run.days
    return 0


def rest_of(session: Session, *, user_id: int) -> Rest:
    """Return the learner's days of rest."""
    row = session.get(StudyRest, user_id)
    if row is None:
        return NO_REST
    return Rest(
        weekdays=frozenset(n for n in range(WEEK) if row.weekdays & 1 << n), per_week=row.per_week
    )


def week_of(session: Session, *, user_id: int, day: int) -> tuple[DayWork, ...]:
    """Return the seven study days up to ``day``, those without work included."""
    worked = {
        each.day: each
        for each in day_queries.list_days(session, user_id=user_id, first=day - WEEK + 1, last=day)
    }
    return tuple(
        worked.get(each, DayWork(each, 0, 0, 0, 0)) for each in range(day - WEEK + 1, day + 1)
    )


def _next_at(session: Session, learner: Learner, today: StudyDay) -> datetime | None:
    """Return when the next card is due: a learning step, or the start of a study day."""

    def start(day: int) -> datetime:
        return day_start(day, zone=learner.zone, rollover_hour=learner.rollover_hour)

    if today.steering.holiday is not None:
        return start(today.steering.holiday.last_day + 1)
    at = today.at
    due = day_queries.find_next_due(session, user_id=learner.id, now=at.at, day=at.day)
    starts = None if due.review_day is None else start(due.review_day)
    return min((each for each in (due.step_at, starts) if each is not None), default=None)
