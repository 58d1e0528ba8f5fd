"""Whether predicted recall comes true: what was foreseen beside what happened, in bins."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Final, NamedTuple

from quizapp.analytics.figure import Figure, undefined

EDGES: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)
"""Where the bins meet; finer where most predictions lie. A recall of 1 is in the last."""
ENOUGH: Final = 100
"""Fewer reviews say little: one answer moves the figures by a point or more."""
_LEAST: Final = 1e-4
"""Predictions are kept this far from 0 and 1: one surprise must not count without limit."""
_NOTHING: Final = "No card has come back for review in this time."


class Prediction(NamedTuple):
    """One review of a card that came back: the recall predicted, 0..1, and what happened."""

    recall: float
    remembered: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Reviews of similar prediction.

    Attributes:
        low, high: predicted recall from low to below high, 0..1.
        reviews: how many, at least 1.
        predicted: their mean predicted recall, 0..1.
        actual: share of them remembered, 0..1.
    """

    low: float
    high: float
    reviews: int
    predicted: float
    actual: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well predictions came true.

    Attributes:
        reviews: counted. bins: those with reviews, lowest first.
        predicted: mean predicted recall. actual: share remembered.
        log_loss: mean negative log likelihood (natural), 0 is perfect.
        flat_loss: the same for one who always predicts the share remembered.
        rmse: root of the mean squared distance of predicted and actual over the bins, weighted
            by their reviews, 0..1. Source: the "RMSE (bins)" of the open-spaced-repetition
            benchmark, here with fixed bins of predicted recall.
    """

    reviews: int
    predicted: Figure
    actual: Figure
    log_loss: Figure
    flat_loss: Figure
    rmse: Figure
    bins: tuple[Bin, ...]


def calibrate(predictions: Iterable[Prediction]) -> Calibration:
    """Return how well the predictions came true."""
    known = tuple(predictions)
    if not known:
        none = undefined(_NOTHING)
        return Calibration(0, none, none, none, none, none, ())
    count = len(known)
    actual = sum(each.remembered for each in known) / count
    bins = tuple(_bins(known))
    squares = sum(each.reviews * (each.predicted - each.actual) ** 2 for each in bins)
    return Calibration(
        reviews=count,
        predicted=Figure(sum(each.recall for each in known) / count),
        actual=Figure(actual),
        log_loss=Figure(sum(_loss(each.recall, each.remembered) for each in known) / count),
        flat_loss=Figure(sum(_loss(actual, each.remembered) for each in known) / count),
        rmse=Figure(sqrt(squares / count)),
        bins=bins,
    )


def _bins(known: Sequence[Prediction]) -> Iterable[Bin]:
    last = len(EDGES) - 2
    for number, (low, high) in enumerate(itertools.pairwise(EDGES)):
        inside = [
            each for each in known if low <= each.recall and (each.recall < high or number == last)
        ]
        if inside:
            yield Bin(
                low=low,
                high=high,
                reviews=len(inside),
                predicted=sum(each.recall for each in inside) / len(inside),
                actual=sum(each.remembered for each in inside) / len(inside),
            )


def _loss(recall: float, remembered: bool) -> float:  # noqa: FBT001 - the outcome itself
    kept = min(max(recall, _LEAST), 1.0 - _LEAST)
    return -log(kept if remembered else 1.0 - kept)
