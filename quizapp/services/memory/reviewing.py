"""Submitting reviews: checked, graded, scheduled and logged, a batch in one transaction."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from quizapp.bank.terms import JsonObject
from quizapp.errors import InputError, ResponseError, translatable
from quizapp.generation.question import Flashcard, Question
from quizapp.grading.grade import Grade
from quizapp.scheduling.card import NEW
from quizapp.scheduling.rating import Rating, rating_from_evidence
from quizapp.services.memory.ledger import Ledger
from quizapp.services.memory.ledger_entries import Answered, request_hash
from quizapp.services.memory.ledger_states import standing, told_leech
from quizapp.services.memory.review_results import (
    ReviewResult,
    own_rating_allowed,
    regrade,
    result_of,
)
from quizapp.services.people.study_learner import known as the_known
from quizapp.services.people.study_learner import moment_of
from quizapp.services.questions import variants
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.questions.variants import Showing
from quizapp.store.engine import Reader, lock_for, writing_core
from quizapp.store.log.log_row import LogRow
from quizapp.store.study import asked_queries, log_queries
from quizapp.store.study.asked_queries import Asked
from quizapp.store.study.memory_queries import Learner, State

MOST_REVIEWS: Final = 500
"""In one batch."""
LONGEST_MS: Final = 60_000
"""A longer response time says that the learner was away; it is capped for statistics."""
_NOT_YOURS: Final = translatable("This card is not one that you study.")
_REKEYED: Final = translatable(
    "The answer of this card was corrected meanwhile. The card will be asked anew."
)
_RETIRED: Final = translatable("This question was withdrawn meanwhile.")
_NOT_ISSUED: Final = translatable(
    "This question was not shown to you in this form. Fetch your cards again."
)


class Review(NamedTuple):
    """One review as a client sends it.

    Attributes:
        id: UUID that the client made; sending it again stores nothing new.
        variant: as it came with the question.
        response: to the shown variant, or None for a flashcard and for "I do not know".
        rating: the learner's own word, 1-4: needed for a flashcard, an override elsewhere.
        shown_at: aware instant by the client's clock; brought into the server's bounds.
        duration_ms: from shown to answered.
        hints: how many were taken, as the client counted; the server's count wins if higher.
    """

    id: str
    card_id: int
    question_id: int
    variant: str
    response: JsonObject | None
    rating: int | None
    shown_at: datetime
    duration_ms: int
    hints: int = 0


class _Sent(NamedTuple):
    """A review with what follows from it alone; no showing if its variant is none of ours."""

    review: Review
    showing: Showing | None
    client_id: bytes
    request_hash: bytes
    shown_at: datetime
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read once for the whole batch."""

    asked: dict[int, Asked]
    questions: dict[int, Question]


class _Stored(NamedTuple):
    """An entry and how it came to be told: stored now, or found."""

    row: LogRow
    status: str
    leech: bool
    judged: Grade | None = None


def submit_reviews(
    *, user_id: int, reviews: Sequence[Review], now: datetime
) -> tuple[ReviewResult, ...]:
    """Store reviews and return what came of each, in the order sent.

    Each stands alone: one that is rejected keeps no other from being stored. All that are stored
    are stored together, before this returns. Sending the same again is safe.

    Raises:
        InputError: there are too many reviews, or an id is no UUID.
        BusyError: nothing was stored.
    """
    if len(reviews) > MOST_REVIEWS:
        raise InputError("At most {most} reviews at once.", most=MOST_REVIEWS, field="reviews")
    try:
        return _submit(user_id, reviews, now)
    except IntegrityError:
        # The same id came in at the same time: this time it is found.
        return _submit(user_id, reviews, now)


def _submit(user_id: int, reviews: Sequence[Review], now: datetime) -> tuple[ReviewResult, ...]:
    with writing_core() as reader:
        lock_for(reader, user_id)
        client_ids = [_client_id(each) for each in reviews]
        person, found = log_queries.find_learner_and_entries(
            reader, user_id=user_id, client_ids=sorted(set(client_ids))
        )
        learner = the_known(person)
        sent = [
            _sent(review, client_id=client_id, learner=learner, now=now)
            for review, client_id in zip(reviews, client_ids, strict=True)
        ]
        known = _read(reader, user_id, sent, found)
        states = {each.state.card_id: each.state for each in known.asked.values() if each.state}
        ledger = Ledger(reader, learner=learner, states=states)
        told: dict[int, _Stored | ReviewResult] = {}
        stored = dict(found)
        order = sorted(range(len(sent)), key=lambda place: (sent[place].answered_at, place))
        for place in order:
            told[place] = _take(sent[place], ledger, learner, known, stored)
        ledger.close()
    return tuple(_told(told[place], known) for place in range(len(sent)))


def _told(each: _Stored | ReviewResult, known: _Known) -> ReviewResult:
    """Return what the learner is told."""
    if isinstance(each, ReviewResult):
        return each
    question_id = each.row.question_id or 0
    asked = known.asked.get(question_id)
    return result_of(
        each.row,
        status=each.status,
        question=known.questions[question_id],
        passage=asked.behind if asked else None,
        leech=each.leech,
        judged=each.judged,
    )


def _sent(review: Review, *, client_id: bytes, learner: Learner, now: datetime) -> _Sent:
    """Return the review with its times brought into [shown, now] and its hash.

    A question cannot have been shown before the account was made, nor before it was taken along.
    """
    showing = variants.find_showing(
        review.variant, user_id=learner.id, question_id=review.question_id
    )
    since = showing.offline_since if showing else None
    shown_at = min(max(review.shown_at, since or learner.created_at, learner.created_at), now)
    answered_at = min(shown_at + timedelta(milliseconds=max(0, review.duration_ms)), now)
    content = request_hash(
        review.card_id,
        review.question_id,
        review.variant,
        _sorted(review.response),
        review.rating,
        review.shown_at.timestamp(),
        review.duration_ms,
        review.hints,
    )
    return _Sent(review, showing, client_id, content, shown_at, answered_at)


def _client_id(review: Review) -> bytes:
    try:
        return UUID(review.id).bytes
    except ValueError:
        raise InputError("{id} is not a UUID.", id=repr(review.id[:40]), field="id") from None


def _read(
    reader: Reader, user_id: int, sent: Sequence[_Sent], found: dict[bytes, LogRow]
) -> _Known:
    """Read the questions of new reviews and of those stored before."""
    fresh = {each.review.question_id for each in sent if each.client_id not in found}
    old = {row.question_id for row in found.values() if row.question_id is not None}
    asked = asked_queries.find_asked(reader, user_id=user_id, question_ids=sorted(fresh | old))
    return _Known(asked, get_questions(reader, asked))


def _take(
    sent: _Sent,
    ledger: Ledger,
    learner: Learner,
    known: _Known,
    stored: dict[bytes, LogRow],
) -> _Stored | ReviewResult:
    """Store one review, or find it stored, or say why not."""
    row = stored.get(sent.client_id)
    if row is not None:
        if row.request_hash != sent.request_hash or row.question_id is None or row.rating is None:
            return ReviewResult(
                sent.review.id,
                "conflict",
                translatable("This id was used for another review already."),
            )
        return _found(row, ledger)
    try:
        answered, judged = _judge(sent, ledger.state(sent.review.card_id), learner, known)
    except (InputError, ResponseError) as error:
        return ReviewResult(sent.review.id, "rejected", error.words)
    before = ledger.state(sent.review.card_id)
    again = _same_showing(sent, before, ledger, learner)
    if again is not None:
        return _found(again, ledger)
    row = ledger.add_answer(answered)
    stored[sent.client_id] = row
    after = ledger.state(row.card_id)
    return _Stored(row, "stored", told_leech(before, after), judged)


def _judge(sent: _Sent, state: State, learner: Learner, known: _Known) -> tuple[Answered, Grade]:
    """Return the answer with its score and rating, and its grade.

    Raises:
        InputError: it cannot be stored. ResponseError: the response cannot be read.
    """
    review = sent.review
    asked = known.asked.get(review.question_id)
    seen = asked.seen if asked else None
    if seen is None or seen.card_id != review.card_id or not state.taken_up:
        raise InputError(_NOT_YOURS)
    if not seen.alive:
        raise InputError(_RETIRED)
    if seen.rekeyed:
        raise InputError(_REKEYED)
    if sent.showing is None:
        raise InputError(_NOT_ISSUED)
    question = known.questions[review.question_id]
    response = _normal(review.response)
    judged = regrade(question, variant=review.variant, response=response)
    taken = asked.hints if asked and asked.hinted == review.variant else 0
    hints = max(review.hints, taken)
    score, rating = _score(question, review, judged, hints=hints)
    answered = Answered(
        client_id=sent.client_id,
        request_hash=sent.request_hash,
        card_id=review.card_id,
        question_id=review.question_id,
        variant=review.variant,
        form=seen.form,
        shown_at=sent.shown_at,
        at=moment_of(learner, sent.answered_at),
        duration_ms=min(max(0, review.duration_ms), LONGEST_MS),
        rating=rating,
        score=score,
        hints=hints,
        response=response,
    )
    return answered, judged


def _score(
    question: Question, review: Review, judged: Grade, *, hints: int
) -> tuple[float | None, Rating]:
    """Return the score (None for a flashcard) and the rating that counts."""
    own = None if review.rating is None else Rating(review.rating)
    if isinstance(question.interaction, Flashcard):
        if own is None:
            raise InputError("A flashcard needs your rating, 1 to 4.")
        return None, own
    if review.response is None:
        if own is not Rating.AGAIN:
            raise InputError("Answer the question, or rate it 1 if you do not know.")
        return 0.0, Rating.AGAIN
    if own is not None and not own_rating_allowed(own, score=judged.score):
        raise InputError("Hard is for what was remembered; rate it 1, 3 or 4.")
    return judged.score, own or rating_from_evidence(judged.score, hints=hints)


def _same_showing(sent: _Sent, state: State, ledger: Ledger, learner: Learner) -> LogRow | None:
    """Return the standing answer to the very same showing: a second tab counts once."""
    review = sent.review
    if sent.showing and variants.is_current(
        sent.showing,
        user_id=learner.id,
        question_id=review.question_id,
        reps=state.memory.reps,
    ):
        return None
    for row in standing(ledger.entries(review.card_id)):
        if row.variant == review.variant and row.question_id == review.question_id:
            return row
    return None


def _found(row: LogRow, ledger: Ledger) -> _Stored:
    """Return a stored entry to be told again as it was told first."""
    before = [each for each in ledger.entries(row.card_id) if each.seq <= row.seq]
    after = ledger.fold(before)
    prior = ledger.fold(before[:-1]) if before[:-1] else State(row.user_id, row.card_id, NEW)
    return _Stored(row, "duplicate", told_leech(prior, after))


def _normal(response: JsonObject | None) -> JsonObject | None:
    """Return the response with its texts in NFC."""
    if response is None:
        return None
    return {
        key: unicodedata.normalize("NFC", value) if isinstance(value, str) else value
        for key, value in response.items()
    }


def _sorted(response: JsonObject | None) -> object:
    return None if response is None else sorted(response.items())
