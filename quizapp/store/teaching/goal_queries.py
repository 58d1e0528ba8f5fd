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
from quizapp.store.bank.visibility import set_shared_with
from quizapp.store.base import core_table
from quizapp.store.study.queue_queries import memory_of, of_stretch
from quizapp.store.tables.classes import Assignment, ClassMember, SchoolClass
from quizapp.store.tables.content import CardRow, QuestionSet, SetCard
from quizapp.store.tables.fitting import ParameterSet
from quizapp.store.tables.memory import CardState, ReviewLog
from quizapp.store.tables.people import User
from quizapp.store.teaching.targets_queries import meant_for

_LOG: Final = core_table(ReviewLog)
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


def list_goal_learners(
    session: Session, assignment_ids: Collection[int], *, user_id: int | None = None
) -> dict[int, list[GoalLearner]]:
    """Return by assignment the learners of its class whom it is for, by name; of all or of one."""
    only = () if user_id is None else (User.id == user_id,)
    rows = session.execute(
        select(
            Assignment.id,
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
            Assignment.id.in_(assignment_ids),
            ClassMember.role == "learner",
            ClassMember.blocked_at.is_(None),
            meant_for(User.id),
            *only,
        )
        .order_by(User.name_key, User.id)
    )
    found: dict[int, list[GoalLearner]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(
            GoalLearner(
                user_id=row[1],
                name=row[2],
                zone=row[3],
                rollover_hour=row[4],
                parameters=_parameters(row[5], row[6]),
                shares_recall=row[7],
                shares_times=row[8],
            )
        )
    return found


def count_cards(session: Session, set_ids: Collection[int]) -> dict[int, int]:
    """Return by set how many of its cards are asked; a set without any is left out."""
    rows = session.execute(
        select(SetCard.set_id, func.count())
        .join(CardRow, CardRow.id == SetCard.card_id)
        .where(SetCard.set_id.in_(set_ids), CardRow.retired_in.is_(None))
        .group_by(SetCard.set_id)
    )
    return {row[0]: row[1] for row in rows}


def list_memories(
    session: Session, *, set_ids: Collection[int], user_ids: Collection[int]
) -> dict[tuple[int, int], list[Memory]]:
    """Return the memories that people have of the cards of sets, by (set, person)."""
    rows = session.execute(
        select(*_STATES.c, SetCard.set_id)
        .join(SetCard, SetCard.card_id == _STATES.c.card_id)
        .join(CardRow, CardRow.id == SetCard.card_id)
        .where(
            SetCard.set_id.in_(set_ids),
            CardRow.retired_in.is_(None),
            _STATES.c.user_id.in_(user_ids),
        )
    )
    found: dict[tuple[int, int], list[Memory]] = {}
    for row in rows:
        found.setdefault((row.set_id, row.user_id), []).append(memory_of(row))
    return found


def list_work(
    session: Session, *, user_ids: Collection[int], first: int, last: int
) -> dict[tuple[int, int], int]:
    """Return the milliseconds spent on answers by (person, study day); taken back ones count."""
    opening, entry = _LOG.alias(), _LOG.alias()
    rows = session.execute(
        select(entry.c.user_id, entry.c.study_day, func.sum(entry.c.duration_ms))
        .where(
            opening.c.user_id.in_(list(user_ids)),
            opening.c.opened_day.between(first, last),
            *of_stretch(entry, opening),
            entry.c.kind.in_(_REVIEWS),
        )
        .group_by(entry.c.user_id, entry.c.study_day)
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


def list_set_titles(session: Session, set_ids: Collection[int], *, class_id: int) -> dict[int, str]:
    """Return the titles of those of these sets that every member of a class may study."""
    rows = session.execute(
        select(QuestionSet.id, QuestionSet.title).where(
            QuestionSet.id.in_(set_ids), set_shared_with(class_id)
        )
    )
    return {row[0]: row[1] for row in rows}


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
