"""Leeches: by the count of lapses, and by failures that the predictions make unlikely."""

from math import comb

import pytest

from quizapp.scheduling.leech import FEWEST_FAILURES, becomes_leech, chance_of_failures


@pytest.mark.parametrize(("reviews", "failures"), [(5, 0), (5, 1), (12, 4), (30, 9)])
def test_with_equal_predictions_the_chance_is_the_binomial_one(reviews: int, failures: int) -> None:
    expected = sum(
        comb(reviews, k) * 0.1**k * 0.9 ** (reviews - k) for k in range(failures, reviews + 1)
    )
    assert chance_of_failures([0.9] * reviews, failures=failures) == pytest.approx(expected)


def test_certain_predictions_make_failures_impossible_or_sure() -> None:
    assert chance_of_failures([1.0, 1.0], failures=1) == 0.0
    assert chance_of_failures([0.0, 0.0], failures=2) == 1.0
    assert chance_of_failures([], failures=0) == 1.0


@pytest.mark.parametrize(("lapses", "leech"), [(7, False), (8, True), (9, False), (12, True)])
def test_the_eighth_lapse_and_every_fourth_after_it_make_a_leech(
    lapses: int, *, leech: bool
) -> None:
    likely = [0.5] * 2 * lapses
    assert becomes_leech(lapses, recalls=likely, failures=lapses) is leech


def test_four_failures_where_one_was_expected_make_a_leech_before_the_eighth() -> None:
    assert becomes_leech(4, recalls=[0.95] * 6, failures=4)
    assert not becomes_leech(4, recalls=[0.6] * 8, failures=4)


def test_three_failures_are_never_enough() -> None:
    assert FEWEST_FAILURES == 4
    assert not becomes_leech(3, recalls=[0.99] * 3, failures=3)
