"""What the offline bundle must leave out: the facts of quizzes that run or are to come."""

from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from quizapp.store.classes import Assignment, AssignmentItem, Attempt, ClassMember
from quizapp.store.content import CardRow, QuestionRow


def list_quiz_facts(session: Session, *, user_id: int, now: datetime) -> frozenset[str]:
    """Return the facts that a quiz of the learner asks or may yet ask, or whose key it withholds.

    That is a quiz with a running attempt; or one not past its due time that can still be tried,
    now or once it opens, or that shows its keys only after it is due. A question that was dropped
    counts too: a running attempt may have shown it.
    """
    mine = (Attempt.assignment_id == Assignment.id, Attempt.user_id == user_id)
    running = select(Attempt.id).where(*mine, Attempt.submitted_at.is_(None)).exists()
    used = select(func.count()).select_from(Attempt).where(*mine).scalar_subquery()
    open_still = and_(
        or_(Assignment.due_at.is_(None), Assignment.due_at > now),
        or_(
            Assignment.attempts_allowed == 0,
            used < Assignment.attempts_allowed,
            Assignment.show_key.in_(("due", "never")),
        ),
    )
    found = session.scalars(
        select(CardRow.fact_id)
        .distinct()
        .join(QuestionRow, QuestionRow.card_id == CardRow.id)
        .join(AssignmentItem, AssignmentItem.question_id == QuestionRow.id)
        .join(Assignment, Assignment.id == AssignmentItem.assignment_id)
        .join(ClassMember, ClassMember.class_id == Assignment.class_id)
        .where(
            ClassMember.user_id == user_id,
            ClassMember.role == "learner",
            ClassMember.blocked_at.is_(None),
            Assignment.withdrawn_at.is_(None),
            or_(running, open_still),
        )
    )
    return frozenset(found)
