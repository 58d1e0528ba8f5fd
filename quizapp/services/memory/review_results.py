"""What a learner is told about a stored answer; made from its log entry, now and when repeated."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from quizapp.bank.terms import JsonObject
from quizapp.generation.question import Flashcard, Question
from quizapp.generation.variant import canonical, reveal
from quizapp.grading.grade import Grade, grade
from quizapp.scheduling.day import date_of
from quizapp.scheduling.rating import Rating
from quizapp.store.log.log_row import LogRow
from quizapp.store.study.seen_queries import PassageBehind


class ReviewResult(NamedTuple):
    """What came of one review that was sent.

    Attributes:
        id: the client's id.
        status: stored, duplicate (stored before, told again), conflict (the id was used for
            another review) or rejected. All below but ``message`` is empty in the last two.
        message: why it was not stored.
        score: 0..1, None for a flashcard. rating: 1-4.
        verdict: right, partial, almost or wrong; "rated" for a flashcard.
        note: how it was scored, in words. diff: what differs, as (kind, text), for typed answers.
        key: what generation.variant.reveal gives: the right answer in the shown order.
        explanation: of the fact. passage: what the fact rests on.
        due_at: instant from which the card is due again. interval_days: 0 for a learning step.
        leech: this answer was one lapse too many; the learner is told.
    """

    id: str
    status: str
    message: str = ""
    card_id: int | None = None
    score: float | None = None
    rating: int | None = None
    verdict: str = ""
    note: str = ""
    diff: tuple[JsonObject, ...] = ()
    key: JsonObject | None = None
    explanation: str = ""
    passage: PassageBehind | None = None
    due_at: datetime | None = None
    interval_days: int | None = None
    leech: bool = False


def result_of(
    row: LogRow,
    *,
    status: str,
    question: Question,
    passage: PassageBehind | None,
    leech: bool,
    judged: Grade | None = None,
) -> ReviewResult:
    """Return what the learner is told about a stored answer; it is graded unless ``judged``."""
    judged = judged or regrade(question, variant=row.variant, response=row.response)
    return ReviewResult(
        id=_uuid_text(row.client_id),
        status=status,
        card_id=row.card_id,
        score=row.score,
        rating=row.rating,
        verdict="rated" if isinstance(question.interaction, Flashcard) else judged.verdict,
        note="" if isinstance(question.interaction, Flashcard) else judged.note,
        diff=tuple({"kind": each.kind, "text": each.text} for each in judged.diff),
        key=reveal(question, seed=row.variant, response=row.response),
        explanation=passage.explanation if passage else question.explanation,
        passage=passage,
        due_at=due_instant(row),
        interval_days=row.interval_days,
        leech=leech,
    )


def regrade(question: Question, *, variant: str, response: JsonObject | None) -> Grade:
    """Return the grade of a response to a shown variant; none given counts as wrong.

    Raises:
        ResponseError: the response cannot be read.
    """
    if response is None:
        return Grade(0.0, "wrong")
    return grade(question.interaction, canonical(question, seed=variant, response=response))


def due_instant(row: LogRow) -> datetime | None:
    """Return the instant from which the card is due again, by the clock of its answer."""
    if row.due_at is not None or row.due_day is None:
        return row.due_at
    start = datetime.combine(date_of(row.due_day), datetime.min.time(), tzinfo=UTC)
    return start + timedelta(hours=row.rollover_hour, minutes=-row.utc_offset_min)


def is_hard_offered(score: float) -> bool:
    """Return whether Hard may be chosen: not after a wrong answer, which was not remembered."""
    return score >= 0.5  # noqa: PLR2004 - half right, as in scheduling.rating


def own_rating_allowed(rating: Rating, *, score: float) -> bool:
    """Return whether the learner's own word may stand beside the score."""
    return rating is not Rating.HARD or is_hard_offered(score)


def _uuid_text(client_id: bytes) -> str:
    """Return the 16 bytes of a UUID as ``str(UUID(...))`` writes them, in a tenth of the time."""
    digits = client_id.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
