"""What is to come if a plan is kept: minutes, answers and cards remembered, day by day.

Unlike the forecast this follows each review to the next: cards are answered as the learner's own
FSRS predicts, by numbers that the caller hands in, so that the same deck gives the same outlook.
A deck may be a sample: each card of it then stands for several.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from quizapp.scheduling import fsrs
from quizapp.scheduling.balance import fuzz_range
from quizapp.scheduling.card import Memory
from quizapp.scheduling.day import date_of
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.scheduling.plans import PASS_RETENTION
from quizapp.scheduling.rating import Rating

FIRST_RIGHT: Final = 0.5
"""Chance that the first answer to a new card is right, as most forms can be guessed."""
UNLIMITED: Final = math.inf


@dataclass(frozen=True, slots=True)
class Pace:
    """How long one learner takes, in seconds.

    Attributes:
        review_s: for a right answer. relearn_s: more for a forgotten card, its step included.
        new_s: for a new card, its learning steps included.
    """

    review_s: float
    relearn_s: float
    new_s: float


@dataclass(frozen=True, slots=True)
class Deck:
    """Cards to look ahead for.

    Attributes:
        memories: of cards begun, suspended ones left out. new: cards not begun.
        weight: how many cards each of them stands for.
    """

    memories: Sequence[Memory]
    new: int
    weight: float = 1.0

    @property
    def cards(self) -> float:
        """Return how many cards there are."""
        return (len(self.memories) + self.new) * self.weight


@dataclass(frozen=True, slots=True)
class Course:
    """How the days to come are to be run.

    Attributes:
        retention: desired. new_per_day: of the whole deck. new_from: first day with new cards.
        new_until: day from which there are none any more.
        minutes: a day, at most; easy_days multiply it by weekday, Monday 0.
        reviews_per_day: at most, until the day ``capped_until``.
        off: first and last day of a stretch without study; ahead_days: days before it in which
            its reviews are asked ahead.
        pass_from, goal_day: last pass over all cards from the one to the day before the other;
            pass_retention: desired in it.
    """

    retention: float
    new_per_day: float
    new_from: int = 0
    new_until: int = 10**6
    minutes: float = UNLIMITED
    easy_days: Mapping[int, float] = field(default_factory=dict)
    reviews_per_day: float = UNLIMITED
    capped_until: int = 0
    off: tuple[int, int] | None = None
    ahead_days: int = 0
    pass_from: int | None = None
    goal_day: int | None = None
    pass_retention: float = PASS_RETENTION

    def is_off(self, day: int) -> bool:
        """Return whether nothing is studied on a day."""
        return self.off is not None and self.off[0] <= day <= self.off[1]


@dataclass(frozen=True, slots=True)
class Day:
    """One day to come, for the whole deck.

    Attributes:
        minutes: expected. answers: to cards begun. new: begun.
        waiting: reviews due that the day leaves. remembered: cards recalled at its end.
    """

    day: int
    minutes: float
    answers: float
    new: float
    waiting: float
    remembered: float


@dataclass(slots=True)
class _Card:
    stability: float
    difficulty: float
    last_day: int
    due_day: int


def sampled(memories: Sequence[Memory], *, new: int, most: int) -> Deck:
    """Return a deck of at most so many cards that stands for all: every n-th of each kind."""
    total = len(memories) + new
    step = max(1, math.ceil(total / most)) if most else 1
    kept = memories[::step]
    deck = Deck(kept, math.ceil(new / step))
    return replace(deck, weight=total / max(1, len(kept) + deck.new)) if total else deck


def look_ahead(
    deck: Deck,
    course: Course,
    *,
    today: int,
    days: int,
    pace: Pace,
    dice: Callable[[], float],
    parameters: Parameters = DEFAULT_PARAMETERS,
    curve: bool = True,
) -> tuple[Day, ...]:
    """Return the days from today on.

    Args:
        deck: what is studied.
        course: how.
        today: study day.
        days: how many, at least 1.
        pace: of the learner.
        dice: returns a number in [0, 1) at each call; decides what is recalled.
        parameters: the learner's.
        curve: False counts what is remembered on the last day only, which is quicker.
    """
    running = _Running(deck, course, pace, dice, parameters)
    return tuple(
        running.study(day, count=curve or day == today + days - 1)
        for day in range(today, today + days)
    )


class _Running:
    def __init__(
        self,
        deck: Deck,
        course: Course,
        pace: Pace,
        dice: Callable[[], float],
        parameters: Parameters,
    ) -> None:
        self._course, self._pace, self._dice, self._parameters = course, pace, dice, parameters
        self._weight = deck.weight
        self._cards = [
            _Card(memory.stability_days, memory.difficulty, memory.last_day, memory.due_day or 0)
            for memory in deck.memories
            if memory.stability_days is not None
            and memory.difficulty is not None
            and memory.last_day is not None
        ]
        self._new = deck.new
        self._owed = 0.0
        """New cards of the whole deck that a day's share was too small to begin one for."""
        self._way, self._pass = (
            fsrs.interval(1.0, desired_retention=desired, parameters=parameters)
            for desired in (course.retention, course.pass_retention)
        )

    def study(self, day: int, *, count: bool) -> Day:
        """Run one day."""
        course = self._course
        spent = answers = new = 0.0
        waiting = 0
        if not course.is_off(day):
            easiness = course.easy_days.get(date_of(day).weekday(), 1.0)
            limit_s = course.minutes * 60.0 * easiness if course.minutes < UNLIMITED else UNLIMITED
            limit = course.reviews_per_day if day <= course.capped_until else UNLIMITED
            due = self._due(day)
            for card in due:
                if spent >= limit_s or answers + self._weight / 2 > limit:
                    break
                spent += self._weight * self._answer(card, day)
                answers += self._weight
            waiting = len(due) - round(answers / self._weight)
            new = self._begin(day, left_s=limit_s - spent)
            spent += new * self._pace.new_s
        return Day(
            day=day,
            minutes=spent / 60.0,
            answers=answers,
            new=new,
            waiting=waiting * self._weight,
            remembered=self._remembered(day) if count else 0.0,
        )

    def _due(self, day: int) -> list[_Card]:
        course = self._course
        due = [card for card in self._cards if card.due_day <= day]
        due.sort(key=lambda card: (card.last_day - day) / card.stability)
        if course.pass_from is not None and course.goal_day is not None:
            if course.pass_from <= day < course.goal_day:
                due += self._share(
                    [c for c in self._cards if c.due_day > day and c.last_day < course.pass_from],
                    days_left=course.goal_day - day,
                )
        elif course.off is not None and 0 < course.off[0] - day <= course.ahead_days:
            first, last = course.off
            due += self._share(
                [c for c in self._cards if first <= c.due_day <= last and c.last_day < day],
                days_left=first - day,
            )
        return due

    def _share(self, cards: list[_Card], *, days_left: int) -> list[_Card]:
        """Return a day's share: the firmest first, so that the weakest come nearest the end."""
        cards.sort(key=lambda card: -card.stability)
        return cards[: math.ceil(len(cards) / days_left)]

    def _answer(self, card: _Card, day: int) -> float:
        """Answer a card; return the seconds it took."""
        elapsed = day - card.last_day
        recall = self._recall(card, day)
        right = self._dice() < recall
        rating = Rating.GOOD if right else Rating.AGAIN
        stability = fsrs.next_stability(
            card.stability,
            difficulty=card.difficulty,
            elapsed_days=elapsed,
            rating=rating,
            parameters=self._parameters,
        )
        card.difficulty = fsrs.next_difficulty(
            card.difficulty, rating=rating, parameters=self._parameters
        )
        if not right:
            stability = fsrs.stability_after_same_day(
                stability, rating=Rating.GOOD, parameters=self._parameters
            )
        self._place(card, stability, day)
        return self._pace.review_s + (0.0 if right else self._pace.relearn_s)

    def _begin(self, day: int, *, left_s: float) -> float:
        course = self._course
        if not course.new_from <= day < course.new_until:
            return 0.0
        self._owed = min(self._owed, self._weight) + course.new_per_day
        begun = 0.0
        while self._new and self._owed >= self._weight and begun * self._pace.new_s < left_s:
            rating = Rating.GOOD if self._dice() < FIRST_RIGHT else Rating.AGAIN
            stability = fsrs.initial_stability(rating, parameters=self._parameters)
            for _ in range(1 if rating is Rating.GOOD else 2):
                stability = fsrs.stability_after_same_day(
                    stability, rating=Rating.GOOD, parameters=self._parameters
                )
            card = _Card(0.0, fsrs.initial_difficulty(rating, parameters=self._parameters), day, 0)
            self._place(card, stability, day)
            self._cards.append(card)
            self._new -= 1
            self._owed -= self._weight
            begun += self._weight
        return begun

    def _place(self, card: _Card, stability: float, day: int) -> None:
        course = self._course
        in_pass = course.pass_from is not None and day >= course.pass_from
        interval = max(1, math.floor(stability * (self._pass if in_pass else self._way)))
        card.stability, card.last_day = stability, day
        card.due_day = day + (self._eased(interval, day) if course.easy_days else interval)

    def _eased(self, interval: int, day: int) -> int:
        """Return the interval of the fuzz range that falls on the least easy weekday."""
        shortest, longest = fuzz_range(interval, maximum_days=36500)
        weights = self._course.easy_days
        return max(
            range(shortest, longest + 1),
            key=lambda each: (
                weights.get(date_of(day + each).weekday(), 1.0),
                -abs(each - interval),
            ),
        )

    def _recall(self, card: _Card, day: int) -> float:
        return fsrs.retrievability(
            card.stability, elapsed_days=day - card.last_day, parameters=self._parameters
        )

    def _remembered(self, day: int) -> float:
        return self._weight * sum(self._recall(card, day) for card in self._cards)
