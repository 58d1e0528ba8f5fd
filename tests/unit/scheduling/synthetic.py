"""Learners whose memory is known: their logs, made day by day with a seeded generator."""

import random
from dataclasses import dataclass

from quizapp.scheduling import fsrs
from quizapp.scheduling.fit_evidence import Evidence, LoggedReview, gather
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, HIGHEST, LOWEST, Parameters
from quizapp.scheduling.rating import Rating


@dataclass
class _Card:
    """A card as it truly is, and as the planner takes it to be: (stability, difficulty)."""

    truth: tuple[float, float]
    planned: tuple[float, float]
    last_day: int
    due_day: int


def seeded(seed: int) -> random.Random:
    """Return a generator that is the same in every run."""
    return random.Random(seed)  # noqa: S311 - made-up learners, no secrets


def parameters(**weights: float) -> Parameters:
    """Return the defaults with some weights changed, as ``w3=1.5``."""
    changed = list(DEFAULT_PARAMETERS.weights)
    for name, value in weights.items():
        changed[int(name[1:])] = value
    return Parameters(name="truth", weights=tuple(changed))


def drawn(rng: random.Random) -> Parameters:
    """Return weights of somebody who may be far from the average."""
    ratio = {0, 1, 2, 3, 11, 16}
    weights = []
    for index, weight in enumerate(DEFAULT_PARAMETERS.weights):
        if index in ratio:
            value = weight * rng.lognormvariate(0, 0.7)
        else:
            value = weight * rng.uniform(0.65, 1.35)
        weights.append(min(max(value, LOWEST[index]), HIGHEST[index]))
    weights[:4] = sorted(weights[:4])
    return Parameters(name="truth", weights=tuple(weights))


def log_of(
    truth: Parameters, *, rng: random.Random, reviews: int, new_per_day: int = 8
) -> list[LoggedReview]:
    """Return the log of somebody who does what is due each day, planned by the defaults."""
    learner = _Learner(truth, rng)
    while len(learner.entries) < reviews:
        learner.live_a_day(new_per_day)
    return learner.entries[:reviews]


def evidence_of(truth: Parameters, *, rng: random.Random, reviews: int) -> Evidence:
    """Return the evidence in such a log."""
    return gather(log_of(truth, rng=rng, reviews=reviews))


class _Learner:
    """Somebody with a true memory, whose cards are planned by the defaults at 0.88."""

    def __init__(self, truth: Parameters, rng: random.Random) -> None:
        self.truth = truth
        self.rng = rng
        self.entries: list[LoggedReview] = []
        self.cards: dict[int, _Card] = {}
        self.day = 20_000

    def live_a_day(self, new_cards: int) -> None:
        self.day += 1
        for number, card in list(self.cards.items()):
            if card.due_day <= self.day and self.rng.random() > 0.1:
                self._review(number, card)
        for _ in range(new_cards):
            self._begin(len(self.cards) + 1)

    def _begin(self, number: int) -> None:
        rating = self.rng.choices(list(Rating), weights=(20, 12, 58, 10))[0]
        truth, planned = (
            (
                fsrs.initial_stability(rating, parameters=each),
                fsrs.initial_difficulty(rating, parameters=each),
            )
            for each in (self.truth, DEFAULT_PARAMETERS)
        )
        self.cards[number] = _Card(truth, planned, self.day, self.day + _interval(planned[0]))
        self._log(number, rating, first=True)
        if rating is Rating.AGAIN:
            self._answer(number, Rating.GOOD)

    def _review(self, number: int, card: _Card) -> None:
        recall = fsrs.retrievability(
            card.truth[0], elapsed_days=self.day - card.last_day, parameters=self.truth
        )
        if self.rng.random() < recall:
            some = (Rating.HARD, Rating.GOOD, Rating.EASY)
            self._answer(number, self.rng.choices(some, weights=(10, 80, 10))[0])
            return
        self._answer(number, Rating.AGAIN)
        self._answer(number, Rating.GOOD)

    def _answer(self, number: int, rating: Rating) -> None:
        card = self.cards[number]
        elapsed = self.day - card.last_day
        card.truth = _next(card.truth, elapsed, rating, self.truth)
        card.planned = _next(card.planned, elapsed, rating, DEFAULT_PARAMETERS)
        card.last_day = self.day
        card.due_day = self.day + _interval(card.planned[0])
        self._log(number, rating)

    def _log(self, number: int, rating: Rating, *, first: bool = False) -> None:
        seq = len(self.entries) + 1
        self.entries.append(LoggedReview(seq, number, "review", int(rating), self.day, None, first))


def _interval(stability: float) -> int:
    days = fsrs.interval(stability, desired_retention=0.88, parameters=DEFAULT_PARAMETERS)
    return max(1, int(days))


def _next(
    state: tuple[float, float], elapsed: int, rating: Rating, weights: Parameters
) -> tuple[float, float]:
    stability, difficulty = state
    return (
        fsrs.next_stability(
            stability,
            difficulty=difficulty,
            elapsed_days=elapsed,
            rating=rating,
            parameters=weights,
        ),
        fsrs.next_difficulty(difficulty, rating=rating, parameters=weights),
    )
