"""What Progress says of predictions agrees with the figures that stand before it."""

from collections.abc import Iterable

import pytest
from flask import Flask
from flask_babel import Babel

from quizapp.analytics.calibration import Prediction, calibrate
from quizapp.web.learner.progress_advice import about_calibration


def _said(predictions: Iterable[tuple[float, bool]]) -> str:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        return about_calibration(calibrate(Prediction(*each) for each in predictions))


def _reviews(recall: float, *, right: int, wrong: int) -> list[tuple[float, bool]]:
    return [(recall, True)] * right + [(recall, False)] * wrong


@pytest.mark.parametrize(
    ("predictions", "advice"),
    [
        (_reviews(0.95, right=190, wrong=10) + _reviews(0.7, right=70, wrong=30), "nothing to"),
        (_reviews(0.95, right=80, wrong=20) + _reviews(0.7, right=85, wrong=15), "no better than"),
        (_reviews(0.95, right=60, wrong=40), "sooner than predicted"),
        (_reviews(0.6, right=95, wrong=5), "longer than predicted"),
    ],
)
def test_the_advice_agrees_with_the_figures(
    predictions: list[tuple[float, bool]], advice: str
) -> None:
    assert advice in _said(predictions)
