"""Questions of an assignment on paper and on the wall: no names, the key apart."""

import hashlib
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Final, assert_never

from sqlalchemy.orm import Session

from quizapp.bank.terms import JsonObject
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
from quizapp.services.assigning.assignments import taught_assignment
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.quizzes.quiz_drawing import choose
from quizapp.store.engine import reading
from quizapp.store.quizzes import item_report_queries
from quizapp.store.study import seen_queries
from quizapp.store.study.seen_queries import PassageBehind
from quizapp.store.tables.classes import Assignment

VERSIONS: Final = ("A", "B", "C", "D")
"""Versions of one sheet: the same questions, their options in other orders.

Of a quiz whose questions are drawn for each learner, each version draws its own.
"""


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
    """The questions of an assignment in one version; drawn: other versions ask other ones."""

    assignment_id: int
    class_id: int
    class_name: str
    title: str
    version: str
    drawn: bool
    questions: tuple[SheetQuestion, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question of a sheet; seed: of its option order, in every version another."""

    question_id: int
    points: float
    seed: str


def get_sheet(*, user_id: int, assignment_id: int, version: str = VERSIONS[0]) -> Sheet:
    """Return an assignment's questions for paper or wall, of one of the person's classes.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
        ConflictError: it has no questions.
    """
    chosen = version if version in VERSIONS else VERSIONS[0]
    with reading() as session:
        row, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        asked = _asked(session, row, user_id=user_id, version=chosen)
        if not asked:
            raise ConflictError("This quiz has no questions to print.")
        ids = [each.question_id for each in asked]
        questions = get_questions(session, ids)
        cards = item_report_queries.list_cards(session, ids)
        behind = seen_queries.find_passages_behind(session, sorted(set(cards.values())))
        about = (row.id, room.id, room.name, row.title, chosen, row.drawn)
    made = []
    for number, each in enumerate(asked, start=1):
        question = questions[each.question_id]
        shown = variant.present(question, seed=each.seed).public
        told = variant.reveal(question, seed=each.seed, response=None)
        made.append(
            SheetQuestion(
                number=number,
                form=question.type.value,
                shown=shown,
                key=_key(question, told),
                answer=question.answer,
                explanation=question.explanation,
                points=each.points,
                passage=behind.get(cards[each.question_id]),
            )
        )
    return Sheet(*about, tuple(made))


def _asked(session: Session, row: Assignment, *, user_id: int, version: str) -> tuple[_Asked, ...]:
    """Return what a version asks, in order; the same version always draws the same."""
    items = {each.item_id: each for each in item_report_queries.list_items(session, row.id)}
    if not row.drawn:
        return tuple(
            _Asked(each.question_id, each.points, _seed(version, each.item_id))
            for each in items.values()
        )
    found = choose(session, row, user_id=user_id, seed=f"sheet:{version}:{row.id}")
    placed = [
        (section, items[item_id].question_id, items[item_id].points)
        for item_id, section in found.items
    ]
    placed += [(section, question_id, points) for question_id, section, points in found.drawn]
    return tuple(
        _Asked(question_id, points, _seed(version, f"q{question_id}"))
        for _, question_id, points in sorted(placed, key=lambda each: each[0])
    )


def _seed(version: str, what: int | str) -> str:
    return hashlib.sha256(f"sheet:{version}:{what}".encode()).hexdigest()[:16]


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
