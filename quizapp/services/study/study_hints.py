"""Hints while studying: worked out when asked for, counted, and kept through a reload."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import InputError, NotFoundError, translatable
from quizapp.generation.hints import Hint, list_hints
from quizapp.generation.question import Question
from quizapp.services.questions import variants
from quizapp.services.questions.question_cache import get_questions
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.study import aid_queries, memory_queries, seen_queries
from quizapp.store.study.seen_queries import PassageBehind

MOST_HINTS: Final = 20
"""No question has more."""
_NOT_SHOWN: Final = translatable(
    "This question was not shown to you in this form. Go back to your study."
)


@dataclass(frozen=True, slots=True)
class HintsSoFar:
    """The hints that were taken of a showing.

    Attributes:
        hints: in order. more: whether another one can be asked for.
    """

    hints: tuple[Hint, ...]
    more: bool


def take_hint(
    *, user_id: int, card_id: int, question_id: int, variant: str, number: int
) -> HintsSoFar:
    """Count a hint and return all that were taken of this showing, this one included.

    Asking for the same number again counts once. An answer that follows is stored with the
    count, and a right one rates Hard.

    Args:
        number: which hint, from 1; at most one more than were taken.

    Raises:
        NotFoundError: the question was not shown to this person in this form.
        InputError: a hint is passed over.
    """
    with writing() as session:
        lock_for(session, user_id)
        hints = _hints(session, user_id, card_id, question_id, variant)
        taken = _taken(session, user_id, card_id, variant)
        if not 1 <= number <= taken + 1:
            raise InputError("Hints are given one after the other.", field="number")
        now_taken = min(max(taken, number), len(hints))
        if now_taken > taken:
            aid_queries.put_hints(
                session, user_id=user_id, card_id=card_id, variant=variant, hints=now_taken
            )
    return HintsSoFar(hints[:now_taken], more=now_taken < len(hints))


def list_taken(*, user_id: int, card_id: int, question_id: int, variant: str) -> HintsSoFar:
    """Return the hints that were taken of a showing; no key is looked at where none was.

    Raises:
        NotFoundError: the question was not shown to this person in this form.
    """
    with reading() as session:
        taken = _taken(session, user_id, card_id, variant)
        if not taken:
            return HintsSoFar((), more=True)
        hints = _hints(session, user_id, card_id, question_id, variant)
    return HintsSoFar(hints[:taken], more=taken < len(hints))


def _taken(session: Session, user_id: int, card_id: int, variant: str) -> int:
    found = aid_queries.find_hints(session, user_id=user_id, card_ids=[card_id])
    return found.get((card_id, variant), 0)


def _hints(
    session: Session, user_id: int, card_id: int, question_id: int, variant: str
) -> tuple[Hint, ...]:
    seen = seen_queries.find_seen_questions(session, [question_id]).get(question_id)
    states = memory_queries.find_states(session, user_id=user_id, card_ids=[card_id])
    if (
        seen is None
        or seen.card_id != card_id
        or card_id not in states
        or not variants.is_issued(variant, user_id=user_id, question_id=question_id)
    ):
        raise NotFoundError(_NOT_SHOWN)
    question: Question = get_questions(session, [question_id])[question_id]
    behind = seen_queries.find_passages_behind(session, [card_id])[card_id]
    return list_hints(question, seed=variant, where=_where(behind))


def _where(behind: PassageBehind) -> str:
    told = {"number": behind.number, "title": behind.article_title}
    if behind.heading:
        return translatable(
            "passage {number} of “{title}”, under “{heading}”", heading=behind.heading, **told
        )
    return translatable("passage {number} of “{title}”", **told)
