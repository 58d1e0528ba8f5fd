"""What is seen of a submitted attempt: score, keys, explanations, passages, a teacher's words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.bank.terms import JsonObject
from quizapp.errors import ConflictError, NotFoundError
from quizapp.generation import codec, variant
from quizapp.services.quizzes.quiz_feedback import ALL, Shown, Standing, shown_of, standing
from quizapp.services.quizzes.quiz_grades import after_lateness, rules_of
from quizapp.services.quizzes.quiz_mine import NOT_YOURS, given_of
from quizapp.services.quizzes.quiz_scoring import (
    Credits,
    in_order,
    item_seed,
    reaches,
    score_item,
    verdict_of,
)
from quizapp.store.engine import reading
from quizapp.store.quizzes import attempt_queries, credit_queries, gradebook_queries, quiz_queries
from quizapp.store.quizzes.attempt_queries import GivenRow
from quizapp.store.quizzes.quiz_queries import ItemRow
from quizapp.store.study import seen_queries
from quizapp.store.study.seen_queries import PassageBehind
from quizapp.store.tables.classes import Assignment, Attempt, SchoolClass


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
    """One question of a submitted attempt; what may not be seen yet is absent.

    Attributes:
        language: of the article that the question comes from.
        public: the question as it was shown.
        shown: the response as it was sent, or None when it was left empty.
        reveal: which shown option is right, and the key in words; None while the key is closed.
        score: 0..1, a teacher's above the machine's; None while the score is closed.
        points: what the question gives in full.
        verdict: right, partial, almost, wrong or "unanswered"; "" while the score is closed.
        by_teacher: whether a teacher gave the score.
        comment: a teacher's words to the learner.
        dropped_as: removed or credit, where it counts no more; else "".
    """

    item_id: int
    number: int
    language: str
    public: JsonObject
    shown: JsonObject | None
    reveal: JsonObject | None
    score: float | None
    points: float
    verdict: str
    note: str
    explanation: str
    passage: MarkedPassage | None
    by_teacher: bool
    comment: str
    dropped_as: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A submitted attempt.

    Attributes:
        learner: their name, for the teacher; "" for the learner.
        due_at: of this learner.
        open: whether anything is shown beside the answers themselves.
        waits: whether more is shown once the due time is over and nothing can be handed in.
        score: points before lateness; None while it is closed.
        late_by_s: 0 in time. share: of the points, after lateness.
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
    waits: bool
    shown: Shown
    score: float | None
    max_score: float | None
    share: float | None
    late_by_s: int
    pass_mark: float | None
    passed: bool | None
    items: tuple[ResultItem, ...]


def get_result(*, user_id: int, attempt_id: int, now: datetime) -> ResultPage:
    """Return a submitted attempt as its learner may see it now.

    Raises:
        NotFoundError: not this person's. ConflictError: it is still running.
    """
    with reading() as session:
        attempt = quiz_queries.find_attempt(session, attempt_id=attempt_id, user_id=user_id)
        if attempt is None:
            raise NotFoundError(NOT_YOURS)
        given = given_of(session, user_id=user_id, assignment_id=attempt.assignment_id, now=now)
        attempts = quiz_queries.list_attempts(session, assignment_id=given.row.id, user_id=user_id)
        stands = standing(given, attempts, now=now)
        shown = shown_of(
            given.row,
            final=True,
            submitted=attempt.submitted_at is not None,
            after_due=stands.after_due,
        )
        return _page(
            session, attempt, row=given.row, room=given.room, name="", shown=shown, stands=stands
        )


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
        return _page(session, attempt, row=row, room=room, name=name, shown=ALL, stands=None)


def _page(
    session: Session,
    attempt: Attempt,
    *,
    row: Assignment,
    room: SchoolClass,
    name: str,
    shown: Shown,
    stands: Standing | None,
) -> ResultPage:
    """Return the page of an attempt, with what is ``shown``."""
    if attempt.submitted_at is None:
        raise ConflictError("This attempt is still running.")
    asked = in_order(
        attempt_queries.list_asked(session, attempt.id), seed=attempt.seed, shuffle=row.shuffle
    )
    given = attempt_queries.list_given(session, attempt.id)
    share = None
    if shown.score and attempt.score is not None and attempt.max_score:
        raw = attempt.score / attempt.max_score
        share = after_lateness(raw, late_by_s=attempt.late_by_s, rules=rules_of(row))
    settings = {row.show_score, row.show_key, row.show_explanation, row.show_passage}
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
        due_at=stands.times.due_at if stands else row.due_at,
        open=shown.anything,
        waits=stands is not None and not stands.after_due and "due" in settings,
        shown=shown,
        score=attempt.score if shown.score else None,
        max_score=attempt.max_score if shown.score else None,
        share=share,
        late_by_s=attempt.late_by_s,
        pass_mark=row.pass_mark,
        passed=None if row.pass_mark is None or share is None else reaches(share, row.pass_mark),
        items=result_items(session, attempt, asked, given, shown=shown) if shown.anything else (),
    )


def result_items(
    session: Session,
    attempt: Attempt,
    asked: Sequence[ItemRow],
    given: Mapping[int, GivenRow],
    *,
    shown: Shown,
    only: Collection[int] | None = None,
) -> tuple[ResultItem, ...]:
    """Return the questions of an attempt, in order, with what may be seen of each.

    Args:
        asked: in the order of the attempt.
        only: those items alone; None for all.
    """
    numbered = [
        (number, item)
        for number, item in enumerate(asked, start=1)
        if only is None or item.item_id in only
    ]
    if not numbered:
        return ()
    behind = (
        seen_queries.find_passages_behind(session, [item.card_id for _, item in numbered])
        if shown.passage
        else {}
    )
    credited = credit_queries.list_credits(session, [item.item_id for _, item in numbered])
    return tuple(
        result_item(
            item,
            number,
            attempt.seed,
            given.get(item.item_id),
            behind,
            shown=shown,
            credited=credited,
        )
        for number, item in numbered
    )


def result_item(
    item: ItemRow,
    number: int,
    seed: str,
    given: GivenRow | None,
    behind: Mapping[int, PassageBehind],
    *,
    shown: Shown = ALL,
    credited: Credits | None = None,
) -> ResultItem:
    """Return one question of an attempt with what may be seen of it."""
    question = codec.from_json(item.content)
    own_seed = item_seed(seed, item.item_id)
    response = given.response if given else None
    passage = behind.get(item.card_id)
    score, verdict, note = _graded(item, seed, given, credited)
    return ResultItem(
        item_id=item.item_id,
        number=number,
        language=item.language,
        public=variant.present(question, seed=own_seed).public,
        shown=response,
        reveal=variant.reveal(question, seed=own_seed, response=response) if shown.key else None,
        score=score if shown.score else None,
        points=item.points,
        verdict=verdict if shown.score else "",
        note=note if shown.score and shown.key else "",
        explanation=question.explanation if shown.explanation else "",
        passage=marked(passage) if passage and shown.passage else None,
        by_teacher=given is not None and given.manual_score is not None,
        comment=given.comment if given and shown.score else "",
        dropped_as=item.dropped_as,
    )


def _graded(
    item: ItemRow, seed: str, given: GivenRow | None, credited: Credits | None
) -> tuple[float, str, str]:
    """Return (score, verdict, note): a teacher's score, else a credit, else as the key says."""
    if given is None or (given.response is None and given.manual_score is None):
        return 0.0, "unanswered", ""
    if given.manual_score is not None:
        return given.manual_score, verdict_of(given.manual_score), ""
    assert given.response is not None  # noqa: S101 - else it was returned above
    grade = score_item(item, attempt_seed=seed, shown=given.response, credited=credited).grade
    if given.score is not None and given.score != grade.score:
        # A key was changed since: what was stored counts until the attempts are regraded.
        return given.score, verdict_of(given.score), ""
    return grade.score, grade.verdict, grade.note


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
