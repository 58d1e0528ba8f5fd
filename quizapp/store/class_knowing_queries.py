"""Queries about what a class knows: a constant number, however many learners and facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from quizapp.scheduling.card import Stage
from quizapp.store.base import core_table
from quizapp.store.classes import Assignment, AssignmentItem, ClassMember, SchoolClass
from quizapp.store.content import (
    ArticleRow,
    CardRow,
    FactRow,
    PassageRow,
    QuestionRow,
    QuestionSet,
    SetCard,
)
from quizapp.store.fitting import ParameterSet
from quizapp.store.log_form import answered_at
from quizapp.store.memory import CardState, ReviewLog
from quizapp.store.people import User
from quizapp.store.prepared import Prepared
from quizapp.store.visibility import set_assignable_by, visible_to

_STATES: Final = core_table(CardState)
_MEMBERS: Final = core_table(ClassMember)
_CARDS: Final = core_table(CardRow)
_FACTS: Final = core_table(FactRow)
_SET_CARDS: Final = core_table(SetCard)
_MEMORY: Final = (
    _STATES.c.user_id,
    _CARDS.c.fact_id,
    _STATES.c.stability_days,
    _STATES.c.last_day,
)
_ANSWERED: Final = tuple(str(stage) for stage in Stage if stage is not Stage.NEW)
MemoryRow = tuple[int, str, float | None, int | None]
"""(learner, fact, stability in days, last study day) of a card; None once the card is new again.

Plain rows: of a class and a set there are ten thousands.
"""


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


def _shared(query: Select[Any], class_id: int | BindParameter[int]) -> Select[Any]:
    """Limit a query to the answered cards of the class's learners who share their recall."""
    return _of_sharing(query, class_id).where(_STATES.c.reps > 0)


def _of_sharing(query: Select[Any], class_id: int | BindParameter[int]) -> Select[Any]:
    """Limit a query to the cards of the class's learners who share their recall."""
    return query.join(
        _MEMBERS,
        and_(_MEMBERS.c.user_id == _STATES.c.user_id, _MEMBERS.c.class_id == class_id),
    ).where(
        _MEMBERS.c.role == "learner",
        _MEMBERS.c.blocked_at.is_(None),
        _MEMBERS.c.shares_recall.is_(True),
    )


_OF_SET: Final = Prepared(
    _shared(select(*_MEMORY), bindparam("class_id"))
    .join(_CARDS, _CARDS.c.id == _STATES.c.card_id)
    .join(_SET_CARDS, _SET_CARDS.c.card_id == _STATES.c.card_id)
    .where(_SET_CARDS.c.set_id == bindparam("set_id"), _CARDS.c.retired_in.is_(None))
)
_OF_ARTICLE: Final = Prepared(
    _shared(select(*_MEMORY), bindparam("class_id"))
    .join(_CARDS, _CARDS.c.id == _STATES.c.card_id)
    .join(_FACTS, _FACTS.c.id == _CARDS.c.fact_id)
    .where(_FACTS.c.article_id == bindparam("article_id"), _CARDS.c.retired_in.is_(None))
)


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
    cards = (
        select(CardRow.fact_id)
        .join(SetCard, SetCard.card_id == CardRow.id)
        .where(SetCard.set_id == set_id, CardRow.retired_in.is_(None))
    )
    return _facts(session, FactRow.id.in_(cards))


def list_facts_of_article(session: Session, article_id: str) -> tuple[FactOfSet, ...]:
    """Return the facts of an article that are asked about, in its order."""
    cards = select(CardRow.fact_id).where(CardRow.retired_in.is_(None))
    return _facts(session, FactRow.article_id == article_id, FactRow.id.in_(cards))


def _facts(session: Session, *where: ColumnElement[bool]) -> tuple[FactOfSet, ...]:
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
        .where(*where)
        .order_by(FactRow.article_id, FactRow.passage, FactRow.position)
    )
    return tuple(FactOfSet(*row) for row in rows)


def list_memories(session: Session, *, class_id: int, set_id: int) -> Sequence[MemoryRow]:
    """Return what the learners who share it remember of a set; never answered is left out."""
    rows = _OF_SET.rows(session, {"class_id": class_id, "set_id": set_id})
    return cast("Sequence[MemoryRow]", rows)


def list_memories_of_article(
    session: Session, *, class_id: int, article_id: str
) -> Sequence[MemoryRow]:
    """Return what the learners who share it remember of an article; as ``list_memories``."""
    rows = _OF_ARTICLE.rows(session, {"class_id": class_id, "article_id": article_id})
    return cast("Sequence[MemoryRow]", rows)


def list_classes_with(
    session: Session, *, user_id: int, article_id: str
) -> tuple[tuple[int, str], ...]:
    """Return (id, name) of the classes a teacher has in use that work on an article, by name.

    That is where something given asks about it, or a learner who shares recall has studied it.
    """
    cards = (
        select(CardRow.id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .where(FactRow.article_id == article_id)
    )
    given = select(Assignment.id).where(
        Assignment.class_id == SchoolClass.id, Assignment.withdrawn_at.is_(None)
    )
    asked = given.join(AssignmentItem, AssignmentItem.assignment_id == Assignment.id).join(
        QuestionRow, QuestionRow.id == AssignmentItem.question_id
    )
    of_set = given.join(SetCard, SetCard.set_id == Assignment.set_id)
    learner = aliased(ClassMember)
    studied = (
        select(_STATES.c.user_id)
        .join(learner, learner.user_id == _STATES.c.user_id)
        .where(
            learner.class_id == SchoolClass.id,
            learner.role == "learner",
            learner.blocked_at.is_(None),
            learner.shares_recall.is_(True),
            _STATES.c.card_id.in_(cards),
            _STATES.c.reps > 0,
        )
    )
    rows = session.execute(
        select(SchoolClass.id, SchoolClass.name)
        .join(ClassMember, ClassMember.class_id == SchoolClass.id)
        .where(
            ClassMember.user_id == user_id,
            ClassMember.role == "teacher",
            SchoolClass.archived_at.is_(None),
            or_(
                asked.where(QuestionRow.card_id.in_(cards)).exists(),
                of_set.where(SetCard.card_id.in_(cards)).exists(),
                studied.exists(),
            ),
        )
        .order_by(func.lower(SchoolClass.name), SchoolClass.id)
    )
    return tuple((class_id, name) for class_id, name in rows)


def count_slipping(session: Session, *, class_id: int, lapses: int) -> dict[int, int]:
    """Return, by learner who shares recall, how many cards slipped so often or more."""
    rows = session.execute(
        _shared(select(_STATES.c.user_id, func.count()), class_id)
        .where(_STATES.c.lapses >= lapses)
        .group_by(_STATES.c.user_id)
    )
    return {row[0]: row[1] for row in rows}


def count_due(
    session: Session, class_id: int, *, last_day: int
) -> tuple[tuple[int, int, int], ...]:
    """Return (learner, study day, cards due on it) of those who share recall, to a study day."""
    rows = session.execute(
        _of_sharing(select(_STATES.c.user_id, _STATES.c.due_day, func.count()), class_id)
        .where(
            # In the words of the queue's index, which then answers without the table.
            _STATES.c.stage.in_(_ANSWERED),
            _STATES.c.due_day <= last_day,
            _STATES.c.suspended.is_(False),
        )
        .group_by(_STATES.c.user_id, _STATES.c.due_day)
    )
    return tuple((row[0], row[1], row[2]) for row in rows)


def list_sets(session: Session, user_id: int) -> tuple[tuple[int, str], ...]:
    """Return (id, title) of the sets a person may assign, published ones first."""
    asked = (
        select(SetCard.card_id)
        .join(CardRow, CardRow.id == SetCard.card_id)
        .where(SetCard.set_id == QuestionSet.id, CardRow.retired_in.is_(None))
    )
    rows = session.execute(
        select(QuestionSet.id, QuestionSet.title)
        .where(QuestionSet.retired_at.is_(None), asked.exists(), set_assignable_by(user_id))
        .order_by(QuestionSet.id)
    )
    return tuple((row[0], row[1]) for row in rows)


def last_studied(session: Session, class_id: int) -> dict[int, datetime]:
    """Return when each learner who shares their times answered last."""
    rows = session.execute(
        select(ReviewLog.user_id, func.max(answered_at(core_table(ReviewLog))))
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


def make_own_set(
    session: Session, *, user_id: int, title: str, fact_ids: Sequence[str]
) -> int | None:
    """Make a teacher's own set of every card of some facts; None when they have none."""
    cards = session.scalars(
        select(CardRow.id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .where(
            CardRow.fact_id.in_(list(fact_ids)),
            CardRow.retired_in.is_(None),
            visible_to(user_id, FactRow.article_id, taught_only=True),
        )
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
