"""Queries behind grading one question of a quiz by hand, and mending its key."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, select
from sqlalchemy.orm import Session

from quizapp.store.base import core_table
from quizapp.store.tables.assigning import AnswerCredit, AttemptItem
from quizapp.store.tables.classes import (
    Assignment,
    AssignmentItem,
    Attempt,
    AttemptAnswer,
    ClassMember,
    SchoolClass,
)
from quizapp.store.tables.content import QuestionRow
from quizapp.store.tables.people import User

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A question of an assignment, dropped ones too."""

    item_id: int
    position: int
    question_id: int
    points: float
    dropped_as: str


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What one submitted attempt has at an item; without an answer the last five are empty."""

    attempt_id: int
    user_id: int
    name: str
    number: int
    seed: str
    response: Content | None
    score: float | None
    manual_score: float | None
    comment: str
    graded_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewerVersion:
    """A version of a question that was published after the one that was asked."""

    question_id: int
    current: bool


def find_item_for_teacher(
    session: Session, *, item_id: int, user_id: int
) -> tuple[AssignmentItem, Assignment, SchoolClass] | None:
    """Return an item of a class the person teaches, with its assignment and class."""
    row = session.execute(
        select(AssignmentItem, Assignment, SchoolClass)
        .join(Assignment, Assignment.id == AssignmentItem.assignment_id)
        .join(SchoolClass, SchoolClass.id == Assignment.class_id)
        .join(ClassMember, ClassMember.class_id == SchoolClass.id)
        .where(
            AssignmentItem.id == item_id,
            ClassMember.user_id == user_id,
            ClassMember.role == "teacher",
            ClassMember.blocked_at.is_(None),
        )
    ).first()
    return None if row is None else (row[0], row[1], row[2])


def list_item_lines(session: Session, assignment_id: int) -> tuple[ItemLine, ...]:
    """Return all questions of an assignment in order, dropped ones too."""
    rows = session.execute(
        select(
            AssignmentItem.id,
            AssignmentItem.position,
            AssignmentItem.question_id,
            AssignmentItem.points,
            AssignmentItem.dropped_as,
        )
        .where(AssignmentItem.assignment_id == assignment_id)
        .order_by(AssignmentItem.position, AssignmentItem.id)
    )
    return tuple(ItemLine(*row) for row in rows)


def list_given(session: Session, item_id: int) -> tuple[GivenAnswer, ...]:
    """Return what every submitted attempt that asks an item has there, by learner and number."""
    rows = session.execute(
        select(
            Attempt.id,
            Attempt.user_id,
            User.name,
            Attempt.number,
            Attempt.seed,
            AttemptAnswer.response,
            AttemptAnswer.score,
            AttemptAnswer.manual_score,
            AttemptAnswer.comment,
            AttemptAnswer.graded_at,
        )
        .select_from(AttemptItem)
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .join(User, User.id == Attempt.user_id)
        .outerjoin(
            AttemptAnswer,
            and_(AttemptAnswer.attempt_id == Attempt.id, AttemptAnswer.item_id == item_id),
        )
        .where(AttemptItem.item_id == item_id, Attempt.submitted_at.is_not(None))
        .order_by(User.name_key, Attempt.number)
    )
    return tuple(GivenAnswer(*row[:8], row[8] or "", row[9]) for row in rows)


def list_credits(session: Session, item_id: int) -> tuple[AnswerCredit, ...]:
    """Return the credits of an item, oldest first."""
    return tuple(
        session.scalars(
            select(AnswerCredit).where(AnswerCredit.item_id == item_id).order_by(AnswerCredit.id)
        )
    )


def list_newer(session: Session, question_id: int) -> tuple[NewerVersion, ...]:
    """Return the versions of a question after this one, newest first."""
    asked = select(QuestionRow.key).where(QuestionRow.id == question_id).scalar_subquery()
    rows = session.execute(
        select(QuestionRow.id, QuestionRow.current)
        .where(QuestionRow.key == asked, QuestionRow.id > question_id)
        .order_by(QuestionRow.id.desc())
    )
    return tuple(NewerVersion(*row) for row in rows)


def find_answer_for_teacher(
    session: Session, *, attempt_id: int, item_id: int, user_id: int
) -> tuple[Attempt, Assignment, AssignmentItem] | None:
    """Return an attempt that asks the item, in a class the person teaches."""
    row = session.execute(
        select(Attempt, Assignment, AssignmentItem)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .join(AssignmentItem, AssignmentItem.id == AttemptItem.item_id)
        .join(ClassMember, ClassMember.class_id == Assignment.class_id)
        .where(
            Attempt.id == attempt_id,
            AttemptItem.item_id == item_id,
            ClassMember.user_id == user_id,
            ClassMember.role == "teacher",
            ClassMember.blocked_at.is_(None),
        )
    ).first()
    return None if row is None else (row[0], row[1], row[2])


def delete_credits(session: Session, ids: Collection[int]) -> None:
    """Take credits away."""
    if ids:
        session.execute(delete(core_table(AnswerCredit)).where(AnswerCredit.id.in_(ids)))


@dataclass(frozen=True, slots=True)
class AskedItem:
    """A question that an attempt asks, with what stands for it.

    Attributes:
        position: in the attempt, before any shuffling. section: of the assignment.
        score: 0..1 as it counts; None without an answer.
    """

    item_id: int
    position: int
    section: int
    question_id: int
    points: float
    dropped_as: str
    score: float | None
    manual_score: float | None
    comment: str


def list_asked(session: Session, attempt_id: int) -> tuple[AskedItem, ...]:
    """Return what an attempt asks, dropped questions too."""
    rows = session.execute(
        select(
            AttemptItem.item_id,
            AttemptItem.position,
            AssignmentItem.section,
            AssignmentItem.question_id,
            AssignmentItem.points,
            AssignmentItem.dropped_as,
            AttemptAnswer.score,
            AttemptAnswer.manual_score,
            AttemptAnswer.comment,
        )
        .select_from(AttemptItem)
        .join(AssignmentItem, AssignmentItem.id == AttemptItem.item_id)
        .outerjoin(
            AttemptAnswer,
            and_(
                AttemptAnswer.attempt_id == AttemptItem.attempt_id,
                AttemptAnswer.item_id == AttemptItem.item_id,
            ),
        )
        .where(AttemptItem.attempt_id == attempt_id)
        .order_by(AttemptItem.position, AttemptItem.item_id)
    )
    return tuple(AskedItem(*row[:8], row[8] or "") for row in rows)
