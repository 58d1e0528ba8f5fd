"""Lives of learners: the answers of months, scheduled by what schedules them on the site.

A life is made once, on days of its own, and lived by many people: each on other days, with other
cards and other ids. What the scheduler says depends on the days between two answers, not on which
days they are, so that every person's log replays to that person's states.
"""

import heapq
import random
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final

from quizapp.scheduling.card import NEW, Memory, Stage
from quizapp.scheduling.day import DEFAULT_ROLLOVER_HOUR, Moment
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.recollection import recall
from quizapp.scheduling.same_day import SameDay, steps_of
from quizapp.scheduling.scheduler import SchedulerSettings, answer
from quizapp.services.memory.ledger_entries import Answered, answer_entry, request_hash
from quizapp.services.memory.ledger_states import fold
from quizapp.store.base import EPOCH
from quizapp.store.log.log_row import LogRow
from quizapp.store.study.memory_queries import State
from tests.benchmarks.made_answers import RESPONSES

_FIRST_DAY: Final = 10_000
_STUDIES: Final = 3 / 7
"""Share of the days: a school's learners study on the days of their lessons."""
_FORGETS_MORE: Final = 0.97
"""Chance of knowing a card beside what the model says: learners guess, hurry and are tired."""
_KNOWN_ALREADY: Final = 0.6
_STEP_RIGHT: Final = 0.85
_EASY: Final = 0.05
_HOURS: Final = (7, 19)
_STEPS: Final = steps_of(SameDay.NEEDED)
_SETTINGS: Final = SchedulerSettings(
    learning_steps_min=_STEPS.learning_min,
    relearning_steps_min=_STEPS.relearning_min,
    relearn_when_needed=_STEPS.relearn_when_needed,
)
_SEALED_BYTES: Final = 12
_VALUES: Final = attrgetter(*(each.name for each in fields(LogRow)))


@dataclass(frozen=True, slots=True)
class Slot:
    """A card of a life.

    Attributes:
        card: its id; of the learner's own deck its place there, from 1.
        questions: (id, form) of those it is asked by; in a deck the place as well.
    """

    card: int
    questions: tuple[tuple[int, str], ...]
    in_deck: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a life is lived.

    Attributes:
        user_id: whose.
        cards, questions: number below those of the person's deck.
        shift_days: from the life's days to the person's.
    """

    user_id: int
    cards: int
    questions: int
    shift_days: int


@dataclass(slots=True)
class Life:
    """The answers of one learner, oldest first, on the days of the life.

    Attributes:
        spans: places of a day's answers.
        states: what they come to, in the order of the slots.
    """

    slots: Sequence[Slot]
    rows: list[LogRow] = field(default_factory=list)
    asked: list[tuple[Slot, int]] = field(default_factory=list)
    """Of each answer the card, and the question."""
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    states: list[State] = field(default_factory=list)

    @property
    def last_day(self) -> int:
        """Return the day of the last answer."""
        return self.rows[-1].study_day

    @property
    def first_day(self) -> int:
        """Return the day of the first answer."""
        return self.rows[0].study_day

    def answers_on(self, day: int, place: Place, dice: random.Random) -> Iterator[LogRow]:
        """Give the entries of a person's study day."""
        begin, end = self.spans.get(day - place.shift_days, (0, 0))
        shift = timedelta(days=place.shift_days)
        for number in range(begin, end):
            slot, question = self.asked[number]
            row = LogRow(*_VALUES(self.rows[number]))
            row.user_id = place.user_id
            row.card_id = slot.card + place.cards * slot.in_deck
            row.question_id = question + place.questions * slot.in_deck
            row.client_id = dice.randbytes(16)
            row.request_hash = dice.randbytes(3)
            row.variant = urlsafe_b64encode(dice.randbytes(_SEALED_BYTES)).decode()
            row.study_day = day
            row.answered_at += shift
            row.shown_at += shift
            row.due_day = None if row.due_day is None else row.due_day + place.shift_days
            row.due_at = None if row.due_at is None else row.due_at + shift
            yield row

    def states_of(self, place: Place) -> Iterator[State]:
        """Give the states of a person's cards."""
        for slot, state in zip(self.slots, self.states, strict=True):
            yield state._replace(
                user_id=place.user_id,
                card_id=slot.card + place.cards * slot.in_deck,
                memory=_shifted(state.memory, place.shift_days),
            )


def live(slots: Sequence[Slot], *, reviews: int, seed: int, new_per_day: int) -> Life:
    """Return a life of so many answers.

    Args:
        slots: its cards, in the order in which they are begun.
        reviews: how many answers.
        seed: the same life for the same number.
        new_per_day: cards begun on a day of study.
    """
    living = _Living(slots, random.Random(seed), new_per_day)  # noqa: S311 - no secrets
    day = _FIRST_DAY
    while len(living.life.rows) < reviews:
        day += 1
        if living.dice.random() < _STUDIES:
            living.study(day, most=reviews)
    return living.close()


class _Living:
    def __init__(self, slots: Sequence[Slot], dice: random.Random, new_per_day: int) -> None:
        self.life = Life(slots)
        self.dice = dice
        self._new_per_day = new_per_day
        self._memories: list[Memory] = []

    def study(self, day: int, *, most: int) -> None:
        """Answer what is due on a day and begin new cards; at most so many answers in all."""
        begin = len(self.life.rows)
        at = EPOCH + timedelta(days=day, hours=self.dice.uniform(*_HOURS))
        begun = len(self._memories)
        more = min(self._new_per_day, len(self.life.slots) - begun)
        due = [n for n, memory in enumerate(self._memories) if (memory.due_day or 0) <= day]
        self._memories.extend([NEW] * more)
        steps: list[tuple[datetime, int]] = []
        waiting = [*due, *range(begun, begun + more)]
        while (waiting or steps) and len(self.life.rows) < most:
            if waiting and not (steps and steps[0][0] <= at):
                number = waiting.pop(0)
            else:
                due_at, number = heapq.heappop(steps)
                at = max(at, due_at)
            at = self._answer(number, at, day)
            again = self._memories[number].due_at
            if again is not None:
                heapq.heappush(steps, (again, number))
        if len(self.life.rows) > begin:
            self.life.spans[day] = (begin, len(self.life.rows))

    def _answer(self, number: int, at: datetime, day: int) -> datetime:
        """Answer a card that is shown at an instant; return when that is done."""
        slot, before = self.life.slots[number], self._memories[number]
        question, form = self.dice.choice(slot.questions)
        took_ms = self.dice.randint(1_500, 20_000)
        done = at + timedelta(milliseconds=took_ms)
        here = Moment(done, day, 0, DEFAULT_ROLLOVER_HOUR)
        rating = self._rating(before, day)
        outcome = answer(before, rating=rating, card_id=number + 1, moment=here, settings=_SETTINGS)
        given = Answered(
            client_id=bytes(16),
            request_hash=request_hash(),
            card_id=slot.card,
            question_id=question,
            variant="",
            form=form,
            shown_at=at,
            at=here,
            duration_ms=took_ms,
            rating=rating,
            score=None if form == "flashcard" else float(rating > Rating.AGAIN),
            hints=0,
            response=RESPONSES[form](self.dice),
        )
        seq = len(self.life.rows) + 1
        self.life.rows.append(
            answer_entry(given, outcome, user_id=0, seq=seq, before=before, settings=_SETTINGS)
        )
        self.life.asked.append((slot, question))
        self._memories[number] = outcome.memory
        return done + timedelta(milliseconds=self.dice.randint(500, 4_000))

    def _rating(self, memory: Memory, day: int) -> Rating:
        if memory.stage is Stage.NEW:
            knows = _KNOWN_ALREADY
        elif memory.stage is Stage.REVIEW:
            knows = recall(memory, day=day) * _FORGETS_MORE
        else:
            knows = _STEP_RIGHT
        if self.dice.random() > knows:
            return Rating.AGAIN
        return Rating.EASY if self.dice.random() < _EASY else Rating.GOOD

    def close(self) -> Life:
        """Return the life with its states, as a replay works them out."""
        rows: list[list[LogRow]] = [[] for _ in self.life.slots]
        places = {id(slot): number for number, slot in enumerate(self.life.slots)}
        for row, (slot, _) in zip(self.life.rows, self.life.asked, strict=True):
            rows[places[id(slot)]].append(row)
        sets = {DEFAULT_PARAMETERS.name: DEFAULT_PARAMETERS}
        self.life.states = [
            fold(each, user_id=0, card_id=slot.card, parameter_sets=sets)
            for slot, each in zip(self.life.slots, rows, strict=True)
        ]
        return self.life


def _shifted(memory: Memory, days: int) -> Memory:
    """Return a memory that is as much later."""
    if memory.last_day is None:
        return memory
    shift = timedelta(days=days)
    return memory._replace(
        last_day=memory.last_day + days,
        last_at=None if memory.last_at is None else memory.last_at + shift,
        due_day=None if memory.due_day is None else memory.due_day + days,
        due_at=None if memory.due_at is None else memory.due_at + shift,
    )
