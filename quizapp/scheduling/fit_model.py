"""FSRS-6 over many histories and many sets of weights at once, for fitting (numpy).

The same equations as ``scheduling.fsrs``, which a test holds this to. Arrays have the shape
(sets of weights, histories); histories stand in the order of their length, longest first, so that
those still running at a step are a stretch from the left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from quizapp.scheduling.fit_evidence import History
from quizapp.scheduling.fsrs import (
    MAXIMUM_DIFFICULTY,
    MAXIMUM_STABILITY,
    MINIMUM_DIFFICULTY,
    MINIMUM_STABILITY,
)

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
_SURE: Final = 1e-9
"""Predictions are kept this far from 0 and 1: no single answer may cost without bound."""


@dataclass(frozen=True, slots=True)
class _Move:
    """One review of each history that is long enough, by what it does to stability.

    Attributes:
        rating: of each. elapsed: study days since the review before.
        same, recalled, forgotten: places of same-day reviews, and of later ones by their outcome.
    """

    rating: Whole
    elapsed: Floats
    same: Whole
    recalled: Whole
    forgotten: Whole


@dataclass(frozen=True, slots=True)
class Deck:
    """Histories in the form that the equations take.

    Attributes:
        first: rating of each history's first review. moves: the later reviews, step by step.
        tested: for each move, the places of those on a later study day: they are predicted.
        recalled: outcome of every predicted review, 1 or 0, in the order of ``predict``.
        order: (study day, seq) of the same. group: of answers after intervals alike.
    """

    first: Whole
    moves: tuple[_Move, ...]
    tested: tuple[Whole, ...]
    recalled: Floats
    order: Whole
    group: Whole


def build_deck(histories: Sequence[History]) -> Deck:
    """Return the deck of these histories; at least one has to have a review."""
    longest_first = sorted(histories, key=len, reverse=True)
    first = np.array([history[0].rating for history in longest_first], dtype=np.int64)
    moves: list[_Move] = []
    tested: list[Whole] = []
    seen: list[tuple[int, int, int]] = []
    groups: list[int] = []
    for step in range(1, len(longest_first[0])):
        running = [history for history in longest_first if len(history) > step]
        elapsed = [
            max(0, history[step].study_day - history[step - 1].study_day) for history in running
        ]
        later = [place for place, days in enumerate(elapsed) if days >= 1]
        for place in later:
            review = running[place][step]
            seen.append((review.study_day, review.seq, int(review.recalled)))
            groups.append(_spacing(elapsed[place]))
        ratings = np.array([history[step].rating for history in running], dtype=np.int64)
        days = np.array(elapsed, dtype=np.float64)
        moves.append(
            _Move(
                rating=ratings,
                elapsed=days,
                same=np.flatnonzero(days < 1),
                recalled=np.flatnonzero((days >= 1) & (ratings > 1)),
                forgotten=np.flatnonzero((days >= 1) & (ratings == 1)),
            )
        )
        tested.append(np.array(later, dtype=np.int64))
    table = np.array(seen, dtype=np.int64).reshape(len(seen), 3)
    return Deck(
        first=first,
        moves=tuple(moves),
        tested=tuple(tested),
        recalled=table[:, 2].astype(np.float64),
        order=table[:, :2],
        group=np.array(groups, dtype=np.int64),
    )


def predict(deck: Deck, weights: Floats) -> Floats:
    """Return the predicted recall of every review on a later study day.

    Args:
        deck: the histories.
        weights: shape (sets, 21).

    Returns:
        Recall in (0, 1), shape (sets, predicted reviews).
    """
    w = weights.T[:, :, None]
    decay = -w[20]
    factor = 0.9 ** (1.0 / decay) - 1.0
    stability = np.clip(weights[:, deck.first - 1], MINIMUM_STABILITY, MAXIMUM_STABILITY)
    difficulty = _bounded(_first_difficulty(w, deck.first))
    predictions: list[Floats] = []
    for move, tested in zip(deck.moves, deck.tested, strict=True):
        running = move.rating.size
        before, hard = stability[:, :running], difficulty[:, :running]
        recall = (1.0 + factor * move.elapsed / before) ** decay
        predictions.append(recall[:, tested])
        stability = _next_stability(w, before, hard, recall, move)
        difficulty = _next_difficulty(w, hard, move.rating)
    if not predictions:
        return np.empty((weights.shape[0], 0))
    return np.clip(np.concatenate(predictions, axis=1), _SURE, 1.0 - _SURE)


def log_losses(predicted: Floats, recalled: Floats) -> Floats:
    """Return the log loss of each prediction, in nats; shapes as given."""
    losses: Floats = -np.log(np.where(recalled > 0, predicted, 1.0 - predicted))
    return losses


def rmse_bins(predicted: Floats, recalled: Floats, group: Whole) -> float:
    """Return how far predictions are from what happened, over groups of like reviews; 0..1.

    The root of the mean square of (mean predicted - share recalled) by group, weighted by size.
    """
    size = np.bincount(group)
    there = size > 0
    gap = np.bincount(group, weights=predicted - recalled)[there] / size[there]
    return float(np.sqrt(np.sum(size[there] * gap**2) / group.size))


def _spacing(days: int) -> int:
    """Return the group of an interval: 1-2 days, 3-8, 9-26 and so on, few enough to be filled."""
    return int(np.log(days + 0.5) / np.log(3.0))


def _bounded(difficulty: Floats) -> Floats:
    kept: Floats = np.clip(difficulty, MINIMUM_DIFFICULTY, MAXIMUM_DIFFICULTY)
    return kept


def _first_difficulty(w: Floats, rating: Any) -> Floats:
    difficulty: Floats = w[4] - np.exp(w[5] * (rating - 1)) + 1.0
    return difficulty


def _next_difficulty(w: Floats, difficulty: Floats, rating: Whole) -> Floats:
    damped = (10.0 - difficulty) * -(w[6] * (rating - 3)) / 9.0
    return _bounded(w[7] * _first_difficulty(w, 4) + (1.0 - w[7]) * (difficulty + damped))


def _next_stability(
    w: Floats, stability: Floats, difficulty: Floats, recall: Floats, move: _Move
) -> Floats:
    after = np.empty_like(stability)
    at = move.same
    if at.size:
        rating = move.rating[at]
        growth = np.exp(w[17] * (rating - 3 + w[18])) * stability[:, at] ** -w[19]
        growth = np.where(rating > 1, np.maximum(growth, 1.0), growth)
        after[:, at] = stability[:, at] * growth
    at = move.recalled
    if at.size:
        rating = move.rating[at]
        bonus = np.where(rating == 2, w[15], 1.0) * np.where(rating == 4, w[16], 1.0)  # noqa: PLR2004 - Hard and Easy
        gain = (
            np.exp(w[8])
            * (11.0 - difficulty[:, at])
            * stability[:, at] ** -w[9]
            * (np.exp((1.0 - recall[:, at]) * w[10]) - 1.0)
        )
        after[:, at] = stability[:, at] * (1.0 + gain * bonus)
    at = move.forgotten
    if at.size:
        left = (
            w[11]
            * difficulty[:, at] ** -w[12]
            * ((stability[:, at] + 1.0) ** w[13] - 1.0)
            * np.exp((1.0 - recall[:, at]) * w[14])
        )
        after[:, at] = np.minimum(left, stability[:, at] / np.exp(w[17] * w[18]))
    kept: Floats = np.clip(after, MINIMUM_STABILITY, MAXIMUM_STABILITY)
    return kept
