"""How each learner stands at the quizzes of a class that are for them, with their own times."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.services.classes.class_marks import marks_of_class
from quizapp.services.marking.grade_marks import Mark
from quizapp.services.quizzes.quiz_times import times_for
from quizapp.store.quizzes import grade_queries
from quizapp.store.tables.classes import Assignment


@dataclass(frozen=True, slots=True)
class QuizMark:
    """A learner's standing at a quiz that is for them. due_at: the learner's own due time."""

    mark: Mark
    due_at: datetime | None


def standing_in_class(
    session: Session, *, class_id: int, user_ids: Collection[int], now: datetime
) -> tuple[tuple[Assignment, ...], dict[int, tuple[QuizMark, ...]]]:
    """Return the quizzes of a class by due time, and by learner how they stand at theirs.

    At most seven statements, however many learners and quizzes; three where there is no quiz. What
    is excused or for others is left out.
    """
    quizzes = grade_queries.list_quizzes(session, class_id)
    found = marks_of_class(session, class_id, quizzes, people=user_ids, now=now)
    standing = {}
    for user_id in user_ids:
        mine = []
        for quiz in quizzes:
            mark = found.marks[user_id, quiz.id]
            if mark.state not in {"not_meant", "excused"}:
                times = times_for(
                    quiz,
                    accommodation=found.grants.accommodations.get(user_id),
                    exception=found.grants.exceptions.get((quiz.id, user_id)),
                )
                mine.append(QuizMark(mark, times.due_at))
        standing[user_id] = tuple(mine)
    return quizzes, standing
