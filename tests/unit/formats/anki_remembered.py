"""Histories of cards, scheduled as the program schedules them, and packages made of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import genanki
from hypothesis import strategies as st

from quizapp.formats.anki.anki_in import read
from quizapp.formats.anki.anki_package import write
from quizapp.formats.exchange import Package
from quizapp.formats.incoming.incoming import Choices, Incoming
from quizapp.formats.remembered import AnswerKind, GivenAnswer, Memories, Remembered
from quizapp.generation.question import Flashcard
from quizapp.scheduling.card import NEW
from quizapp.scheduling.day import moment
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.same_day import SameDay, steps_of
from quizapp.scheduling.scheduler import SchedulerSettings, answer
from quizapp.store.base import EPOCH
from tests.unit.formats.conftest import item

BEGUN = datetime(2024, 3, 28, 9, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Clock:
    """Where a learner is, when their day begins, and how often a card is asked on one day."""

    zone: str = "Europe/Prague"
    rollover: int = 4
    way: SameDay = SameDay.ALWAYS

    @property
    def settings(self) -> SchedulerSettings:
        """Return how cards are scheduled."""
        steps = steps_of(self.way)
        return SchedulerSettings(
            learning_steps_min=steps.learning_min,
            relearning_steps_min=steps.relearning_min,
            relearn_when_needed=steps.relearn_when_needed,
        )


def remembered(
    clock: Clock, given: Sequence[tuple[datetime, int]], *, card: int = 1, suspended: bool = False
) -> Remembered:
    """Return what comes of answers: an instant and a rating each."""
    memory = NEW
    answers = []
    for at, rating in given:
        now = moment(at, zone=clock.zone, rollover_hour=clock.rollover)
        outcome = answer(
            memory, rating=Rating(rating), card_id=card, moment=now, settings=clock.settings
        )
        memory = outcome.memory
        answers.append(
            GivenAnswer(
                answered_at=(at - EPOCH) // MILLISECOND,
                rating=rating,
                kind=cast("AnswerKind", outcome.kind.value),
                duration_ms=4_000,
                study_day=now.day,
                due_day=cast("int", memory.due_day),
                due_at=None if memory.due_at is None else (memory.due_at - EPOCH) // MILLISECOND,
            )
        )
    return Remembered(memory, tuple(answers), suspended=suspended)


def package(clock: Clock, found: Sequence[Remembered], *, now: datetime) -> Package:
    """Return a package of one card for each, with what is remembered of it."""
    items = tuple(
        item(key_of(n), Flashcard(f"Back {n}"), stem=f"Front {n}?") for n, _ in enumerate(found)
    )
    memories = Memories(
        {key_of(n): each for n, each in enumerate(found)},
        now=moment(now, zone=clock.zone, rollover_hour=clock.rollover),
        settings=clock.settings,
    )
    return replace(Package("article:a", "Rivers", items, now), memories=memories)


def key_of(number: int) -> str:
    """Return the key of an item."""
    return f"f:{number}.flashcard"


def guid_of(number: int) -> str:
    """Return what names its note in Anki."""
    return cast("str", genanki.guid_for("quizapp", key_of(number)))


def read_back(made: Package) -> Incoming:
    """Return what the reader of packages finds in it."""
    return read(write(made), Choices(scheduling=True))


_GAPS = st.one_of(
    st.integers(1_000, 3_600_000),
    st.integers(3_600_000, 86_400_000 * 3),
    st.integers(86_400_000, 86_400_000 * 700),
)
"""Milliseconds between two answers to one card."""


@st.composite
def clocks(draw: Any) -> Clock:
    """Draw where and how somebody learns."""
    return Clock(
        draw(st.sampled_from(["Europe/Prague", "America/New_York", "Asia/Kolkata", "UTC"])),
        draw(st.sampled_from([0, 3, 4, 23])),
        draw(st.sampled_from(list(SameDay))),
    )


@st.composite
def histories(draw: Any) -> list[tuple[datetime, int]]:
    """Draw answers to one card; some cards are first answered at the very same instant."""
    at = BEGUN + draw(st.sampled_from([0, 0, 1, 3_600_000])) * MILLISECOND
    given = []
    for gap, rating in draw(st.lists(st.tuples(_GAPS, st.integers(1, 4)), max_size=8)):
        given.append((at, rating))
        at += gap * MILLISECOND
    return given
