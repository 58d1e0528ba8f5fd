"""What the offline bundle must leave out: the facts of quizzes that run or are to come."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.store.classes import Assignment, AssignmentItem
from quizapp.store.content import CardRow, QuestionRow, SetCard


def list_quiz_facts(session: Session, assignment_ids: Collection[int]) -> frozenset[str]:
    """Return the facts that quizzes ask or may ask.

    A question that was dropped counts too: a running attempt may have shown it. Of a quiz that
    is drawn for each learner all cards of its set count: its rules choose among them.
    """
    asked = (
        select(CardRow.fact_id)
        .join(QuestionRow, QuestionRow.card_id == CardRow.id)
        .join(AssignmentItem, AssignmentItem.question_id == QuestionRow.id)
        .where(AssignmentItem.assignment_id.in_(assignment_ids))
    )
    drawn = (
        select(CardRow.fact_id)
        .join(SetCard, SetCard.card_id == CardRow.id)
        .join(Assignment, Assignment.set_id == SetCard.set_id)
        .where(Assignment.id.in_(assignment_ids), Assignment.drawn.is_(True))
    )
    return frozenset(session.scalars(asked.union(drawn)))
