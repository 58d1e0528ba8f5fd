"""The marks of a class: of many learners at many quizzes, by one set of statements."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.services.marking.grade_marks import Mark, mark_of
from quizapp.store.quizzes import grade_queries
from quizapp.store.quizzes.grade_queries import AttemptMark, Grants
from quizapp.store.tables.classes import Assignment


@dataclass(frozen=True, slots=True)
class ClassMarks:
    """Marks by (learner, quiz), the points of each quiz in full, and what changes their times."""

    marks: Mapping[tuple[int, int], Mark]
    possible: Mapping[int, float]
    grants: Grants


def marks_of_class(
    session: Session,
    class_id: int,
    quizzes: Sequence[Assignment],
    *,
    people: Collection[int],
    now: datetime,
) -> ClassMarks:
    """Return the mark of each of these people at each of these quizzes of one class."""
    return marks_of_classes(session, {class_id: quizzes}, people=people, now=now)[class_id]


def marks_of_classes(
    session: Session,
    quizzes: Mapping[int, Sequence[Assignment]],
    *,
    people: Collection[int],
    now: datetime,
) -> dict[int, ClassMarks]:
    """Return by class the marks of these people; as many statements as for one class.

    Args:
        quizzes: by class.
    """
    ids = [quiz.id for each in quizzes.values() for quiz in each]
    possible = grade_queries.points_possible(session, ids)
    grants = grade_queries.list_grants_of(session, list(quizzes), ids)
    only = next(iter(people)) if len(people) == 1 else None
    attempts: dict[tuple[int, int], list[AttemptMark]] = {}
    for attempt in grade_queries.list_attempts(session, ids, user_id=only):
        attempts.setdefault((attempt.user_id, attempt.assignment_id), []).append(attempt)
    return {
        class_id: ClassMarks(
            {
                (user_id, quiz.id): mark_of(
                    quiz,
                    user_id=user_id,
                    attempts=attempts.get((user_id, quiz.id), ()),
                    grants=grants[class_id],
                    possible=possible.get(quiz.id, 0.0),
                    now=now,
                )
                for user_id in people
                for quiz in each
            },
            possible,
            grants[class_id],
        )
        for class_id, each in quizzes.items()
    }
