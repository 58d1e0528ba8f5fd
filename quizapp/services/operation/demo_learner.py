"""A simulated learner: remembers as the forgetting curve says, and studies by the real services."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from quizapp.generation.question import Flashcard, Question
from quizapp.scheduling.day import date_of
from quizapp.scheduling.fsrs import retrievability
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.scheduling.rating import Rating
from quizapp.services.operation.demo_answers import right_answer, wrong_answer
from quizapp.services.people.accounts import Person
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.quizzes import attempts
from quizapp.services.quizzes.attempts import Saving
from quizapp.services.quizzes.quiz_scoring import item_seed
from quizapp.services.study import study
from quizapp.services.study.study import Review, StudyCard
from quizapp.store.engine import reading
from quizapp.store.quizzes import quiz_queries

_AT_ONCE: Final = 40
"""Cards of one fetch."""
_FETCHES: Final = 3
"""Of one set on one day: new cards come back once within it, wrong ones wait for the next."""
_FIRST_RECALL: Final = 0.6
"""Chance to know a card never asked: recognition leaves room for guessing."""
_STEP_RECALL: Final = 0.85
"""Chance to know what was seen minutes ago."""
_SHORTEST_DAYS: Final = 0.3
"""Stability of a card whose interval is a learning step."""
_EASY: Final = 0.06
"""Share of the right answers that the learner calls easy."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong answer, for who wants to complain of the question."""

    card_id: int
    question_id: int
    at: datetime


class SimulatedLearner:
    """One person who studies in the evening and takes quizzes; the same name does the same.

    Attributes:
        person: the account that studies.
        mistake: the last wrong answer given in study, or None.
    """

    def __init__(self, person: Person, *, ability: float) -> None:
        """Take an account, and how much (in logits) it knows beyond what is predicted."""
        self.person = person
        self.mistake: Mistake | None = None
        self._ability = ability
        self._rng = Random(f"quizapp demonstration: {person.name}")  # noqa: S311 - no secret
        self._seen: dict[int, tuple[datetime, float]] = {}

    def evening(self, day: int) -> datetime:
        """Return when they begin on a study day: some time from 17:00 to 20:59 of their zone."""
        clock = time(17 + self._rng.randrange(4), self._rng.randrange(60))
        local = datetime.combine(date_of(day), clock, tzinfo=ZoneInfo(self.person.zone))
        return local.astimezone(UTC)

    def rests(self, chance: float) -> bool:
        """Return whether they do nothing on a day that is left out with this chance."""
        return self._rng.random() < chance

    def study_set(
        self, *, set_id: int | None, at: datetime, most: int, bonus: float = 0.0
    ) -> tuple[datetime, int]:
        """Study what is due and new of a set; return when they stopped and how many answers.

        Args:
            set_id: the set, or None for all.
            at: when they begin.
            most: answers after which no more cards are fetched.
            bonus: logits added to what they know today.
        """
        given = 0
        for _ in range(_FETCHES):
            limit = min(_AT_ONCE, most - given)
            if limit < 1:
                break
            batch = study.next_cards(user_id=self.person.id, set_id=set_id, limit=limit, now=at)
            if not batch.cards:
                break
            at = self._answer(batch.cards, at=at, bonus=bonus)
            given += len(batch.cards)
        return at, given

    def take_quiz(self, assignment_id: int, *, at: datetime, hands_in: bool = True) -> None:
        """Take a quiz, one answer every 20 seconds or so; leave it running if not handed in."""
        user_id = self.person.id
        attempt_id = attempts.start_attempt(user_id=user_id, assignment_id=assignment_id, now=at)
        with reading() as session:
            attempt = quiz_queries.find_attempt(session, attempt_id=attempt_id, user_id=user_id)
            items = quiz_queries.list_items(session, assignment_id)
            questions = get_questions(session, (item.question_id for item in items))
            seed = attempt.seed if attempt else ""
        saved = []
        for item in items if hands_in else items[: len(items) // 2]:
            at += timedelta(seconds=self._rng.randint(8, 35))
            question = questions[item.question_id]
            shown = item_seed(seed, item.item_id)
            response = (
                right_answer(question, seed=shown)
                if self._knows(item.card_id, question, at=at, bonus=0.0)
                else wrong_answer(question, seed=shown, rng=self._rng)
            )
            saved.append(Saving(item.item_id, response, flagged=False))
        attempts.save_answers(user_id=user_id, attempt_id=attempt_id, answers=saved, now=at)
        if hands_in:
            attempts.submit_attempt(
                user_id=user_id, attempt_id=attempt_id, now=at + timedelta(seconds=20)
            )

    def _answer(self, cards: tuple[StudyCard, ...], *, at: datetime, bonus: float) -> datetime:
        """Answer the cards one after the other and send all at once; return when that was."""
        with reading() as session:
            questions = get_questions(session, (card.question_id for card in cards))
        reviews = []
        for card in cards:
            question = questions[card.question_id]
            knows = self._knows(card.card_id, question, at=at, bonus=bonus)
            took = timedelta(milliseconds=self._rng.randint(2500, 9000 if knows else 16_000))
            reviews.append(self._review(card, question, knows=knows, at=at, took=took))
            at += took + timedelta(seconds=self._rng.randint(1, 6))
            if not knows:
                self.mistake = Mistake(card.card_id, card.question_id, at)
        for result in study.submit_reviews(user_id=self.person.id, reviews=reviews, now=at):
            if result.card_id is not None:
                self._seen[result.card_id] = (at, result.interval_days or _SHORTEST_DAYS)
        return at

    def _review(
        self,
        card: StudyCard,
        question: Question,
        *,
        knows: bool,
        at: datetime,
        took: timedelta,
    ) -> Review:
        rating: Rating | None
        if isinstance(question.interaction, Flashcard):
            response, rating = None, (Rating.GOOD if knows else Rating.AGAIN)
        elif knows:
            response = right_answer(question, seed=card.variant)
            rating = Rating.EASY if self._rng.random() < _EASY else None
        else:
            response = wrong_answer(question, seed=card.variant, rng=self._rng)
            rating = Rating.AGAIN if response is None else None
        return Review(
            id=str(UUID(int=self._rng.getrandbits(128), version=4)),
            card_id=card.card_id,
            question_id=card.question_id,
            variant=card.variant,
            response=response,
            rating=None if rating is None else int(rating),
            shown_at=at,
            duration_ms=int(took / timedelta(milliseconds=1)),
        )

    def _knows(self, card_id: int, question: Question, *, at: datetime, bonus: float) -> bool:
        """Draw whether they know a card now: predicted recall, shifted by person and fact."""
        chance = _FIRST_RECALL
        if card_id in self._seen:
            since, interval_days = self._seen[card_id]
            elapsed_days = (at - since) / timedelta(days=1)
            faded = retrievability(
                interval_days, elapsed_days=elapsed_days, parameters=DEFAULT_PARAMETERS
            )
            chance = min(faded, _STEP_RECALL if elapsed_days < 1 else 1.0)
        chance = min(max(chance, 0.02), 0.98)
        # Some facts are hard for everybody: that is what a class report is read for.
        fact = Random(f"hard: {question.fact}").gauss(0.0, 0.7)  # noqa: S311 - no secret
        logit = math.log(chance / (1.0 - chance)) + self._ability + fact + bonus
        return self._rng.random() < 1.0 / (1.0 + math.exp(-logit))
