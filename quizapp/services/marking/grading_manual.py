"""A teacher's own points and words for one answer of one attempt; the learner is told."""

from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.services.marking import regrading
from quizapp.services.marking.grading_items import NOT_YOURS
from quizapp.services.marking.grading_telling import tell
from quizapp.store.engine import lock_for, writing
from quizapp.store.quizzes import grading_queries
from quizapp.store.tables.assigning import Notice
from quizapp.store.tables.classes import Assignment, AssignmentItem, Attempt, AttemptAnswer
from quizapp.store.tables.people import AuditEntry

LONGEST_COMMENT: Final = 2000


@dataclass(frozen=True, slots=True)
class Judged:
    """What was stored.

    Attributes:
        points: of the question, as they count now. of: in full.
        total: points of the attempt.
    """

    points: float
    of: float
    total: float


def grade_answer(
    *,
    user_id: int,
    attempt_id: int,
    item_id: int,
    points: float | None,
    comment: str,
    now: datetime,
) -> Judged:
    """Give an answer points and a comment; points None leaves them to key and credits.

    An answer that was left empty can be given points too. The same twice changes nothing.

    Raises:
        NotFoundError: no such answer in a class of this teacher.
        ConflictError: the attempt is still running. InputError: points or comment do not fit.
    """
    words = comment.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(words) > LONGEST_COMMENT:
        raise InputError(
            "A comment has at most {most} letters.", most=LONGEST_COMMENT, field="comment"
        )
    with writing() as session:
        attempt, assignment, item = _taught(
            session, user_id=user_id, attempt_id=attempt_id, item_id=item_id
        )
        lock_for(session, attempt.user_id)
        session.refresh(attempt)
        if attempt.submitted_at is None:
            raise ConflictError("This attempt is still running; it can be graded once handed in.")
        share = _share(points, of=item.points)
        answer = session.get(AttemptAnswer, (attempt_id, item_id))
        if answer is None:
            answer = AttemptAnswer(
                attempt_id=attempt_id, item_id=item_id, response=None, saved_at=now, comment=""
            )
            session.add(answer)
        before = (answer.manual_score, answer.comment or "")
        if (share, words) != before:
            answer.manual_score, answer.comment = share, words
            answer.graded_by, answer.graded_at = user_id, now
            session.flush()
            _regrade(session, attempt, assignment, item, by=user_id, before=before, now=now)
        session.refresh(answer)
        session.refresh(attempt)
        return Judged((answer.score or 0.0) * item.points, item.points, attempt.score or 0.0)


def _taught(
    session: Session, *, user_id: int, attempt_id: int, item_id: int
) -> tuple[Attempt, Assignment, AssignmentItem]:
    found = grading_queries.find_answer_for_teacher(
        session, attempt_id=attempt_id, item_id=item_id, user_id=user_id
    )
    if found is None:
        raise NotFoundError(NOT_YOURS)
    return found


def _share(points: float | None, *, of: float) -> float | None:
    """Return points as a share of the question's, 0..1."""
    if points is None:
        return None
    if not isfinite(points) or not 0 <= points <= of:
        raise InputError("Give 0 to {most} points.", most=f"{of:g}", field="points")
    return points / of if of else 0.0


def _regrade(
    session: Session,
    attempt: Attempt,
    assignment: Assignment,
    item: AssignmentItem,
    *,
    by: int,
    before: tuple[float | None, str],
    now: datetime,
) -> None:
    """Sum the attempt up anew, enter what was done, and tell the learner."""
    material = regrading.material_of(session, [item.id], attempt_id=attempt.id)
    found = regrading.grade_anew(material)
    regrading.store(session, found)
    answer = session.get_one(AttemptAnswer, (attempt.id, item.id))
    session.add(
        AuditEntry(
            at=now,
            actor_id=by,
            action="quiz.graded_by_hand",
            subject=f"attempt:{attempt.id}",
            detail={
                "item": item.id,
                "before": before[0],
                "after": answer.manual_score,
                "commented": answer.comment != before[1],
            },
        )
    )
    fresh = answer.comment if answer.comment != before[1] else ""
    if found.changes:
        tell(session, assignment, found.changes, note=fresh, now=now)
    elif fresh:
        session.add(
            Notice(
                user_id=attempt.user_id,
                assignment_id=assignment.id,
                kind="commented",
                values={"attempt": attempt.id},
                note=fresh,
                made_at=now,
            )
        )
