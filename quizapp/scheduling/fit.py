"""Fits the weights of FSRS-6 to one learner's log, and lets them through only if they are better.

Maximum a posteriori: the log loss of the learner's own answers on later study days, held back by
a Gaussian prior at the defaults, so that a short log moves little. Needs numpy and scipy.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize

from quizapp.errors import InputError, Words
from quizapp.scheduling import fit_words
from quizapp.scheduling.fit_due import FIRST_FITS, named
from quizapp.scheduling.fit_evidence import Evidence
from quizapp.scheduling.fit_model import (
    Deck,
    Floats,
    Whole,
    build_deck,
    log_losses,
    predict,
    rmse_bins,
)
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, HIGHEST, LOWEST, Parameters

LEAST_REVIEWS: Final = FIRST_FITS[0]
LEAST_CARDS: Final = 20
LEAST_TESTED: Final = 100
"""Answers on a later study day than the one before: only they tell of forgetting."""
LEAST_OF_EACH: Final = 5
"""Remembered, and forgotten, both before the hold-out and in all."""
HELD_OUT: Final = 0.2
LEAST_GAIN: Final = 0.001
"""Of the log loss: less is no reason to change anything. Asking for more gained less, measured."""

# How far a learner's weight may well lie from the default, as a standard deviation. Those of
# _BY_RATIO are stabilities or factors and vary by ratio (0.55: e^0.55 = 1.7 times), the others
# by difference. Our own choice, made on synthetic learners: tests/unit/scheduling/test_fit.py.
_SPREAD: Final = (
    *(0.55, 0.55, 0.55, 0.55, 0.55, 0.18, 0.5, 0.03, 0.25, 0.06, 0.2),
    *(0.3, 0.04, 0.06, 0.3, 0.12, 0.25, 0.2, 0.2, 0.06, 0.06),
)
_BY_RATIO: Final = np.isin(np.arange(21), (0, 1, 2, 3, 11, 16))
_DIFFERENCE: Final = 1e-6
"""Step of the numeric gradient, in standard deviations of the prior."""
_MOST_ROUNDS: Final = 80
_MIDDLE: Final[Floats] = np.where(
    _BY_RATIO, np.log(DEFAULT_PARAMETERS.weights), DEFAULT_PARAMETERS.weights
)
_SCALE: Final[Floats] = np.array(_SPREAD)


@dataclass(frozen=True, slots=True)
class Quality:
    """How well predictions met answers: mean log loss in nats, and RMSE over groups, 0..1."""

    log_loss: float
    rmse: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """What came of fitting.

    Attributes:
        parameters: to put in force, or None when the set in force is to stay.
        refused: why not, in a sentence for the learner; "" when it is accepted.
        reviews: answers in the log that stand. cards: histories used. left_out: answers not used.
        tested: answers predicted. held_out: of those, the latest, never fitted to before judging.
        before: of the set in force on the held-out answers; None when nothing was tried.
        after: of the fitted set on the same.
    """

    parameters: Parameters | None
    refused: str
    reviews: int
    cards: int
    left_out: int
    tested: int
    held_out: int
    before: Quality | None = None
    after: Quality | None = None


def fit(evidence: Evidence, *, in_force: Parameters) -> Fitted:
    """Return a learner's own weights if they predict better than those in force.

    Fitted to the earlier four fifths of the answers, judged on the last fifth by time; only when
    the log loss there is lower (by LEAST_GAIN), fitted anew to all of them and let through.

    Args:
        evidence: of the learner's log.
        in_force: the set that is used now; never taken as the prior, so that errors do not pile up.
    """
    deck = build_deck(evidence.histories) if evidence.histories else None
    refused = _too_little(evidence, deck)
    if deck is None or refused:
        tested = 0 if deck is None else deck.recalled.size
        return _told(evidence, refused, tested=tested, held_out=0)
    earlier, later = _split(deck)
    tried = _fit_to(deck, earlier)
    before = _quality(deck, in_force.weights, later)
    held_out = int(later.size)
    if tried is None:
        return _told(
            evidence,
            fit_words.NO_WEIGHTS,
            tested=deck.recalled.size,
            held_out=held_out,
            before=before,
        )
    after = _quality(deck, tried.weights, later)
    told = {"tested": deck.recalled.size, "held_out": held_out, "before": before, "after": after}
    if not after.log_loss < before.log_loss * (1.0 - LEAST_GAIN):
        return _told(evidence, fit_words.NO_BETTER, **told)
    final = _fit_to(deck, np.arange(deck.recalled.size))
    if final is None or final.weights == in_force.weights:
        return _told(evidence, fit_words.THE_SAME, **told)
    return _told(evidence, "", parameters=final, **told)


def _told(evidence: Evidence, refused: str, **rest: Any) -> Fitted:
    return Fitted(
        **{"parameters": None, **rest},
        refused=refused,
        reviews=evidence.reviews,
        cards=evidence.cards,
        left_out=evidence.left_out,
    )


def _too_little(evidence: Evidence, deck: Deck | None) -> str:
    """Return what the log lacks for a fit, or nothing."""
    if evidence.reviews < LEAST_REVIEWS:
        return Words(fit_words.FEW_ANSWERS, answers=evidence.reviews, least=LEAST_REVIEWS)
    if deck is None or evidence.cards < LEAST_CARDS:
        return Words(fit_words.FEW_CARDS, cards=evidence.cards, least=LEAST_CARDS)
    tested = deck.recalled.size
    if tested < LEAST_TESTED:
        return Words(fit_words.FEW_TESTED, tested=tested, least=LEAST_TESTED)
    earlier, _ = _split(deck)
    for part in (deck.recalled, deck.recalled[earlier]):
        recalled = int(part.sum())
        if recalled < LEAST_OF_EACH:
            return fit_words.ALL_FORGOTTEN
        if part.size - recalled < LEAST_OF_EACH:
            return fit_words.NOTHING_FORGOTTEN
    return ""


def _split(deck: Deck) -> tuple[Whole, Whole]:
    """Return the places of the earlier answers and of the last fifth, by day and place in log."""
    by_time: Whole = np.lexsort((deck.order[:, 1], deck.order[:, 0]))
    cut = by_time.size - int(by_time.size * HELD_OUT)
    return by_time[:cut], by_time[cut:]


def _quality(deck: Deck, weights: tuple[float, ...], places: Whole) -> Quality:
    predicted = predict(deck, np.array([weights]))[0][places]
    recalled = deck.recalled[places]
    return Quality(
        log_loss=float(log_losses(predicted, recalled).mean()),
        rmse=rmse_bins(predicted, recalled, deck.group[places]),
    )


def _weights(points: Floats) -> Floats:
    """Return the weights of points in the prior's coordinates, shape (sets, 21), within bounds."""
    plain = _MIDDLE + _SCALE * points
    bounded: Floats = np.clip(np.where(_BY_RATIO, np.exp(plain), plain), LOWEST, HIGHEST)
    return bounded


def _fit_to(deck: Deck, places: Whole) -> Parameters | None:
    """Return the most probable weights given the answers at these places, or None."""
    steps = np.vstack([np.zeros(21), _DIFFERENCE * np.eye(21)])

    def cost_and_slope(point: Floats) -> tuple[float, Floats]:
        points = point + steps
        predicted = predict(deck, _weights(points))[:, places]
        losses = log_losses(predicted, deck.recalled[places]).sum(axis=1)
        costs = losses + 0.5 * (points**2).sum(axis=1)
        return float(costs[0]), (costs[1:] - costs[0]) / _DIFFERENCE

    with np.errstate(all="ignore"):
        found = minimize(
            cost_and_slope,
            np.zeros(21),
            jac=True,
            method="L-BFGS-B",
            bounds=_bounds(),
            options={"maxiter": _MOST_ROUNDS, "ftol": 1e-9, "gtol": 1e-3},
        )
    if not np.all(np.isfinite(found.x)) or not np.isfinite(found.fun):
        return None
    weights = _weights(np.array([found.x]))[0]
    try:
        return named([float(weight) for weight in weights])
    except InputError:
        return None


def _bounds() -> list[tuple[float, float]]:
    """Return the bounds of the weights in the prior's coordinates, at most six deviations away."""
    low, high = np.array(LOWEST), np.array(HIGHEST)
    low = np.where(_BY_RATIO, np.log(np.maximum(low, 1e-3)), low)
    high = np.where(_BY_RATIO, np.log(high), high)
    down = np.maximum((low - _MIDDLE) / _SCALE, -6.0)
    up = np.minimum((high - _MIDDLE) / _SCALE, 6.0)
    return [(float(a), float(b)) for a, b in zip(down, up, strict=True)]
