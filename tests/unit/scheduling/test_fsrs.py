"""The equations of FSRS-6 keep their bounds and their order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling import fsrs
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, HIGHEST, LOWEST, Parameters
from quizapp.scheduling.rating import Rating

stabilities = st.floats(fsrs.MINIMUM_STABILITY, fsrs.MAXIMUM_STABILITY)
difficulties = st.floats(fsrs.MINIMUM_DIFFICULTY, fsrs.MAXIMUM_DIFFICULTY)
elapsed = st.integers(0, 40_000)
weight_sets = st.tuples(
    *(st.floats(low, high) for low, high in zip(LOWEST, HIGHEST, strict=True))
).map(lambda weights: Parameters(name="drawn", weights=weights))


@given(stabilities, weight_sets)
def test_recall_is_1_at_once_and_nine_tenths_after_the_stability(
    stability: float, parameters: Parameters
) -> None:
    def at(days: float) -> float:
        return fsrs.retrievability(stability, elapsed_days=days, parameters=parameters)

    assert at(0) == 1.0
    assert at(stability) == pytest.approx(0.9, abs=1e-9)
    assert at(-3) == 1.0


@given(stabilities, st.floats(0, 1000), st.floats(0.01, 1000), weight_sets)
def test_recall_never_rises_with_time(
    stability: float, days: float, more: float, parameters: Parameters
) -> None:
    early = fsrs.retrievability(stability, elapsed_days=days, parameters=parameters)
    late = fsrs.retrievability(stability, elapsed_days=days + more, parameters=parameters)
    assert 0 < late <= early <= 1


@given(stabilities, st.floats(0.5, 0.99), weight_sets)
def test_after_the_interval_recall_is_the_desired_retention(
    stability: float, desired: float, parameters: Parameters
) -> None:
    days = fsrs.interval(stability, desired_retention=desired, parameters=parameters)
    recall = fsrs.retrievability(stability, elapsed_days=days, parameters=parameters)
    assert recall == pytest.approx(desired, abs=1e-9)


@given(stabilities, difficulties, elapsed, st.sampled_from(Rating), weight_sets)
def test_a_review_keeps_stability_and_difficulty_within_their_bounds(
    stability: float, difficulty: float, days: int, rating: Rating, parameters: Parameters
) -> None:
    after = fsrs.next_stability(
        stability, difficulty=difficulty, elapsed_days=days, rating=rating, parameters=parameters
    )
    harder = fsrs.next_difficulty(difficulty, rating=rating, parameters=parameters)
    assert fsrs.MINIMUM_STABILITY <= after <= fsrs.MAXIMUM_STABILITY
    assert fsrs.MINIMUM_DIFFICULTY <= harder <= fsrs.MAXIMUM_DIFFICULTY


@given(stabilities, difficulties, elapsed, weight_sets)
def test_a_better_rating_never_leaves_less_stability_or_more_difficulty(
    stability: float, difficulty: float, days: int, parameters: Parameters
) -> None:
    after = [
        fsrs.next_stability(
            stability,
            difficulty=difficulty,
            elapsed_days=days,
            rating=rating,
            parameters=parameters,
        )
        for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)
    ]
    harder = [
        fsrs.next_difficulty(difficulty, rating=rating, parameters=parameters) for rating in Rating
    ]
    assert after == sorted(after)
    assert after[0] >= stability
    assert harder == sorted(harder, reverse=True)


@given(stabilities, difficulties, st.integers(1, 40_000), weight_sets)
def test_forgetting_never_strengthens_a_memory(
    stability: float, difficulty: float, days: int, parameters: Parameters
) -> None:
    recall = fsrs.retrievability(stability, elapsed_days=days, parameters=parameters)
    after = fsrs.stability_after_forgetting(
        stability, difficulty=difficulty, recall=recall, parameters=parameters
    )
    assert after <= stability


def test_the_first_good_leaves_the_published_values() -> None:
    good = fsrs.initial_stability(Rating.GOOD, parameters=DEFAULT_PARAMETERS)
    difficulty = fsrs.initial_difficulty(Rating.GOOD, parameters=DEFAULT_PARAMETERS)
    assert good == 2.3065
    # By hand from the second formula: w4 less e to the (2 w5), plus one.
    assert difficulty == pytest.approx(2.118103970459015, abs=1e-12)
