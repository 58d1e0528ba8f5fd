"""Queries about what an attempt asks and what was answered. The number per call is constant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from quizapp.store.base import core_table
from quizapp.store.quizzes.quiz_queries import Content, ItemRow
from quizapp.store.tables.assigning import AttemptItem
from quizapp.store.tables.classes import (
    Assignment,
    AssignmentItem,
    Attempt,
    AttemptAnswer,
    ClassMember,
)
from quizapp.store.tables.content import ArticleRow, CardRow, FactRow, QuestionRow


@dataclass(frozen=True, slots=True)
class GivenRow:
    """A saved answer of an attempt.

    Attributes:
        response: as sent (shown indexes), or None where it was left empty.
        score: 0..1 by machine; while the attempt runs, not None makes the answer final.
        manual_score: 0..1 by a teacher, above what the machine says.
    """

    response: Content | None
    flagged: bool
    score: float | None
    manual_score: float | None
    comment: str


@dataclass(frozen=True, slots=True)
class StateRow:
    """Where a running attempt stands.

    Attributes:
        dropped: items that count no more, and how: removed or credit.
    """

    submitted_at: datetime | None
    deadline_at: datetime | None
    sequence: int
    dropped: Mapping[int, str]


def list_asked(session: Session, attempt_id: int) -> tuple[ItemRow, ...]:
    """Return what an attempt asks, in order; questions dropped since then are among it."""
    rows = session.execute(
        select(
            AssignmentItem.id,
            AttemptItem.position,
            AssignmentItem.points,
            QuestionRow.id,
            QuestionRow.card_id,
            QuestionRow.content,
            ArticleRow.language,
            AssignmentItem.section,
            AssignmentItem.dropped_as,
        )
        .select_from(AttemptItem)
        .join(AssignmentItem, AssignmentItem.id == AttemptItem.item_id)
        .join(QuestionRow, QuestionRow.id == AssignmentItem.question_id)
        .join(CardRow, CardRow.id == QuestionRow.card_id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .join(ArticleRow, ArticleRow.id == FactRow.article_id)
        .where(AttemptItem.attempt_id == attempt_id)
        .order_by(AttemptItem.position, AssignmentItem.id)
    )
    return tuple(ItemRow(*row) for row in rows)


def ask(session: Session, *, attempt_id: int, item_ids: Sequence[int]) -> None:
    """Fix what an attempt asks, in that order."""
    if item_ids:
        session.execute(
            insert(AttemptItem),
            [
                {"attempt_id": attempt_id, "item_id": item_id, "position": place}
                for place, item_id in enumerate(item_ids, start=1)
            ],
        )


def list_given(session: Session, attempt_id: int) -> dict[int, GivenRow]:
    """Return the saved answers of an attempt by item id."""
    rows = session.execute(
        select(
            AttemptAnswer.item_id,
            AttemptAnswer.response,
            AttemptAnswer.flagged,
            AttemptAnswer.score,
            AttemptAnswer.manual_score,
            AttemptAnswer.comment,
        ).where(AttemptAnswer.attempt_id == attempt_id)
    )
    return {row[0]: GivenRow(*row[1:]) for row in rows}


def put_answers(
    session: Session,
    *,
    attempt_id: int,
    answers: Iterable[tuple[int, Content | None, bool, float | None]],
    now: datetime,
) -> None:
    """Insert or replace (item id, response, flagged, score) in one statement.

    The primary key decides whether it is new, not a look beforehand.
    """
    rows: list[dict[str, Any]] = [
        {
            "attempt_id": attempt_id,
            "item_id": item_id,
            "response": response,
            "flagged": flagged,
            "score": score,
            "saved_at": now,
        }
        for item_id, response, flagged, score in answers
    ]
    if not rows:
        return
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    fresh = dialect.insert(AttemptAnswer)
    names = ("response", "flagged", "score", "saved_at")
    session.execute(
        fresh.on_conflict_do_update(
            index_elements=["attempt_id", "item_id"],
            set_={name: fresh.excluded[name] for name in names},
        ),
        rows,
    )


def set_scores(session: Session, attempt_id: int, scores: Mapping[int, float]) -> None:
    """Store the score of each answered item of an attempt."""
    if not scores:
        return
    table = core_table(AttemptAnswer)
    session.execute(
        update(table)
        .where(table.c.attempt_id == attempt_id, table.c.item_id == bindparam("item"))
        .values(score=bindparam("worth")),
        [{"item": item_id, "worth": score} for item_id, score in scores.items()],
    )


def find_state(session: Session, *, attempt_id: int, user_id: int) -> StateRow | None:
    """Return where a learner's attempt stands; None where it is not theirs (any more).

    Two statements, whatever the quiz holds.
    """
    found = session.execute(
        select(Attempt.submitted_at, Attempt.deadline_at, Attempt.sequence)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(
            Attempt.id == attempt_id,
            Attempt.user_id == user_id,
            Assignment.withdrawn_at.is_(None),
            exists().where(
                ClassMember.class_id == Assignment.class_id,
                ClassMember.user_id == user_id,
                ClassMember.role == "learner",
                ClassMember.blocked_at.is_(None),
            ),
        )
    ).first()
    if found is None:
        return None
    dropped = session.execute(
        select(AssignmentItem.id, AssignmentItem.dropped_as)
        .join(AttemptItem, AttemptItem.item_id == AssignmentItem.id)
        .where(AttemptItem.attempt_id == attempt_id, AssignmentItem.dropped_at.is_not(None))
    )
    return StateRow(found[0], found[1], found[2], {row[0]: row[1] for row in dropped})


def list_facts_asked(session: Session, *, assignment_id: int, user_id: int) -> frozenset[str]:
    """Return the facts that a learner was asked in all attempts at an assignment."""
    return frozenset(
        session.scalars(
            select(CardRow.fact_id)
            .distinct()
            .join(QuestionRow, QuestionRow.card_id == CardRow.id)
            .join(AssignmentItem, AssignmentItem.question_id == QuestionRow.id)
            .join(AttemptItem, AttemptItem.item_id == AssignmentItem.id)
            .join(Attempt, Attempt.id == AttemptItem.attempt_id)
            .where(Attempt.assignment_id == assignment_id, Attempt.user_id == user_id)
        )
    )


def list_dropped_questions(session: Session, assignment_id: int) -> frozenset[int]:
    """Return the question versions that were dropped from an assignment."""
    return frozenset(
        session.scalars(
            select(AssignmentItem.question_id).where(
                AssignmentItem.assignment_id == assignment_id,
                AssignmentItem.dropped_at.is_not(None),
            )
        )
    )


def add_items(
    session: Session, *, assignment_id: int, items: Sequence[tuple[int, int, float]]
) -> dict[int, int]:
    """Add (question id, section, points) where an assignment lacks them; return ids by question.

    Items that somebody was asked before are used again: a question is one item of an
    assignment, however many learners drew it. Dropped ones are left out of the answer.
    """
    if not items:
        return {}
    wanted = [question_id for question_id, _, _ in items]
    last = session.scalar(
        select(func.coalesce(func.max(AssignmentItem.position), 0)).where(
            AssignmentItem.assignment_id == assignment_id
        )
    )
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(
        dialect.insert(AssignmentItem).on_conflict_do_nothing(
            index_elements=["assignment_id", "question_id"]
        ),
        [
            {
                "assignment_id": assignment_id,
                "question_id": question_id,
                "section": section,
                "points": points,
                "position": (last or 0) + place,
                "dropped_as": "",
            }
            # In one order for all: two that draw the same would wait for each other.
            for place, (question_id, section, points) in sorted(
                enumerate(items, start=1), key=lambda each: each[1][0]
            )
        ],
    )
    rows = session.execute(
        select(AssignmentItem.question_id, AssignmentItem.id).where(
            AssignmentItem.assignment_id == assignment_id,
            AssignmentItem.question_id.in_(wanted),
            AssignmentItem.dropped_at.is_(None),
        )
    )
    return {row[0]: row[1] for row in rows}
