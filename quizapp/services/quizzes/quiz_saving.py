"""Storing answers of a running attempt: what may still be changed, and what is final."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.bank.terms import JsonObject
from quizapp.errors import ConflictError, NotFoundError, ResponseError, translatable
from quizapp.generation import codec, variant
from quizapp.services.quizzes.quiz_feedback import tells_during
from quizapp.services.quizzes.quiz_mine import is_over
from quizapp.services.quizzes.quiz_scoring import item_seed, score_item
from quizapp.store.quizzes import attempt_queries, credit_queries
from quizapp.store.quizzes.quiz_queries import ItemRow
from quizapp.store.tables.classes import Assignment, Attempt

TIME_IS_OVER: Final = translatable(
    "The time for this quiz is over. What you had saved counts; this answer was not stored."
)
_NO_QUESTION: Final = translatable("There is no such question in this quiz.")
_FINAL: Final = translatable("This answer was checked and can't be changed any more.")
_NO_WAY_BACK: Final = translatable("This question is done: this quiz lets nobody go back.")


@dataclass(frozen=True, slots=True)
class Saving:
    """A response to be stored, as the variant showed it; None leaves the question empty."""

    item_id: int
    response: JsonObject | None
    flagged: bool


def store_answers(
    session: Session,
    attempt: Attempt,
    row: Assignment,
    asked: Sequence[ItemRow],
    answers: Sequence[Saving],
    *,
    final: Collection[int],
    now: datetime,
) -> bool:
    """Store what differs from what is stored; return whether anything did."""
    places = {item.item_id: place for place, item in enumerate(asked, start=1)}
    stored = attempt_queries.list_given(session, attempt.id)
    rows: list[tuple[int, JsonObject | None, bool, float | None]] = []
    for each in answers:
        if each.item_id not in places:
            raise NotFoundError(_NO_QUESTION)
        item = asked[places[each.item_id] - 1]
        before = stored.get(each.item_id)
        _check(item, each, attempt_seed=attempt.seed)
        same = before is not None and before.response == each.response
        if before is not None and before.score is not None:
            if not same:
                raise ConflictError(_FINAL)
            continue
        becomes_final = each.item_id in final
        if same and before is not None and before.flagged == each.flagged and not becomes_final:
            continue
        if before is None and each.response is None and not each.flagged and not becomes_final:
            continue
        if row.one_by_one and not row.back_allowed and places[each.item_id] != attempt.reached:
            raise ConflictError(_NO_WAY_BACK)
        score = _final_score(session, attempt, row, item, each, now=now) if becomes_final else None
        rows.append((each.item_id, each.response, each.flagged, score))
    attempt_queries.put_answers(session, attempt_id=attempt.id, answers=rows, now=now)
    return bool(rows)


def _check(item: ItemRow, answer: Saving, *, attempt_seed: str) -> None:
    """Raise ResponseError when a response does not fit its question."""
    if answer.response is not None:
        question = codec.from_json(item.content)
        seed = item_seed(attempt_seed, item.item_id)
        variant.canonical(question, seed=seed, response=answer.response)


def _final_score(
    session: Session,
    attempt: Attempt,
    row: Assignment,
    item: ItemRow,
    answer: Saving,
    *,
    now: datetime,
) -> float:
    """Return the score of an answer that is made final before the attempt is handed in."""
    if not tells_during(row):
        raise ConflictError("This quiz tells nothing before you hand in.")
    if is_over(attempt, now):
        raise ConflictError(TIME_IS_OVER)
    if answer.response is None:
        raise ResponseError("Answer the question first, then check it.")
    credited = credit_queries.list_credits(session, [item.item_id])
    scored = score_item(item, attempt_seed=attempt.seed, shown=answer.response, credited=credited)
    return scored.grade.score
