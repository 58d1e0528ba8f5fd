"""Golden values of calibration and of how firm cards are."""

from math import log, sqrt

import pytest

from quizapp.analytics.calibration import Prediction, calibrate
from quizapp.analytics.strength import Change, WeekStrength, strength_by_week


def test_predictions_that_come_true_have_no_distance() -> None:
    found = calibrate([Prediction(0.75, remembered=n != 0) for n in range(4)])
    assert (found.reviews, found.rmse.value) == (4, 0.0)
    assert found.log_loss.value == pytest.approx(-(3 * log(0.75) + log(0.25)) / 4)
    assert found.flat_loss.value == pytest.approx(found.log_loss.value)


def test_each_bin_says_what_was_foreseen_and_what_happened() -> None:
    found = calibrate(
        [
            Prediction(0.82, remembered=True),
            Prediction(0.84, remembered=False),
            Prediction(1.0, remembered=True),
            Prediction(0.2, remembered=False),
        ]
    )
    assert [(each.low, each.high, each.reviews, each.actual) for each in found.bins] == [
        (0.0, 0.5, 1, 0.0),
        (0.8, 0.85, 2, 0.5),
        (0.95, 1.0, 1, 1.0),
    ]
    assert found.bins[1].predicted == pytest.approx(0.83)
    assert found.rmse.value == pytest.approx(sqrt((0.2**2 + 2 * 0.33**2) / 4))
    assert found.predicted.value == pytest.approx(0.715)
    assert found.actual.value == 0.5


def test_a_certain_prediction_that_fails_costs_much_but_not_everything() -> None:
    found = calibrate([Prediction(1.0, remembered=False)])
    assert found.log_loss.value == pytest.approx(-log(1e-4))


def test_nothing_to_judge_is_said() -> None:
    found = calibrate([])
    assert (found.reviews, found.bins, found.rmse.value) == (0, (), None)
    assert found.rmse.reason


def test_strength_goes_back_week_by_week_from_what_is_known_now() -> None:
    changes = [
        Change(card_id=1, study_day=100, seq=3, stability_before=10.0),
        Change(card_id=1, study_day=99, seq=2, stability_before=3.0),
        Change(card_id=1, study_day=92, seq=1, stability_before=None),
        Change(card_id=2, study_day=70, seq=0, stability_before=None),
    ]
    found = strength_by_week({1: 40.0, 2: 20.0}, changes, today=100, weeks=3)
    assert found == (
        WeekStrength(day=86, levels=(0, 1, 0), median_days=20.0),
        WeekStrength(day=93, levels=(1, 1, 0), median_days=20.0),
        WeekStrength(day=100, levels=(0, 1, 1), median_days=40.0),
    )


def test_no_card_has_no_strength() -> None:
    assert strength_by_week({}, [], today=5, weeks=1) == (WeekStrength(5, (0, 0, 0), None),)


def test_a_review_dated_tomorrow_by_a_journey_counts_for_this_week() -> None:
    change = Change(card_id=1, study_day=101, seq=1, stability_before=None)
    before, now = strength_by_week({1: 2.0}, [change], today=100, weeks=2)
    assert (before.levels, now.levels) == ((0, 0, 0), (1, 0, 0))
