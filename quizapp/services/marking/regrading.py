"""Regrading items of a quiz: every attempt that asks them is scored anew, in one transaction.

What was seen and answered stays as it was; only scores and sums of points change.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ResponseError
from quizapp.generation import variant
from quizapp.generation.question import Question
from quizapp.generation.response import Response
from quizapp.grading.grade import grade
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.quizzes.answer_credits import digest_of
from quizapp.services.quizzes.quiz_scoring import item_seed
from quizapp.store.quizzes import credit_queries, regrade_queries
from quizapp.store.quizzes.regrade_queries import AnswerToGrade, AttemptToSum, RegradeItem
from quizapp.store.tables.people import AuditEntry

Credits = Mapping[tuple[int, str], float]
"""Scores 0..1 that stand above the key, by item id and digest of the canonical response."""
ALIKE: Final = 1e-9
"""Points that differ by less are the same: adding in another order rounds differently."""


@dataclass(frozen=True, slots=True)
class Change:
    """A submitted attempt whose points change.

    Attributes:
        before, after: points reached, before anything is taken off for lateness.
        max_before, max_after: points possible.
    """

    attempt_id: int
    assignment_id: int
    user_id: int
    number: int
    before: float
    max_before: float
    after: float
    max_after: float


@dataclass(frozen=True, slots=True)
class Regraded:
    """What grading anew comes to; nothing is stored by it.

    Attributes:
        scores: those that differ from what is stored, by (attempt id, item id).
    """

    changes: tuple[Change, ...]
    scores: Mapping[tuple[int, int], float]


@dataclass(frozen=True, slots=True)
class Material:
    """What was read for grading anew."""

    items: tuple[RegradeItem, ...]
    questions: Mapping[int, Question]
    """By item id: the version that was asked."""
    answers: tuple[AnswerToGrade, ...]
    attempts: tuple[AttemptToSum, ...]
    credited: Credits


def regrade_items(
    session: Session, *, item_ids: Collection[int], by: int | None, now: datetime
) -> tuple[Change, ...]:
    """Score all answers to these items anew and sum up the attempts that ask them.

    Counts what holds by now in this session (flush first): the key of the version that was
    asked, credits above it, a teacher's own score above both. An item dropped as "removed" is
    in neither sum; one dropped as "credit" gives its points in full to whoever was asked it.
    Answers of running attempts that were final already are scored too. Enters one audit entry;
    telling the learners is for the caller, who knows why.

    Nobody of the class hands in meanwhile: an attempt is graded before this, and then here
    again, or after it, by what holds then.
    """
    items = regrade_queries.list_items(session, item_ids)
    regrade_queries.lock_learners(session, {item.class_id for item in items})
    found = grade_anew(material_of(session, item_ids))
    store(session, found)
    for assignment_id in sorted({item.assignment_id for item in items}):
        changes = [each for each in found.changes if each.assignment_id == assignment_id]
        session.add(
            AuditEntry(
                at=now,
                actor_id=by,
                action="quiz.regraded",
                subject=f"assignment:{assignment_id}",
                detail={
                    "items": [i.item_id for i in items if i.assignment_id == assignment_id],
                    "attempts": len(changes),
                    "up": sum(rises(each) for each in changes),
                    "down": sum(falls(each) for each in changes),
                },
            )
        )
    return found.changes


def material_of(
    session: Session, item_ids: Collection[int], *, attempt_id: int | None = None
) -> Material:
    """Read what regrading these items takes, in one attempt or in all.

    At most six queries, whatever the number of items, learners and attempts.
    """
    items = regrade_queries.list_items(session, item_ids)
    versions = get_questions(session, {item.question_id for item in items})
    return Material(
        items=items,
        questions={item.item_id: versions[item.question_id] for item in items},
        answers=regrade_queries.list_answers(session, item_ids, attempt_id=attempt_id),
        attempts=regrade_queries.list_attempts(session, item_ids, attempt_id=attempt_id),
        credited=credit_queries.list_credits(session, item_ids),
    )


def grade_anew(material: Material, *, credited: Credits | None = None) -> Regraded:
    """Return what all answers and attempts come to; with other credits where given. Pure."""
    held = material.credited if credited is None else credited
    worth: dict[tuple[int, int], float] = {}
    changed: dict[tuple[int, int], float] = {}
    for each in material.answers:
        if each.submitted_at is None and each.score is None:
            continue  # saved, but still open to change: graded when it is handed in
        score = score_of(each, question=material.questions[each.item_id], credited=held)
        worth[each.attempt_id, each.item_id] = score
        if each.score is None or abs(score - each.score) > ALIKE:
            changed[each.attempt_id, each.item_id] = score
    items = {item.item_id: item for item in material.items}
    changes = []
    for attempt in material.attempts:
        after, most = attempt.other_points, attempt.other_max
        for item_id in attempt.asked:
            item = items[item_id]
            if item.dropped_as == "removed":
                continue
            given = worth.get((attempt.attempt_id, item_id), 0.0)
            most += item.points
            after += item.points * (1.0 if item.dropped_as == "credit" else given)
        if abs(after - attempt.score) > ALIKE or abs(most - attempt.max_score) > ALIKE:
            changes.append(_change(attempt, after=after, max_after=most))
    return Regraded(tuple(changes), changed)


def store(session: Session, found: Regraded) -> None:
    """Write scores and sums."""
    regrade_queries.set_scores(session, found.scores)
    regrade_queries.set_points(
        session, [(each.attempt_id, each.after, each.max_after) for each in found.changes]
    )


def score_of(each: AnswerToGrade, *, question: Question, credited: Credits) -> float:
    """Return what an answer is worth, 0..1: by a teacher, a credit, or the key."""
    if each.manual_score is not None:
        return each.manual_score
    response = canonical_of(each, question=question)
    if response is None:
        return 0.0
    score = credited.get((each.item_id, digest_of(response)))
    return grade(question.interaction, response).score if score is None else score


def canonical_of(each: AnswerToGrade, *, question: Question) -> Response | None:
    """Return the canonical response; None where nothing (readable) was answered."""
    if each.response is None:
        return None
    seed = item_seed(each.seed, each.item_id)
    try:
        return variant.canonical(question, seed=seed, response=each.response)
    except ResponseError:
        return None


def rises(change: Change) -> bool:
    """Return whether the share of the points becomes larger."""
    return _share(change.after, change.max_after) > _share(change.before, change.max_before) + ALIKE


def falls(change: Change) -> bool:
    """Return whether the share of the points becomes smaller."""
    return _share(change.after, change.max_after) < _share(change.before, change.max_before) - ALIKE


def _share(points: float, most: float) -> float:
    return points / most if most else 0.0


def _change(attempt: AttemptToSum, *, after: float, max_after: float) -> Change:
    return Change(
        attempt_id=attempt.attempt_id,
        assignment_id=attempt.assignment_id,
        user_id=attempt.user_id,
        number=attempt.number,
        before=attempt.score,
        max_before=attempt.max_score,
        after=after,
        max_after=max_after,
    )
