"""Use cases of taking a quiz: start, save each answer, resume, submit. The server's clock decides.

An answer is stored as it was shown (positions of the shown options): the attempt's seed
turns it into the canonical response whenever it is needed.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.bank.document import JsonObject
from quizapp.errors import ConflictError, NotFoundError, translatable
from quizapp.generation import codec, variant
from quizapp.generation.question import Question
from quizapp.services import quiz_times
from quizapp.services.quiz_reviews import enter_quiz_answers
from quizapp.services.quiz_scoring import close_attempt, in_order, item_seed
from quizapp.store import quiz_queries
from quizapp.store.assigning import AttemptItem
from quizapp.store.classes import Assignment, Attempt, SchoolClass
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.quiz_queries import AnswerRow, ItemRow, LearnerAssignment

NOT_YOURS: Final = translatable("There is no such quiz of yours.")
"""One text for what never was, what is another's, and what one was put out of."""
TIME_IS_OVER: Final = translatable(
    "The time for this quiz is over. What you had saved counts; this answer was not stored."
)


@dataclass(frozen=True, slots=True)
class AttemptQuestion:
    """One question of a running attempt: nothing here says which answer is right.

    Attributes:
        language: of the article that the question comes from.
    """

    item_id: int
    number: int
    language: str
    public: JsonObject
    response: JsonObject | None
    flagged: bool


@dataclass(frozen=True, slots=True)
class Saving:
    """A response to be stored, as the variant showed it; None leaves the question empty."""

    item_id: int
    response: JsonObject | None
    flagged: bool


@dataclass(frozen=True, slots=True)
class AttemptPage:
    """A running attempt.

    Attributes:
        seconds_left: by the server's clock; None without a limit.
    """

    id: int
    assignment_id: int
    title: str
    class_name: str
    zone: str
    number: int
    attempts_allowed: int
    started_at: datetime
    deadline_at: datetime | None
    seconds_left: int | None
    questions: tuple[AttemptQuestion, ...]


@dataclass(frozen=True, slots=True)
class QuizIntro:
    """What a learner reads before starting, and their attempts so far."""

    assignment: LearnerAssignment
    questions: int
    attempts: tuple[tuple[int, int, datetime | None, float | None, float | None], ...]
    """(attempt id, number, submitted at, score, maximum); scores None while hidden."""
    can_start: bool
    why_not: str


def list_for_learner(*, user_id: int, now: datetime) -> tuple[LearnerAssignment, ...]:
    """Return the learner's assignments by due time; scores not to be seen yet are None.

    Attempts whose time is over are handed in first.
    """
    _hand_in_overdue(user_id=user_id, now=now)
    with reading() as session:
        found = quiz_queries.list_learner_assignments(session, user_id)
    return tuple(_masked(each, now=now) for each in found)


def get_intro(*, user_id: int, assignment_id: int, now: datetime) -> QuizIntro:
    """Return the page before an attempt.

    Raises:
        NotFoundError: there is no such assignment in the learner's classes.
    """
    _hand_in_overdue(user_id=user_id, now=now)
    with reading() as session:
        row, room = _assignment(session, user_id=user_id, assignment_id=assignment_id)
        mine = {a.id: a for a in quiz_queries.list_learner_assignments(session, user_id)}
        attempts = quiz_queries.list_attempts(session, assignment_id=assignment_id, user_id=user_id)
        questions = len(quiz_queries.list_items(session, assignment_id))
    why_not = _why_not(row, room, used=len(attempts), now=now)
    running = any(attempt.submitted_at is None for attempt in attempts)
    shown = feedback_is_open(row, now=now)
    summary = mine.get(assignment_id)
    if summary is None:
        raise NotFoundError("The class of this quiz is archived.")
    return QuizIntro(
        assignment=_masked(summary, now=now),
        questions=questions,
        attempts=tuple(
            (a.id, a.number, a.submitted_at, a.score if shown else None, a.max_score)
            for a in attempts
        ),
        can_start=running or not why_not,
        why_not="" if running else why_not,
    )


def start_attempt(*, user_id: int, assignment_id: int, now: datetime) -> int:
    """Start an attempt, or resume the one that is running; return its id.

    Raises:
        ConflictError: not open yet, past the due time, or no attempt is left.
    """
    with writing() as session:
        lock_for(session, user_id)
        row, room = _assignment(session, user_id=user_id, assignment_id=assignment_id)
        attempts = quiz_queries.list_attempts(session, assignment_id=assignment_id, user_id=user_id)
        for attempt in attempts:
            if attempt.submitted_at is None and not _is_over(attempt, now):
                return attempt.id
            if attempt.submitted_at is None:
                _hand_in(session, attempt, at=attempt.deadline_at or now)
        why_not = _why_not(row, room, used=len(attempts), now=now)
        if why_not:
            raise ConflictError(why_not)
        times = quiz_times.times_of(session, row, user_id=user_id)
        fresh = Attempt(
            assignment_id=assignment_id,
            user_id=user_id,
            number=len(attempts) + 1,
            seed=secrets.token_hex(8),
            started_at=now,
            deadline_at=times.deadline(started_at=now),
        )
        session.add(fresh)
        session.flush()
        session.add_all(
            AttemptItem(attempt_id=fresh.id, item_id=item.item_id, position=item.position)
            for item in quiz_queries.list_items(session, assignment_id)
        )
        return fresh.id


def get_attempt(*, user_id: int, attempt_id: int, now: datetime) -> AttemptPage | None:
    """Return a running attempt, or None when it was submitted (also just now, by the clock).

    Raises:
        NotFoundError: it is not this person's.
    """
    if close_if_over(user_id=user_id, attempt_id=attempt_id, now=now):
        return None
    with reading() as session:
        attempt = _attempt(session, user_id=user_id, attempt_id=attempt_id)
        row, room = _assignment(session, user_id=user_id, assignment_id=attempt.assignment_id)
        if attempt.submitted_at is not None:
            return None
        items = in_order(
            quiz_queries.list_items(session, row.id), seed=attempt.seed, shuffle=row.shuffle
        )
        answers = quiz_queries.answers_of(session, attempt_id)
    return AttemptPage(
        id=attempt.id,
        assignment_id=row.id,
        title=row.title,
        class_name=room.name,
        zone=room.zone,
        number=attempt.number,
        attempts_allowed=row.attempts_allowed,
        started_at=attempt.started_at,
        deadline_at=attempt.deadline_at,
        seconds_left=_seconds_left(attempt, now),
        questions=tuple(
            _shown(item, number, attempt.seed, answers.get(item.item_id))
            for number, item in enumerate(items, start=1)
        ),
    )


def save_answers(
    *, user_id: int, attempt_id: int, answers: Sequence[Saving], now: datetime
) -> int | None:
    """Store responses, all or none; saving again replaces one, None clears it.

    Returns:
        Seconds left by the server's clock; None without a limit.

    Raises:
        ConflictError: the attempt was submitted or its time is over; nothing is stored.
        ResponseError: a response does not fit its question; nothing is stored.
        NotFoundError: not this person's attempt, or no such question in it.
    """
    with writing() as session:
        # The same lock as handing in: nothing is saved into an attempt while it is graded.
        lock_for(session, user_id)
        attempt = _attempt(session, user_id=user_id, attempt_id=attempt_id)
        _assignment(session, user_id=user_id, assignment_id=attempt.assignment_id)
        if _is_over(attempt, attempt.submitted_at or now):
            raise ConflictError(TIME_IS_OVER)
        if attempt.submitted_at is not None:
            raise ConflictError("This attempt was submitted; its answers can't be changed.")
        items = {i.item_id: i for i in quiz_queries.list_items(session, attempt.assignment_id)}
        for each in answers:
            if each.item_id not in items:
                raise NotFoundError("There is no such question in this quiz.")
            if each.response is not None:
                question = codec.from_json(items[each.item_id].content)
                seed = item_seed(attempt.seed, each.item_id)
                variant.canonical(question, seed=seed, response=each.response)
            quiz_queries.put_answer(
                session,
                attempt_id=attempt_id,
                item_id=each.item_id,
                response=each.response,
                flagged=each.flagged,
                now=now,
            )
        return _seconds_left(attempt, now)


def submit_attempt(*, user_id: int, attempt_id: int, now: datetime) -> None:
    """Hand an attempt in: grade it and feed its answers to the reviews. Twice is once.

    Raises:
        NotFoundError: it is not this person's, or they no longer learn in the class.
    """
    with writing() as session:
        lock_for(session, user_id)
        attempt = _attempt(session, user_id=user_id, attempt_id=attempt_id)
        _assignment(session, user_id=user_id, assignment_id=attempt.assignment_id)
        if attempt.submitted_at is None:
            over = _is_over(attempt, now)
            _hand_in(session, attempt, at=(attempt.deadline_at if over else None) or now)


def hand_in_if_over(*, user_id: int, attempt_id: int, now: datetime) -> None:
    """Hand in what a learner saved if the time is over, still in the class or not."""
    with writing() as session:
        lock_for(session, user_id)
        attempt = _attempt(session, user_id=user_id, attempt_id=attempt_id)
        if attempt.submitted_at is None and _is_over(attempt, now):
            _hand_in(session, attempt, at=attempt.deadline_at or now)


def close_if_over(*, user_id: int, attempt_id: int, now: datetime) -> bool:
    """Submit what was saved if the time is over; return whether this call did so."""
    with reading() as session:
        attempt = _attempt(session, user_id=user_id, attempt_id=attempt_id)
        if attempt.submitted_at is not None or not _is_over(attempt, now):
            return False
    hand_in_if_over(user_id=user_id, attempt_id=attempt_id, now=now)
    return True


def feedback_is_open(row: Assignment, *, now: datetime) -> bool:
    """Return whether a learner may see scores, keys and passages by now."""
    return row.show_key == "submit" or (row.due_at is not None and now >= row.due_at)


def _hand_in_overdue(*, user_id: int, now: datetime) -> None:
    """Hand in the person's attempts whose deadline has passed, each in its own transaction."""
    with reading() as session:
        overdue = quiz_queries.list_overdue_of_learner(session, user_id=user_id, now=now)
    for attempt_id in overdue:
        hand_in_if_over(user_id=user_id, attempt_id=attempt_id, now=now)


def _masked(each: LearnerAssignment, *, now: datetime) -> LearnerAssignment:
    """Return the line without its score while feedback is still closed."""
    closed = each.show_score == "due" and (each.due_at is None or now < each.due_at)
    return replace(each, best_score=None) if closed else each


def _hand_in(session: Session, attempt: Attempt, *, at: datetime) -> None:
    """Grade what was saved, mark the attempt as submitted, enter its answers in the log."""
    scored = close_attempt(session, attempt, at=at)
    session.flush()
    enter_quiz_answers(
        session, user_id=attempt.user_id, attempt_id=attempt.id, scored=scored, at=at
    )


def _shown(item: ItemRow, number: int, seed: str, answer: AnswerRow | None) -> AttemptQuestion:
    question: Question = codec.from_json(item.content)
    presented = variant.present(question, seed=item_seed(seed, item.item_id))
    return AttemptQuestion(
        item_id=item.item_id,
        number=number,
        language=item.language,
        public=presented.public,
        response=answer.response if answer else None,
        flagged=answer.flagged if answer else False,
    )


def _why_not(row: Assignment, room: SchoolClass, *, used: int, now: datetime) -> str:
    """Return why no new attempt can be started, or an empty text."""
    if room.archived_at:
        return translatable("The class is archived; its quizzes can no longer be started.")
    if row.opens_at and now < row.opens_at:
        return translatable("This quiz is not open yet.")
    if row.due_at and now >= row.due_at:
        return translatable("The due time of this quiz is over.")
    if row.attempts_allowed and used >= row.attempts_allowed:
        return translatable("You have used all attempts at this quiz.")
    return ""


def _seconds_left(attempt: Attempt, now: datetime) -> int | None:
    ends = attempt.deadline_at
    return None if ends is None else max(0, int((ends - now).total_seconds()))


def _is_over(attempt: Attempt, now: datetime) -> bool:
    return attempt.deadline_at is not None and now >= attempt.deadline_at


def _assignment(
    session: Session, *, user_id: int, assignment_id: int
) -> tuple[Assignment, SchoolClass]:
    found = quiz_queries.find_assignment_for_learner(
        session, assignment_id=assignment_id, user_id=user_id
    )
    if found is None:
        raise NotFoundError(NOT_YOURS)
    return found


def _attempt(session: Session, *, user_id: int, attempt_id: int) -> Attempt:
    attempt = quiz_queries.find_attempt(session, attempt_id=attempt_id, user_id=user_id)
    if attempt is None:
        raise NotFoundError(NOT_YOURS)
    return attempt
