"""What the middle of the study page shows: a question, what came of it, or the end."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from quizapp.bank.terms import JsonObject
from quizapp.errors import translatable
from quizapp.generation.hints import Hint
from quizapp.scheduling.card import Stage
from quizapp.scheduling.rating import Rating
from quizapp.services.memory.review_results import ReviewResult
from quizapp.services.study import learner_pages
from quizapp.services.study.learner_pages import Revealed
from quizapp.services.study.study import Marks, StudyBatch, StudyCard, Today
from quizapp.store.study.seen_queries import PassageBehind

_STAGE_WORDS: Final = {
    Stage.NEW: translatable("New"),
    Stage.LEARNING: translatable("Learning"),
    Stage.REVIEW: translatable("Review"),
    Stage.RELEARNING: translatable("Learning again"),
}
_RATING_WORDS: Final = {
    Rating.AGAIN: translatable("Again"),
    Rating.HARD: translatable("Hard"),
    Rating.GOOD: translatable("Good"),
    Rating.EASY: translatable("Easy"),
}
_VERDICTS: Final = {
    "right": ("good", translatable("Right.")),
    "partial": ("part", translatable("Partly right.")),
    "almost": ("part", translatable("Almost.")),
    "wrong": ("bad", translatable("Not this time.")),
}
_UNMARKED: Final = Marks()
_GAVE_UP: Final = ("part", translatable("Here it is."))


@dataclass(frozen=True, slots=True)
class Turn:
    """Which showing this is: the hidden fields of the form.

    Attributes:
        id: new UUID for what the learner does next.
        shown_ms: milliseconds since 1970 at which it was shown.
        set_id: the set that is studied, or None. sitting: as an address carries it, or "".
    """

    id: str
    card_id: int
    question_id: int
    variant: str
    shown_ms: int
    set_id: int | None
    sitting: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far today, or this sitting, is: answers given, and cards left.

    Attributes:
        given: answers of today: what an undo can take back.
        minutes: left of a sitting of minutes; None for any other.
    """

    done: int
    left: int
    given: int
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class RatingButton:
    """A rating with the interval it gives; ``given`` is the one that counts now."""

    value: int
    words: str
    interval: str
    given: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """The passage behind a question, cut at the words that support the answer."""

    article: str
    article_title: str
    language: str
    number: int
    heading: str
    before: str
    evidence: str
    after: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that waits for its answer. Nothing in it tells its key but the hints asked for.

    Attributes:
        hints: taken so far. more_hints: whether another one may be asked for.
    """

    turn: Turn
    progress: Progress
    stage: str
    public: JsonObject
    response: JsonObject | None = None
    problem: str = ""
    marks: Marks = _UNMARKED
    hints: tuple[Hint, ...] = ()
    more_hints: bool = True
    kind: Literal["ask"] = "ask"


@dataclass(frozen=True, slots=True)
class Back:
    """A flashcard turned over, to be rated."""

    turn: Turn
    progress: Progress
    public: JsonObject
    reveal: JsonObject
    explanation: str
    passage: Passage | None
    ratings: tuple[RatingButton, ...]
    marks: Marks = _UNMARKED
    kind: Literal["back"] = "back"


@dataclass(frozen=True, slots=True)
class Told:
    """What came of an answer.

    Attributes:
        tone: good, part or bad. verdict: in words.
        returns: when the card comes back ("in 3 d"); "" when it is not known.
        ratings: what the answer may be rated instead; empty when it cannot be changed.
        review_id: the answer's id, for a change of its rating.
    """

    turn: Turn
    progress: Progress
    public: JsonObject
    reveal: JsonObject
    tone: str
    verdict: str
    note: str
    diff: tuple[JsonObject, ...]
    explanation: str
    passage: Passage | None
    returns: str
    ratings: tuple[RatingButton, ...]
    review_id: str
    leech: bool
    marks: Marks = _UNMARKED
    kind: Literal["told"] = "told"


@dataclass(frozen=True, slots=True)
class End:
    """Nothing is left to ask.

    Attributes:
        has_set: whether the learner studies anything at all.
        done: answers today. minutes: spent on them. right: share of the reviews that were
            remembered, None without one.
        next_at: when the next card is due, None when nothing is planned.
        elsewhere: cards left outside the set that was studied.
        due: cards still due when a sitting is over before they are. sitting: as in Turn.
    """

    set_id: int | None
    progress: Progress
    has_set: bool
    done: int
    minutes: float
    right: float | None
    next_at: datetime | None
    zone: str
    elsewhere: int
    undo_id: str
    due: int = 0
    sitting: str = ""
    kind: Literal["end"] = "end"


AnyStage = Ask | Back | Told | End


def ask(card: StudyCard, *, turn: Turn, progress: Progress, marks: Marks) -> Ask:
    """Return the stage that asks a card."""
    return Ask(
        turn=turn,
        progress=progress,
        stage=_STAGE_WORDS[card.stage],
        public=card.public,
        marks=marks,
    )


def ask_again(
    turn: Turn,
    *,
    public: JsonObject,
    progress: Progress,
    marks: Marks,
    problem: str = "",
    response: JsonObject | None = None,
    stage: str = "",
) -> Ask:
    """Return the stage that asks once more: sent empty, not to be read, or with a hint."""
    return Ask(
        turn=turn,
        progress=progress,
        stage=stage,
        public=public,
        problem=problem,
        response=response,
        marks=marks,
    )


def back(turn: Turn, revealed: Revealed, *, progress: Progress) -> Back:
    """Return the stage that shows a flashcard's back."""
    behind = revealed.passage
    return Back(
        turn=turn,
        progress=progress,
        public=revealed.public,
        reveal=revealed.reveal,
        explanation=behind.explanation if behind else str(revealed.reveal["explanation"]),
        passage=cut(behind),
        ratings=tuple(
            RatingButton(int(rating), _RATING_WORDS[rating], interval.text)
            for rating, interval in sorted(revealed.intervals.items())
        ),
    )


def told(turn: Turn, result: ReviewResult, *, public: JsonObject, progress: Progress) -> Told:
    """Return the stage that says what came of a stored answer."""
    reveal = result.key or {}
    tone, verdict = _VERDICTS.get(result.verdict, _VERDICTS["right"])
    if reveal.get("response") is None:
        tone, verdict = _GAVE_UP
    return Told(
        turn=turn,
        progress=progress,
        public=public,
        reveal=reveal,
        tone=tone,
        verdict=verdict,
        note=result.note,
        diff=result.diff,
        explanation=result.explanation,
        passage=cut(result.passage),
        returns="",
        ratings=(),
        review_id=result.id,
        leech=result.leech,
    )


def end(today: Today, *, batch: StudyBatch, set_id: int | None) -> End:
    """Return the stage that closes the session."""
    work = today.week[-1]
    return End(
        set_id=set_id,
        progress=Progress(batch.done_today, 0, batch.done_today),
        has_set=today.sets > 0,
        done=today.done_today,
        minutes=work.milliseconds / 60_000,
        right=work.recalled / work.tested if work.tested else None,
        next_at=today.next_at,
        zone=today.zone,
        elsewhere=today.counts.total if set_id is not None else 0,
        undo_id=new_id(),
    )


def ratings_of(result: ReviewResult, *, user_id: int) -> tuple[RatingButton, ...]:
    """Return the ratings that a stored answer may have, the given one marked."""
    offered = learner_pages.list_ratings(user_id=user_id, review_id=result.id)
    wrong = result.score is not None and result.score < 0.5  # noqa: PLR2004 - as in rating_from_evidence
    return tuple(
        RatingButton(
            int(rating),
            translatable("I was right")
            if wrong and rating is Rating.GOOD
            else _RATING_WORDS[rating],
            interval.text,
            given=int(rating) == result.rating,
        )
        for rating, interval in sorted(offered.items())
    )


def cut(passage: PassageBehind | None) -> Passage | None:
    """Return the passage cut at its evidence, which the bank has checked to be a run of it."""
    if passage is None:
        return None
    before, found, after = passage.text.partition(passage.evidence)
    return Passage(
        article=passage.article,
        article_title=passage.article_title,
        language=passage.language,
        number=passage.number,
        heading=passage.heading,
        before=before,
        evidence=found,
        after=after,
    )


def new_id() -> str:
    """Return a new UUID for an action of the learner's."""
    return str(uuid.uuid4())
