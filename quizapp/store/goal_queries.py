"""Queries of study goals: how far a class is with a set. As many whatever the learners are."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from quizapp.scheduling.card import Memory
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.replay import PARAMETER_SETS
from quizapp.store.base import core_table
from quizapp.store.classes import Assignment, ClassMember, SchoolClass
from quizapp.store.content import CardRow, QuestionSet, SetCard
from quizapp.store.fitting import ParameterSet
from quizapp.store.memory import CardState, ReviewLog
from quizapp.store.people import User
from quizapp.store.queue_queries import memory_of
from quizapp.store.targets_queries import meant_for
from quizapp.store.visibility import set_shared_with

_STATES: Final = core_table(CardState)
_REVIEWS: Final = tuple(str(kind) for kind in Kind if kind.is_review)


@dataclass(frozen=True, slots=True)
class GoalLearner:
    """A learner whom a goal is for, with what they let the teachers of the class see."""

    user_id: int
    name: str
    zone: str
    rollover_hour: int
    parameters: Parameters
    shares_recall: bool
    shares_times: bool


@dataclass(frozen=True, slots=True)
class GivenGoal:
    """A study goal of a learner, its class and its set."""

    row: Assignment
    class_name: str
    zone: str
    set_title: str


def list_goal_learners(session: Session, assignment_id: int) -> tuple[GoalLearner, ...]:
    """Return the learners of its class whom an assignment is for, by name."""
    rows = session.execute(
        select(
            User.id,
            User.name,
            User.zone,
            User.rollover_hour,
            User.parameter_set,
            ParameterSet.weights,
            ClassMember.shares_recall,
            ClassMember.shares_times,
        )
        .join(ClassMember, ClassMember.user_id == User.id)
        .join(Assignment, Assignment.class_id == ClassMember.class_id)
        .outerjoin(
            ParameterSet,
            and_(ParameterSet.user_id == User.id, ParameterSet.name == User.parameter_set),
        )
        .where(
            Assignment.id == assignment_id,
            ClassMember.role == "learner",
            ClassMember.blocked_at.is_(None),
            meant_for(User.id),
        )
        .order_by(User.name_key, User.id)
    )
    return tuple(
        GoalLearner(
            user_id=row[0],
            name=row[1],
            zone=row[2],
            rollover_hour=row[3],
            parameters=_parameters(row[4], row[5]),
            shares_recall=row[6],
            shares_times=row[7],
        )
        for row in rows
    )


def count_cards(session: Session, set_id: int) -> int:
    """Return how many cards of a set are asked."""
    return (
        session.scalar(
            select(func.count())
            .select_from(SetCard)
            .join(CardRow, CardRow.id == SetCard.card_id)
            .where(SetCard.set_id == set_id, CardRow.retired_in.is_(None))
        )
        or 0
    )


def list_memories(
    session: Session, *, set_id: int, user_ids: Collection[int]
) -> dict[int, list[Memory]]:
    """Return the memories that people have of the cards of a set, by person."""
    rows = session.execute(
        select(*_STATES.c)
        .join(SetCard, SetCard.card_id == _STATES.c.card_id)
        .join(CardRow, CardRow.id == SetCard.card_id)
        .where(
            SetCard.set_id == set_id,
            CardRow.retired_in.is_(None),
            _STATES.c.user_id.in_(list(user_ids)),
        )
    )
    found: dict[int, list[Memory]] = {}
    for row in rows:
        found.setdefault(row.user_id, []).append(memory_of(row))
    return found


def list_work(
    session: Session, *, user_ids: Collection[int], first: int, last: int
) -> dict[tuple[int, int], int]:
    """Return the milliseconds spent on answers by (person, study day); taken back ones count."""
    log: Any = ReviewLog
    rows = session.execute(
        select(log.user_id, log.study_day, func.sum(log.duration_ms))
        .where(
            log.user_id.in_(list(user_ids)),
            log.study_day.between(first, last),
            log.kind.in_(_REVIEWS),
        )
        .group_by(log.user_id, log.study_day)
    )
    return {(row[0], row[1]): int(row[2] or 0) for row in rows}


def list_goals_of(session: Session, *, user_id: int, now: Any) -> tuple[GivenGoal, ...]:
    """Return the study goals of a learner that they may know of by now and are not over."""
    rows = session.execute(_of_learner(user_id, now).order_by(Assignment.due_at, Assignment.id))
    return tuple(GivenGoal(*row) for row in rows)


def find_goal_of(
    session: Session, *, user_id: int, assignment_id: int, now: Any
) -> GivenGoal | None:
    """Return one of those goals, or None."""
    row = session.execute(_of_learner(user_id, now).where(Assignment.id == assignment_id)).first()
    return None if row is None else GivenGoal(*row)


def find_set_for(session: Session, set_id: int, *, class_id: int) -> QuestionSet | None:
    """Return a set that every member of a class may study."""
    return session.scalar(
        select(QuestionSet).where(QuestionSet.id == set_id, set_shared_with(class_id))
    )


def _of_learner(user_id: int, now: Any) -> Any:
    return (
        select(Assignment, SchoolClass.name, SchoolClass.zone, QuestionSet.title)
        .join(SchoolClass, SchoolClass.id == Assignment.class_id)
        .join(ClassMember, ClassMember.class_id == SchoolClass.id)
        .join(QuestionSet, QuestionSet.id == Assignment.set_id)
        .where(
            Assignment.kind == "goal",
            Assignment.withdrawn_at.is_(None),
            SchoolClass.archived_at.is_(None),
            QuestionSet.retired_at.is_(None),
            or_(Assignment.visible_at.is_(None), Assignment.visible_at <= now),
            or_(Assignment.due_at.is_(None), Assignment.due_at > now),
            ClassMember.user_id == user_id,
            ClassMember.role == "learner",
            ClassMember.blocked_at.is_(None),
            meant_for(user_id),
        )
    )


def _parameters(name: str, weights: list[float] | None) -> Parameters:
    if weights is None:
        return PARAMETER_SETS[name]
    return Parameters(name=name, weights=tuple(weights))
