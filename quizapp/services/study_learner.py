"""A learner as the study services see one: their clock, their scheduler settings, their limits."""

from datetime import datetime
from typing import Final

from quizapp.errors import NotFoundError
from quizapp.scheduling.day import Moment, moment
from quizapp.scheduling.queue import Limits
from quizapp.scheduling.scheduler import SchedulerSettings
from quizapp.store import memory_queries
from quizapp.store.engine import Reader
from quizapp.store.memory_queries import Learner

LEARN_AHEAD_MIN: Final = 20
"""Minutes before its time that a learning step may be asked when nothing else is left."""


def get_learner(session: Reader, user_id: int) -> Learner:
    """Return what scheduling needs to know of a person.

    Raises:
        NotFoundError: there is no such account.
    """
    return known(memory_queries.find_learner(session, user_id))


def known(learner: Learner | None) -> Learner:
    """Return the learner who was found.

    Raises:
        NotFoundError: nobody was.
    """
    if learner is None:
        raise NotFoundError("There is no such account.")
    return learner


def moment_of(learner: Learner, at: datetime) -> Moment:
    """Return an instant as the learner's clock sees it, to the millisecond that is stored."""
    whole = at.replace(microsecond=at.microsecond // 1000 * 1000)
    return moment(whole, zone=learner.zone, rollover_hour=learner.rollover_hour)


def scheduler_settings(learner: Learner) -> SchedulerSettings:
    """Return how the learner's cards are scheduled."""
    return SchedulerSettings(
        desired_retention=learner.desired_retention, parameters=learner.parameters
    )


def limits_of(learner: Learner) -> Limits:
    """Return the learner's budget of a day."""
    return Limits(
        new_per_day=learner.new_per_day,
        reviews_per_day=learner.reviews_per_day,
        learn_ahead_min=LEARN_AHEAD_MIN,
    )
