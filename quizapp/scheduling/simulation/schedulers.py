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
from quizapp.scheduling.same_day import SameDay, steps_of
from quizapp.scheduling.scheduler import SchedulerSettings
from quizapp.scheduling.simulation.memories import DAY_S, TrueMemory

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE_S: Final = 60.0
_USUAL: Final = steps_of(SameDay.ALWAYS)
"""The steps of flashcard programs, for the SM-2 that they run."""
RIGHT_FROM: Final = 3
PLAIN: Final = 4
"""SM-2 grades an answer 0 to 5: right from 3 on, "with serious difficulty"; 4 is "after a
hesitation", 5 "perfect". Only 4 and 5 end the repeating of a day."""
WRONG: Final = 2
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

    def answer(self, day: int, *, at_s: float, grade: int) -> float | None:
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

    def answer(self, day: int, *, at_s: float, grade: int) -> float | None:
        """Take in an answer as Good or Again."""
        at = _EPOCH + timedelta(seconds=at_s)
        outcome = scheduler.answer(
            self.memory,
            rating=Rating.GOOD if grade >= RIGHT_FROM else Rating.AGAIN,
            card_id=self.card_id,
            moment=Moment(at=at, day=day, utc_offset_min=0, rollover_hour=0),
            settings=self.settings,
        )
        self.memory, self.last_day = outcome.memory, day
        self.due_day = day + outcome.interval_days
        if self.memory.due_at is None:
            return None
        return (self.memory.due_at - at).total_seconds()

    def adopt(self, parameters: Parameters) -> None:
        """Use other weights from the next answer on; the card keeps its day and its memory."""
        if parameters != self.settings.parameters:
            self.settings = replace(self.settings, parameters=parameters)

    def aim(self, retention: float) -> None:
        """Ask for another retention from now on."""
        if retention != self.settings.desired_retention:
            self.settings = replace(self.settings, desired_retention=retention)


@dataclass(slots=True)
class Sm2Schedule:
    """SM-2 with learning steps in front, as flashcard programs run it.

    Source: Wozniak, "Optimization of repetition spacing in the practice of learning" (1990): 1 day,
    6 days, then the interval times the ease; every right answer counts as a 4, which keeps the ease
    of 2.5, and a failure begins again without changing it, as written there. It predicts no recall:
    what is overdue by the larger part of its interval is asked first, and for calibration an
    interval is read as the time to a recall of 0.9 on an exponential curve, its author's own aim.
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

    def answer(self, day: int, *, at_s: float, grade: int) -> float | None:
        """Take in an answer as right or wrong."""
        del at_s
        right = grade >= RIGHT_FROM
        self.last_day = day
        steps = _USUAL.relearning_min if self.repetitions < 0 else _USUAL.learning_min
        if self.repetitions > 0 and not right:
            self.ease = max(self._LEAST_EASE, self.ease - self._FAILED)
            self.repetitions, self.step = -1, 0
            return _USUAL.relearning_min[0] * _MINUTE_S
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
    """SM-2 to the letter: no learning steps; what was graded below 4 is asked again that day.

    Source: Wozniak (1990), as above, steps 5 to 7 of the algorithm. An item is repeated on its day
    until it is graded 4 or 5; the ease and the next interval follow from the first grade of the
    day, or after a failure from the first right answer.

    Attributes:
        graded: False reads every right answer as a 4, the kindest reading for SM-2 here: nothing
            that was right is repeated, and no ease ever falls.
    """

    graded: bool = True
    begun_on: int = -1

    def answer(self, day: int, *, at_s: float, grade: int) -> float | None:
        """Take in an answer and its grade."""
        del at_s
        if not self.graded and grade >= RIGHT_FROM:
            grade = PLAIN
        repeated = self.begun_on == day
        self.begun_on = self.last_day = day
        if grade < RIGHT_FROM:
            self.repetitions = 0
            return _AGAIN_S
        if not repeated:
            away = 5 - grade
            self.ease = max(self._LEAST_EASE, self.ease + 0.1 - away * (0.08 + away * 0.02))
        if not repeated or not self.repetitions:
            self._lengthen()
            self.due_day = day + self.interval_days
        return None if grade >= PLAIN else _AGAIN_S


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

    def answer(self, day: int, *, at_s: float, grade: int) -> float | None:
        """Take in an answer; look for the day on which recall falls to the threshold."""
        del at_s
        right = grade >= RIGHT_FROM
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
    card_id: int,
    *,
    retention: float,
    parameters: Parameters = DEFAULT_PARAMETERS,
    way: SameDay = SameDay.NEEDED,
) -> FsrsSchedule:
    """Return the schedule of a new card at a desired retention, with the steps of the product."""
    steps = steps_of(way)
    return FsrsSchedule(
        card_id,
        SchedulerSettings(
            desired_retention=retention,
            learning_steps_min=steps.learning_min,
            relearning_steps_min=steps.relearning_min,
            relearn_when_needed=steps.relearn_when_needed,
            parameters=parameters,
        ),
    )
