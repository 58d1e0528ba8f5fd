"""What a learner sees of a submitted attempt: score, keys, explanations and passages."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.bank.document import JsonObject
from quizapp.errors import ConflictError, NotFoundError
from quizapp.generation import codec, variant
from quizapp.services.attempts import feedback_is_open
from quizapp.services.quiz_scoring import in_order, item_seed, score_item
from quizapp.store import quiz_queries
from quizapp.store.engine import reading
from quizapp.store.quiz_queries import AnswerRow, ItemRow


@dataclass(frozen=True, slots=True)
class ResultItem:
    """One question of a submitted attempt, with its key.

    Attributes:
        public: the question as it was shown.
        shown: the response as it was sent, or None when it was left empty.
        reveal: which shown option is right, and the key in words.
        score: 0..1.
        verdict: right, partial, almost, wrong or "unanswered".
    """

    number: int
    public: JsonObject
    shown: JsonObject | None
    reveal: JsonObject
    score: float
    verdict: str
    note: str
    explanation: str
    article_id: str
    passage: int
    evidence: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A submitted attempt. While feedback is closed, score and items are absent."""

    attempt_id: int
    assignment_id: int
    title: str
    class_name: str
    zone: str
    number: int
    submitted_at: datetime
    due_at: datetime | None
    open: bool
    score: float | None
    max_score: float | None
    passed: bool | None
    items: tuple[ResultItem, ...]


def get_result(*, user_id: int, attempt_id: int, now: datetime) -> ResultPage:
    """Return a submitted attempt as its learner may see it now.

    Raises:
        NotFoundError: not this person's. ConflictError: it is still running.
    """
    with reading() as session:
        attempt = quiz_queries.find_attempt(session, attempt_id=attempt_id, user_id=user_id)
        found = attempt and quiz_queries.find_assignment_for_learner(
            session, assignment_id=attempt.assignment_id, user_id=user_id
        )
        if attempt is None or not found:
            raise NotFoundError("There is no such attempt of yours.")
        if attempt.submitted_at is None:
            raise ConflictError("This attempt is still running.")
        row, room = found
        items = in_order(
            quiz_queries.list_items(session, row.id), seed=attempt.seed, shuffle=row.shuffle
        )
        answers = quiz_queries.answers_of(session, attempt_id)
    shown = feedback_is_open(row, now=now)
    share = (
        attempt.score / attempt.max_score
        if attempt.score is not None and attempt.max_score
        else 0.0
    )
    return ResultPage(
        attempt_id=attempt.id,
        assignment_id=row.id,
        title=row.title,
        class_name=room.name,
        zone=room.zone,
        number=attempt.number,
        submitted_at=attempt.submitted_at,
        due_at=row.due_at,
        open=shown,
        score=attempt.score if shown else None,
        max_score=attempt.max_score if shown else None,
        passed=None if row.pass_mark is None or not shown else share >= row.pass_mark,
        items=tuple(
            result_item(item, number, attempt.seed, answers.get(item.item_id))
            for number, item in enumerate(items if shown else (), start=1)
        ),
    )


def result_item(item: ItemRow, number: int, seed: str, answer: AnswerRow | None) -> ResultItem:
    """Return one question of an attempt with its key, as learner and teacher see it."""
    question = codec.from_json(item.content)
    own_seed = item_seed(seed, item.item_id)
    shown = answer.response if answer else None
    graded = score_item(item, attempt_seed=seed, shown=shown).grade if shown else None
    return ResultItem(
        number=number,
        public=variant.present(question, seed=own_seed).public,
        shown=shown,
        reveal=variant.reveal(question, seed=own_seed, response=shown),
        score=graded.score if graded else 0.0,
        verdict=graded.verdict if graded else "unanswered",
        note=graded.note if graded else "",
        explanation=question.explanation,
        article_id=question.article,
        passage=question.passage,
        evidence=question.evidence,
    )
