"""The log, folded, is the cache: bit by bit, whatever the load, the zone and the undos."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.scheduling.balance import Balance
from quizapp.scheduling.card import NEW, Memory
from quizapp.scheduling.day import moment
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.replay import LogEntry, replay
from quizapp.scheduling.scheduler import SchedulerSettings, answer

START = datetime(2026, 3, 27, 23, tzinfo=UTC)
OTHER = Parameters(
    name="user-2", weights=(0.5, 1.5, 3.0, 9.0, *DEFAULT_PARAMETERS.weights[4:20], 0.2)
)
SETS = MappingProxyType({DEFAULT_PARAMETERS.name: DEFAULT_PARAMETERS, OTHER.name: OTHER})


@dataclass
class Learner:
    """A log written as it happens, beside the cache that each answer leaves."""

    at: datetime = START
    zone: str = "Europe/Madrid"
    rollover_hour: int = 4
    settings: SchedulerSettings = field(default_factory=SchedulerSettings)
    balance: Balance | None = None
    entries: list[LogEntry] = field(default_factory=list)
    cache: dict[int, Memory] = field(default_factory=dict)

    def entry(self, card_id: int, kind: Kind, **more: object) -> LogEntry:
        now = moment(self.at, zone=self.zone, rollover_hour=self.rollover_hour)
        plain = LogEntry(
            seq=len(self.entries) + 1,
            card_id=card_id,
            kind=kind,
            rating=None,
            study_day=now.day,
            answered_at=now.at,
            utc_offset_min=now.utc_offset_min,
            rollover_hour=now.rollover_hour,
        )
        self.entries.append(plain._replace(**more))  # type: ignore[arg-type]  # named fields
        return self.entries[-1]

    def answer(self, card_id: int, rating: Rating, *, minutes: int = 0) -> LogEntry:
        self.at += timedelta(minutes=minutes)
        outcome = answer(
            self.cache.get(card_id, NEW),
            rating=rating,
            card_id=card_id,
            moment=moment(self.at, zone=self.zone, rollover_hour=self.rollover_hour),
            settings=self.settings,
            balance=self.balance,
        )
        self.cache[card_id] = outcome.memory
        return self.entry(
            card_id,
            outcome.kind,
            rating=rating,
            interval_days=outcome.interval_days,
            due_day=outcome.memory.due_day,
            due_at=outcome.memory.due_at,
            parameter_set=self.settings.parameters.name,
        )


reviews = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(Rating), st.integers(0, 60 * 24 * 40)), max_size=30
)
learners = st.builds(
    Learner,
    zone=st.sampled_from(["Europe/Madrid", "Asia/Shanghai", "America/Anchorage"]),
    rollover_hour=st.integers(0, 6),
    settings=st.builds(
        SchedulerSettings,
        desired_retention=st.floats(0.7, 0.95),
        learning_steps_min=st.sampled_from([(), (10,), (1, 10), (1, 5, 2000)]),
        relearning_steps_min=st.sampled_from([(), (10,), (10, 20)]),
        relearn_when_needed=st.booleans(),
        parameters=st.sampled_from([DEFAULT_PARAMETERS, OTHER]),
    ),
    balance=st.none()
    | st.builds(
        Balance,
        load=st.dictionaries(st.integers(20_500, 21_500), st.floats(0, 60)),
        easy_days=st.dictionaries(st.integers(0, 6), st.floats(0, 1)),
    ),
)


@given(learners, reviews)
def test_a_replay_equals_the_answers_one_by_one(
    learner: Learner, answers: list[tuple[int, Rating, int]]
) -> None:
    for card_id, rating, minutes in answers:
        learner.answer(card_id, rating, minutes=minutes)
    assert replay(learner.entries, parameter_sets=SETS) == learner.cache
    assert replay(reversed(learner.entries), parameter_sets=SETS) == learner.cache


@given(reviews, st.data())
def test_settings_changed_along_the_way_leave_no_difference(
    answers: list[tuple[int, Rating, int]], data: st.DataObject
) -> None:
    learner = Learner()
    for card_id, rating, minutes in answers:
        drawn = data.draw(learners)
        learner.settings, learner.balance = drawn.settings, drawn.balance
        learner.zone, learner.rollover_hour = drawn.zone, drawn.rollover_hour
        learner.answer(card_id, rating, minutes=minutes)
    assert replay(learner.entries, parameter_sets=SETS) == learner.cache


@given(reviews, st.integers(1, 3), st.sampled_from(Rating))
def test_an_undo_restores_what_was_before_and_keeps_the_log_growing(
    answers: list[tuple[int, Rating, int]], card_id: int, rating: Rating
) -> None:
    learner = Learner()
    for each, given_rating, minutes in answers:
        learner.answer(each, given_rating, minutes=minutes)
    before = dict(learner.cache)
    taken_back = learner.answer(card_id, rating, minutes=5)
    learner.entry(card_id, Kind.UNDO, undoes=taken_back.seq)
    assert replay(learner.entries) == {card_id: NEW, **before}
    assert len(learner.entries) == len(answers) + 2


def test_two_answers_are_taken_back_one_after_the_other() -> None:
    learner = Learner()
    first = learner.answer(1, Rating.GOOD)
    once = learner.cache[1]
    second = learner.answer(1, Rating.GOOD, minutes=10)
    learner.entry(1, Kind.UNDO, undoes=second.seq)
    assert replay(learner.entries) == {1: once}
    learner.entry(1, Kind.UNDO, undoes=first.seq)
    assert replay(learner.entries) == {1: NEW}


def test_an_answer_after_an_undo_goes_on_from_the_restored_memory() -> None:
    learner = Learner()
    learner.answer(1, Rating.GOOD)
    before = learner.cache[1]
    wrong = learner.answer(1, Rating.EASY, minutes=10)
    learner.cache[1] = before
    learner.entry(1, Kind.UNDO, undoes=wrong.seq)
    learner.answer(1, Rating.AGAIN, minutes=1)
    assert replay(learner.entries) == learner.cache


@pytest.mark.parametrize("kind", [Kind.BURY, Kind.SUSPEND])
def test_burying_suspending_and_taking_that_back_change_no_memory(kind: Kind) -> None:
    learner = Learner()
    learner.answer(1, Rating.GOOD)
    hidden = learner.entry(1, kind)
    learner.answer(1, Rating.GOOD, minutes=10)
    learner.entry(1, Kind.UNDO, undoes=hidden.seq)
    learner.entry(2, kind)
    assert replay(learner.entries) == learner.cache


def test_a_changed_key_makes_the_card_new_and_earlier_answers_stand() -> None:
    learner = Learner()
    first = learner.answer(1, Rating.GOOD)
    learner.answer(2, Rating.GOOD)
    learner.entry(1, Kind.MANUAL)
    learner.cache[1] = NEW
    assert replay(learner.entries) == learner.cache
    learner.answer(1, Rating.HARD, minutes=10)
    assert replay(learner.entries) == learner.cache
    learner.entry(1, Kind.UNDO, undoes=first.seq)
    with pytest.raises(InputError, match="came later"):
        replay(learner.entries)


def test_a_quiz_answer_counts_as_a_review_and_one_without_rating_does_not() -> None:
    learner = Learner()
    learner.entries[-1:] = [learner.answer(1, Rating.GOOD)._replace(kind=Kind.QUIZ)]
    learner.entry(1, Kind.QUIZ)
    assert replay(learner.entries) == learner.cache


def test_a_log_read_in_another_zone_gives_the_same_memory() -> None:
    learner = Learner()
    for rating in (Rating.GOOD, Rating.GOOD, Rating.GOOD, Rating.AGAIN, Rating.GOOD):
        learner.answer(1, rating, minutes=60 * 31)
    reader = {
        moment(entry.answered_at, zone="Asia/Tokyo", rollover_hour=4).day - entry.study_day
        for entry in learner.entries
    }
    assert reader == {0, 1}  # Worked out again, the days would differ.
    assert replay(learner.entries) == learner.cache
    moved = [entry._replace(utc_offset_min=540, rollover_hour=0) for entry in learner.entries]
    assert replay(moved) == learner.cache


def undo_of_undo(learner: Learner) -> None:
    answered = learner.answer(1, Rating.GOOD)
    undone = learner.entry(1, Kind.UNDO, undoes=answered.seq)
    learner.entry(1, Kind.UNDO, undoes=undone.seq)


def undo_twice(learner: Learner) -> None:
    answered = learner.answer(1, Rating.GOOD)
    learner.entry(1, Kind.UNDO, undoes=answered.seq)
    learner.entry(1, Kind.UNDO, undoes=answered.seq)


def undo_of_another_card(learner: Learner) -> None:
    answered = learner.answer(1, Rating.GOOD)
    learner.entry(2, Kind.UNDO, undoes=answered.seq)


def undo_below_a_later_review(learner: Learner) -> None:
    answered = learner.answer(1, Rating.GOOD)
    learner.answer(1, Rating.GOOD, minutes=10)
    learner.entry(1, Kind.UNDO, undoes=answered.seq)


def unknown_parameters(learner: Learner) -> None:
    learner.settings = SchedulerSettings(parameters=OTHER)
    learner.answer(1, Rating.GOOD)


def no_due_day(learner: Learner) -> None:
    learner.entry(1, Kind.REVIEW, rating=Rating.GOOD, interval_days=3)


def twice_the_same_place(learner: Learner) -> None:
    learner.entries.append(learner.answer(1, Rating.GOOD))


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (undo_of_undo, "Entry 3 takes back entry 2"),
        (undo_twice, "Entry 3 takes back entry 1"),
        (undo_of_another_card, "Entry 2 takes back entry 1"),
        (undo_below_a_later_review, "take that back first"),
        (unknown_parameters, "'user-2', which is not known"),
        (no_due_day, "Entry 1 .* without its rating, interval or due day"),
        (twice_the_same_place, "Entry 1 stands twice"),
    ],
)
def test_a_log_that_cannot_be_is_refused_by_its_place(write: object, words: str) -> None:
    learner = Learner()
    assert callable(write)
    write(learner)
    with pytest.raises(InputError, match=words):
        replay(learner.entries)
