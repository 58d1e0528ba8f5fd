"""A person's memory as Anki keeps it: rows for its cards and its review log. Pure.

Days. Anki counts days from the one on which a collection was begun: ours is begun on the day of
the first answer, at the person's rollover hour, so that a card is due there on the very day on
which it is due here, whenever the package is brought in. Anki works out the day of an answer from
its instant, by the clock and the rollover hour of whoever looks.

Source: ankitects/anki, rslib/src/storage/card/data.rs (memory as FSRS has it),
rslib/src/storage/schema11.sql (columns), rslib/src/revlog (kinds, intervals in days or,
below zero, in seconds), rslib/src/scheduler/timing.rs (days).
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from quizapp.formats.remembered import GivenAnswer, Memories, Remembered
from quizapp.scheduling import fsrs
from quizapp.scheduling.card import Memory, Stage
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.scheduler import SchedulerSettings

_DAY_S: Final = 86_400
_TYPES: Final[Mapping[Stage, int]] = {
    Stage.NEW: 0,
    Stage.LEARNING: 1,
    Stage.REVIEW: 2,
    Stage.RELEARNING: 3,
}
_NEW, _STEP, _REVIEW, _STEP_OF_DAYS = range(4)
_SUSPENDED: Final = -1
_KINDS: Final = {"learn": 0, "review": 1, "relearn": 2}
_FIRST_EASE: Final = 2_500
_LEAST_EASE: Final = 1_300
_EASE_CHANGES: Final[Mapping[int, int]] = {
    Rating.AGAIN: -200,
    Rating.HARD: -150,
    Rating.GOOD: 0,
    Rating.EASY: 150,
}
"""In thousandths: what SM-2 as Anki has it makes of an answer, for those who do not use FSRS."""
_MOST_FLAG: Final = 7
_JSON: Final = json.JSONEncoder(separators=(",", ":")).encode
_MOST_SECONDS: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class CardRow:
    """The columns of a card that say how it is scheduled.

    Attributes:
        type: 0 new, 1 learning, 2 review, 3 relearning.
        queue: 0 new, 1 a step due at an instant, 2 review, 3 a step due on a day, -1 suspended.
        due: seconds since 1970 for a step, the collection's day for what is due on a day; None
            for a new card, whose place it is.
        ivl: days. factor: ease in thousandths. left: steps until it is learnt.
        data: JSON with what FSRS knows.
    """

    type: int
    queue: int
    due: int | None
    ivl: int
    factor: int
    reps: int
    lapses: int
    left: int
    flags: int
    data: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of the review log.

    Attributes:
        id: milliseconds since 1970, of no other answer. key: of the item.
        ivl, last_ivl: days or, below zero, seconds.
    """

    id: int
    key: str
    ease: int
    ivl: int
    last_ivl: int
    factor: int
    time: int
    type: int


@dataclass(frozen=True, slots=True)
class Rows:
    """What a collection holds of a person's memory.

    Attributes:
        created_at: seconds since 1970 at which the collection was begun.
        settings: of the collection, by which it counts its days.
        preset: options of the deck that are the person's own, in Anki's groups; it is used where
            it is wanted at the import.
        cards: by the key of the item. answers: in order of time.
    """

    created_at: int
    settings: Mapping[str, int | bool]
    preset: Mapping[str, Any]
    cards: Mapping[str, CardRow]
    answers: tuple[AnswerRow, ...]


def rows_of(memories: Memories) -> Rows:
    """Return a person's memory as the rows of a collection."""
    now = memories.now
    first = min(_days(memories))
    return Rows(
        created_at=first * _DAY_S + now.rollover_hour * 3600 - now.utc_offset_min * 60,
        settings={
            "schedVer": 2,
            "sched2021": True,
            "rollover": now.rollover_hour,
            # Minutes west, as browsers count them.
            "creationOffset": -now.utc_offset_min,
        },
        preset=_preset(memories.settings),
        cards={key: _card(each, memories, first=first) for key, each in memories.of.items()},
        answers=tuple(_apart(memories.of)),
    )


def _preset(settings: SchedulerSettings) -> dict[str, Any]:
    """Return how a person's cards are scheduled, as options of a deck."""
    return {
        "desiredRetention": settings.desired_retention,
        "fsrsParams6": list(settings.parameters.weights),
        "new": {"delays": list(settings.learning_steps_min)},
        "lapse": {"delays": list(settings.relearning_steps_min)},
        "rev": {"maxIvl": settings.maximum_interval_days},
    }


def _days(memories: Memories) -> Iterator[int]:
    """Yield the days among which the collection's first one is."""
    yield memories.now.day
    for each in memories.of.values():
        if each.memory.last_day is not None:
            yield each.memory.last_day
        yield from (answer.study_day for answer in each.answers)


def _card(found: Remembered, memories: Memories, *, first: int) -> CardRow:
    memory = found.memory
    queue, due = _place(memory, memories, first=first)
    in_steps = memory.stage in {Stage.LEARNING, Stage.RELEARNING}
    eases = tuple(_eases(found.answers))
    known = memory.stage in {Stage.REVIEW, Stage.RELEARNING}
    return CardRow(
        type=_TYPES[memory.stage],
        queue=_SUSPENDED if found.suspended else queue,
        due=due,
        ivl=_interval(memory, memories),
        factor=((eases[-1] if eases else 0) or _FIRST_EASE) if known else 0,
        reps=memory.reps,
        lapses=memory.lapses,
        left=_steps_left(memory, memories) if in_steps else 0,
        flags=found.flag if 0 <= found.flag <= _MOST_FLAG else 0,
        data=_data(memory, memories),
    )


def _place(memory: Memory, memories: Memories, *, first: int) -> tuple[int, int | None]:
    """Return the queue of a card, and when it is due in it."""
    due_day = memories.now.day if memory.due_day is None else memory.due_day
    match memory.stage:
        case Stage.NEW:
            return _NEW, None
        case Stage.REVIEW:
            return _REVIEW, due_day - first
        case Stage.LEARNING | Stage.RELEARNING:
            crosses = memory.last_day is not None and due_day > memory.last_day
            if crosses or memory.due_at is None:
                # A step that ends after the day does is due on that day, whatever the hour.
                return _STEP_OF_DAYS, due_day - first
            return _STEP, _seconds(memory.due_at)


def _interval(memory: Memory, memories: Memories) -> int:
    """Return the days between the last answer and the due day, as Anki counts back from it."""
    match memory.stage:
        case Stage.NEW | Stage.LEARNING:
            return 0
        case Stage.REVIEW:
            if memory.due_day is None or memory.last_day is None:
                return max(1, memory.interval_days)
            return max(1, memory.due_day - memory.last_day)
        case Stage.RELEARNING:
            return _after_relearning(memory, memories)


def _after_relearning(memory: Memory, memories: Memories) -> int:
    """Return the days that a forgotten card is given once its steps are done."""
    settings = memories.settings
    if memory.stability_days is None:
        return 1
    days = fsrs.interval(
        memory.stability_days,
        desired_retention=settings.desired_retention,
        parameters=settings.parameters,
    )
    return max(1, min(math.floor(days), settings.maximum_interval_days))


def _steps_left(memory: Memory, memories: Memories) -> int:
    settings = memories.settings
    steps = (
        settings.learning_steps_min
        if memory.stage is Stage.LEARNING
        else settings.relearning_steps_min
    )
    return max(1, len(steps) - memory.step)


def _data(memory: Memory, memories: Memories) -> str:
    """Return what FSRS knows, rounded as Anki rounds it."""
    if memory.stability_days is None or memory.difficulty is None:
        return ""
    settings = memories.settings
    found: dict[str, float | int] = {
        "s": round(memory.stability_days, 4),
        "d": round(memory.difficulty, 3),
        "dr": round(settings.desired_retention, 2),
        "decay": round(-settings.parameters.decay, 3),
    }
    if memory.last_at is not None:
        found["lrt"] = _seconds(memory.last_at)
    return _JSON(found)


def _eases(answers: Sequence[GivenAnswer]) -> Iterator[int]:
    """Yield the ease after each answer, 0 while a card is being learnt."""
    ease = 0
    for each in answers:
        if each.kind == "review":
            changed = (ease or _FIRST_EASE) + _EASE_CHANGES[each.rating]
            ease = max(_LEAST_EASE, changed)
        elif each.due_at is None:
            ease = ease or _FIRST_EASE
        yield ease


def _apart(of: Mapping[str, Remembered]) -> Iterator[AnswerRow]:
    """Yield all answers in order of time, each at an instant of its own.

    Two cards can have been answered in the same millisecond, on two devices. Earlier answers keep
    their instant when later ones come to be: a second package names them as the first one did.
    """
    rows = [row for key, found in of.items() for row in _answers(key, found.answers)]
    rows.sort(key=lambda row: row.id)
    last = 0
    for row in rows:
        last = max(row.id, last + 1)
        yield row if row.id == last else replace(row, id=last)


def _answers(key: str, answers: Sequence[GivenAnswer]) -> Iterator[AnswerRow]:
    at = last_interval = 0
    for answer, ease in zip(answers, _eases(answers), strict=True):
        # A clock that was set back must not turn answers round.
        at = max(answer.answered_at, at + 1)
        given = _given(answer)
        yield AnswerRow(
            id=at,
            key=key,
            ease=answer.rating,
            ivl=given,
            last_ivl=last_interval,
            factor=ease,
            time=answer.duration_ms,
            type=_KINDS[answer.kind],
        )
        last_interval = given


def _given(answer: GivenAnswer) -> int:
    """Return the interval that an answer gave: days, or seconds below zero within the day."""
    if answer.due_at is None:
        return max(1, answer.due_day - answer.study_day)
    seconds = math.ceil((answer.due_at - answer.answered_at) / 1000)
    return -max(1, min(seconds, _MOST_SECONDS))


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
