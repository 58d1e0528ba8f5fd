"""Our FSRS-6 core against py-fsrs, on the same elapsed days."""

import math
from datetime import UTC, datetime, timedelta

import fsrs as oracle
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.scheduling.card import NEW, Stage
from quizapp.scheduling.day import Moment
from quizapp.scheduling.fsrs import MAXIMUM_STABILITY
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, HIGHEST, LOWEST, Parameters
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.scheduler import SchedulerSettings, answer, recall

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
STAGES = {
    oracle.State.Learning: Stage.LEARNING,
    oracle.State.Review: Stage.REVIEW,
    oracle.State.Relearning: Stage.RELEARNING,
}

ratings = st.sampled_from(list(Rating))
gaps = st.one_of(st.just(0), st.integers(0, 3), st.integers(0, 400))
sequences = st.lists(st.tuples(ratings, gaps), min_size=1, max_size=25)
weights = st.tuples(*(st.floats(low, high) for low, high in zip(LOWEST, HIGHEST, strict=True)))
steps = st.sampled_from([(), (10,), (1, 10), (1, 5, 30)])


def close(ours: float | None, theirs: float | None) -> bool:
    return (
        ours is not None
        and theirs is not None
        and math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-9)
    )


def agree(reviews: list[tuple[Rating, int]], chosen: SchedulerSettings) -> int:
    """Drive both with the same elapsed days; return how many reviews were compared.

    py-fsrs counts whole 24-hour periods: a gap of n days is n times 24 hours after the last review,
    a gap of 0 is twenty minutes.
    """
    theirs = oracle.Scheduler(
        parameters=chosen.parameters.weights,
        desired_retention=chosen.desired_retention,
        learning_steps=[timedelta(minutes=step) for step in chosen.learning_steps_min],
        relearning_steps=[timedelta(minutes=step) for step in chosen.relearning_steps_min],
        enable_fuzzing=False,
    )
    card = oracle.Card(card_id=1, due=START)
    memory, at, day = NEW, START, 20_000
    for compared, (rating, gap) in enumerate(reviews):
        at += timedelta(days=gap) if gap else timedelta(minutes=20)
        day += gap
        if memory is not NEW:
            assert close(
                recall(memory, day=day, parameters=chosen.parameters),
                theirs.get_card_retrievability(card, at),
            )
        card, _ = theirs.review_card(card, oracle.Rating(rating), at)
        moment = Moment(at=at, day=day, utc_offset_min=0, rollover_hour=4)
        outcome = answer(memory, rating=rating, card_id=1, moment=moment, settings=chosen)
        memory = outcome.memory
        assert card.stability is not None
        if card.stability > MAXIMUM_STABILITY:
            # py-fsrs has no upper bound; from here on the two mean different things.
            assert memory.stability_days == MAXIMUM_STABILITY
            return compared
        assert close(memory.stability_days, card.stability)
        assert close(memory.difficulty, card.difficulty)
        assert memory.stage is STAGES[card.state]
        assert memory.step == (card.step or 0)
        if memory.due_at is not None:
            assert memory.due_at == card.due
        else:
            assert outcome.interval_raw_days is not None
            rounded = min(max(round(outcome.interval_raw_days), 1), 36500)
            assert rounded == (card.due - at).days
    return len(reviews)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(sequences)
def test_the_default_weights_agree_with_py_fsrs(reviews: list[tuple[Rating, int]]) -> None:
    agree(reviews, SchedulerSettings())


@settings(max_examples=400, derandomize=True, deadline=None)
@given(sequences, weights, steps, steps, st.floats(0.7, 0.97))
def test_any_weights_steps_and_retention_agree_with_py_fsrs(
    reviews: list[tuple[Rating, int]],
    drawn: tuple[float, ...],
    learning: tuple[float, ...],
    relearning: tuple[float, ...],
    retention: float,
) -> None:
    agree(
        reviews,
        SchedulerSettings(
            desired_retention=retention,
            learning_steps_min=learning,
            relearning_steps_min=relearning,
            parameters=Parameters(name="drawn", weights=drawn),
        ),
    )


def test_a_long_life_with_every_kind_of_review_agrees_with_py_fsrs() -> None:
    again, hard, good, easy = Rating
    life = [(good, 0), (hard, 0), (good, 0), (good, 2), (hard, 11), (again, 20), (again, 0)]
    life += [(good, 0), (easy, 3), (good, 0), (again, 0), (hard, 0), (good, 1), (good, 30)]
    assert agree(life * 3, SchedulerSettings()) == 42


def test_the_default_weights_are_those_of_py_fsrs() -> None:
    assert DEFAULT_PARAMETERS.weights == oracle.Scheduler().parameters
