"""The schedulers that are tried: SM-2, our own, and one that knows the memory itself."""

import math
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar, Final, Protocol

from quizapp.scheduling import scheduler
from quizapp.scheduling.card import NEW, Memory
from quizapp.scheduling.day import Moment
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.scheduler import SchedulerSettings
from quizapp.scheduling.simulation.memories import DAY_S, TrueMemory

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE_S: Final = 60.0
LEARNING_STEPS_MIN: Final = (1.0, 10.0)
RELEARNING_STEPS_MIN: Final = (10.0,)
_AGAIN_S: Final = 600.0
"""Until what failed is asked again on the same day, by SM-2 as published and by the oracle."""
_LATEST_DAYS: Final = 4000
"""The oracle looks no further ahead."""


class Schedule(Protocol):
    """What a scheduler knows of one card, and when it wants it next."""

    due_day: int
    last_day: int

    def expected(self, day: int) -> float:
        """Return the recall that the scheduler predicts, 0..1: the lowest is asked first."""

    def answer(self, day: int, *, at_s: float, right: bool) -> float | None:
        """Take in an answer; return the seconds of the next step, or None when it is done."""


@dataclass(slots=True)
class FsrsSchedule:
    """Our scheduler as the product runs it: its own ``answer``, fuzz and steps included.

    Attributes:
        retention: desired, by study day: a goal's plan changes it on the way.
    """

    card_id: int
    settings: SchedulerSettings
    due_day: int = 0
    last_day: int = 0
    memory: Memory = field(default=NEW)

    def expected(self, day: int) -> float:
        """Return FSRS-6's recall."""
        return scheduler.recall(self.memory, day=day, parameters=self.settings.parameters)

    def answer(self, day: int, *, at_s: float, right: bool) -> float | None:
        """Take in an answer as Good or Again."""
        at = _EPOCH + timedelta(seconds=at_s)
        outcome = scheduler.answer(
            self.memory,
            rating=Rating.GOOD if right else Rating.AGAIN,
            card_id=self.card_id,
            moment=Moment(at=at, day=day, utc_offset_min=0, rollover_hour=0),
            settings=self.settings,
        )
        self.memory, self.last_day = outcome.memory, day
        self.due_day = day + outcome.interval_days
        if self.memory.due_at is None:
            return None
        return (self.memory.due_at - at).total_seconds()

    def aim(self, retention: float) -> None:
        """Ask for another retention from now on."""
        if retention != self.settings.desired_retention:
            self.settings = replace(self.settings, desired_retention=retention)


@dataclass(slots=True)
class Sm2Schedule:
    """SM-2 with learning steps in front, as flashcard programs run it.

    Source: Wozniak, "Optimization of repetition spacing in the practice of learning" (1990): 1 day,
    6 days, then the interval times the ease; a quality of 4 keeps the ease of 2.5, a failure begins
    again without changing it, as written there. It predicts no recall: what is overdue by the
    larger part of its interval is asked first, and for calibration an interval is read as the time
    to a recall of 0.9 on an exponential curve, its author's own aim.
    """

    due_day: int = 0
    last_day: int = 0
    ease: float = 2.5
    repetitions: int = 0
    interval_days: int = 0
    step: int = 0

    _LEAST_EASE: ClassVar[float] = 1.3
    _FAILED: ClassVar[float] = 0.0

    def expected(self, day: int) -> float:
        """Return 0.9 to the power of elapsed days over the interval."""
        return float(0.9 ** ((day - self.last_day) / max(1, self.interval_days)))

    def answer(self, day: int, *, at_s: float, right: bool) -> float | None:
        """Take in an answer of quality 4 or below 3."""
        del at_s
        self.last_day = day
        steps = RELEARNING_STEPS_MIN if self.repetitions < 0 else LEARNING_STEPS_MIN
        if self.repetitions > 0 and not right:
            self.ease = max(self._LEAST_EASE, self.ease - self._FAILED)
            self.repetitions, self.step = -1, 0
            return RELEARNING_STEPS_MIN[0] * _MINUTE_S
        if self.repetitions <= 0:
            self.step = self.step + 1 if right else 0
            if self.step < len(steps):
                return steps[self.step] * _MINUTE_S
            self.repetitions = 0
        self._lengthen()
        self.due_day = day + self.interval_days
        return None

    def _lengthen(self) -> None:
        self.repetitions += 1
        if self.repetitions == 1:
            self.interval_days = 1
        elif self.repetitions == 2:  # noqa: PLR2004 - the second success
            self.interval_days = 6
        else:
            self.interval_days = math.ceil(self.interval_days * self.ease)


@dataclass(slots=True)
class PublishedSm2Schedule(Sm2Schedule):
    """SM-2 to the letter: no learning steps; what failed is asked again that day until it is right.

    Source: Wozniak (1990), as above, steps 5 to 7 of the algorithm.
    """

    def answer(self, day: int, *, at_s: float, right: bool) -> float | None:
        """Take in an answer of quality 4 or below 3."""
        del at_s
        self.last_day = day
        if not right:
            self.repetitions = 0
            return _AGAIN_S
        self._lengthen()
        self.due_day = day + self.interval_days
        return None


@dataclass(slots=True)
class AnkiSchedule(Sm2Schedule):
    """SM-2 as Anki has it: 1 day, then each interval times the ease; a lapse lowers it by 0.20.

    Source: Anki's manual, "What spaced repetition algorithm does Anki use?".
    """

    _FAILED: ClassVar[float] = 0.20

    def _lengthen(self) -> None:
        self.repetitions += 1
        first = self.repetitions == 1
        self.interval_days = 1 if first else math.ceil(self.interval_days * self.ease)


@dataclass(slots=True)
class OracleSchedule:
    """A scheduler that knows the learner's memory, but not when it will be asked what is known.

    A card is due on the last day on which its true recall is above a threshold. What is best for
    young and old cards was searched for each memory (``figures.ORACLES``): nobody else knows it.

    Attributes:
        young: threshold after the first success. old: after ``grown`` more, and evenly between.
        again: whether a new card that failed is asked again on the same day.
        memory: of the card, given by the course.
    """

    young: float
    old: float
    grown: int
    again: bool = True
    due_day: int = 0
    last_day: int = 0
    memory: TrueMemory | None = None
    _successes: int = -1
    _begun: bool = False

    def expected(self, day: int) -> float:
        """Return the true recall."""
        return self._recall(day)

    def answer(self, day: int, *, at_s: float, right: bool) -> float | None:
        """Take in an answer; look for the day on which recall falls to the threshold."""
        del at_s
        self.last_day = day
        if not right and not self._begun and self.again:
            return _AGAIN_S
        self._successes = self._successes + 1 if right else max(0, self._successes - 2)
        self._begun = True
        age = min(1.0, max(0, self._successes) / self.grown)
        self.due_day = self._last_day_above(self.young + (self.old - self.young) * age, day)
        return None

    def _last_day_above(self, threshold: float, day: int) -> int:
        low, high = day + 1, day + _LATEST_DAYS
        while high - low > 1:
            middle = (low + high) // 2
            if self._recall(middle) > threshold:
                low = middle
            else:
                high = middle
        return low

    def _recall(self, day: int) -> float:
        return self.memory.recall(day * DAY_S + DAY_S / 3) if self.memory else 0.0


def fsrs_schedule(
    card_id: int, *, retention: float, parameters: Parameters = DEFAULT_PARAMETERS
) -> FsrsSchedule:
    """Return the schedule of a new card at a desired retention, with the steps of the product."""
    return FsrsSchedule(
        card_id,
        SchedulerSettings(
            desired_retention=retention,
            learning_steps_min=LEARNING_STEPS_MIN,
            relearning_steps_min=RELEARNING_STEPS_MIN,
            parameters=parameters,
        ),
    )
