"""Scoring an attempt once it is handed in, and the order and seeds its questions were shown by."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.bank.terms import JsonObject
from quizapp.generation import codec, variant
from quizapp.generation.question import Question
from quizapp.generation.response import Response
from quizapp.grading.grade import Grade, grade
from quizapp.grading.verdict import Verdict
from quizapp.services.quizzes.answer_credits import digest_of
from quizapp.store.quizzes import attempt_queries, credit_queries
from quizapp.store.quizzes.attempt_queries import GivenRow
from quizapp.store.quizzes.quiz_queries import ItemRow
from quizapp.store.tables.classes import Attempt

Credits = Mapping[tuple[int, str], float]
"""Scores 0..1 that stand above the key, by item id and digest of the canonical response."""

_ROUNDING: Final = 1e-9
"""Far below any score, far above what adding binary fractions loses."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One graded answer of an attempt. ``shown`` is the response as it was sent."""

    item: ItemRow
    question: Question
    seed: str
    shown: JsonObject
    response: Response
    grade: Grade


def item_seed(seed: str, item_id: int) -> str:
    """Return the seed of one question's option order in an attempt."""
    return hashlib.sha256(f"{seed}:{item_id}".encode()).hexdigest()[:16]


def in_order(items: tuple[ItemRow, ...], *, seed: str, shuffle: bool) -> tuple[ItemRow, ...]:
    """Return the items in the order of an attempt: by section, there as assigned or shuffled."""
    if not shuffle:
        return tuple(sorted(items, key=lambda item: (item.section, item.position)))
    return tuple(
        sorted(items, key=lambda item: (item.section, item_seed(f"order:{seed}", item.item_id)))
    )


def score_item(
    item: ItemRow, *, attempt_seed: str, shown: JsonObject, credited: Credits | None = None
) -> Scored:
    """Return the graded answer to one item; a credit stands above what the key says.

    Raises:
        ResponseError: the response does not fit the question.
    """
    question = codec.from_json(item.content)
    seed = item_seed(attempt_seed, item.item_id)
    response = variant.canonical(question, seed=seed, response=shown)
    graded = grade(question.interaction, response)
    if credited:
        score = credited.get((item.item_id, digest_of(response)))
        if score is not None:
            graded = graded._replace(score=score, verdict=verdict_of(score), note="")
    return Scored(item, question, seed, shown, response, graded)


def verdict_of(score: float) -> Verdict:
    """Return the word for a score 0..1 that no key stands behind."""
    if score <= 0:
        return "wrong"
    return "right" if score >= 1 - _ROUNDING else "partial"


def reaches(share: float, pass_mark: float) -> bool:
    """Return whether a share of the points passes; thirds that add up to 0.6 do."""
    return share >= pass_mark - _ROUNDING


def points_of(items: Iterable[ItemRow], given: Mapping[int, GivenRow]) -> tuple[float, float]:
    """Return the points reached and possible of an attempt, before lateness.

    A teacher's score stands above the machine's. A question dropped as "removed" is in neither
    sum; one dropped as "credit" gives its points in full, whatever was answered.

    Args:
        items: what the attempt asks. given: its answers with their scores.
    """
    reached = possible = 0.0
    for item in items:
        if item.dropped_as == "removed":
            continue
        possible += item.points
        reached += item.points * (1.0 if item.dropped_as == "credit" else _worth(given, item))
    return reached, possible


def close_attempt(
    session: Session, attempt: Attempt, *, due_at: datetime | None, at: datetime
) -> tuple[Scored, ...]:
    """Grade what was saved and mark the attempt as submitted; return the graded answers.

    The caller has checked that it was not submitted before. Unanswered items score 0.

    Args:
        due_at: the learner's own due time: what comes after it is late.
        at: when it was handed in.
    """
    items = {item.item_id: item for item in attempt_queries.list_asked(session, attempt.id)}
    given = attempt_queries.list_given(session, attempt.id)
    credited = credit_queries.list_credits(session, items)
    scored = tuple(
        score_item(
            items[item_id], attempt_seed=attempt.seed, shown=each.response, credited=credited
        )
        for item_id, each in given.items()
        if each.response is not None and item_id in items
    )
    scores = {each.item.item_id: each.grade.score for each in scored}
    attempt_queries.set_scores(session, attempt.id, scores)
    graded = {
        item_id: replace(each, score=scores.get(item_id, each.score))
        for item_id, each in given.items()
    }
    attempt.score, attempt.max_score = points_of(items.values(), graded)
    attempt.submitted_at = at
    attempt.late_by_s = max(0, round((at - due_at).total_seconds())) if due_at else 0
    return scored


def _worth(given: Mapping[int, GivenRow], item: ItemRow) -> float:
    """Return what the answer to an item is worth, 0..1."""
    found = given.get(item.item_id)
    if found is None:
        return 0.0
    return (found.score or 0.0) if found.manual_score is None else found.manual_score
