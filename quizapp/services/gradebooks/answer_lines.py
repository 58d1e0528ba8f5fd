"""All answers to a quiz, one line each: for a spreadsheet, with what each question is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Final

from quizapp.generation.question import Question
from quizapp.generation.response import Response
from quizapp.services.assigning.assignments import taught_assignment
from quizapp.services.gradebooks.answer_reading import ResponseReader
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.quizzes.overdue import hand_in_overdue_of_class
from quizapp.services.quizzes.quiz_grades import GradeRules, Tried, counting_grade, rules_of
from quizapp.services.quizzes.response_words import question_line, response_words
from quizapp.store.engine import reading
from quizapp.store.quizzes import answer_queries
from quizapp.store.quizzes.answer_queries import AnswerCell, HandedIn, ItemAbout


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One question of one submitted attempt.

    Attributes:
        counts: whether the attempt makes the grade; of an average all do.
        number: of the question in the assignment, from 1. version: of the question, as asked.
        form: its type, with the level where there is one.
        score: 0..1 as it counts; points: what it comes to; of: in full.
    """

    learner: str
    attempt: int
    counts: bool
    submitted_at: datetime
    late: bool
    number: int
    text: str
    fact: str
    topics: tuple[str, ...]
    article: str
    passage: int
    form: str
    version: str
    response: str
    score: float
    points: float
    of: float
    by_hand: bool
    dropped_as: str
    comment: str


@dataclass(frozen=True, slots=True)
class AnswerList:
    """The answers to a quiz."""

    title: str
    zone: str
    lines: tuple[AnswerLine, ...]


class _Asked:
    """A question of the quiz, read for all who were asked it: its line, and responses in words."""

    def __init__(self, question: Question, *, item_id: int) -> None:
        self.line: Final = question_line(question)
        self._question: Final = question
        self._read: Final = ResponseReader(question, item_id=item_id).read
        self._words: Final[dict[Response, str]] = {}

    def words(self, stored: str | None, *, attempt_seed: str) -> str:
        """Return what was answered; "" where nothing (readable) was."""
        response = self._read(stored, attempt_seed=attempt_seed)
        if response is None:
            return ""
        if response not in self._words:
            self._words[response] = response_words(self._question, response)
        return self._words[response]


def list_answers(*, user_id: int, assignment_id: int, now: datetime) -> AnswerList:
    """Return every question of every submitted attempt at a quiz.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    with reading() as session:
        _, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        class_id = room.id
    hand_in_overdue_of_class(class_id=class_id, now=now)
    with reading() as session:
        row, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        items = answer_queries.list_items_about(session, assignment_id)
        attempts = answer_queries.list_handed_in(session, assignment_id)
        cells = answer_queries.list_cells(session, assignment_id)
        questions = get_questions(session, {each.question_id for each in items})
        title, zone, rules = row.title, room.zone, rules_of(row)
    numbers = {item.item_id: number for number, item in enumerate(items, start=1)}
    by_attempt: dict[int, list[AnswerCell]] = {}
    for cell in cells:
        by_attempt.setdefault(cell.attempt_id, []).append(cell)
    about = {item.item_id: item for item in items}
    counting = _counting(attempts, rules)
    asked = {
        item.item_id: _Asked(questions[item.question_id], item_id=item.item_id) for item in items
    }
    lines = [
        _line(
            attempt,
            about[cell.item_id],
            cell,
            asked=asked[cell.item_id],
            number=numbers[cell.item_id],
            counts=attempt.attempt_id in counting,
        )
        for attempt in attempts
        for cell in sorted(
            by_attempt.get(attempt.attempt_id, ()), key=lambda cell: numbers[cell.item_id]
        )
    ]
    return AnswerList(title, zone, tuple(lines))


def _counting(attempts: Iterable[HandedIn], rules: GradeRules) -> set[int]:
    """Return the attempts that make the grade."""
    found: set[int] = set()
    for _, group in groupby(attempts, key=attrgetter("user_id")):
        mine = list(group)
        tried = [
            Tried(each.number, each.score or 0.0, each.max_score or 0.0, each.late_by_s)
            for each in mine
        ]
        counted = counting_grade(tried, rules)
        found |= {
            each.attempt_id
            for each in mine
            if counted is not None and counted.number in {None, each.number}
        }
    return found


def _line(
    attempt: HandedIn,
    item: ItemAbout,
    cell: AnswerCell,
    *,
    asked: _Asked,
    number: int,
    counts: bool,
) -> AnswerLine:
    score = 1.0 if item.dropped_as == "credit" else cell.score or 0.0
    of = 0.0 if item.dropped_as == "removed" else item.points
    return AnswerLine(
        learner=attempt.name,
        attempt=attempt.number,
        counts=counts,
        submitted_at=attempt.submitted_at,
        late=attempt.late_by_s > 0,
        number=number,
        text=asked.line,
        fact=item.fact_id,
        topics=tuple(item.topics),
        article=item.article_id,
        passage=item.passage,
        form=item.type if item.level == "none" else f"{item.type} {item.level}",
        version=item.version,
        response=asked.words(cell.response, attempt_seed=attempt.seed),
        score=score,
        points=score * of,
        of=of,
        by_hand=cell.manual_score is not None,
        dropped_as=item.dropped_as,
        comment=cell.comment,
    )
