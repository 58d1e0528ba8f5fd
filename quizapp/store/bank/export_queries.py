"""What a set is made of, for those who take it to another program: questions with their keys."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from quizapp.store.tables.content import (
    ArticleRow,
    CardRow,
    FactRow,
    PassageRow,
    QuestionRow,
    QuestionSet,
    SetCard,
)


@dataclass(frozen=True, slots=True)
class QuestionOfSet:
    """A current question of a set, with what stands behind it."""

    card_id: int
    fact: str
    key: str
    version: str
    type: str
    level: str
    content: dict[str, Any]
    fact_type: str
    topics: list[str]
    article: str
    passage: int
    passage_text: str


def find_set(session: Session, set_id: int) -> QuestionSet | None:
    """Return a set, whoever's it is."""
    return session.scalar(
        select(QuestionSet).where(QuestionSet.id == set_id, QuestionSet.deck_id.is_(None))
    )


def list_sets(session: Session) -> tuple[QuestionSet, ...]:
    """Return the published sets and those of teachers that still stand, by number."""
    return tuple(
        session.scalars(
            select(QuestionSet)
            .where(
                QuestionSet.retired_at.is_(None),
                QuestionSet.kind != "passage",
                QuestionSet.deck_id.is_(None),
            )
            .order_by(QuestionSet.id)
        )
    )


def list_questions(session: Session, set_id: int) -> tuple[QuestionOfSet, ...]:
    """Return every current question of a set, in the order of its cards."""
    columns: tuple[Any, ...] = (
        CardRow.id,
        CardRow.fact_id,
        QuestionRow.key,
        QuestionRow.version,
        QuestionRow.type,
        QuestionRow.level,
        QuestionRow.content,
        FactRow.type,
        FactRow.topics,
        ArticleRow.title,
        FactRow.passage,
        PassageRow.text,
    )
    rows = session.execute(
        select(*columns)
        .join(CardRow, CardRow.id == QuestionRow.card_id)
        .join(SetCard, SetCard.card_id == CardRow.id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .join(ArticleRow, ArticleRow.id == FactRow.article_id)
        .join(
            PassageRow,
            and_(
                PassageRow.article_id == FactRow.article_id,
                PassageRow.number == FactRow.passage,
            ),
        )
        .where(
            SetCard.set_id == set_id,
            QuestionRow.current.is_(True),
            CardRow.retired_in.is_(None),
        )
        .order_by(SetCard.position, CardRow.id, QuestionRow.id)
    )
    return tuple(QuestionOfSet(*row) for row in rows)
