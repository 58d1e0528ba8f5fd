"""A parameter set that the equations were not made for is refused in words."""

import math

import pytest

from quizapp.errors import InputError
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters


def test_the_factor_makes_recall_nine_tenths_after_one_stability() -> None:
    parameters = DEFAULT_PARAMETERS
    assert (1 + parameters.factor) ** parameters.decay == pytest.approx(0.9, abs=1e-12)
    assert parameters.decay == -0.1542


@pytest.mark.parametrize(
    ("name", "weights", "words"),
    [
        ("", DEFAULT_PARAMETERS.weights, "name of 1 to 24"),
        ("x" * 25, DEFAULT_PARAMETERS.weights, "name of 1 to 24"),
        ("short", DEFAULT_PARAMETERS.weights[:19], "21 weights, but 19"),
        ("nan", (math.nan, *DEFAULT_PARAMETERS.weights[1:]), "w0 is nan"),
        ("decay", (*DEFAULT_PARAMETERS.weights[:20], 0.05), "w20 is 0.05"),
    ],
)
def test_an_unusable_set_is_refused(name: str, weights: tuple[float, ...], words: str) -> None:
    with pytest.raises(InputError, match=words):
        Parameters(name=name, weights=weights)
