"""Queries of the pages of a card and a fact, and of what a running quiz keeps closed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from quizapp.store.bank.visibility import visible_to
from quizapp.store.base import core_table
from quizapp.store.study.memory_queries import State, state_of
from quizapp.store.tables.assigning import AttemptItem
from quizapp.store.tables.classes import Assignment, AssignmentItem, Attempt
from quizapp.store.tables.content import ArticleRow, CardRow, FactRow, PassageRow, QuestionRow
from quizapp.store.tables.memory import CardState

_CARDS: Final = core_table(CardRow)
_STATES: Final = core_table(CardState)


@dataclass(frozen=True, slots=True)
class FactBehind:
    """The fact of a card with its passage, as published now.

    Attributes:
        language: that its article is written in.
    """

    fact_id: str
    article: str
    article_title: str
    passage: int
    heading: str
    text: str
    status: str
    statement: str
    evidence: str
    explanation: str
    language: str
    retired: bool


@dataclass(frozen=True, slots=True)
class FactCard:
    """A card of a fact with a person's state of it, if they have one."""

    card_id: int
    view: str
    retired: bool
    state: State | None


def find_fact_of(session: Session, card_id: int, *, user_id: int) -> FactBehind | None:
    """Return the fact of a card, retired or not; None when the person sees no such card."""
    row: Any = session.execute(
        select(
            FactRow.id,
            FactRow.article_id,
            ArticleRow.title,
            FactRow.passage,
            func.coalesce(PassageRow.heading, ""),
            func.coalesce(PassageRow.text, ""),
            FactRow.status,
            FactRow.statement,
            FactRow.evidence,
            FactRow.explanation,
            ArticleRow.language,
            FactRow.retired_in.is_not(None),
        )
        .join(CardRow, CardRow.fact_id == FactRow.id)
        .join(ArticleRow, ArticleRow.id == FactRow.article_id)
        .outerjoin(
            PassageRow,
            and_(PassageRow.article_id == FactRow.article_id, PassageRow.number == FactRow.passage),
        )
        .where(CardRow.id == card_id, visible_to(user_id, FactRow.article_id))
    ).first()
    return None if row is None else FactBehind(*row)


def list_cards_of_fact(session: Session, *, user_id: int, fact_id: str) -> tuple[FactCard, ...]:
    """Return the cards of a fact in their order, retired ones too, with a person's states."""
    found: Any = (
        select(_CARDS.c.id, _CARDS.c.view, _CARDS.c.retired_in, *_STATES.c)
        .outerjoin(_STATES, and_(_STATES.c.card_id == _CARDS.c.id, _STATES.c.user_id == user_id))
        .where(_CARDS.c.fact_id == fact_id)
        .order_by(_CARDS.c.position, _CARDS.c.id)
    )
    return tuple(
        FactCard(
            card_id=row[0],
            view=row[1],
            retired=row[2] is not None,
            state=None if row.user_id is None else state_of(row),
        )
        for row in session.execute(found)
    )


def list_closed_articles(session: Session, *, user_id: int, now: datetime) -> frozenset[str]:
    """Return the articles that a running quiz of the person asks about."""
    rows = session.scalars(
        select(FactRow.article_id)
        .distinct()
        .join(CardRow, CardRow.fact_id == FactRow.id)
        .join(QuestionRow, QuestionRow.card_id == CardRow.id)
        .join(AssignmentItem, AssignmentItem.question_id == QuestionRow.id)
        .join(AttemptItem, AttemptItem.item_id == AssignmentItem.id)
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(
            Attempt.user_id == user_id,
            Attempt.submitted_at.is_(None),
            or_(Attempt.deadline_at.is_(None), Attempt.deadline_at > now),
            Assignment.withdrawn_at.is_(None),
            AssignmentItem.dropped_at.is_(None),
        )
    )
    return frozenset(rows)
