"""Today: what is due, how long it takes, when the next is, and the days before."""

from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Final

from sqlalchemy.orm import Session

from quizapp.analytics.learners import NO_REST, Rest, run_back
from quizapp.scheduling.day import day_start
from quizapp.services.study_cards import StudyCounts, done_on, within_limits
from quizapp.services.study_learner import get_learner, moment_of
from quizapp.store import day_queries, queue_queries
from quizapp.store.day_queries import DayWork
from quizapp.store.engine import reading
from quizapp.store.habits import StudyRest
from quizapp.store.memory_queries import Learner

USUAL_MS: Final = 8000
"""Taken for one answer until the learner has given some; a usual time for one card."""
_ANSWERS: Final = 100
"""The last answers whose median is the learner's pace."""
_FEW: Final = 5
"""Fewer answers say too little about pace."""
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


def today(*, user_id: int, now: datetime) -> Today:
    """Return what the learner's home shows.

    Raises:
        NotFoundError: there is no such account.
    """
    with reading() as session:
        learner = get_learner(session, user_id)
        at = moment_of(learner, now)
        done = done_on(queue_queries.list_day_entries(session, user_id=user_id, day=at.day))
        due = queue_queries.count_due(
            session, user_id=user_id, set_id=None, day=at.day, due_before=at.at, cap=_COUNT_CAP
        )
        counts = within_limits(due, learner=learner, done=done)
        return Today(
            day=at.day,
            zone=learner.zone,
            counts=counts,
            done_today=done.answers,
            minutes=counts.total * pace_ms(session, user_id=user_id) / 60_000,
            next_at=None if counts.total else _next_at(session, learner, at=at.at, day=at.day),
            streak_days=streak_days(session, user_id=user_id, day=at.day),
            week=week_of(session, user_id=user_id, day=at.day),
            backlog=(
                Backlog(due.review, due.review - counts.review)
                if due.review > counts.review
                else None
            ),
            sets=day_queries.count_study_sets(session, user_id=user_id),
        )


def pace_ms(session: Session, *, user_id: int) -> float:
    """Return the median milliseconds of the learner's last 100 answers; 8 s before the fifth."""
    durations = [
        ms
        for ms in day_queries.list_last_durations(session, user_id=user_id, limit=_ANSWERS)
        if ms > 0
    ]
    return median(durations) if len(durations) >= _FEW else USUAL_MS


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


def _next_at(session: Session, learner: Learner, *, at: datetime, day: int) -> datetime | None:
    """Return when the next card is due: a learning step, or the start of a study day."""
    due = day_queries.find_next_due(session, user_id=learner.id, now=at, day=day)
    starts = (
        day_start(due.review_day, zone=learner.zone, rollover_hour=learner.rollover_hour)
        if due.review_day is not None
        else None
    )
    return min((each for each in (due.step_at, starts) if each is not None), default=None)
