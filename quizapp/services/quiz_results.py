"""What a learner sees of a submitted attempt: score, keys, explanations and passages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.bank.document import JsonObject
from quizapp.errors import ConflictError, NotFoundError
from quizapp.generation import codec, variant
from quizapp.services.attempts import NOT_YOURS, feedback_is_open
from quizapp.services.quiz_scoring import in_order, item_seed, reaches, score_item
from quizapp.store import gradebook_queries, memory_queries, quiz_queries
from quizapp.store.classes import Assignment, Attempt, SchoolClass
from quizapp.store.engine import reading
from quizapp.store.memory_queries import PassageBehind
from quizapp.store.quiz_queries import AnswerRow, ItemRow


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """The passage a question came from, cut around the words it rests on."""

    article_id: str
    article_title: str
    number: int
    heading: str
    before: str
    evidence: str
    after: str


@dataclass(frozen=True, slots=True)
class ResultItem:
    """One question of a submitted attempt, with its key.

    Attributes:
        language: of the article that the question comes from.
        public: the question as it was shown.
        shown: the response as it was sent, or None when it was left empty.
        reveal: which shown option is right, and the key in words.
        score: 0..1.
        verdict: right, partial, almost, wrong or "unanswered".
    """

    number: int
    language: str
    public: JsonObject
    shown: JsonObject | None
    reveal: JsonObject
    score: float
    verdict: str
    note: str
    explanation: str
    passage: MarkedPassage | None


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A submitted attempt. While feedback is closed, score and items are absent.

    Attributes:
        learner: their name, for the teacher; "" for the learner.
    """

    attempt_id: int
    assignment_id: int
    class_id: int
    title: str
    class_name: str
    zone: str
    learner: str
    number: int
    started_at: datetime
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
            raise NotFoundError(NOT_YOURS)
        row, room = found
        shown = feedback_is_open(row, now=now)
        return _page(session, attempt, row=row, room=room, name="", shown=shown)


def get_result_for_teacher(*, user_id: int, attempt_id: int) -> ResultPage:
    """Return a submitted attempt of a learner of the person's class, as they saw it, with keys.

    Raises:
        NotFoundError: there is none, or it is in another teacher's class.
        ConflictError: it is still running.
    """
    with reading() as session:
        found = gradebook_queries.find_attempt_for_teacher(
            session, attempt_id=attempt_id, user_id=user_id
        )
        if found is None:
            raise NotFoundError("There is no such attempt in your classes.")
        attempt, row, room, name = found
        return _page(session, attempt, row=row, room=room, name=name, shown=True)


def _page(
    session: Session,
    attempt: Attempt,
    *,
    row: Assignment,
    room: SchoolClass,
    name: str,
    shown: bool,
) -> ResultPage:
    """Return the page of an attempt; score and items only when ``shown``."""
    if attempt.submitted_at is None:
        raise ConflictError("This attempt is still running.")
    items: tuple[ResultItem, ...] = ()
    if shown:
        rows = in_order(
            quiz_queries.list_items(session, row.id), seed=attempt.seed, shuffle=row.shuffle
        )
        answers = quiz_queries.answers_of(session, attempt.id)
        behind = memory_queries.find_passages_behind(session, [item.card_id for item in rows])
        items = tuple(
            result_item(item, number, attempt.seed, answers.get(item.item_id), behind)
            for number, item in enumerate(rows, start=1)
        )
    share = (
        attempt.score / attempt.max_score
        if attempt.score is not None and attempt.max_score
        else 0.0
    )
    return ResultPage(
        attempt_id=attempt.id,
        assignment_id=row.id,
        class_id=room.id,
        title=row.title,
        class_name=room.name,
        zone=room.zone,
        learner=name,
        number=attempt.number,
        started_at=attempt.started_at,
        submitted_at=attempt.submitted_at,
        due_at=row.due_at,
        open=shown,
        score=attempt.score if shown else None,
        max_score=attempt.max_score if shown else None,
        passed=None if row.pass_mark is None or not shown else reaches(share, row.pass_mark),
        items=items,
    )


def result_item(
    item: ItemRow,
    number: int,
    seed: str,
    answer: AnswerRow | None,
    behind: Mapping[int, PassageBehind],
) -> ResultItem:
    """Return one question of an attempt with its key, as learner and teacher see it."""
    question = codec.from_json(item.content)
    own_seed = item_seed(seed, item.item_id)
    shown = answer.response if answer else None
    graded = None
    if shown is not None:
        graded = score_item(item, attempt_seed=seed, shown=shown).grade
    passage = behind.get(item.card_id)
    return ResultItem(
        number=number,
        language=item.language,
        public=variant.present(question, seed=own_seed).public,
        shown=shown,
        reveal=variant.reveal(question, seed=own_seed, response=shown),
        score=graded.score if graded else 0.0,
        verdict=graded.verdict if graded else "unanswered",
        note=graded.note if graded else "",
        explanation=question.explanation,
        passage=marked(passage) if passage else None,
    )


def marked(passage: PassageBehind) -> MarkedPassage:
    """Return the passage cut around its evidence; whole in ``before`` where that is not in it."""
    before, evidence, after = passage.text.partition(passage.evidence or "\0")
    return MarkedPassage(
        article_id=passage.article,
        article_title=passage.article_title,
        number=passage.number,
        heading=passage.heading,
        before=before,
        evidence=evidence,
        after=after,
    )
