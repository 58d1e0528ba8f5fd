"""A reschedule: the day that the last review would have given, replayed bit by bit."""

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.scheduling.card import NEW, Stage
from quizapp.scheduling.fit_reschedule import Move, Taken, reschedule
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.replay import LogEntry, replay
from quizapp.scheduling.scheduler import SchedulerSettings
from tests.unit.scheduling.test_replay import OTHER, SETS, Learner

OWN = SchedulerSettings(parameters=OTHER)
answers = st.lists(
    st.tuples(st.sampled_from(Rating), st.integers(1, 60 * 24 * 40)), min_size=1, max_size=25
)


def studied(given_answers: list[tuple[Rating, int]], settings: SchedulerSettings) -> Learner:
    """Return a learner who gave these answers to card 1, each some minutes after the last."""
    learner = Learner(settings=settings)
    for rating, minutes in given_answers:
        learner.answer(1, rating, minutes=minutes)
    return learner


def taken(entries: list[LogEntry]) -> list[Taken]:
    """Return the entries as a reschedule reads them."""
    return [
        Taken(
            each.seq,
            each.card_id,
            str(each.kind),
            None if each.rating is None else int(each.rating),
            each.study_day,
            each.undoes,
            each.due_at is not None,
        )
        for each in entries
    ]


def enter(learner: Learner, move: Move) -> LogEntry:
    """Enter a move in the log and the cache."""
    learner.at += timedelta(minutes=1)
    learner.cache[1] = move.after
    return learner.entry(
        1,
        Kind.REFIT,
        interval_days=move.after.interval_days,
        due_day=move.after.due_day,
        parameter_set=OTHER.name,
    )


@given(answers)
def test_it_is_as_if_the_parameters_had_always_been_there(
    given_answers: list[tuple[Rating, int]],
) -> None:
    usual = studied(given_answers, SchedulerSettings())
    own = studied(given_answers, OWN)
    memory = usual.cache[1]
    move = reschedule(memory, card_id=1, entries=taken(usual.entries), settings=OWN)
    if memory.stage is not Stage.REVIEW:
        assert move is None
    else:
        assert (move.after if move else memory) == own.cache[1]


@given(answers)
def test_a_card_that_always_had_the_parameters_stays(
    given_answers: list[tuple[Rating, int]],
) -> None:
    learner = studied(given_answers, OWN)
    found = reschedule(learner.cache[1], card_id=1, entries=taken(learner.entries), settings=OWN)
    assert found is None


@given(answers, answers)
def test_a_replay_is_exact_through_a_reschedule_and_answers_after_it(
    before: list[tuple[Rating, int]], after: list[tuple[Rating, int]]
) -> None:
    learner = studied(before, SchedulerSettings())
    move = reschedule(learner.cache[1], card_id=1, entries=taken(learner.entries), settings=OWN)
    if move is not None:
        enter(learner, move)
    learner.settings = OWN
    for rating, minutes in after:
        learner.answer(1, rating, minutes=minutes)
    assert replay(learner.entries, parameter_sets=SETS) == learner.cache


@given(answers)
def test_taking_it_back_gives_what_was_before(before: list[tuple[Rating, int]]) -> None:
    learner = studied(before, SchedulerSettings())
    memory = learner.cache[1]
    move = reschedule(memory, card_id=1, entries=taken(learner.entries), settings=OWN)
    if move is not None:
        entry = enter(learner, move)
        learner.entry(1, Kind.UNDO, undoes=entry.seq)
    assert replay(learner.entries, parameter_sets=SETS) == {1: memory}


def mature() -> Learner:
    """Return a learner whose card 1 is in review."""
    day = 24 * 60
    return studied(
        [(Rating.GOOD, 1), (Rating.GOOD, 11), (Rating.GOOD, 3 * day), (Rating.GOOD, 9 * day)],
        SchedulerSettings(),
    )


def move_of(learner: Learner) -> Move:
    """Return how card 1 changes."""
    move = reschedule(learner.cache[1], card_id=1, entries=taken(learner.entries), settings=OWN)
    assert move is not None
    return move


def test_what_was_taken_back_or_forgotten_on_purpose_does_not_count() -> None:
    learner = mature()
    expected = move_of(learner).after
    wrong = learner.answer(1, Rating.AGAIN, minutes=5)
    undo = learner.entry(1, Kind.UNDO, undoes=wrong.seq)
    before = replay(learner.entries)[1]
    assert undo.seq == 6
    found = reschedule(before, card_id=1, entries=taken(learner.entries), settings=OWN)
    assert found is not None
    assert found.after == expected
    learner.entry(1, Kind.MANUAL)
    assert reschedule(NEW, card_id=1, entries=taken(learner.entries), settings=OWN) is None


def test_a_review_beneath_a_reschedule_cannot_be_taken_back() -> None:
    learner = mature()
    enter(learner, move_of(learner))
    learner.entry(1, Kind.UNDO, undoes=4)
    with pytest.raises(InputError, match="came later"):
        replay(learner.entries, parameter_sets=SETS)


@pytest.mark.parametrize(
    ("change", "words"),
    [({"parameter_set": "gone"}, "'gone'"), ({"due_day": None}, "without a due day")],
)
def test_an_entry_that_cannot_have_come_from_here_is_refused(
    change: dict[str, object], words: str
) -> None:
    learner = mature()
    enter(learner, move_of(learner))
    given_entry = learner.entries.pop()
    learner.entry(
        1,
        Kind.REFIT,
        **{
            "interval_days": 3,
            "due_day": given_entry.due_day,
            "parameter_set": OTHER.name,
            **change,
        },
    )
    with pytest.raises(InputError, match=words):
        replay(learner.entries, parameter_sets=SETS)


def test_a_card_that_is_not_in_review_cannot_be_rescheduled() -> None:
    learner = Learner()
    learner.answer(1, Rating.GOOD)
    learner.entry(1, Kind.REFIT, interval_days=3, due_day=30_000, parameter_set=OTHER.name)
    with pytest.raises(InputError, match="not in review"):
        replay(learner.entries, parameter_sets=SETS)


def test_entries_take_effect_in_their_order_however_they_are_given() -> None:
    learner = mature()
    enter(learner, move_of(learner))
    learner.settings = OWN
    learner.answer(1, Rating.HARD, minutes=60 * 24 * 4)
    shuffled = list(learner.entries)
    random.Random(1).shuffle(shuffled)  # noqa: S311 - an order, not a secret
    assert replay(shuffled, parameter_sets=SETS) == learner.cache
