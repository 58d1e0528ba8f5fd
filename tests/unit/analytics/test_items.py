"""Facility and discrimination, worked by hand where every question is worth one point."""

from collections.abc import Sequence
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.analytics.item_analysis import ItemAnalysis, Row, analyse_items


def item_statistics(rows: Sequence[Row], *, items: int) -> tuple[ItemAnalysis, ...]:
    """Return the figures of so many items of one point each."""
    return analyse_items(rows, points=[1.0] * items)


# Four learners, three items: the better the learner, the harder the items solved.
LADDER = [[1.0, 1.0, 1.0], [1.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]


def test_facility_is_the_mean_score() -> None:
    figures = [item.facility.value for item in item_statistics(LADDER, items=3)]
    assert figures == [0.75, 0.5, 0.25]
    assert item_statistics([[0.5], [1.0]], items=1)[0].facility.value == 0.75


def test_discrimination_is_the_correlation_with_the_other_items() -> None:
    # Item 1: products 0.75, squares 0.75 and 2.75. Item 2: 1, 1 and 2. Item 3: as item 1.
    figures = [item.discrimination.value for item in item_statistics(LADDER, items=3)]
    assert figures == pytest.approx([sqrt(3 / 11), sqrt(1 / 2), sqrt(3 / 11)])


def test_a_wrong_key_shows_as_negative_discrimination() -> None:
    scores = [[0.0, 1.0, 1.0], [0.0, 1.0, 1.0], [1.0, 0.0, 0.0]]
    assert item_statistics(scores, items=3)[0].discrimination.value == pytest.approx(-1.0)


def test_items_not_asked_are_left_out_and_not_counted_as_wrong() -> None:
    scores = [[1.0, None, 1.0], [0.0, 0.0, None], [None, 1.0, 1.0]]
    first, second, third = item_statistics(scores, items=3)
    assert (first.learners, second.learners, third.learners) == (2, 2, 2)
    assert (first.facility.value, second.facility.value, third.facility.value) == (0.5, 0.5, 1.0)
    # Of the first item's two learners the right one has 1 elsewhere, the wrong one 0.
    assert first.discrimination.value == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("scores", "items", "reason"),
    [
        ([], 2, "Fewer than two learners"),
        ([[1.0, 0.0]], 2, "Fewer than two learners"),
        ([[1.0], [0.0]], 1, "Fewer than two learners"),
        ([[1.0, 1.0], [1.0, 0.0]], 2, "same score on this question"),
        ([[1.0, 1.0], [0.0, 1.0]], 2, "same score on the other questions"),
    ],
)
def test_an_undefined_discrimination_says_why(
    scores: list[list[float]], items: int, reason: str
) -> None:
    figure = item_statistics(scores, items=items)[0].discrimination
    assert figure.value is None
    assert reason in figure.reason


def test_a_question_that_nobody_answered_has_no_facility() -> None:
    figure = item_statistics([], items=1)[0].facility
    assert figure.value is None
    assert "Nobody" in figure.reason


def test_a_row_that_misses_a_score_is_refused() -> None:
    with pytest.raises(ValueError, match="needs 3 scores"):
        item_statistics([[1.0, 0.0]], items=3)


@given(st.lists(st.lists(st.floats(0, 1), min_size=4, max_size=4), max_size=12))
def test_figures_stay_within_their_range_or_say_why(scores: list[list[float]]) -> None:
    for item in item_statistics(scores, items=4):
        for figure, low in ((item.facility, 0.0), (item.discrimination, -1.0)):
            if figure.value is None:
                assert figure.reason
            else:
                assert low - 1e-9 <= figure.value <= 1 + 1e-9
