"""Queries about what a class knows: a constant number, however many learners and facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from quizapp.scheduling.card import Memory
from quizapp.store.classes import Assignment, Attempt, ClassMember
from quizapp.store.content import (
    ArticleRow,
    CardRow,
    FactRow,
    PassageRow,
    QuestionSet,
    SetCard,
)
from quizapp.store.fitting import ParameterSet
from quizapp.store.memory import CardState, ReviewLog
from quizapp.store.people import User
from quizapp.store.queue_queries import memory_of


@dataclass(frozen=True, slots=True)
class ClassLearner:
    """A learner of a class, with what recall is worked out by and what they share.

    Attributes:
        weights: of their own parameters; None for those of the program.
    """

    user_id: int
    name: str
    zone: str
    rollover_hour: int
    shares_recall: bool
    shares_times: bool
    weights: list[float] | None


@dataclass(frozen=True, slots=True)
class FactOfSet:
    """A fact that a set asks about, with the words of its passage."""

    fact_id: str
    article_id: str
    article: str
    passage: int
    heading: str
    text: str
    statement: str
    evidence: str
    topics: list[str]


@dataclass(frozen=True, slots=True)
class CardMemory:
    """What one learner remembers of one card."""

    user_id: int
    fact_id: str
    memory: Memory
    suspended: bool


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A learner and an assignment of the class: the best share handed in, None without any."""

    assignment_id: int
    title: str
    user_id: int
    due_at: datetime | None
    closes_at: datetime | None
    share: float | None


def list_learners(session: Session, class_id: int) -> tuple[ClassLearner, ...]:
    """Return the learners of a class who are not blocked, by name."""
    rows = session.execute(
        select(
            User.id,
            User.name,
            User.zone,
            User.rollover_hour,
            ClassMember.shares_recall,
            ClassMember.shares_times,
            ParameterSet.weights,
        )
        .join(ClassMember, ClassMember.user_id == User.id)
        .outerjoin(
            ParameterSet,
            and_(ParameterSet.user_id == User.id, ParameterSet.name == User.parameter_set),
        )
        .where(
            ClassMember.class_id == class_id,
            ClassMember.role == "learner",
            ClassMember.blocked_at.is_(None),
        )
        .order_by(User.name_key)
    )
    return tuple(ClassLearner(*row) for row in rows)


def list_facts(session: Session, set_id: int) -> tuple[FactOfSet, ...]:
    """Return the facts of a set, in the order of the article."""
    columns: tuple[Any, ...] = (
        FactRow.id,
        FactRow.article_id,
        ArticleRow.title,
        FactRow.passage,
        PassageRow.heading,
        PassageRow.text,
        FactRow.statement,
        FactRow.evidence,
        FactRow.topics,
    )
    rows = session.execute(
        select(*columns)
        .join(ArticleRow, ArticleRow.id == FactRow.article_id)
        .join(
            PassageRow,
            and_(
                PassageRow.article_id == FactRow.article_id,
                PassageRow.number == FactRow.passage,
            ),
        )
        .where(
            FactRow.id.in_(
                select(CardRow.fact_id)
                .join(SetCard, SetCard.card_id == CardRow.id)
                .where(SetCard.set_id == set_id, CardRow.retired_in.is_(None))
            )
        )
        .order_by(FactRow.article_id, FactRow.passage, FactRow.position)
    )
    return tuple(FactOfSet(*row) for row in rows)


def list_memories(session: Session, *, class_id: int, set_id: int | None) -> tuple[CardMemory, ...]:
    """Return what the learners who share it remember, of a set or (None) of everything.

    Cards never answered are left out.
    """
    states = CardState
    query = (
        select(CardState, CardRow.fact_id)
        .join(
            ClassMember,
            and_(ClassMember.user_id == states.user_id, ClassMember.class_id == class_id),
        )
        .join(CardRow, CardRow.id == states.card_id)
        .where(
            ClassMember.role == "learner",
            ClassMember.blocked_at.is_(None),
            ClassMember.shares_recall.is_(True),
            states.reps > 0,
            CardRow.retired_in.is_(None),
        )
    )
    if set_id is not None:
        query = query.join(
            SetCard, and_(SetCard.card_id == states.card_id, SetCard.set_id == set_id)
        )
    return tuple(
        CardMemory(state.user_id, fact, memory_of(state), state.suspended)
        for state, fact in session.execute(query)
    )


def last_studied(session: Session, class_id: int) -> dict[int, datetime]:
    """Return when each learner who shares their times answered last."""
    rows = session.execute(
        select(ReviewLog.user_id, func.max(ReviewLog.answered_at))
        .join(
            ClassMember,
            and_(ClassMember.user_id == ReviewLog.user_id, ClassMember.class_id == class_id),
        )
        .where(
            ClassMember.role == "learner",
            ClassMember.blocked_at.is_(None),
            ClassMember.shares_times.is_(True),
            ReviewLog.rating.is_not(None),
        )
        .group_by(ReviewLog.user_id)
    )
    return {row[0]: row[1] for row in rows}


def list_handed_in(session: Session, class_id: int) -> tuple[HandedIn, ...]:
    """Return every learner with every quiz of the class that is not withdrawn, by due time."""
    share = func.max(Attempt.score / func.nullif(Attempt.max_score, 0.0))
    columns: tuple[Any, ...] = (
        Assignment.id,
        Assignment.title,
        ClassMember.user_id,
        Assignment.due_at,
        Assignment.closes_at,
        share,
    )
    rows = session.execute(
        select(*columns)
        .join(ClassMember, ClassMember.class_id == Assignment.class_id)
        .outerjoin(
            Attempt,
            and_(
                Attempt.assignment_id == Assignment.id,
                Attempt.user_id == ClassMember.user_id,
                Attempt.submitted_at.is_not(None),
            ),
        )
        .where(
            Assignment.class_id == class_id,
            Assignment.kind == "quiz",
            Assignment.withdrawn_at.is_(None),
            ClassMember.role == "learner",
            ClassMember.blocked_at.is_(None),
        )
        .group_by(
            Assignment.id,
            Assignment.title,
            ClassMember.user_id,
            Assignment.due_at,
            Assignment.closes_at,
        )
        .order_by(Assignment.due_at.is_(None), Assignment.due_at, Assignment.id)
    )
    return tuple(HandedIn(*row) for row in rows)


def make_own_set(
    session: Session, *, user_id: int, title: str, fact_ids: Sequence[str]
) -> int | None:
    """Make a teacher's own set of every card of some facts; None when they have none."""
    cards = session.scalars(
        select(CardRow.id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .where(CardRow.fact_id.in_(list(fact_ids)), CardRow.retired_in.is_(None))
        .order_by(FactRow.article_id, FactRow.position, CardRow.position)
    ).all()
    if not cards:
        return None
    row = QuestionSet(key=None, kind="own", title=title, owner_id=user_id)
    session.add(row)
    session.flush()
    session.add_all(
        SetCard(set_id=row.id, card_id=card, position=place)
        for place, card in enumerate(cards, start=1)
    )
    return row.id
