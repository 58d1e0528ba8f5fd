"""Quiz answers feed the reviews: what a quiz showed of a memory is entered in the log."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from quizapp.scheduling.kind import Kind
from quizapp.scheduling.rating import rating_from_evidence
from quizapp.services.memory.ledger import Ledger
from quizapp.services.memory.ledger_entries import Answered, request_hash
from quizapp.services.people.study_learner import get_learner, moment_of
from quizapp.services.quizzes.quiz_scoring import Scored
from quizapp.store.study import memory_queries, seen_queries

_QUIZ_NAMESPACE: Final = UUID("6f8c4a52-3a4b-4b8e-9a0e-1c7a0f5e2d91")
"""The id of a quiz entry follows from its attempt and item: handing in twice enters it once."""


def enter_quiz_answers(
    session: Session, *, user_id: int, attempt_id: int, scored: Sequence[Scored], at: datetime
) -> None:
    """Append one log entry for each graded answer and schedule its card by it.

    Questions left empty say nothing of a memory and enter nothing, nor do those that were
    dropped. A card whose answer was corrected or withdrawn since the quiz was assigned is left
    alone. An attempt asks one question of a fact, but several of one card would be entered in
    their order.
    """
    seen = seen_queries.find_seen_questions(
        session, sorted({each.item.question_id for each in scored})
    )
    entered = [
        each
        for each in scored
        if (question := seen.get(each.item.question_id))
        and question.alive
        and not question.rekeyed
        and not each.item.dropped_as
    ]
    if not entered:
        return
    learner = get_learner(session, user_id)
    ledger = Ledger(
        session,
        learner=learner,
        states=memory_queries.find_states(
            session, user_id=user_id, card_ids=sorted({each.item.card_id for each in entered})
        ),
    )
    for each in entered:
        ledger.add_answer(
            Answered(
                client_id=uuid5(_QUIZ_NAMESPACE, f"{attempt_id}:{each.item.item_id}").bytes,
                request_hash=request_hash("quiz", attempt_id, each.item.item_id),
                card_id=each.item.card_id,
                question_id=each.item.question_id,
                variant=each.seed,
                form=each.question.type.value,
                shown_at=at,
                at=moment_of(learner, at),
                duration_ms=0,
                rating=rating_from_evidence(each.grade.score, hints=0),
                score=each.grade.score,
                hints=0,
                response=each.shown,
                kind=Kind.QUIZ,
            )
        )
    ledger.close()
