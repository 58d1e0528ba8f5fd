"""What an answer does to a card: its next memory, and when it is due again.

Due times. A learning step is due at an instant, ``due_at``; its ``due_day`` is the study day of
that instant by the offset and rollover hour of the answer. A step that crosses the rollover thus
stays due at its instant and counts for the new day. A review has no instant: it is due on
``due_day`` = study day of the answer + interval.
"""

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from quizapp.errors import InputError
from quizapp.scheduling import fsrs
from quizapp.scheduling.balance import (
    Balance,
    candidate_intervals,
    choose_interval,
    fuzz_range,
    seeded_fraction,
)
from quizapp.scheduling.card import Memory, Stage
from quizapp.scheduling.day import Moment, study_day
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.recollection import (
    Recollection,
    kind_of,
    recall,
    recollect,
    remember,
    stability_after,
)
from quizapp.scheduling.steps import Step, check_steps, next_step

__all__ = [
    "DEFAULT_PARAMETERS",
    "Outcome",
    "SchedulerSettings",
    "answer",
    "days_considered",
    "is_leech",
    "is_mature",
    "preview",
    "recall",
]

MATURE_DAYS = 21
LEECH_LAPSES = 8
LEECH_EVERY = 4
LOWEST_RETENTION = 0.5
HIGHEST_RETENTION = 0.99


@dataclass(frozen=True, slots=True)
class SchedulerSettings:
    """How one learner's cards are scheduled.

    Attributes:
        desired_retention: recall at which a card comes back, 0.5 to 0.99; pages offer 0.70-0.95.
        learning_steps_min: minutes of each step of a new card; none means straight to review.
        relearning_steps_min: minutes of each step after a lapse; none means straight to review.
        relearn_when_needed: a lapse leads to its steps only where recall would fall below the
            desired retention before tomorrow; else straight to review.
        maximum_interval_days: 1 to 36500.
        parameters: the weights of FSRS-6.

    Raises:
        InputError: a value is out of its range.
    """

    desired_retention: float = 0.9
    learning_steps_min: tuple[float, ...] = (1, 10)
    relearning_steps_min: tuple[float, ...] = (10,)
    relearn_when_needed: bool = False
    maximum_interval_days: int = 36500
    parameters: Parameters = DEFAULT_PARAMETERS

    def __post_init__(self) -> None:
        """Refuse values that the scheduler cannot work with."""
        if not LOWEST_RETENTION <= self.desired_retention <= HIGHEST_RETENTION:
            raise InputError(
                "Desired retention is {given}; write a number from {lowest} to {highest}.",
                given=self.desired_retention,
                lowest=LOWEST_RETENTION,
                highest=HIGHEST_RETENTION,
                field="desired_retention",
            )
        if not 1 <= self.maximum_interval_days <= fsrs.MAXIMUM_STABILITY:
            raise InputError(
                "The longest interval is {days} days; write 1 to 36500.",
                days=self.maximum_interval_days,
                field="maximum_interval_days",
            )
        check_steps(self.learning_steps_min, field="learning_steps_min")
        check_steps(self.relearning_steps_min, field="relearning_steps_min")


class Outcome(NamedTuple):
    """What an answer comes to.

    Attributes:
        memory: of the card after the answer.
        kind: learn (new or learning), review or relearn: what the card was when it was asked.
        elapsed_days: study days since the last review; None for a new card.
        recall: predicted recall at the review, 0..1; None for a new card.
        interval_raw_days: by the model, before floor, bounds and fuzz; None for a learning step.
        interval_days: given; 0 for a learning step.
    """

    memory: Memory
    kind: Kind
    elapsed_days: int | None
    recall: float | None
    interval_raw_days: float | None
    interval_days: int


def answer(
    memory: Memory,
    *,
    rating: Rating,
    card_id: int,
    moment: Moment,
    settings: SchedulerSettings,
    balance: Balance | None = None,
) -> Outcome:
    """Return what an answer comes to.

    Args:
        memory: before the answer.
        rating: given.
        card_id: seeds the fuzz, with the repetitions.
        moment: when it was answered, on the learner's clock.
        settings: the learner's.
        balance: what speaks for one day of the fuzz range over another; as in ``preview``.
    """
    fraction = seeded_fraction(card_id, reps=memory.reps)
    at_least = 1
    step = _step_after(memory, rating, settings, day=moment.day)
    for worse in _UPTO[rating][:-1] if step is None else ():
        if _step_after(memory, worse, settings, day=moment.day) is not None:
            continue  # Steps of worse ratings change no interval.
        # Of a worse rating nothing but its interval matters.
        raw = _raw_interval(
            stability_after(memory, rating=worse, day=moment.day, parameters=settings.parameters),
            settings,
        )
        given = _given_interval(
            raw,
            at_least=at_least,
            maximum_days=settings.maximum_interval_days,
            today=moment.day,
            fraction=fraction,
            balance=balance,
        )
        at_least = max(at_least, given)
    return _outcome(
        memory,
        rating=rating,
        step=step,
        at_least=at_least,
        fraction=fraction,
        moment=moment,
        settings=settings,
        balance=balance,
    )


def preview(
    memory: Memory,
    *,
    card_id: int,
    moment: Moment,
    settings: SchedulerSettings,
    balance: Balance | None = None,
) -> dict[Rating, Outcome]:
    """Return what each rating would come to; ``answer`` with the same inputs gives the same.

    Intervals never shrink from one rating to the next better one.
    """
    outcomes: dict[Rating, Outcome] = {}
    fraction = seeded_fraction(card_id, reps=memory.reps)
    at_least = 1
    for rating in Rating:
        outcomes[rating] = outcome = _outcome(
            memory,
            rating=rating,
            step=_step_after(memory, rating, settings, day=moment.day),
            at_least=at_least,
            fraction=fraction,
            moment=moment,
            settings=settings,
            balance=balance,
        )
        at_least = max(at_least, outcome.interval_days)
    return outcomes


_UPTO = {rating: tuple(each for each in Rating if each <= rating) for rating in Rating}
"""The ratings up to each, the worst first."""


def _step_after(
    memory: Memory, rating: Rating, settings: SchedulerSettings, *, day: int
) -> Step | None:
    lapsed = memory.stage is Stage.REVIEW and rating is Rating.AGAIN
    if lapsed and settings.relearn_when_needed and _lasts(memory, settings, day=day):
        return None
    return next_step(
        memory,
        rating=rating,
        learning_min=settings.learning_steps_min,
        relearning_min=settings.relearning_steps_min,
    )


def _lasts(memory: Memory, settings: SchedulerSettings, *, day: int) -> bool:
    """Return whether a card forgotten today is kept until tomorrow without seeing it again."""
    known = recollect(memory, rating=Rating.AGAIN, day=day, parameters=settings.parameters)
    tomorrow = fsrs.retrievability(
        known.stability_days, elapsed_days=1, parameters=settings.parameters
    )
    return tomorrow >= settings.desired_retention


def _outcome(
    memory: Memory,
    *,
    rating: Rating,
    step: Step | None,
    at_least: int,
    fraction: float,
    moment: Moment,
    settings: SchedulerSettings,
    balance: Balance | None,
) -> Outcome:
    """Return what a rating comes to: a learning step, or an interval of at least so many days."""
    known = recollect(memory, rating=rating, day=moment.day, parameters=settings.parameters)
    if step is not None:
        return _with_step(memory, known=known, rating=rating, step=step, moment=moment)
    raw = _raw_interval(known.stability_days, settings)
    given = _given_interval(
        raw,
        at_least=at_least,
        maximum_days=settings.maximum_interval_days,
        today=moment.day,
        fraction=fraction,
        balance=balance,
    )
    return Outcome(
        memory=remember(
            memory,
            known=known,
            rating=rating,
            moment=moment,
            stage=Stage.REVIEW,
            step=0,
            due_day=moment.day + given,
            due_at=None,
            interval_days=given,
        ),
        kind=kind_of(memory),
        elapsed_days=known.elapsed_days,
        recall=known.recall,
        interval_raw_days=raw,
        interval_days=given,
    )


def _raw_interval(stability_days: float, settings: SchedulerSettings) -> float:
    return fsrs.interval(
        stability_days,
        desired_retention=settings.desired_retention,
        parameters=settings.parameters,
    )


def _given_interval(
    raw_days: float,
    *,
    at_least: int,
    maximum_days: int,
    today: int,
    fraction: float,
    balance: Balance | None,
) -> int:
    # Floor: a card comes back before its recall has fallen below the desired retention, not after.
    # With a balance the range is the rating's own, whatever the worse ratings were given: only so
    # is it known beforehand which days will be weighed.
    lowest = at_least if balance is None else 1
    days = min(max(math.floor(raw_days), lowest), maximum_days)
    shortest, longest = fuzz_range(days, maximum_days=maximum_days)
    return choose_interval(
        shortest,
        longest,
        today=today,
        fraction=fraction,
        balance=balance,
        at_least=at_least,
    )


def days_considered(
    memory: Memory,
    *,
    moment: Moment,
    settings: SchedulerSettings,
    upto: Rating = Rating.EASY,
) -> set[int]:
    """Return the study days among which a balance may choose, over the ratings up to one.

    Their load is all that a ``Balance`` for this card and moment will be asked for. Where there
    are none, ``answer`` with that rating comes to the same with a balance and without.
    """
    days: set[int] = set()
    for rating in _UPTO[upto]:
        if _step_after(memory, rating, settings, day=moment.day) is not None:
            continue
        stability_days = stability_after(
            memory, rating=rating, day=moment.day, parameters=settings.parameters
        )
        raw = _raw_interval(stability_days, settings)
        interval = min(max(math.floor(raw), 1), settings.maximum_interval_days)
        shortest, longest = fuzz_range(interval, maximum_days=settings.maximum_interval_days)
        if shortest < longest:
            days.update(moment.day + each for each in candidate_intervals(shortest, longest))
    return days


def is_mature(memory: Memory) -> bool:
    """Return whether the card is in review with an interval of at least 21 days."""
    return memory.stage is Stage.REVIEW and memory.interval_days >= MATURE_DAYS


def is_leech(lapses: int) -> bool:
    """Return whether this very lapse makes the card a leech: the 8th, then every 4th after it."""
    return lapses >= LEECH_LAPSES and (lapses - LEECH_LAPSES) % LEECH_EVERY == 0


def _with_step(
    memory: Memory, *, known: Recollection, rating: Rating, step: Step, moment: Moment
) -> Outcome:
    due_at = moment.at + timedelta(minutes=step.minutes)
    due_day = study_day(
        due_at, utc_offset_min=moment.utc_offset_min, rollover_hour=moment.rollover_hour
    )
    return Outcome(
        memory=remember(
            memory,
            known=known,
            rating=rating,
            moment=moment,
            stage=step.stage,
            step=step.index,
            due_day=due_day,
            due_at=due_at,
            interval_days=0,
        ),
        kind=kind_of(memory),
        elapsed_days=known.elapsed_days,
        recall=known.recall,
        interval_raw_days=None,
        interval_days=0,
    )
