"""Study goals of their classes as a learner sees them: what each asks, and how far one is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.errors import NotFoundError
from quizapp.services.assigning.assigning_goals import draft_of
from quizapp.services.assigning.goal_ground import Ground, share_of, study_day_of
from quizapp.store.engine import reading
from quizapp.store.teaching import goal_queries
from quizapp.store.teaching.goal_queries import GivenGoal, GoalLearner


@dataclass(frozen=True, slots=True)
class LearnerGoal:
    """A study goal as its learner sees it.

    Attributes:
        percent, minutes: as in ``GoalDraft``. on: the date as 2026-11-30, "" without one.
        recall: share of the set recalled today, 0..1. studied_minutes: today.
    """

    id: int
    title: str
    class_name: str
    zone: str
    set_id: int
    set_title: str
    kind: str
    percent: int
    minutes: int
    due_at: datetime | None
    on: str
    recall: float
    studied_minutes: float


def list_for_learner(*, user_id: int, now: datetime) -> tuple[LearnerGoal, ...]:
    """Return the study goals of a learner that are not over, by date."""
    with reading() as session:
        found = goal_queries.list_goals_of(session, user_id=user_id, now=now)
        return _for_learner(session, found, user_id=user_id, now=now) if found else ()


def get_for_learner(*, user_id: int, assignment_id: int, now: datetime) -> LearnerGoal:
    """Return one of them.

    Raises:
        NotFoundError: there is none, or it is not for this person.
    """
    with reading() as session:
        found = goal_queries.find_goal_of(
            session, user_id=user_id, assignment_id=assignment_id, now=now
        )
        if found is None:
            raise NotFoundError("There is no such study goal of yours.")
        (goal,) = _for_learner(session, [found], user_id=user_id, now=now)
        return goal


def _for_learner(
    session: Session, given: Sequence[GivenGoal], *, user_id: int, now: datetime
) -> tuple[LearnerGoal, ...]:
    """Return goals as their learner sees them; four statements, however many there are."""
    learners = goal_queries.list_goal_learners(
        session, [each.row.id for each in given], user_id=user_id
    )
    me = next((each for mine in learners.values() for each in mine), None)
    if me is None:
        return ()
    today = study_day_of(me, now)
    sets = {each.row.set_id for each in given if each.row.set_id is not None}
    ground = Ground(
        learners=learners,
        cards=goal_queries.count_cards(session, sets),
        memories=goal_queries.list_memories(session, set_ids=sets, user_ids=[user_id]),
        work=goal_queries.list_work(session, user_ids=[user_id], first=today, last=today),
    )
    return tuple(_own_goal(each, me, ground, day=today) for each in given)


def _own_goal(given: GivenGoal, me: GoalLearner, ground: Ground, *, day: int) -> LearnerGoal:
    draft = draft_of(given.row, zone=given.zone)
    due = draft.times.due
    return LearnerGoal(
        id=given.row.id,
        title=given.row.title,
        class_name=given.class_name,
        zone=given.zone,
        set_id=draft.set_id,
        set_title=given.set_title,
        kind=draft.kind,
        percent=draft.percent,
        minutes=draft.minutes,
        due_at=given.row.due_at,
        on=f"{due:%Y-%m-%d}" if due else "",
        recall=share_of(
            me,
            ground.memories.get((draft.set_id, me.user_id), ()),
            cards=ground.cards.get(draft.set_id, 0),
            day=day,
        ),
        studied_minutes=ground.work.get((me.user_id, day), 0) / 60_000,
    )
