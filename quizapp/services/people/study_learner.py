"""A learner as the study services see one: their clock, their scheduler settings, their limits."""

from dataclasses import replace
from datetime import datetime
from statistics import median
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import NotFoundError
from quizapp.scheduling import same_day
from quizapp.scheduling.day import Moment, moment
from quizapp.scheduling.same_day import SameDay, Steps
from quizapp.scheduling.scheduler import SchedulerSettings
from quizapp.services.people.zones import zone_or_fallback
from quizapp.store.engine import Reader
from quizapp.store.study import day_queries, memory_queries
from quizapp.store.study.memory_queries import Learner

LEARN_AHEAD_MIN: Final = 20
"""Minutes before its time that a learning step may be asked when nothing else is left."""
USUAL_MS: Final = 8000
"""Taken for one answer until the learner has given some; a usual time for one card."""
_ANSWERS: Final = 100
"""The last answers whose median is the learner's pace."""
_FEW: Final = 5
"""Fewer answers say too little about pace."""


def get_learner(session: Reader, user_id: int) -> Learner:
    """Return what scheduling needs to know of a person.

    Raises:
        NotFoundError: there is no such account.
    """
    return known(memory_queries.find_learner(session, user_id))


def known(learner: Learner | None) -> Learner:
    """Return the learner who was found, with a zone that exists.

    A zone can vanish from the machine's data or be renamed. Study goes on in UTC then, and
    ``lost_zone`` says so, until the learner chooses another.

    Raises:
        NotFoundError: nobody was.
    """
    if learner is None:
        raise NotFoundError("There is no such account.")
    zone = zone_or_fallback(learner.zone)
    if zone == learner.zone:
        return learner
    return replace(learner, zone=zone, lost_zone=learner.zone)


def pace_ms(session: Session, *, user_id: int) -> float:
    """Return the median milliseconds of the learner's last 100 answers; 8 s before the fifth."""
    durations = [
        ms
        for ms in day_queries.list_last_durations(session, user_id=user_id, limit=_ANSWERS)
        if ms > 0
    ]
    return median(durations) if len(durations) >= _FEW else USUAL_MS


def moment_of(learner: Learner, at: datetime) -> Moment:
    """Return an instant as the learner's clock sees it, to the millisecond that is stored."""
    whole = at.replace(microsecond=at.microsecond // 1000 * 1000)
    return moment(whole, zone=learner.zone, rollover_hour=learner.rollover_hour)


def scheduler_settings(learner: Learner) -> SchedulerSettings:
    """Return how the learner's cards are scheduled."""
    steps = steps_of(learner)
    return SchedulerSettings(
        desired_retention=learner.desired_retention,
        learning_steps_min=steps.learning_min,
        relearning_steps_min=steps.relearning_min,
        relearn_when_needed=steps.relearn_when_needed,
        parameters=learner.parameters,
    )


def steps_of(learner: Learner) -> Steps:
    """Return how often a card is asked again on one day."""
    return same_day.steps_of(SameDay(learner.same_day))
