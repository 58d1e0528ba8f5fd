"""Golden values of a quiz's scores."""

import pytest

from quizapp.analytics.quiz import score_distribution


def test_the_scores_of_five_learners() -> None:
    spread = score_distribution([0.0, 0.5, 0.55, 0.95, 1.0], pass_mark=0.55)
    assert spread.learners == 5
    assert spread.counts == (1, 0, 0, 0, 0, 2, 0, 0, 0, 2)
    assert spread.mean.value == pytest.approx(0.6)
    assert spread.median.value == 0.55
    # Squares of the distances: 0.36, 0.01, 0.0025, 0.1225, 0.16; their sum over four.
    assert spread.deviation.value == pytest.approx(0.16375**0.5)
    assert spread.passed.value == pytest.approx(0.6)


def test_an_empty_quiz_has_no_figures_but_reasons() -> None:
    spread = score_distribution([], pass_mark=0.5, bins=4)
    assert spread.counts == (0, 0, 0, 0)
    for figure in (spread.mean, spread.median, spread.passed, spread.deviation):
        assert figure.value is None
        assert "handed in" in figure.reason


def test_one_learner_has_no_spread_and_a_quiz_without_pass_mark_no_passes() -> None:
    spread = score_distribution([0.7], pass_mark=None)
    assert spread.mean.value == 0.7
    assert spread.deviation.reason.startswith("Fewer than two")
    assert spread.passed.reason == "This quiz has no pass mark."
