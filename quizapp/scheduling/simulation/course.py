"""A learner's days: who studies which cards with one scheduler, and what is remembered.

Within a day reviews come first, lowest predicted recall first, then new cards while time is left.
Learning steps are waited for on the learner's true clock, so that a memory that fades within
minutes sees them. Every answer costs time, a wrong one more.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from quizapp.scheduling.fit_due import is_due
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.simulation.memories import DAY_S, Dice, TrueMemory
from quizapp.scheduling.simulation.schedulers import (
    PLAIN,
    RIGHT_FROM,
    WRONG,
    FsrsSchedule,
    OracleSchedule,
    Schedule,
)

ANSWER_S: Final = 7.0
"""Seconds of a right answer, WRONG_S of a wrong one on a later day, FIRST_S of a wrong one at first
sight, each with the passage read again. With the steps that follow, a day's work on one card comes
to 7 s (remembered), 23 s (forgotten), 14 s (new and right) and 34 s (new and wrong). Source: the
mean costs in Anki users' logs that the simulator of fsrs-rs (Open Spaced Repetition) starts from:
7.3, 23.0, 13.7 and 33.8 s."""
WRONG_S: Final = 16.0
FIRST_S: Final = 20.0
WITH_DIFFICULTY: Final = 0.224
PERFECT: Final = 0.145
"""Shares of right answers that are graded 3 and 5; the rest are 4. They are the shares of Hard and
Easy among remembered reviews in the same logs: 0.224, 0.631, 0.145. A first answer to a new card
that is right counts as a 4."""
KNOWN_BEFORE: Final = 0.4
"""Chance that the first answer to a new card is right: known already, or guessed among choices."""
_PERFECT_GRADE: Final = 5
_MOST_STEPS: Final = 12
"""Answers to one card on one day; a learner turns to other things then."""


@dataclass(frozen=True, slots=True)
class GoalDates:
    """When what happens on the way to a goal, in days from the start.

    Attributes:
        pass_from: first day of the last pass. on_day: of the goal; nothing is studied on it.
        way: desired retention until the pass. after: in it.
    """

    pass_from: int
    on_day: int
    way: float
    after: float


@dataclass(frozen=True, slots=True)
class Habit:
    """How a day is spent; what is usual here is what the product does.

    Attributes:
        lowest_first: the lowest predicted recall is asked first, else the highest.
        leech_lapses: our own cards forgotten so often are asked last, as time allows; 0 for none.
        new_share: of the minutes that reviews leave to new cards, 0..1.
    """

    lowest_first: bool = True
    leech_lapses: int = 0
    new_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Trial:
    """One learner's course.

    Attributes:
        days: of study. minutes: a day, at most. cards: there are to learn.
        new_per_day: at most. goal: dates of a goal's plan, or None. habit: how a day is spent.
    """

    days: int
    minutes: float
    cards: int
    new_per_day: int
    goal: GoalDates | None = None
    habit: Habit = Habit()


@dataclass(slots=True)
class Result:
    """What came of a course; sums over learners add up.

    Attributes:
        learners: how many are in it. cards: there were to learn.
        remembered: expected number of cards recalled on the day after. met: cards begun.
        minutes: spent. answers: given.
        loss: sum of log losses of reviews; squares: of (predicted - true recall) squared;
        reviews: how many.
    """

    learners: int = 1
    remembered: float = 0.0
    met: int = 0
    cards: int = 0
    minutes: float = 0.0
    answers: int = 0
    loss: float = 0.0
    squares: float = 0.0
    reviews: int = 0

    def add(self, other: "Result") -> None:
        """Add another learner's."""
        for name in Result.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def log_loss(self) -> float:
        """Return the mean log loss of predicted recall against what was answered."""
        return self.loss / self.reviews if self.reviews else 0.0

    @property
    def rmse(self) -> float:
        """Return the root mean square of predicted minus true recall, over reviews."""
        return math.sqrt(self.squares / self.reviews) if self.reviews else 0.0


class Answer(NamedTuple):
    """One answer of a course, as a log has it; ``first``: the card was new."""

    card_id: int
    day: int
    rating: Rating
    first: bool


class Found(NamedTuple):
    """Weights that predict better than those in force; ``costly``: they are left to the learner."""

    parameters: Parameters
    costly: bool


Fit: TypeAlias = Callable[[Sequence[Answer], Parameters], Found | None]
"""Fits weights to a log; None when those in force, the second argument, predict as well."""


@dataclass(slots=True)
class _Card:
    number: int
    schedule: Schedule
    memory: TrueMemory


@dataclass(slots=True)
class Course:
    """A running trial: ``run`` gives its result, and ``answers`` is its log afterwards.

    With ``fit`` our own weights are fitted whenever a fit is due in the product, and used from then
    on as there: cards keep their day, and once a fit is costly the weights stay, as these learners
    never give their word.
    """

    trial: Trial
    new_schedule: Callable[[int], Schedule]
    new_memory: Callable[[Dice], TrueMemory]
    dice: Dice
    fit: Fit | None = None
    result: Result = field(default_factory=Result)
    answers: list[Answer] = field(default_factory=list)
    _cards: list[_Card] = field(default_factory=list)
    _at_s: float = 0.0
    _parameters: Parameters = DEFAULT_PARAMETERS
    _fitted_at: int = 0
    _waits: bool = False

    def run(self) -> Result:
        """Study every day and count what is remembered on the day after the last."""
        for day in range(self.trial.days):
            self._study(day)
            if self.fit is not None and not self._waits:
                self._fit_if_due(self.fit)
        end_s = self.trial.days * DAY_S + DAY_S / 2
        self.result.remembered = sum(card.memory.recall(end_s) for card in self._cards)
        self.result.met, self.result.cards = len(self._cards), self.trial.cards
        return self.result

    def _fit_if_due(self, fit: Fit) -> None:
        if not is_due(len(self.answers), last_reviews=self._fitted_at):
            return
        self._fitted_at = len(self.answers)
        found = fit(self.answers, self._parameters)
        if found is None:
            return
        self._waits = found.costly
        if not found.costly:
            self._parameters = found.parameters
        for card in self._cards:
            if isinstance(card.schedule, FsrsSchedule):
                card.schedule.adopt(self._parameters)

    def _study(self, day: int) -> None:
        self._at_s = day * DAY_S + DAY_S / 3
        left_s = self.trial.minutes * 60.0
        kept_s = left_s * self.trial.habit.new_share
        for card in self._due(day):
            if left_s <= kept_s:
                break
            left_s -= self._review(card, day)
        for _ in range(self._new_on(day)):
            if left_s <= 0:
                return
            left_s -= self._begin(day)

    def _due(self, day: int) -> list[_Card]:
        due = [card for card in self._cards if card.schedule.due_day <= day]
        due.sort(key=lambda card: card.schedule.expected(day))
        self._order(due)
        goal = self.trial.goal
        if goal is None:
            return due
        in_pass = day >= goal.pass_from
        for card in self._cards:
            if isinstance(card.schedule, FsrsSchedule):
                card.schedule.aim(goal.after if in_pass else goal.way)
        return due + self._last_pass(day, goal, known=due) if in_pass else due

    def _order(self, due: list[_Card]) -> None:
        """Change the order, lowest recall first, to the learner's habit."""
        habit = self.trial.habit
        if not habit.lowest_first:
            due.reverse()
        if habit.leech_lapses:
            due.sort(
                key=lambda card: (
                    isinstance(card.schedule, FsrsSchedule)
                    and card.schedule.memory.lapses >= habit.leech_lapses
                )
            )

    def _last_pass(self, day: int, goal: GoalDates, *, known: list[_Card]) -> list[_Card]:
        """Return today's part of the last pass: the firmest first, the weakest nearest the date."""
        taken = {id(card) for card in known}
        left = [
            card
            for card in self._cards
            if card.schedule.last_day < goal.pass_from and id(card) not in taken
        ]
        left.sort(key=lambda card: -card.schedule.expected(goal.on_day))
        return left[: math.ceil(len(left) / max(1, goal.on_day - day))]

    def _new_on(self, day: int) -> int:
        left = min(self.trial.new_per_day, self.trial.cards - len(self._cards))
        goal = self.trial.goal
        return 0 if goal is not None and day >= goal.pass_from else left

    def _review(self, card: _Card, day: int) -> float:
        """Ask a card that is due; return the seconds it took."""
        chance = card.memory.recall(self._at_s)
        grade = graded(self.dice(), chance)
        right = grade >= RIGHT_FROM
        predicted = min(max(card.schedule.expected(day), 1e-4), 1.0 - 1e-4)
        self.result.loss -= math.log(predicted if right else 1.0 - predicted)
        self.result.squares += (predicted - chance) ** 2
        self.result.reviews += 1
        return self._answers(card, day, grade=grade, first_s=0.0)

    def _begin(self, day: int) -> float:
        """Ask a card for the first time; return the seconds it took."""
        number = len(self._cards)
        card = _Card(number, self.new_schedule(number), self.new_memory(self.dice))
        if isinstance(card.schedule, OracleSchedule):
            card.schedule.memory = card.memory
        if self.fit is not None and isinstance(card.schedule, FsrsSchedule):
            card.schedule.adopt(self._parameters)
        self._cards.append(card)
        grade = PLAIN if self.dice() < KNOWN_BEFORE else WRONG
        return self._answers(card, day, grade=grade, first_s=FIRST_S)

    def _answers(self, card: _Card, day: int, *, grade: int, first_s: float) -> float:
        """Answer until no step is left today; return the seconds spent."""
        spent_s, at_s = 0.0, self._at_s
        for number in range(_MOST_STEPS):
            right = grade >= RIGHT_FROM
            took_s = ANSWER_S if right else first_s if first_s and not number else WRONG_S
            spent_s += took_s
            self.result.answers += 1
            card.memory.practise(at_s, right=right)
            rating = Rating.GOOD if right else Rating.AGAIN
            first = first_s > 0 and not number
            self.answers.append(Answer(card.number, day, rating, first))
            wait_s = card.schedule.answer(day, at_s=at_s, grade=grade)
            if wait_s is None:
                break
            at_s += wait_s
            grade = graded(self.dice(), card.memory.recall(at_s))
        else:
            card.schedule.due_day = day + 1
        self._at_s += spent_s
        self.result.minutes += spent_s / 60.0
        return spent_s


def graded(roll: float, chance: float) -> int:
    """Return SM-2's grade of an answer by a number in [0, 1) and the chance that it is right."""
    if roll >= chance:
        return WRONG
    place = roll / chance
    if place < PERFECT:
        return _PERFECT_GRADE
    return RIGHT_FROM if place >= 1.0 - WITH_DIFFICULTY else PLAIN
