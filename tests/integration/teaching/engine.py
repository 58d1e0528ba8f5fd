"""What tests of the quiz engine share: to change an assignment as its teacher's pages will."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event, select

from quizapp.services.quizzes import quiz_times
from quizapp.store.engine import db, reading, writing
from quizapp.store.tables.assigning import Accommodation, AssignmentException, AttemptItem
from quizapp.store.tables.classes import Assignment, AssignmentItem, Attempt
from tests.integration.teaching.conftest import School


def change(school: School, quiz: int, **values: object) -> None:
    """Set columns of an assignment; running attempts take the deadlines that follow."""
    with school.app.app_context(), writing() as session:
        row = session.get_one(Assignment, quiz)
        for name, value in values.items():
            setattr(row, name, value)
        session.flush()
        quiz_times.follow(session, now=school.now, assignment_ids=[quiz])


def grant(school: School, user_id: int, **values: object) -> None:
    """Give a learner an accommodation in the class."""
    with school.app.app_context(), writing() as session:
        session.merge(
            Accommodation(
                class_id=school.class_id, user_id=user_id, changed_at=school.now, **values
            )
        )
        session.flush()
        quiz_times.follow(session, now=school.now, class_id=school.class_id, user_id=user_id)


def except_for(school: School, quiz: int, user_id: int, **values: object) -> None:
    """Give a learner an exception at one assignment."""
    with school.app.app_context(), writing() as session:
        session.merge(
            AssignmentException(
                assignment_id=quiz, user_id=user_id, changed_at=school.now, **values
            )
        )
        session.flush()
        quiz_times.follow(session, now=school.now, assignment_ids=[quiz], user_id=user_id)


def drop(school: School, item_id: int, *, how: str) -> None:
    """Take a question out, as its teacher would."""
    with school.app.app_context(), writing() as session:
        row = session.get_one(AssignmentItem, item_id)
        row.dropped_at, row.dropped_as = school.now, how


def attempts_of(school: School, quiz: int) -> list[Attempt]:
    """Return the attempts at a quiz, oldest first."""
    with school.app.app_context(), reading() as session:
        found = list(
            session.scalars(
                select(Attempt).where(Attempt.assignment_id == quiz).order_by(Attempt.id)
            )
        )
        session.expunge_all()
        return found


def asked(school: School, attempt: int) -> list[int]:
    """Return the items that an attempt asks, in order."""
    with school.app.app_context(), reading() as session:
        return list(
            session.scalars(
                select(AttemptItem.item_id)
                .where(AttemptItem.attempt_id == attempt)
                .order_by(AttemptItem.position)
            )
        )


@contextmanager
def statements(school: School) -> Iterator[list[str]]:
    """Collect the SQL statements that are executed meanwhile."""
    seen: list[str] = []
    with school.app.app_context():
        engine = db.engine

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
