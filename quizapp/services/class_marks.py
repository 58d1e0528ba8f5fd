"""Each learner's grades at the quizzes of a class that are for them, with their own times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.services.grade_marks import Mark, mark_of
from quizapp.services.quiz_times import times_for
from quizapp.store import grade_queries
from quizapp.store.classes import Assignment
from quizapp.store.grade_queries import AttemptMark


@dataclass(frozen=True, slots=True)
class QuizMark:
    """A learner's standing at a quiz that is for them. due_at: the learner's own due time."""

    mark: Mark
    due_at: datetime | None


def marks_of_class(
    session: Session, *, class_id: int, user_ids: Iterable[int], now: datetime
) -> tuple[tuple[Assignment, ...], dict[int, tuple[QuizMark, ...]]]:
    """Return the quizzes of a class by due time, and by learner how they stand at theirs.

    Six statements, however many learners and quizzes. What is excused or for others is left out.
    """
    quizzes = grade_queries.list_quizzes(session, class_id)
    ids = [each.id for each in quizzes]
    grants = grade_queries.list_grants(session, class_id, ids)
    attempts: dict[tuple[int, int], list[AttemptMark]] = {}
    for each in grade_queries.list_attempts(session, ids):
        attempts.setdefault((each.user_id, each.assignment_id), []).append(each)
    found = {}
    for user_id in user_ids:
        mine = []
        for quiz in quizzes:
            mark = mark_of(
                quiz,
                user_id=user_id,
                attempts=attempts.get((user_id, quiz.id), ()),
                grants=grants,
                possible=0.0,
                now=now,
            )
            if mark.state not in {"not_meant", "excused"}:
                times = times_for(
                    quiz,
                    accommodation=grants.accommodations.get(user_id),
                    exception=grants.exceptions.get((quiz.id, user_id)),
                )
                mine.append(QuizMark(mark, times.due_at))
        found[user_id] = tuple(mine)
    return quizzes, found
