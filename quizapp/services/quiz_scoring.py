"""Scoring an attempt once it is handed in, and the order and seeds its questions were shown by."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.bank.document import JsonObject
from quizapp.generation import codec, variant
from quizapp.generation.question import Question
from quizapp.generation.response import Response
from quizapp.grading.grade import Grade, grade
from quizapp.services.answer_credits import digest_of
from quizapp.store import credit_queries, quiz_queries
from quizapp.store.classes import Attempt
from quizapp.store.quiz_queries import ItemRow

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
    """Return the items in the order of an attempt: as assigned, or shuffled by its seed."""
    if not shuffle:
        return items
    return tuple(sorted(items, key=lambda item: item_seed(f"order:{seed}", item.item_id)))


def score_item(item: ItemRow, *, attempt_seed: str, shown: JsonObject) -> Scored:
    """Return the graded answer to one item.

    Raises:
        ResponseError: the response does not fit the question.
    """
    question = codec.from_json(item.content)
    seed = item_seed(attempt_seed, item.item_id)
    response = variant.canonical(question, seed=seed, response=shown)
    return Scored(item, question, seed, shown, response, grade(question.interaction, response))


def reaches(share: float, pass_mark: float) -> bool:
    """Return whether a share of the points passes; thirds that add up to 0.6 do."""
    return share >= pass_mark - _ROUNDING


def close_attempt(session: Session, attempt: Attempt, *, at: datetime) -> tuple[Scored, ...]:
    """Grade what was saved and mark the attempt as submitted; return the graded answers.

    The caller has checked that it was not submitted before. Unanswered items score 0.
    """
    items = {item.item_id: item for item in quiz_queries.list_items(session, attempt.assignment_id)}
    answers = quiz_queries.answers_of(session, attempt.id)
    scored = tuple(
        score_item(items[item_id], attempt_seed=attempt.seed, shown=answer.response)
        for item_id, answer in answers.items()
        if answer.response is not None and item_id in items
    )
    credited = credit_queries.list_credits(session, items)
    scored = tuple(
        replace(each, grade=replace(each.grade, score=credited[found]))
        if (found := (each.item.item_id, digest_of(each.response))) in credited
        else each
        for each in scored
    )
    quiz_queries.set_answer_scores(
        session, attempt.id, {each.item.item_id: each.grade.score for each in scored}
    )
    attempt.score = sum(each.grade.score * each.item.points for each in scored)
    attempt.max_score = sum(item.points for item in items.values())
    attempt.submitted_at = at
    return scored
