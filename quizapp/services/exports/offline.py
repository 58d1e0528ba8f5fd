"""What a learner takes along offline: the cards of the next days as flashcards, rated by hand.

A flashcard's back is part of its form, so that it may leave the server before the answer. The key
of a graded question never does; and no card of a fact that a quiz of the learner asks, or is yet
to ask, is in the bundle in any form.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from quizapp.errors import InputError
from quizapp.generation.question import Flashcard, Question
from quizapp.generation.showing import needs_media
from quizapp.generation.variant import present
from quizapp.scheduling.card import Stage
from quizapp.scheduling.day import Moment
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.scheduler import SchedulerSettings, preview
from quizapp.services.exports.offline_plan import Day, Planned, days_of, plan
from quizapp.services.people.study_learner import get_learner, moment_of, scheduler_settings
from quizapp.services.questions import variants
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.quizzes.quiz_secrets import list_secret_facts
from quizapp.services.study.study_cards import Interval, interval_of
from quizapp.store.engine import reading
from quizapp.store.study import queue_queries, seen_queries
from quizapp.store.study.memory_queries import Learner
from quizapp.store.study.seen_queries import PassageBehind

SHOWINGS: Final = 6
"""Of one card while offline: a card that slips away five times is better read than asked."""
_SAID_DAYS: Final = 2
"""Days whose intervals are worked out ahead: most cards are answered on the day they are due."""
_FLASHCARD: Final = "flashcard"
_VERSION_LENGTH: Final = 24


@dataclass(frozen=True, slots=True)
class OfflineCard:
    """A card in its flashcard form.

    Attributes:
        variants: one for each time that it is shown, first to last.
        fact: cards with the same number are of one fact, and not asked on one day. It says
            nothing else.
        day: the study day from which it is asked. due_at: of a learning step, else None.
        passage: its place among the bundle's passages. evidence: the words it rests on.
        intervals: by study day of the answer, for Again, Hard, Good and Easy. They hold for the
            first answer; what a later one comes to, the server works out.
    """

    card_id: int
    question_id: int
    variants: tuple[str, ...]
    fact: int
    day: int
    due_at: datetime | None
    stage: Stage
    stem: str
    back: str
    explanation: str
    passage: int
    evidence: str
    intervals: dict[int, tuple[Interval, ...]]


@dataclass(frozen=True, slots=True)
class OfflinePassage:
    """A passage behind cards of the bundle; ``language`` is its article's."""

    article: str
    article_title: str
    number: int
    heading: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a learner takes along.

    Attributes:
        version: the same for as long as the bundle would be the same.
        days: the study days that it is for, first to last.
        cards: in the order in which they are asked.
        in_quiz: cards left out because a quiz asks their fact.
        graded_only: cards left out because they have no flashcard form.
        by_media: cards left out because they ask by a picture or sound, which stays here.
        first_step_min: minutes until a new card that was missed is asked again.
    """

    person_id: int
    version: str
    days: tuple[Day, ...]
    cards: tuple[OfflineCard, ...]
    passages: tuple[OfflinePassage, ...]
    in_quiz: int
    graded_only: int
    by_media: int
    first_step_min: float


def pack(*, user_id: int, device: str, had: str, now: datetime) -> Bundle | None:
    """Return what a learner takes along on a device, or None if that is what the device has.

    Args:
        device: UUID that the device made: an answer there is told from one on another device.
        had: version of the bundle that is on the device, or "".

    Raises:
        InputError: the device is no UUID.
    """
    own = _uuid(device)
    with reading() as session:
        learner = get_learner(session, user_id)
        at = moment_of(learner, now)
        days = days_of(learner, at=at)
        planned = plan(session, learner, at=at, days=days)
        secret = list_secret_facts(session, user_id=user_id, now=now)
        open_cards = [each for each in planned if each.card.fact not in secret]
        with_back = _with_flashcards(session, open_cards)
    chosen = [each for each in with_back if not needs_media(each.question)]
    in_quiz, graded_only = len(planned) - len(open_cards), len(open_cards) - len(with_back)
    by_media = len(with_back) - len(chosen)
    settings = scheduler_settings(learner)
    version = _digest(own, days, chosen, settings, in_quiz, graded_only, by_media)
    if version == had:
        return None
    known = _Known(learner, settings, at, days, own)
    passages = _Passages()
    facts: dict[str, int] = {}
    cards = tuple(
        _card(
            each,
            fact=facts.setdefault(each.planned.card.fact, len(facts)),
            passage=passages.place_of(each.behind),
            known=known,
        )
        for each in chosen
    )
    return Bundle(
        user_id,
        version,
        days,
        cards,
        tuple(passages.found),
        in_quiz,
        graded_only,
        by_media,
        first_step_min=settings.learning_steps_min[0],
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A card with its flashcard and the passage behind it."""

    planned: Planned
    question_id: int
    question: Question
    back: str
    behind: PassageBehind


@dataclass(frozen=True, slots=True)
class _Known:
    """What is the same for every card of a bundle."""

    learner: Learner
    settings: SchedulerSettings
    at: Moment
    days: tuple[Day, ...]
    device: str


class _Passages:
    """The passages so far, each once."""

    def __init__(self) -> None:
        self.found: list[OfflinePassage] = []
        self._places: dict[tuple[str, int], int] = {}

    def place_of(self, behind: PassageBehind) -> int:
        """Return the place of a card's passage, which is added where it is new."""
        key = (behind.article, behind.number)
        if key not in self._places:
            self._places[key] = len(self.found)
            self.found.append(
                OfflinePassage(
                    article=behind.article,
                    article_title=behind.article_title,
                    number=behind.number,
                    heading=behind.heading,
                    text=behind.text,
                    language=behind.language,
                )
            )
        return self._places[key]


def _with_flashcards(session: Session, planned: Sequence[Planned]) -> list[_Chosen]:
    """Return the cards that have a flashcard form."""
    card_ids = [each.card.card_id for each in planned]
    current = queue_queries.list_current_questions(session, card_ids)
    ids = {card_id: number for card_id, number, kind, _ in current if kind == _FLASHCARD}
    questions = get_questions(session, ids.values())
    behind = seen_queries.find_passages_behind(session, list(ids))
    found = []
    for each in planned:
        card_id = each.card.card_id
        question = questions.get(ids.get(card_id, 0))
        # By what it is, not by what it is called: nothing else has a back that may be told.
        if question is not None and isinstance(question.interaction, Flashcard):
            back = question.interaction.back
            found.append(_Chosen(each, ids[card_id], question, back, behind[card_id]))
    return found


def _card(each: _Chosen, *, fact: int, passage: int, known: _Known) -> OfflineCard:
    number, planned = each.question_id, each.planned
    memory = planned.card.memory
    issued = tuple(
        variants.issue_offline_variant(
            known.learner.id,
            question_id=number,
            showing=f"{known.device}:{memory.reps}:{memory.last_at}:{place}",
            now=known.at.at,
        )
        for place in range(SHOWINGS)
    )
    return OfflineCard(
        card_id=planned.card.card_id,
        question_id=number,
        variants=issued,
        fact=fact,
        day=planned.day,
        due_at=memory.due_at,
        stage=memory.stage,
        stem=str(present(each.question, seed=issued[0]).public["stem"]),
        back=each.back,
        explanation=each.behind.explanation,
        passage=passage,
        evidence=each.behind.evidence,
        intervals=_intervals(planned, known),
    )


def _intervals(planned: Planned, known: _Known) -> dict[int, tuple[Interval, ...]]:
    """Return what each rating comes to, by study day: on the day planned and on the next.

    Of a new card it is the same on every day.
    """
    days = [day for day in known.days if day.number >= planned.day]
    if planned.card.memory.stage is Stage.NEW:
        said = _said(planned, known, day=days[0])
        return {day.number: said for day in days}
    return {day.number: _said(planned, known, day=day) for day in days[:_SAID_DAYS]}


def _said(planned: Planned, known: _Known, *, day: Day) -> tuple[Interval, ...]:
    """Return when the card comes back after Again, Hard, Good and Easy on a study day."""
    noon = day.starts_at + timedelta(hours=12)
    at = known.at if day.number == known.at.day else moment_of(known.learner, noon)
    outcomes = preview(
        planned.card.memory, card_id=planned.card.card_id, moment=at, settings=known.settings
    )
    return tuple(interval_of(outcomes[rating], at=at) for rating in Rating)


def _digest(device: str, days: Sequence[Day], chosen: Sequence[_Chosen], *more: object) -> str:
    """Return a digest of all that a bundle follows from, but for the hour in the variants."""
    parts = [
        (
            each.planned,
            each.question_id,
            each.behind._replace(statement=""),  # In no bundle: it may hold the key of a sibling.
        )
        for each in chosen
    ]
    whole = repr((device, days, parts, more))
    return hashlib.sha256(whole.encode()).hexdigest()[:_VERSION_LENGTH]


def _uuid(device: str) -> str:
    try:
        return str(UUID(device))
    except ValueError:
        raise InputError("device: write a UUID.", field="device") from None
