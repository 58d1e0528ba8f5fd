"""A learner's study day: what was done, what plans say, and what limits and plans leave to ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from quizapp.scheduling.day import Moment
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.plans import Spent, Steering, Waiting, allow
from quizapp.services.people.study_learner import USUAL_MS, pace_ms, steps_of
from quizapp.services.plans.plans_guide import Guide
from quizapp.services.plans.plans_today import Extra, count_extra
from quizapp.store.study import queue_queries
from quizapp.store.study.memory_queries import Learner
from quizapp.store.study.queue_queries import DayEntry, DueCounts


@dataclass(frozen=True, slots=True)
class StudyCounts:
    """What is left of today: learning steps due, reviews and new cards within the limits."""

    learning: int
    review: int
    new: int

    @property
    def total(self) -> int:
        """Return how many cards are left."""
        return self.learning + self.review + self.new


@dataclass(frozen=True, slots=True)
class Done:
    """What was done on a study day.

    Attributes:
        answers: all. new: cards first asked. reviews: answers of cards in review.
        milliseconds: spent on them.
    """

    answers: int
    new: int
    reviews: int
    milliseconds: int = 0


@dataclass(frozen=True, slots=True)
class StudyDay:
    """The study day on which cards are picked.

    Attributes:
        at: now. done: so far. steering: what the learner's plans say. extra: what they ask.
        counts: what is left, within limits and plans.
    """

    at: Moment
    done: Done
    steering: Steering
    extra: Extra
    counts: StudyCounts


def today_of(
    session: Session, learner: Learner, *, guide: Guide, set_id: int | None, at: Moment, cap: int
) -> StudyDay:
    """Return the learner's study day: what was done, what plans say, and what is left.

    Args:
        cap: cards due are counted no further.
    """
    _, today = due_today(session, learner, guide=guide, set_id=set_id, at=at, cap=cap)
    return today


def due_today(
    session: Session, learner: Learner, *, guide: Guide, set_id: int | None, at: Moment, cap: int
) -> tuple[DueCounts, StudyDay]:
    """Return all that is due, and of it the study day as limits and plans leave it."""
    done = done_on(queue_queries.list_day_entries(session, user_id=learner.id, day=at.day))
    due = queue_queries.count_due(
        session, user_id=learner.id, set_id=set_id, day=at.day, due_before=at.at, cap=cap
    )
    steering = guide.steering(at.day)
    extra = count_extra(session, user_id=learner.id, steering=steering, set_id=set_id, day=at.day)
    # Only a limit of minutes asks how quick the learner is.
    pace = USUAL_MS if steering.minutes is None else pace_ms(session, user_id=learner.id)
    counts = within_limits(
        due, learner=learner, done=done, steering=steering, extra=extra, pace=pace, day=at.day
    )
    return due, StudyDay(at, done, steering, extra, counts)


def done_on(entries: Sequence[DayEntry]) -> Done:
    """Return what the standing entries of a study day say was done."""
    return Done(
        answers=len(entries),
        new=len({entry.card_id for entry in entries if entry.first}),
        reviews=sum(entry.kind == Kind.REVIEW for entry in entries),
        milliseconds=sum(entry.duration_ms for entry in entries),
    )


def within_limits(
    due: DueCounts,
    *,
    learner: Learner,
    done: Done,
    steering: Steering,
    extra: Extra,
    pace: float,
    day: int,
) -> StudyCounts:
    """Return how many of the due cards the day's limits and plans leave."""
    allowed = allow(
        Waiting(due.learning, due.review, due.new, ahead=extra.cards),
        steering,
        spent=Spent(done.new, done.reviews, done.milliseconds),
        new_per_day=learner.new_per_day,
        reviews_per_day=learner.reviews_per_day,
        pace_ms=pace,
        answers_of_new=steps_of(learner).answers_of_new,
        day=day,
    )
    return StudyCounts(learning=allowed.learning, review=allowed.review, new=allowed.new)
