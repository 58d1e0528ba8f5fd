"""What the next two weeks ask of a class and of each learner: quizzes due, and reviews. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from quizapp.scheduling.day import date_of, moment
from quizapp.services.classes.class_recall import day_of
from quizapp.services.classes.class_standing import QuizMark
from quizapp.services.people.zones import zone_or_fallback
from quizapp.store.tables.classes import Assignment
from quizapp.store.teaching.class_knowing_queries import ClassLearner

DAYS_AHEAD: Final = 14
_CARD_S: Final = 8
_FULL_MIN: Final = 40
"""Minutes of reviews, or two quizzes due, from which a day is called full."""
_FULL_QUIZZES: Final = 2


@dataclass(frozen=True, slots=True)
class DayLoad:
    """What a day asks of the class.

    Attributes:
        quizzes: titles due on it. minutes: of reviews, mean over those who share.
        most: the most that one of them has. full: whether it is much for one day.
    """

    day: date
    quizzes: tuple[str, ...]
    minutes: float
    most: float
    full: bool


@dataclass(frozen=True, slots=True)
class LearnerDay:
    """What a day asks of one learner.

    Attributes:
        minutes: of reviews; None where recall is not shared.
        quizzes: of the class, due on it by the learner's own times and not handed in.
        full: whether it is much for one day.
    """

    minutes: float | None
    quizzes: int
    full: bool


@dataclass(frozen=True, slots=True)
class LearnerLoad:
    """What each of the next days asks of a learner."""

    name: str
    days: tuple[LearnerDay, ...]


@dataclass(frozen=True, slots=True)
class ClassLoad:
    """What the next days ask, of the class and of each learner by name."""

    days: tuple[DayLoad, ...]
    learners: tuple[LearnerLoad, ...]


def load_of(
    learners: Sequence[ClassLearner],
    due: Sequence[tuple[int, int, int]],
    quizzes: Sequence[Assignment],
    marks: Mapping[int, Sequence[QuizMark]],
    *,
    zone: str,
    now: datetime,
) -> ClassLoad:
    """Return what the next two weeks ask; what is overdue counts today.

    Args:
        due: (learner, study day, cards due on it) of those who share their recall.
        quizzes: of the class. marks: by learner, those of the quizzes that are for them.
        zone: of the class, by whose calendar quizzes are due.
    """
    first = _day_in(now, zone=zone)
    minutes = _minutes(learners, due, now=now)
    due_on: list[dict[int, str]] = [{} for _ in range(DAYS_AHEAD)]
    for quiz in quizzes:
        ahead = _ahead(quiz.due_at, first=first, zone=zone, now=now)
        if ahead is not None:
            due_on[ahead][quiz.id] = quiz.title
    days = []
    for ahead, titles in enumerate(due_on):
        each = [mine[ahead] for mine in minutes.values()]
        mean = sum(each) / len(each) if each else 0.0
        days.append(
            DayLoad(
                day=date_of(first + ahead),
                quizzes=tuple(titles.values()),
                minutes=mean,
                most=max(each, default=0.0),
                full=mean >= _FULL_MIN or len(titles) >= _FULL_QUIZZES,
            )
        )
    return ClassLoad(
        tuple(days),
        tuple(
            LearnerLoad(
                each.name,
                _days_of(
                    minutes.get(each.user_id),
                    marks.get(each.user_id, ()),
                    first=first,
                    zone=zone,
                    now=now,
                ),
            )
            for each in learners
        ),
    )


def _minutes(
    learners: Sequence[ClassLearner], due: Sequence[tuple[int, int, int]], *, now: datetime
) -> dict[int, list[float]]:
    """Return the minutes of reviews on each of the next days, by learner who shares recall."""
    today = {each.user_id: day_of(each, now) for each in learners if each.shares_recall}
    minutes = {user_id: [0.0] * DAYS_AHEAD for user_id in today}
    for user_id, day, cards in due:
        if user_id in today:
            ahead = max(0, day - today[user_id])
            if ahead < DAYS_AHEAD:
                minutes[user_id][ahead] += cards * _CARD_S / 60
    return minutes


def _days_of(
    minutes: Sequence[float] | None,
    marks: Sequence[QuizMark],
    *,
    first: int,
    zone: str,
    now: datetime,
) -> tuple[LearnerDay, ...]:
    counts = [0] * DAYS_AHEAD
    for each in marks:
        ahead = _ahead(each.due_at, first=first, zone=zone, now=now)
        if ahead is not None and each.mark.state not in {"graded", "ungraded", "excused"}:
            counts[ahead] += 1
    unshared: Sequence[float | None] = (None,) * DAYS_AHEAD
    return tuple(
        LearnerDay(
            minutes=spent,
            quizzes=quizzes,
            full=(spent or 0.0) >= _FULL_MIN or quizzes >= _FULL_QUIZZES,
        )
        for spent, quizzes in zip(minutes or unshared, counts, strict=True)
    )


def _ahead(at: datetime | None, *, first: int, zone: str, now: datetime) -> int | None:
    """Return in how many days of the class an instant to come is; None beyond the two weeks."""
    if at is None or at <= now:
        return None
    ahead = _day_in(at, zone=zone) - first
    return ahead if ahead < DAYS_AHEAD else None


def _day_in(at: datetime, *, zone: str) -> int:
    return moment(at, zone=zone_or_fallback(zone), rollover_hour=0).day
