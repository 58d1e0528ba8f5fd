"""Use cases of taking a quiz: start, save answers, hand in. The server's clock decides.

An answer is stored as it was shown (positions of the shown options): the attempt's seed
turns it into the canonical response whenever it is needed.
"""

import hmac
import secrets
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, translatable
from quizapp.services.people import limits
from quizapp.services.people.limits import Limit, Try
from quizapp.services.quizzes import quiz_drawing, quiz_times
from quizapp.services.quizzes.quiz_feedback import GRACE, standing
from quizapp.services.quizzes.quiz_mine import attempt_of, given_of, is_over, seconds_left
from quizapp.services.quizzes.quiz_reviews import enter_quiz_answers
from quizapp.services.quizzes.quiz_saving import TIME_IS_OVER, Saving, store_answers
from quizapp.services.quizzes.quiz_scoring import close_attempt, in_order
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.quizzes import attempt_queries, quiz_queries
from quizapp.store.tables.classes import Assignment, Attempt

__all__ = [
    "Saved",
    "Saving",
    "close_if_over",
    "hand_in_if_over",
    "hand_in_overdue",
    "save_answers",
    "start_attempt",
    "submit_attempt",
]

_SUBMITTED: Final = translatable("This attempt was submitted; its answers can't be changed.")
_PASSWORD: Final = Limit("quiz-password", 10, timedelta(minutes=10))
"""A word said aloud in the room is short: ten wrong ones and a wait, for each learner."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save.

    Attributes:
        stored: False when another tab or device had saved since: nothing was stored.
        sequence: that of the attempt by now.
        seconds_left: by the server's clock; None without a limit.
    """

    stored: bool
    sequence: int
    seconds_left: int | None


def start_attempt(
    *, user_id: int, assignment_id: int, now: datetime, password: str = "", secret: str = ""
) -> int:
    """Start an attempt, or resume the one that is running; return its id.

    Args:
        password: what the learner gave, where the quiz asks for one.
        secret: the site's key, for counting wrong passwords.

    Raises:
        ConflictError: not open yet, closed, or no attempt is left.
        InputError: another password is needed. TooManyError: too many wrong ones.
    """
    seed = secrets.token_hex(8)
    with reading() as session:
        given = given_of(session, user_id=user_id, assignment_id=assignment_id, now=now)
        word = given.row.password
        running = any(
            each.submitted_at is None and not is_over(each, now)
            for each in quiz_queries.list_attempts(
                session, assignment_id=assignment_id, user_id=user_id
            )
        )
        # Drawn before the lock is taken: a class that starts at once waits for no draw.
        choice = (
            None if running else quiz_drawing.choose(session, given.row, user_id=user_id, seed=seed)
        )
    if word and not running:
        _check_password(password, word=word, user_id=user_id, secret=secret, now=now)
    with writing() as session:
        lock_for(session, user_id)
        given = given_of(session, user_id=user_id, assignment_id=assignment_id, now=now)
        attempts = quiz_queries.list_attempts(session, assignment_id=assignment_id, user_id=user_id)
        for attempt in attempts:
            if attempt.submitted_at is None and not is_over(attempt, now):
                return attempt.id
            if attempt.submitted_at is None:
                _hand_in(session, attempt, at=attempt.deadline_at or now)
        found = standing(given, attempts, now=now)
        if found.why_not:
            raise ConflictError(found.why_not)
        fresh = Attempt(
            assignment_id=assignment_id,
            user_id=user_id,
            number=len(attempts) + 1,
            seed=seed,
            started_at=now,
            deadline_at=found.times.deadline(started_at=now),
        )
        session.add(fresh)
        session.flush()
        if choice is None:  # The running attempt ended between the two transactions.
            choice = quiz_drawing.choose(session, given.row, user_id=user_id, seed=seed)
        items = quiz_drawing.settle(session, choice, assignment_id=assignment_id)
        if not items:
            raise ConflictError("This quiz has no questions left. Tell your teacher.")
        attempt_queries.ask(session, attempt_id=fresh.id, item_ids=items)
        return fresh.id


def save_answers(
    *,
    user_id: int,
    attempt_id: int,
    answers: Sequence[Saving],
    now: datetime,
    sequence: int | None = None,
    final: Collection[int] = (),
    reached: int | None = None,
) -> Saved:
    """Store responses, all or none; saving again replaces one, None clears it.

    Args:
        sequence: the last save that the sender has seen; None for one that sees them all.
        final: items among the answers that are final from now on, and may be told.
        reached: the question, from 1, that the learner goes on to.

    Raises:
        ConflictError: the attempt was submitted or its time is over, an answer is final, or
            there is no way back to its question; nothing is stored.
        ResponseError: a response does not fit its question; nothing is stored.
        NotFoundError: not this person's attempt, or no such question in it.
    """
    with writing() as session:
        # The same lock as handing in: nothing is saved into an attempt while it is graded.
        lock_for(session, user_id)
        attempt = attempt_of(session, user_id=user_id, attempt_id=attempt_id)
        given = given_of(session, user_id=user_id, assignment_id=attempt.assignment_id, now=now)
        _refuse_when_over(attempt, now=now)
        left = seconds_left(attempt, now)
        if sequence is not None and sequence != attempt.sequence:
            return Saved(stored=False, sequence=attempt.sequence, seconds_left=left)
        asked = in_order(
            attempt_queries.list_asked(session, attempt_id),
            seed=attempt.seed,
            shuffle=given.row.shuffle,
        )
        changed = store_answers(session, attempt, given.row, asked, answers, final=final, now=now)
        attempt.sequence += changed
        if reached is not None and not is_over(attempt, now):
            attempt.reached = max(attempt.reached, min(reached, attempt.reached + 1, len(asked)))
        return Saved(stored=True, sequence=attempt.sequence, seconds_left=left)


def submit_attempt(*, user_id: int, attempt_id: int, now: datetime) -> None:
    """Hand an attempt in: grade it and feed its answers to the reviews. Twice is once.

    Raises:
        NotFoundError: it is not this person's, or they no longer learn in the class.
    """
    with writing() as session:
        lock_for(session, user_id)
        attempt = attempt_of(session, user_id=user_id, attempt_id=attempt_id)
        given_of(session, user_id=user_id, assignment_id=attempt.assignment_id, now=now)
        if attempt.submitted_at is None:
            over = is_over(attempt, now)
            _hand_in(session, attempt, at=(attempt.deadline_at if over else None) or now)


def hand_in_if_over(*, user_id: int, attempt_id: int, now: datetime) -> None:
    """Hand in what a learner saved once time and grace are over, still in the class or not."""
    _hand_in_over(user_id=user_id, attempt_id=attempt_id, now=now, grace=GRACE)


def _hand_in_over(*, user_id: int, attempt_id: int, now: datetime, grace: timedelta) -> None:
    with writing() as session:
        lock_for(session, user_id)
        attempt = attempt_of(session, user_id=user_id, attempt_id=attempt_id)
        if attempt.submitted_at is None and is_over(attempt, now - grace):
            _hand_in(session, attempt, at=attempt.deadline_at or now)


def close_if_over(*, user_id: int, attempt_id: int, now: datetime) -> bool:
    """Submit what was saved if the time is over; return whether this call did so.

    For a learner who looks at the attempt: from then on its keys may be seen, and no grace is
    left.
    """
    with reading() as session:
        attempt = attempt_of(session, user_id=user_id, attempt_id=attempt_id)
        if attempt.submitted_at is not None or not is_over(attempt, now):
            return False
    _hand_in_over(user_id=user_id, attempt_id=attempt_id, now=now, grace=timedelta())
    return True


def hand_in_overdue(*, user_id: int, now: datetime) -> None:
    """Hand in the person's attempts whose time and grace are over, each in its own transaction."""
    with reading() as session:
        overdue = quiz_queries.list_overdue_of_learner(session, user_id=user_id, now=now - GRACE)
    for attempt_id in overdue:
        hand_in_if_over(user_id=user_id, attempt_id=attempt_id, now=now)


def _refuse_when_over(attempt: Attempt, *, now: datetime) -> None:
    """Raise ConflictError once nothing is taken any more; the grace is not told."""
    if attempt.submitted_at is not None:
        by_clock = attempt.submitted_at == attempt.deadline_at
        raise ConflictError(TIME_IS_OVER if by_clock else _SUBMITTED)
    if attempt.deadline_at is not None and now >= attempt.deadline_at + GRACE:
        raise ConflictError(TIME_IS_OVER)


def _hand_in(session: Session, attempt: Attempt, *, at: datetime) -> None:
    """Grade what was saved, mark the attempt as submitted, enter its answers in the log."""
    row = session.get_one(Assignment, attempt.assignment_id)
    times = quiz_times.times_of(session, row, user_id=attempt.user_id)
    scored = close_attempt(session, attempt, due_at=times.due_at, at=at)
    session.flush()
    enter_quiz_answers(
        session, user_id=attempt.user_id, attempt_id=attempt.id, scored=scored, at=at
    )


def _check_password(given: str, *, word: str, user_id: int, secret: str, now: datetime) -> None:
    """Raise InputError for a wrong password and TooManyError for too many of them.

    Capitals and spaces at the ends do not count: it is said aloud in the room.
    """
    tries = (Try(_PASSWORD, str(user_id)),)
    with writing() as session:
        limits.take(session, tries, secret=secret, now=now)
    if not hmac.compare_digest(_plain(given), _plain(word)):
        raise InputError("That is not the password of this quiz.", field="password")
    with writing() as session:
        limits.give_back(session, tries, secret=secret)


def _plain(text: str) -> bytes:
    return unicodedata.normalize("NFKC", text).casefold().strip().encode()
