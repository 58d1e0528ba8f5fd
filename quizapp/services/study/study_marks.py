"""Undo and change a rating: each an entry of the log, each safe to send again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, NotFoundError, translatable
from quizapp.generation.question import Flashcard
from quizapp.scheduling.rating import Rating
from quizapp.services.memory.ledger import Ledger
from quizapp.services.memory.ledger_entries import Answered, answered_of, request_hash
from quizapp.services.memory.ledger_states import last_change
from quizapp.services.memory.review_results import ReviewResult, own_rating_allowed, result_of
from quizapp.services.people.study_learner import get_learner, moment_of
from quizapp.services.questions.question_cache import get_questions
from quizapp.store.engine import lock_for, writing
from quizapp.store.log.log_row import LogRow
from quizapp.store.study import log_queries, memory_queries, seen_queries
from quizapp.store.study.memory_queries import Learner

UNDO_STEPS: Final = 30
_NOTHING: Final = translatable("There is nothing left to undo.")
_OTHER: Final = translatable("This id was used for something else already.")
_TAKEN_BACK: Final = UUID("8a4f1c52-9be1-4d0c-8e1a-5e0d6a1f3c77")
"""Of the undo inside a change of rating: its id follows from the change's id."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What an undo, a burial or a suspension came to.

    Attributes:
        status: stored, or duplicate when it was sent before.
        card_id: the card. undone_kind: for an undo, what was taken back.
        suspended: whether the card is suspended now.
        buried_until_day: the study day before which it is hidden, or None.
        flag: the card's flag now, 0 for none.
    """

    status: str
    card_id: int
    undone_kind: str | None
    suspended: bool
    buried_until_day: int | None
    flag: int


def undo(*, user_id: int, client_id: str, now: datetime) -> Marked:
    """Take back the learner's newest answer, burial, suspension or flag that still stands.

    It reaches 30 steps back. Card, counts, burial and flag become what they were.

    Raises:
        ConflictError: nothing is left to undo, or the id was used for something else.
        InputError: the id is no UUID.
    """
    wanted = request_hash("undo")

    def write(session: Session, learner: Learner, client: bytes) -> LogRow:
        since = log_queries.undo_horizon(session, user_id=user_id, steps=UNDO_STEPS)
        target = log_queries.find_last_standing(session, user_id=user_id, since=since)
        if target is None:
            raise ConflictError(_NOTHING)
        ledger = open_ledger(session, learner, target.card_id)
        if target.rating is not None:
            _check_last(ledger, target)
        entry = ledger.take_back(
            target, client_id=client, request_hash=wanted, now=moment_of(learner, now)
        )
        ledger.close()
        return entry

    return once(user_id, client_id, wanted, write)


def change_rating(
    *, user_id: int, review_id: str, client_id: str, rating: int, now: datetime
) -> ReviewResult:
    """Give an answer another rating ("I was right"): the old entry is taken back, a new one added.

    Score and response stay as they were; the answer keeps its place in time.

    Args:
        review_id: client id of the answer. client_id: new UUID of this change.
        rating: 1-4.

    Raises:
        NotFoundError: there is no such answer of the learner's.
        ConflictError: the card was answered again since, or the id was used already.
        InputError: the rating is not one that may be given here.
    """
    own = Rating(rating)
    target_id, client = _uuid(review_id), _uuid(client_id)
    wanted = request_hash("rate", target_id, int(own))
    with writing() as session:
        lock_for(session, user_id)
        learner = get_learner(session, user_id)
        found = log_queries.find_entries(session, user_id=user_id, client_ids=[target_id, client])
        row, status = found.get(client), "duplicate"
        if row is not None and row.request_hash != wanted:
            raise ConflictError(_OTHER)
        if row is None:
            status = "stored"
            target = found.get(target_id)
            if target is None or target.rating is None or target.question_id is None:
                raise NotFoundError("There is no such answer of yours.")
            row = _rate_again(
                session, learner, target, own=own, client=client, wanted=wanted, now=now
            )
        question = get_questions(session, [row.question_id or 0])[row.question_id or 0]
        behind = seen_queries.find_passages_behind(session, [row.card_id])
        return result_of(
            row, status=status, question=question, passage=behind.get(row.card_id), leech=False
        )


def _rate_again(
    session: Session,
    learner: Learner,
    target: LogRow,
    *,
    own: Rating,
    client: bytes,
    wanted: bytes,
    now: datetime,
) -> LogRow:
    question = get_questions(session, [target.question_id or 0])[target.question_id or 0]
    graded = not isinstance(question.interaction, Flashcard)
    if graded and not own_rating_allowed(own, score=target.score or 0.0):
        raise InputError("Hard is for what was remembered; rate it 1, 3 or 4.", field="rating")
    ledger = open_ledger(session, learner, target.card_id)
    _check_last(ledger, target)
    ledger.take_back(
        target,
        client_id=uuid5(_TAKEN_BACK, client.hex()).bytes,
        request_hash=wanted,
        now=moment_of(learner, now),
    )
    again: Answered = answered_of(target)._replace(
        client_id=client, request_hash=wanted, rating=own
    )
    row = ledger.add_answer(again)
    ledger.close()
    return row


def once(
    user_id: int,
    client_id: str,
    wanted: bytes,
    write: Callable[[Session, Learner, bytes], LogRow],
) -> Marked:
    """Do it in one transaction, or find that it was done.

    Args:
        wanted: hash of what is asked: the same id with another one is a conflict.
        write: adds the entry, given the learner and the client's id.
    """
    client = _uuid(client_id)
    with writing() as session:
        lock_for(session, user_id)
        learner = get_learner(session, user_id)
        row = log_queries.find_entries(session, user_id=user_id, client_ids=[client]).get(client)
        if row is not None and row.request_hash != wanted:
            raise ConflictError(_OTHER)
        status = "stored" if row is None else "duplicate"
        row = row or write(session, learner, client)
        state = memory_queries.find_states(session, user_id=user_id, card_ids=[row.card_id])[
            row.card_id
        ]
        undone = log_queries.find_entry(session, user_id=user_id, seq=row.undoes or 0)
    return Marked(
        status=status,
        card_id=row.card_id,
        undone_kind=undone.kind if undone else None,
        suspended=state.suspended,
        buried_until_day=state.buried_until_day,
        flag=state.flag,
    )


def open_ledger(session: Session, learner: Learner, card_id: int) -> Ledger:
    """Return the ledger of a learner with the state of one card."""
    states = memory_queries.find_states(session, user_id=learner.id, card_ids=[card_id])
    return Ledger(session, learner=learner, states=states)


def _check_last(ledger: Ledger, target: LogRow) -> None:
    last = last_change(ledger.entries(target.card_id))
    if last is None or last.seq != target.seq:
        raise ConflictError("The card has changed since: this answer can no longer be changed.")


def _uuid(text: str) -> bytes:
    try:
        return UUID(text).bytes
    except ValueError:
        raise InputError("{id} is not a UUID.", id=repr(text[:40]), field="id") from None
