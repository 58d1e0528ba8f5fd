"""What is read of study goals, of several at once, and how a learner's part of it is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.scheduling.card import Memory
from quizapp.scheduling.day import moment
from quizapp.services.memory.recall_summary import summarise
from quizapp.services.people.zones import zone_or_fallback
from quizapp.store.tables.classes import Assignment
from quizapp.store.teaching import goal_queries
from quizapp.store.teaching.goal_queries import GoalLearner

WEEK: Final = 7
"""Study days whose minutes are counted."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What was read of several goals.

    Attributes:
        learners: whom each is for, by goal. cards: how many, by set.
        memories: by set and person. work: milliseconds by person and study day.
    """

    learners: Mapping[int, Sequence[GoalLearner]]
    cards: Mapping[int, int]
    memories: Mapping[tuple[int, int], Sequence[Memory]]
    work: Mapping[tuple[int, int], int]


def ground_of_class(session: Session, rows: Sequence[Assignment], *, now: datetime) -> Ground:
    """Read what the teachers of a class see of its goals: only what is shared with them."""
    learners = goal_queries.list_goal_learners(session, [row.id for row in rows])
    everybody = [each for mine in learners.values() for each in mine]
    sets = {row.set_id for row in rows if row.set_id is not None}
    ends = [
        study_day_of(each, end_of(row, now)) for row in rows for each in learners.get(row.id, ())
    ]
    work: Mapping[tuple[int, int], int] = {}
    if ends:
        work = goal_queries.list_work(
            session,
            user_ids={each.user_id for each in everybody if each.shares_times},
            first=min(ends) - WEEK + 1,
            last=max(ends),
        )
    return Ground(
        learners=learners,
        cards=goal_queries.count_cards(session, sets),
        memories=goal_queries.list_memories(
            session,
            set_ids=sets,
            user_ids={each.user_id for each in everybody if each.shares_recall},
        ),
        work=work,
    )


def end_of(row: Assignment, now: datetime) -> datetime:
    """Return when the last week that counts ends: of a goal that is over, at its date."""
    return min(now, row.due_at or now)


def share_of(learner: GoalLearner, memories: Sequence[Memory], *, cards: int, day: int) -> float:
    """Return the share of a set's cards recalled on a study day, 0..1."""
    found = summarise(memories, day=day, parameters=learner.parameters)
    return found.known * found.cards / cards if cards else 0.0


def study_day_of(learner: GoalLearner, at: datetime) -> int:
    """Return the study day of a learner at an instant."""
    zone = zone_or_fallback(learner.zone)
    return moment(at, zone=zone, rollover_hour=learner.rollover_hour).day
