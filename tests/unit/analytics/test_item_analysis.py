"""Item analysis against values worked by hand, and properties that hold for any scores."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.analytics.item_analysis import analyse_items, analyse_quiz

# Four learners, three items of one point.
#           A    B    C    total
#   one     1    1    1    3
#   two     1    1    0    2
#   three   1    0    0    1
#   four    0    0    0    0
# Totals: mean 1.5, deviations 1.5 .5 -.5 -1.5, squares 5, variance 5/3.
# Item variances: A (mean .75): (3 * .0625 + .5625) / 3 = .25; B: 1/3; C: .25. Sum 5/6.
# Alpha: 3/2 * (1 - (5/6) / (5/3)) = 3/2 * 1/2 = 0.75.
GUTTMAN = ((1.0, 1.0, 1.0), (1.0, 1.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 0.0))
ONES = (1.0, 1.0, 1.0)

# Ties, an omission (0) and an item that everybody has right.
#           A    B    C    total
#   one     1    .5   1    2.5
#   two     0    .5   1    1.5
#   three   1    0    1    2      B left empty
#   four    0    1    1    2
TIED = ((1.0, 0.5, 1.0), (0.0, 0.5, 1.0), (1.0, 0.0, 1.0), (0.0, 1.0, 1.0))

# An item against the rest: who has the others right has this one wrong.
AGAINST = ((0.0, 1.0, 1.0), (0.0, 1.0, 1.0), (1.0, 0.0, 0.0), (1.0, 0.0, 1.0))

# Three learners, two items of 2 and 1 points.
#           A    B    points
#   one     1    0    2
#   two     .5   1    2
#   three   0    0    0
WEIGHTED = ((1.0, 0.0), (0.5, 1.0), (0.0, 0.0))


def test_a_perfect_scale() -> None:
    a, b, c = analyse_items(GUTTMAN, points=ONES)
    assert [each.facility.value for each in (a, b, c)] == [0.75, 0.5, 0.25]
    assert a.deviation.value == pytest.approx(0.5)
    assert b.deviation.value == pytest.approx(sqrt(1 / 3))
    # A against B + C = 2 1 0 0: covariance (.25*1.25 + .25*.25 + .25*-.75 + -.75*-.75)/3 = .75/3
    # = .25; deviations .5 and sqrt(2.75/3): .25 / (.5 * .957427) = .522233.
    assert a.discrimination.value == pytest.approx(0.522233, abs=1e-6)
    # B against A + C = 2 1 1 0: covariance (.5 + 0 + 0 + .5) / 3 = 1/3; deviations .57735 and
    # sqrt(2/3): .333333 / (.57735 * .816497) = .707107.
    assert b.discrimination.value == pytest.approx(0.707107, abs=1e-6)
    # Sorted alike already: nothing could agree more.
    assert a.efficiency.value == pytest.approx(1.0)
    assert b.efficiency.value == pytest.approx(1.0)
    # Covariances with the total: A 1/2, B 2/3, C 1/2; roots .707107, .816497, .707107.
    assert b.effective_weight.value == pytest.approx(0.816497 / 2.230710, abs=1e-6)
    assert a.intended_weight == pytest.approx(1 / 3)


def test_the_quiz_of_a_perfect_scale() -> None:
    quiz = analyse_quiz(GUTTMAN, points=ONES)
    assert quiz.mean.value == pytest.approx(0.5)
    assert quiz.median.value == pytest.approx(0.5)
    # Shares 1 2/3 1/3 0: the totals' deviation, 1.290994, over 3.
    assert quiz.deviation.value == pytest.approx(0.430331, abs=1e-6)
    assert quiz.skewness.value == pytest.approx(0.0, abs=1e-12)
    # m2 = 1.25, m4 = (2 * 5.0625 + 2 * .0625) / 4 = 2.5625; n = 4:
    # k2 = 5/3; k4 = 16 * (5 * 2.5625 - 9 * 1.5625) / 6 = 16 * -1.25 / 6 = -3.333333;
    # k4 / k2^2 = -3.333333 / 2.777778 = -1.2.
    assert quiz.kurtosis.value == pytest.approx(-1.2)
    assert quiz.consistency.value == pytest.approx(0.75)
    assert quiz.error_ratio.value == pytest.approx(0.5)
    assert quiz.standard_error.value == pytest.approx(0.215166, abs=1e-6)


def test_ties_an_omission_and_no_variance() -> None:
    a, b, c = analyse_items(TIED, points=ONES)
    assert [each.facility.value for each in (a, b, c)] == [0.5, 0.5, 1.0]
    # A against B + C = 1.5 1.5 1 2, mean 1.5: covariance (.5*0 + -.5*0 + .5*-.5 + -.5*.5) / 3
    # = -.5/3; deviations sqrt(1/3) and sqrt(.5/3): -.166667 / (.57735 * .408248) = -.707107.
    assert a.discrimination.value == pytest.approx(-0.707107, abs=1e-6)
    # Highest: 0 0 1 1 with 1 1.5 1.5 2: (.25 + 0 + 0 + .25) / 3 = .166667.
    assert a.efficiency.value == pytest.approx(-1.0)
    # B against A + C = 2 1 2 1, mean 1.5: (0 + 0 + -.5*.5 + .5*-.5) / 3 = -.166667;
    # deviations sqrt(.5/3) and sqrt(1/3): -.707107.
    assert b.discrimination.value == pytest.approx(-0.707107, abs=1e-6)
    assert c.discrimination.value is None
    assert c.discrimination.reason == "All learners have the same score on this question."
    assert c.efficiency.value is None
    assert c.deviation.value == 0.0
    assert c.effective_weight.value == 0.0
    quiz = analyse_quiz(TIED, points=ONES)
    # Totals 2.5 1.5 2 2: variance .5/3; items 1/3 + .5/3 + 0 = .5:
    # alpha = 1.5 * (1 - .5 / .166667) = -3.
    assert quiz.consistency.value == pytest.approx(-3.0)
    assert quiz.error_ratio.value == 1.0, "more than all of the spread cannot be chance"


def test_a_question_that_goes_against_the_rest() -> None:
    a, b, _ = analyse_items(AGAINST, points=ONES)
    # A 0 0 1 1 against 2 2 0 1: covariance (-.5*.75*2 + .5*-1.25 + .5*-.25) / 3 = -1.5/3 = -.5;
    # deviations .57735 and sqrt(2.75/3) = .957427: -.904534.
    assert a.discrimination.value == pytest.approx(-0.904534, abs=1e-6)
    assert a.effective_weight.value is None
    assert "against the rest" in a.effective_weight.reason
    assert b.effective_weight.value is not None


def test_points_weigh() -> None:
    a, b = analyse_items(WEIGHTED, points=(2.0, 1.0))
    assert a.intended_weight == pytest.approx(2 / 3)
    # Totals 2 2 0, mean 4/3. A in points 2 1 0: covariance (1*.666667 + 0 + -1*-1.333333) / 2 = 1.
    # B 0 1 0: (-.333333*.666667 + .666667*.666667 + -.333333*-1.333333) / 2 = .333333.
    assert a.effective_weight.value == pytest.approx(1 / (1 + 0.577350), abs=1e-5)
    # A 1 .5 0 against B 0 1 0: covariance (.5*-.333333 + 0 + -.5*-.333333) / 2 = 0.
    assert a.discrimination.value == pytest.approx(0.0)
    assert b.facility.value == pytest.approx(1 / 3)
    quiz = analyse_quiz(WEIGHTED, points=(2.0, 1.0))
    # Variances: A in points 1, B 1/3, totals 4/3: alpha = 2 * (1 - 1.333333 / 1.333333) = 0.
    assert quiz.consistency.value == pytest.approx(0.0, abs=1e-12)
    assert quiz.error_ratio.value == pytest.approx(1.0)
    # Shares 2/3 2/3 0, n = 3: m2 = .0987654, m3 = -.0219479; k2 = .148148, k3 = -.0987654;
    # k3 / k2^1.5 = -1.732051.
    assert quiz.skewness.value == pytest.approx(-1.732051, abs=1e-6)
    assert quiz.kurtosis.value is None


def test_learners_who_were_asked_different_questions() -> None:
    rows = ((1.0, None, 0.0), (None, 1.0, 1.0), (0.0, 0.0, None), (1.0, 1.0, None))
    a, b, c = analyse_items(rows, points=ONES)
    assert (a.learners, b.learners, c.learners) == (3, 3, 2)
    assert a.facility.value == pytest.approx(2 / 3)
    assert a.effective_weight.reason == "The learners were asked different questions."
    quiz = analyse_quiz(rows, points=ONES)
    assert quiz.mean.value == pytest.approx((0.5 + 1 + 0 + 1) / 4)
    assert quiz.consistency.value is None


def test_nobody_and_one() -> None:
    (item,) = analyse_items((), points=(1.0,))
    assert item.facility.reason == "Nobody has answered this question."
    assert item.learners == 0
    quiz = analyse_quiz((), points=(1.0,))
    assert quiz.mean.value is None
    assert analyse_quiz(((1.0, 0.0),), points=(1.0, 1.0)).deviation.value is None
    assert "one question" in analyse_quiz(((1.0,), (0.0,)), points=(1.0,)).consistency.reason


def test_rows_and_points_must_fit() -> None:
    with pytest.raises(ValueError, match="2 scores"):
        analyse_items(((1.0,),), points=(1.0, 1.0))
    with pytest.raises(ValueError, match="more than 0"):
        analyse_quiz(((1.0,),), points=(0.0,))


scores = st.sampled_from((0.0, 0.25, 0.5, 1.0))
tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(scores, min_size=width, max_size=width), max_size=12)
)


@given(tables)
def test_figures_keep_their_bounds(rows: list[list[float]]) -> None:
    width = len(rows[0]) if rows else 2
    points = [1.0] * width
    for item in analyse_items(rows, points=points):
        for figure, low in (
            (item.facility, 0.0),
            (item.effective_weight, 0.0),
            (item.discrimination, -1.0),
            (item.efficiency, -1.0),
        ):
            assert figure.value is None or low <= figure.value <= 1.0
            assert (figure.value is None) == bool(figure.reason)
    quiz = analyse_quiz(rows, points=points)
    assert quiz.consistency.value is None or quiz.consistency.value <= 1.0 + 1e-9
    assert quiz.error_ratio.value is None or 0.0 <= quiz.error_ratio.value <= 1.0
    weights = [each.effective_weight.value for each in analyse_items(rows, points=points)]
    known = [each for each in weights if each is not None]
    assert not known or sum(known) == pytest.approx(1.0)


@given(tables)
def test_the_order_of_learners_does_not_matter(rows: list[list[float]]) -> None:
    points = [1.0] * (len(rows[0]) if rows else 2)
    one, other = (analyse_items(each, points=points) for each in (rows, rows[::-1]))
    for left, right in zip(one, other, strict=True):
        assert left.discrimination.value == pytest.approx(right.discrimination.value, abs=1e-9)
        assert left.efficiency.value == pytest.approx(right.efficiency.value, abs=1e-9)
