"""Item analysis of a quiz: how hard each question is, whether it tells apart, how sure a grade is.

Formulas as in Moodle's quiz statistics report (docs.moodle.org, "Quiz statistics calculations");
variances and covariances divide by n - 1. What cannot be said is None with its reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from operator import mul
from statistics import median

from quizapp.analytics.figure import Figure, undefined
from quizapp.errors import translatable

Row = Sequence[float | None]
"""The scores of one attempt, 0..1 by item; None where the item was not asked."""

_NOBODY = translatable("Nobody has answered this question.")
_FEW = translatable("Fewer than two learners have answered this question and others.")
_SAME_ITEM = translatable("All learners have the same score on this question.")
_SAME_REST = translatable("All learners have the same score on the other questions.")
_NEGATIVE = translatable("It goes against the rest of the quiz, so that its share is not defined.")
_NO_SPREAD = translatable("All learners have the same total.")
_ONE_ITEM = translatable("A quiz of one question has no inner agreement.")
_DIFFERENT = translatable("The learners were asked different questions.")
_TWO, _THREE, _FOUR = 2, 3, 4
_ALIKE = 1e-12
"""What subtracting binary fractions may lose: not a difference of learners."""


@dataclass(frozen=True, slots=True)
class ItemAnalysis:
    """The figures of one question.

    Attributes:
        learners: whose answers count.
        facility: mean score, 0..1.
        deviation: standard deviation of the score, as a share of the points.
        intended_weight: share of the quiz's points, 0..1.
        effective_weight: share of the spread of totals that it brings about, 0..1.
        discrimination: correlation with the rest of the quiz, -1..1.
        efficiency: covariance with the rest over the highest that these scores allow, -1..1.
    """

    learners: int
    facility: Figure
    deviation: Figure
    intended_weight: float
    effective_weight: Figure
    discrimination: Figure
    efficiency: Figure


@dataclass(frozen=True, slots=True)
class QuizAnalysis:
    """The figures of a whole quiz; totals are shares of the points, 0..1.

    Attributes:
        skewness, kurtosis: of the totals, from k-statistics.
        consistency: coefficient of internal consistency (Cronbach's alpha), at most 1.
        error_ratio: share of the spread that is due to chance, 0..1.
        standard_error: of one learner's total, in the same unit as the deviation.
    """

    learners: int
    mean: Figure
    median: Figure
    deviation: Figure
    skewness: Figure
    kurtosis: Figure
    consistency: Figure
    error_ratio: Figure
    standard_error: Figure


def analyse_items(rows: Sequence[Row], *, points: Sequence[float]) -> tuple[ItemAnalysis, ...]:
    """Return the figures of each item.

    Args:
        rows: one for each attempt; an item left empty scores 0.
        points: of each item, above 0.

    Raises:
        ValueError: a row does not have one score for each item.
    """
    _check(rows, points)
    columns: Sequence[Row] = list(zip(*rows, strict=True)) or [()] * len(points)
    wholes = [_whole(row, points) for row in rows]
    # Where everybody was asked everything, what was not asked need not be looked for.
    everything = not any(None in row for row in rows)
    shares = _effective_weights(columns, wholes, points, everything=everything)
    return tuple(
        _item(column, wholes, worth=worth, of=sum(points), effective=effective)
        for column, worth, effective in zip(columns, points, shares, strict=True)
    )


def analyse_quiz(rows: Sequence[Row], *, points: Sequence[float]) -> QuizAnalysis:
    """Return the figures of the quiz; arguments as for ``analyse_items``."""
    _check(rows, points)
    wholes = [_whole(row, points) for row in rows]
    totals = [reached / possible if possible else 0.0 for reached, possible, _ in wholes]
    spread = _variance(totals)
    deviation = Figure(sqrt(spread)) if spread is not None else _fewer(_TWO)
    consistency = _consistency(rows, wholes, points)
    ratio = _error_ratio(consistency)
    error = ratio
    if ratio.value is not None and deviation.value is not None:
        error = Figure(ratio.value * deviation.value)
    return QuizAnalysis(
        learners=len(totals),
        mean=Figure(sum(totals) / len(totals)) if totals else _fewer(1),
        median=Figure(float(median(totals))) if totals else _fewer(1),
        deviation=deviation,
        skewness=_skewness(totals),
        kurtosis=_kurtosis(totals),
        consistency=consistency,
        error_ratio=ratio,
        standard_error=error,
    )


def _whole(row: Row, points: Sequence[float]) -> tuple[float, float, int]:
    """Return the points of a row, those of what it was asked, and how many items that is."""
    scores = [score for score in row if score is not None]
    if len(scores) < len(points):
        points = [p for score, p in zip(row, points, strict=True) if score is not None]
    return fsum(map(mul, scores, points)), fsum(points), len(points)


def _item(
    column: Row,
    wholes: Sequence[tuple[float, float, int]],
    *,
    worth: float,
    of: float,
    effective: Figure,
) -> ItemAnalysis:
    """Return the figures of one item.

    Args:
        column: each learner's score. wholes: of each learner's row, worked out once.
        worth: the item's points. of: those of all items.
    """
    own = [score for score in column if score is not None]
    # The share of the rest rather than its sum: others may have been asked other questions.
    pairs = [
        (score, (reached - score * worth) / (possible - worth))
        for score, (reached, possible, asked) in zip(column, wholes, strict=True)
        if score is not None and asked > 1
    ]
    spread = _variance(own)
    discrimination, efficiency = _against_rest([x for x, _ in pairs], [y for _, y in pairs])
    return ItemAnalysis(
        learners=len(own),
        facility=Figure(sum(own) / len(own)) if own else undefined(_NOBODY),
        deviation=Figure(sqrt(spread)) if spread is not None else undefined(_FEW),
        intended_weight=worth / of,
        effective_weight=effective,
        discrimination=discrimination,
        efficiency=efficiency,
    )


def _against_rest(own: Sequence[float], rest: Sequence[float]) -> tuple[Figure, Figure]:
    """Return the correlation of an item with the rest, and how much of it there could be."""
    if (reason := _why_not(own, rest)) is not None:
        return undefined(reason), undefined(reason)
    left, right = _deviations(own), _deviations(rest)
    together = _products(left, right)
    apart = sqrt(_products(left, left) * _products(right, right))
    highest = _products(sorted(left), sorted(right))
    if apart <= 0 or highest <= 0:
        # The differences are too small for their squares to be told from 0.
        return undefined(_SAME_REST), undefined(_SAME_REST)
    return Figure(_bounded(together / apart)), Figure(_bounded(together / highest))


def _bounded(value: float) -> float:
    """Return a value within -1 and 1: rounding can carry a perfect agreement just past them."""
    return max(-1.0, min(1.0, value))


def _why_not(own: Sequence[float], rest: Sequence[float]) -> str | None:
    if len(own) < _TWO:
        return _FEW
    if min(own) == max(own):
        return _SAME_ITEM
    if max(rest) - min(rest) <= _ALIKE:
        return _SAME_REST
    return None


def _effective_weights(
    columns: Sequence[Row],
    wholes: Sequence[tuple[float, float, int]],
    points: Sequence[float],
    *,
    everything: bool,
) -> Sequence[Figure]:
    """Return each item's share of the spread: root of its covariance with the total."""
    if not everything:
        return [undefined(_DIFFERENT)] * len(points)
    if len(wholes) < _TWO:
        return [undefined(_FEW)] * len(points)
    totals = _deviations([reached for reached, _, _ in wholes])
    if max(totals) - min(totals) <= _ALIKE:
        return [undefined(_NO_SPREAD)] * len(points)
    together = [
        worth * _products(_deviations([score or 0.0 for score in column]), totals)
        for column, worth in zip(columns, points, strict=True)
    ]
    # What is no more than rounding brings about nothing.
    roots = [sqrt(each) if each > _ALIKE else 0.0 for each in together]
    whole = sum(roots)
    return [
        Figure(root / whole) if each >= -_ALIKE else undefined(_NEGATIVE)
        for each, root in zip(together, roots, strict=True)
    ]


def _consistency(
    rows: Sequence[Row], wholes: Sequence[tuple[float, float, int]], points: Sequence[float]
) -> Figure:
    """Return Cronbach's alpha over the items. Source: Cronbach (1951)."""
    items = len(points)
    if items < _TWO:
        return undefined(_ONE_ITEM)
    if any(None in row for row in rows):
        return undefined(_DIFFERENT)
    total = _variance([reached for reached, _, _ in wholes])
    if total is None:
        return _fewer(_TWO)
    if total <= 0:
        return undefined(_NO_SPREAD)
    parts = [
        worth**2 * (_variance([score or 0.0 for score in column]) or 0.0)
        for column, worth in zip(zip(*rows, strict=True), points, strict=True)
    ]
    return Figure(items / (items - 1) * (1 - sum(parts) / total))


def _error_ratio(consistency: Figure) -> Figure:
    if consistency.value is None:
        return consistency
    # Where the items work against one another alpha is below 0: all of the spread is chance.
    return Figure(sqrt(min(1.0, max(0.0, 1 - consistency.value))))


def _skewness(totals: Sequence[float]) -> Figure:
    """Return k3 / k2^1.5."""
    n = len(totals)
    if n < _THREE:
        return _fewer(_THREE)
    second, third = _moment(totals, 2), _moment(totals, 3)
    if second <= 0:
        return undefined(_NO_SPREAD)
    k2 = n * second / (n - 1)
    k3 = n * n * third / ((n - 1) * (n - 2))
    return Figure(k3 / k2**1.5)


def _kurtosis(totals: Sequence[float]) -> Figure:
    """Return k4 / k2^2, 0 for a normal spread."""
    n = len(totals)
    if n < _FOUR:
        return _fewer(_FOUR)
    second, fourth = _moment(totals, 2), _moment(totals, 4)
    if second <= 0:
        return undefined(_NO_SPREAD)
    k2 = n * second / (n - 1)
    k4 = n * n * ((n + 1) * fourth - 3 * (n - 1) * second**2) / ((n - 1) * (n - 2) * (n - 3))
    return Figure(k4 / k2**2)


def _moment(values: Sequence[float], power: int) -> float:
    """Return the central moment."""
    if min(values) == max(values):
        return 0.0
    middle = sum(values) / len(values)
    return float(sum((value - middle) ** power for value in values) / len(values))


def _variance(values: Sequence[float]) -> float | None:
    """Return the variance of a sample; exactly 0 where it does not vary, None of fewer than 2."""
    if len(values) < _TWO:
        return None
    if min(values) == max(values):
        return 0.0
    apart = _deviations(values)
    return _products(apart, apart) / (len(values) - 1)


def _deviations(values: Sequence[float]) -> list[float]:
    middle = sum(values) / len(values)
    return [value - middle for value in values]


def _products(left: Sequence[float], right: Sequence[float]) -> float:
    """Return the sum of the products of pairs."""
    return float(sum(map(mul, left, right)))


def _fewer(fewest: int) -> Figure:
    words = {
        1: translatable("Nobody has handed in this quiz."),
        2: translatable("Fewer than two learners have handed in this quiz."),
        3: translatable("Fewer than three learners have handed in this quiz."),
        4: translatable("Fewer than four learners have handed in this quiz."),
    }
    return undefined(words[fewest])


def _check(rows: Sequence[Row], points: Sequence[float]) -> None:
    if any(len(row) != len(points) for row in rows):
        raise ValueError(f"each row needs {len(points)} scores")
    if any(each <= 0 for each in points):
        raise ValueError("an item is worth more than 0 points")
