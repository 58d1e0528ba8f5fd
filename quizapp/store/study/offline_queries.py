"""What the offline bundle must leave out: the facts of quizzes that run or are to come."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.store.tables.classes import AssignmentItem
from quizapp.store.tables.content import CardRow, FactRow, QuestionRow, SetCard


def list_quiz_facts(session: Session, assignment_ids: Collection[int]) -> frozenset[str]:
    """Return the facts that items of quizzes ask.

    A question that was dropped counts too: a running attempt may have shown it.
    """
    found = session.scalars(
        select(CardRow.fact_id)
        .distinct()
        .join(QuestionRow, QuestionRow.card_id == CardRow.id)
        .join(AssignmentItem, AssignmentItem.question_id == QuestionRow.id)
        .where(AssignmentItem.assignment_id.in_(assignment_ids))
    )
    return frozenset(found)


def list_facts_of_sets(
    session: Session, set_ids: Collection[int]
) -> tuple[tuple[int, str, str, int], ...]:
    """Return (set id, fact id, article id, passage) of the facts that sets hold."""
    rows = session.execute(
        select(SetCard.set_id, FactRow.id, FactRow.article_id, FactRow.passage)
        .distinct()
        .join(CardRow, CardRow.id == SetCard.card_id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .where(SetCard.set_id.in_(set_ids))
    )
    return tuple((row[0], row[1], row[2], row[3]) for row in rows)
