"""One learner in a class, for its teachers: the page about them, and their work as files."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.errors import ResponseError
from quizapp.formats.sheets.csv_table import Cell, to_csv
from quizapp.generation import codec, variant
from quizapp.generation.question import Question
from quizapp.services.classes.accommodations import Grant, grant_of
from quizapp.services.classes.classes import learner_of, taught_class
from quizapp.services.people.accounts import get_user
from quizapp.services.questions.question_words import given_words
from quizapp.services.quizzes.quiz_scoring import item_seed
from quizapp.store.engine import reading
from quizapp.store.tables.assigning import Accommodation
from quizapp.store.tables.classes import Attempt, ClassMember, SchoolClass
from quizapp.store.teaching import class_queries, group_queries, retention_queries, work_queries
from quizapp.store.teaching.work_queries import WorkAnswer, WorkAssignment


@dataclass(frozen=True, slots=True)
class LearnerInClass:
    """A learner as the class's teachers see them.

    Attributes:
        joined_at: None for one who is off the class list; what is of the list is empty then.
        attempts: how many there are, by assignment.
    """

    class_id: int
    class_name: str
    zone: str
    user_id: int
    name: str
    external_id: str
    joined_at: datetime | None
    blocked: bool
    groups: tuple[str, ...]
    grant: Grant
    shares_recall: bool
    shares_times: bool
    assignments: tuple[WorkAssignment, ...]
    attempts: dict[int, int]


@dataclass(frozen=True, slots=True)
class _Line:
    """One answer of one attempt, ready to be written."""

    assignment: str
    attempt: Attempt
    answer: WorkAnswer
    question: Question
    words: str


def get_learner(*, user_id: int, class_id: int, member_id: int) -> LearnerInClass:
    """Return a learner of a class that the person teaches, also one who is off its list.

    Raises:
        NotFoundError: there is no such class among theirs, or no such learner in it.
    """
    with reading() as session:
        member = worker_of(session, user_id, class_id, member_id)
        room = session.get_one(SchoolClass, class_id)
        groups = group_queries.list_groups(session, class_id)
        counts: dict[int, int] = {}
        who = {"class_id": class_id, "user_id": member_id}
        for attempt in work_queries.list_work_attempts(session, **who):
            counts[attempt.assignment_id] = counts.get(attempt.assignment_id, 0) + 1
        return LearnerInClass(
            class_id=class_id,
            class_name=room.name,
            zone=room.zone,
            user_id=member_id,
            name=get_user(session, user_id=member_id).name,
            external_id=(member.external_id or "") if member else "",
            joined_at=member.joined_at if member else None,
            blocked=member is not None and member.blocked_at is not None,
            groups=tuple(each.name for each in groups if member_id in each.members),
            grant=grant_of(session.get(Accommodation, (class_id, member_id))),
            shares_recall=member is not None and member.shares_recall,
            shares_times=member is not None and member.shares_times,
            assignments=work_queries.list_work_assignments(session, **who),
            attempts=counts,
        )


def list_former(*, user_id: int, class_id: int) -> tuple[tuple[int, str], ...]:
    """Return (id, name) of those off the list whose work in the class is still stored, by name.

    Raises:
        NotFoundError: there is no such class among the person's.
    """
    with reading() as session:
        taught_class(session, user_id=user_id, class_id=class_id)
        return retention_queries.list_former(session, class_id)


def worker_of(session: Session, user_id: int, class_id: int, member_id: int) -> ClassMember | None:
    """Return a learner's membership; None for one off the list whose work is still stored.

    Raises:
        NotFoundError: there is no such class among the person's, or neither in it.
    """
    taught_class(session, user_id=user_id, class_id=class_id)
    if class_queries.find_member(session, class_id=class_id, user_id=member_id) is None:
        work = retention_queries.count_work(session, class_id=class_id, user_id=member_id)
        if any(work.values()):
            return None
    return learner_of(session, user_id, class_id, member_id)


def work_json(*, user_id: int, class_id: int, member_id: int, now: datetime) -> str:
    """Return a learner's work in the class as JSON: attempts with every answer, exceptions.

    Instants are ISO 8601 in UTC; a response stands as it was sent, and in words.
    """
    learner = get_learner(user_id=user_id, class_id=class_id, member_id=member_id)
    attempts: dict[int, dict[str, object]] = {}
    answers: dict[int, list[dict[str, object]]] = {}
    for attempt, title in _attempts(user_id, class_id, member_id):
        attempts[attempt.id] = {
            "assignment": title,
            "number": attempt.number,
            "started_at": attempt.started_at,
            "submitted_at": attempt.submitted_at,
            "score": attempt.score,
            "of": attempt.max_score,
            "late_by_s": attempt.late_by_s,
            "answers": answers.setdefault(attempt.id, []),
        }
    for line in _lines(user_id, class_id, member_id):
        answers[line.attempt.id].append(
            {
                "question": line.question.stem,
                "response": line.answer.response,
                "answer": line.words,
                "saved_at": line.answer.saved_at,
                "score": line.answer.score,
                "points_by_hand": line.answer.manual_score,
                "comment": line.answer.comment,
            }
        )
    document = {
        "format": "quizapp-class-work-1",
        "made_at": now,
        "class": learner.class_name,
        "name": learner.name,
        "student_id": learner.external_id,
        "groups": learner.groups,
        "accommodation": {
            "time_factor": learner.grant.time_factor,
            "untimed": learner.grant.untimed,
            "later_minutes": learner.grant.later_minutes,
            "extra_attempts": learner.grant.extra_attempts,
        },
        "exceptions": [
            {
                "assignment": each.title,
                "due_at": each.exception.due_at,
                "closes_at": each.exception.closes_at,
                "extra_time_s": each.exception.extra_time_s,
                "extra_attempts": each.exception.extra_attempts,
                "excused_at": each.exception.excused_at,
            }
            for each in learner.assignments
            if each.exception is not None
        ],
        "attempts": list(attempts.values()),
    }
    return json.dumps(document, ensure_ascii=False, indent=1, default=_plain)


def work_csv(*, user_id: int, class_id: int, member_id: int) -> str:
    """Return a learner's work in the class as CSV: a row for each question of each attempt."""
    header = ("Assignment", "Attempt", "Submitted", "Question", "Answer", "Score", "Comment")
    rows: list[tuple[Cell, ...]] = [
        (
            line.assignment,
            line.attempt.number,
            line.attempt.submitted_at.isoformat() if line.attempt.submitted_at else "",
            line.question.stem,
            line.words,
            line.answer.score,
            line.answer.comment,
        )
        for line in _lines(user_id, class_id, member_id)
    ]
    return to_csv(header, rows)


def _attempts(user_id: int, class_id: int, member_id: int) -> tuple[tuple[Attempt, str], ...]:
    """Return each attempt with the title of its assignment."""
    with reading() as session:
        worker_of(session, user_id, class_id, member_id)
        who = {"class_id": class_id, "user_id": member_id}
        titles = {
            each.id: each.title for each in work_queries.list_work_assignments(session, **who)
        }
        attempts = work_queries.list_work_attempts(session, **who)
        # They are read after this transaction, whose end would have each fetched again by itself.
        session.expunge_all()
        return tuple((each, titles[each.assignment_id]) for each in attempts)


def _lines(user_id: int, class_id: int, member_id: int) -> list[_Line]:
    attempts = _attempts(user_id, class_id, member_id)
    with reading() as session:
        found = work_queries.answers_by_attempt(session, class_id=class_id, user_id=member_id)
    lines = []
    for attempt, title in attempts:
        for answer in found.get(attempt.id, ()):
            question = codec.from_json(dict(answer.content))
            words = _words(question, answer, seed=item_seed(attempt.seed, answer.item_id))
            lines.append(_Line(title, attempt, answer, question, words))
    return lines


def _words(question: Question, answer: WorkAnswer, *, seed: str) -> str:
    """Return what was answered as people read it; "" for nothing."""
    if answer.response is None:
        return ""
    try:
        return given_words(
            question, variant.canonical(question, seed=seed, response=dict(answer.response))
        )
    except ResponseError:
        return json.dumps(answer.response, ensure_ascii=False)


def _plain(value: object) -> str:
    """Return the JSON form of what JSON does not know."""
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
