"""Questions of an assignment on paper and on the wall: no names, the key apart."""

import hashlib
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Final, assert_never

from quizapp.bank.document import JsonObject
from quizapp.errors import ConflictError
from quizapp.generation import variant
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Matching,
    MultipleChoice,
    Ordering,
    Question,
    TextEntry,
    TrueFalse,
)
from quizapp.services.assignments import taught_assignment
from quizapp.services.question_cache import get_questions
from quizapp.store import item_report_queries, memory_queries
from quizapp.store.engine import reading
from quizapp.store.memory_queries import PassageBehind

VERSIONS: Final = ("A", "B", "C", "D")
"""Versions of one sheet: the same questions, their options in other orders."""


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """A question as it stands on a sheet or a wall.

    Attributes:
        shown: the question without its key, in the order of the version.
        key: the answer as one marks it: "B", "A, C", "True", "1C 2A 3B", or words.
        answer: the key in words. passage: where it comes from; None when that is gone.
    """

    number: int
    form: str
    shown: JsonObject
    key: str
    answer: str
    explanation: str
    points: float
    passage: PassageBehind | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The questions of an assignment in one version."""

    assignment_id: int
    class_id: int
    class_name: str
    title: str
    version: str
    questions: tuple[SheetQuestion, ...]


def get_sheet(*, user_id: int, assignment_id: int, version: str = VERSIONS[0]) -> Sheet:
    """Return an assignment's questions for paper or wall, of one of the person's classes.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
        ConflictError: it has no questions of its own, being drawn for each learner.
    """
    chosen = version if version in VERSIONS else VERSIONS[0]
    with reading() as session:
        row, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        items = item_report_queries.list_items(session, assignment_id)
        if row.drawn or not items:
            raise ConflictError(
                "This quiz has no questions of its own to print: they are drawn for each learner."
            )
        questions = get_questions(session, [item.question_id for item in items])
        cards = item_report_queries.list_cards(session, assignment_id)
        behind = memory_queries.find_passages_behind(session, sorted(set(cards.values())))
    made = []
    for number, item in enumerate(items, start=1):
        question = questions[item.question_id]
        seed = hashlib.sha256(f"sheet:{chosen}:{item.item_id}".encode()).hexdigest()[:16]
        shown = variant.present(question, seed=seed).public
        told = variant.reveal(question, seed=seed, response=None)
        made.append(
            SheetQuestion(
                number=number,
                form=question.type.value,
                shown=shown,
                key=_key(question, told),
                answer=question.answer,
                explanation=question.explanation,
                points=item.points,
                passage=behind.get(cards[item.item_id]),
            )
        )
    return Sheet(row.id, room.id, room.name, row.title, chosen, tuple(made))


def _key(question: Question, told: JsonObject) -> str:
    """Return the key as it is marked on paper, by the letters and numbers of the version."""
    interaction = question.interaction
    match interaction:
        case Choice():
            return ascii_uppercase[told["correct"]]
        case MultipleChoice():
            return ", ".join(ascii_uppercase[index] for index in sorted(told["correct"]))
        case TrueFalse() | TextEntry() | Flashcard():
            return question.answer
        case Matching():
            pairs = enumerate(told["rights"], start=1)
            return " ".join(f"{left}{ascii_uppercase[right]}" for left, right in pairs)
        case Ordering():
            return " ".join(ascii_uppercase[index] for index in told["order"])
        case _:
            assert_never(interaction)
