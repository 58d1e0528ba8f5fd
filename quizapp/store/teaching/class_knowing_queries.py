"""Queries about what a class knows: a constant number, however many learners and facts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import BindParameter, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from quizapp.scheduling.card import Stage
from quizapp.store.bank.visibility import set_assignable_by, visible_to
from quizapp.store.base import core_table
from quizapp.store.prepared import Prepared
from quizapp.store.tables.classes import Assignment, AssignmentItem, ClassMember, SchoolClass
from quizapp.store.tables.content import (
    ArticleRow,
    CardRow,
    FactRow,
    PassageRow,
    QuestionRow,
    QuestionSet,
    SetCard,
)
from quizapp.store.tables.fitting import ParameterSet
from quizapp.store.tables.memory import CardState
from quizapp.store.tables.people import User

_STATES: Final = core_table(CardState)
_MEMBERS: Final = core_table(ClassMember)
_CARDS: Final = core_table(CardRow)
_FACTS: Final = core_table(FactRow)
_SET_CARDS: Final = core_table(SetCard)
_ARTICLES: Final = core_table(ArticleRow)
_PASSAGES: Final = core_table(PassageRow)
_FITTED: Final = core_table(ParameterSet)
_SETS: Final = core_table(QuestionSet)
_USERS: Final = core_table(User)
_MEMORY: Final = (
    _STATES.c.user_id,
    _STATES.c.card_id,
    _STATES.c.stability_days,
    _STATES.c.last_day,
)
_ANSWERED: Final = tuple(str(stage) for stage in Stage if stage is not Stage.NEW)
MemoryRow = tuple[int, int, float | None, int | None]
"""(learner, card, stability in days, last study day); None for both once the card is new again.

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


def _shared(query: Select[Any], class_id: BindParameter[int]) -> Select[Any]:
    """Limit a query to the answered cards of the class's learners who share their recall."""
    return _of_sharing(query, class_id).where(_STATES.c.reps > 0)


def _of_sharing(query: Select[Any], class_id: BindParameter[int]) -> Select[Any]:
    """Limit a query to the cards of the class's learners who share their recall."""
    return query.join(
        _MEMBERS,
        and_(_MEMBERS.c.user_id == _STATES.c.user_id, _MEMBERS.c.class_id == class_id),
    ).where(
        _MEMBERS.c.role == "learner",
        _MEMBERS.c.blocked_at.is_(None),
        _MEMBERS.c.shares_recall.is_(True),
    )


# The cards first, and then each learner's by their keys: what a card is of is read once, not once
# a learner.
_CARDS_OF_SET: Final = (
    select(_CARDS.c.id, _CARDS.c.fact_id)
    .join(_SET_CARDS, _SET_CARDS.c.card_id == _CARDS.c.id)
    .where(_SET_CARDS.c.set_id == bindparam("set_id"), _CARDS.c.retired_in.is_(None))
)
_CARDS_OF_ARTICLE: Final = (
    select(_CARDS.c.id, _CARDS.c.fact_id)
    .join(_FACTS, _FACTS.c.id == _CARDS.c.fact_id)
    .where(_FACTS.c.article_id == bindparam("article_id"), _CARDS.c.retired_in.is_(None))
)


def _memories_of(cards: Select[Any]) -> Prepared:
    """Return the statement of what the learners of a class remember of some cards.

    PostgreSQL is told to find the cards once: it takes a learner to have few of them, and would
    look each card of each learner's up in the set.
    """
    asked = cards.with_only_columns(_CARDS.c.id).cte("asked")
    asked = asked.prefix_with("MATERIALIZED", dialect="postgresql")
    return Prepared(
        _shared(select(*_MEMORY), bindparam("class_id")).where(
            _STATES.c.card_id.in_(select(asked.c.id))
        )
    )


def _facts_of(cards: Select[Any]) -> Prepared:
    """Return the statement of the facts that some cards are of, in the order of their articles."""
    columns = (
        _FACTS.c.id,
        _FACTS.c.article_id,
        _ARTICLES.c.title,
        _FACTS.c.passage,
        _PASSAGES.c.heading,
        _PASSAGES.c.text,
        _FACTS.c.statement,
        _FACTS.c.evidence,
        _FACTS.c.topics,
    )
    return Prepared(
        select(*columns)
        .join(_ARTICLES, _ARTICLES.c.id == _FACTS.c.article_id)
        .join(
            _PASSAGES,
            and_(
                _PASSAGES.c.article_id == _FACTS.c.article_id,
                _PASSAGES.c.number == _FACTS.c.passage,
            ),
        )
        .where(_FACTS.c.id.in_(cards.with_only_columns(_CARDS.c.fact_id)))
        .order_by(_FACTS.c.article_id, _FACTS.c.passage, _FACTS.c.position)
    )


_ABOUT_SET: Final = _facts_of(_CARDS_OF_SET)
_ABOUT_ARTICLE: Final = _facts_of(_CARDS_OF_ARTICLE)
_FACTS_IN_SET: Final = Prepared(_CARDS_OF_SET)
_FACTS_IN_ARTICLE: Final = Prepared(_CARDS_OF_ARTICLE)
_OF_SET: Final = _memories_of(_CARDS_OF_SET)
_OF_ARTICLE: Final = _memories_of(_CARDS_OF_ARTICLE)
_DUE: Final = Prepared(
    _of_sharing(select(_STATES.c.user_id, _STATES.c.due_day, func.count()), bindparam("class_id"))
    .where(
        # In the words of the queue's index, which then answers without the table.
        _STATES.c.stage.in_(bindparam("stages", expanding=True)),
        _STATES.c.due_day <= bindparam("last_day"),
        _STATES.c.suspended.is_(False),
    )
    .group_by(_STATES.c.user_id, _STATES.c.due_day),
    lists=("stages",),
)
_SLIPPING: Final = Prepared(
    _shared(select(_STATES.c.user_id, func.count()), bindparam("class_id"))
    .where(_STATES.c.lapses >= bindparam("lapses"))
    .group_by(_STATES.c.user_id)
)
_TITLES: Final = Prepared(
    select(_SETS.c.key, _SETS.c.title).where(_SETS.c.key.in_(bindparam("keys", expanding=True))),
    lists=("keys",),
)
_LEARNERS: Final = Prepared(
    select(
        _USERS.c.id,
        _USERS.c.name,
        _USERS.c.zone,
        _USERS.c.rollover_hour,
        _MEMBERS.c.shares_recall,
        _MEMBERS.c.shares_times,
        _FITTED.c.weights,
    )
    .join(_MEMBERS, _MEMBERS.c.user_id == _USERS.c.id)
    .outerjoin(
        _FITTED, and_(_FITTED.c.user_id == _USERS.c.id, _FITTED.c.name == _USERS.c.parameter_set)
    )
    .where(
        _MEMBERS.c.class_id == bindparam("class_id"),
        _MEMBERS.c.role == "learner",
        _MEMBERS.c.blocked_at.is_(None),
    )
    .order_by(_USERS.c.name_key)
)
_ASSIGNABLE: Final = Prepared(
    select(_SETS.c.id, _SETS.c.title)
    .where(
        _SETS.c.retired_at.is_(None),
        select(_SET_CARDS.c.card_id)
        .join(_CARDS, _CARDS.c.id == _SET_CARDS.c.card_id)
        .where(_SET_CARDS.c.set_id == _SETS.c.id, _CARDS.c.retired_in.is_(None))
        .exists(),
        set_assignable_by(bindparam("user")),
    )
    .order_by(_SETS.c.id)
)


def list_learners(session: Session, class_id: int) -> tuple[ClassLearner, ...]:
    """Return the learners of a class who are not blocked, by name."""
    return tuple(ClassLearner(*row) for row in _LEARNERS.rows(session, {"class_id": class_id}))


def list_facts(session: Session, set_id: int) -> tuple[FactOfSet, ...]:
    """Return the facts of a set, in the order of the article."""
    return tuple([FactOfSet(*row) for row in _ABOUT_SET.rows(session, {"set_id": set_id})])


def topic_titles(session: Session, facts: Iterable[FactOfSet]) -> dict[str, str]:
    """Return what the topics of some facts are called, by their ids: in the first article."""
    keys = {f"topic:{fact.article_id}/{topic}": topic for fact in facts for topic in fact.topics}
    found: dict[str, str] = dict(cast("Any", _TITLES.rows(session, {"keys": list(keys)})))
    titles: dict[str, str] = {}
    for key, topic in keys.items():
        if key in found:
            titles.setdefault(topic, found[key])
    return titles


def list_facts_of_article(session: Session, article_id: str) -> tuple[FactOfSet, ...]:
    """Return the facts of an article that are asked about, in its order."""
    rows = _ABOUT_ARTICLE.rows(session, {"article_id": article_id})
    return tuple([FactOfSet(*row) for row in rows])


def list_memories(
    session: Session, *, class_id: int, set_id: int
) -> tuple[Sequence[MemoryRow], Mapping[int, str]]:
    """Return what the learners who share it remember of a set, and the fact of each card.

    What was never answered is left out.
    """
    rows = _OF_SET.rows(session, {"class_id": class_id, "set_id": set_id})
    facts = _FACTS_IN_SET.rows(session, {"set_id": set_id})
    return cast("Sequence[MemoryRow]", rows), dict(cast("Sequence[tuple[int, str]]", facts))


def list_memories_of_article(
    session: Session, *, class_id: int, article_id: str
) -> tuple[Sequence[MemoryRow], Mapping[int, str]]:
    """Return what the learners who share it remember of an article; as ``list_memories``."""
    rows = _OF_ARTICLE.rows(session, {"class_id": class_id, "article_id": article_id})
    facts = _FACTS_IN_ARTICLE.rows(session, {"article_id": article_id})
    return cast("Sequence[MemoryRow]", rows), dict(cast("Sequence[tuple[int, str]]", facts))


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
    rows = _SLIPPING.rows(session, {"class_id": class_id, "lapses": lapses})
    return {row[0]: row[1] for row in rows}


def count_due(session: Session, class_id: int, *, last_day: int) -> Sequence[tuple[int, int, int]]:
    """Return (learner, study day, cards due on it) of those who share recall, to a study day."""
    values = {"class_id": class_id, "last_day": last_day, "stages": _ANSWERED}
    rows = _DUE.rows(session, values)
    return cast("Sequence[tuple[int, int, int]]", rows)


def list_sets(session: Session, user_id: int) -> tuple[tuple[int, str], ...]:
    """Return (id, title) of the sets a person may assign, published ones first."""
    return tuple((row[0], row[1]) for row in _ASSIGNABLE.rows(session, {"user": user_id}))


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
