"""Item analysis of a quiz: how hard each question is, whether it tells apart, how sure a grade is.

Formulas as in Moodle's quiz statistics report (docs.moodle.org, "Quiz statistics calculations");
variances and covariances divide by n - 1. What cannot be said is None with its reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import median

from quizapp.analytics.figure import Figure, correlation, undefined
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
_PLACES = 12


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
    shares = _effective_weights(rows, points)
    wholes = [_whole(row, points) for row in rows]
    return tuple(
        _item(rows, points, wholes, place, effective=shares[place]) for place in range(len(points))
    )


def analyse_quiz(rows: Sequence[Row], *, points: Sequence[float]) -> QuizAnalysis:
    """Return the figures of the quiz; arguments as for ``analyse_items``."""
    _check(rows, points)
    totals = [_share(row, points) for row in rows]
    spread = _variance(totals)
    deviation = Figure(sqrt(spread)) if spread is not None else _fewer(_TWO)
    consistency = _consistency(rows, points)
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
    asked = [(score, p) for score, p in zip(row, points, strict=True) if score is not None]
    return fsum(score * p for score, p in asked), fsum(p for _, p in asked), len(asked)


def _item(
    rows: Sequence[Row],
    points: Sequence[float],
    wholes: Sequence[tuple[float, float, int]],
    place: int,
    *,
    effective: Figure,
) -> ItemAnalysis:
    """Return the figures of one item; ``wholes`` are those of each row, worked out once."""
    worth = points[place]
    own: list[float] = []
    paired: list[float] = []
    rest: list[float] = []
    for row, (reached, possible, asked) in zip(rows, wholes, strict=True):
        score = row[place]
        if score is None:
            continue
        own.append(score)
        if asked > 1:
            paired.append(score)
            # The share rather than the sum: others may have been asked other questions. Rounded,
            # so that what subtracting loses is not taken for a difference of learners.
            rest.append(round((reached - score * worth) / (possible - worth), _PLACES))
    spread = _variance(own)
    return ItemAnalysis(
        learners=len(own),
        facility=Figure(sum(own) / len(own)) if own else undefined(_NOBODY),
        deviation=Figure(sqrt(spread)) if spread is not None else undefined(_FEW),
        intended_weight=worth / sum(points),
        effective_weight=effective,
        discrimination=_discrimination(paired, rest),
        efficiency=_efficiency(paired, rest),
    )


def _discrimination(own: Sequence[float], rest: Sequence[float]) -> Figure:
    if (reason := _why_not(own, rest)) is not None:
        return undefined(reason)
    value = correlation(own, rest)
    return undefined(_SAME_REST) if value is None else Figure(value)


def _efficiency(own: Sequence[float], rest: Sequence[float]) -> Figure:
    """Return how much of the agreement that these scores could have is there."""
    if (reason := _why_not(own, rest)) is not None:
        return undefined(reason)
    highest = _covariance(sorted(own), sorted(rest))
    if highest <= 0:
        return undefined(_SAME_REST)
    return Figure(max(-1.0, min(1.0, _covariance(own, rest) / highest)))


def _why_not(own: Sequence[float], rest: Sequence[float]) -> str | None:
    if len(own) < _TWO:
        return _FEW
    if min(own) == max(own):
        return _SAME_ITEM
    if min(rest) == max(rest):
        return _SAME_REST
    return None


def _effective_weights(rows: Sequence[Row], points: Sequence[float]) -> tuple[Figure, ...]:
    """Return each item's share of the spread: root of its covariance with the total."""
    if any(score is None for row in rows for score in row):
        return tuple(undefined(_DIFFERENT) for _ in points)
    if len(rows) < _TWO:
        return tuple(undefined(_FEW) for _ in points)
    totals = [_points(row, points) for row in rows]
    together = [
        _covariance([(row[place] or 0.0) * p for row in rows], totals)
        for place, p in enumerate(points)
    ]
    whole = sum(sqrt(each) for each in together if each > 0)
    if whole <= 0:
        return tuple(undefined(_NO_SPREAD) for _ in points)
    return tuple(
        Figure(sqrt(each) / whole) if each >= 0 else undefined(_NEGATIVE) for each in together
    )


def _consistency(rows: Sequence[Row], points: Sequence[float]) -> Figure:
    """Return Cronbach's alpha over the items. Source: Cronbach (1951)."""
    items = len(points)
    if items < _TWO:
        return undefined(_ONE_ITEM)
    if any(score is None for row in rows for score in row):
        return undefined(_DIFFERENT)
    total = _variance([_points(row, points) for row in rows])
    if total is None:
        return _fewer(_TWO)
    if total <= 0:
        return undefined(_NO_SPREAD)
    parts = [
        _variance([(row[place] or 0.0) * p for row in rows]) or 0.0
        for place, p in enumerate(points)
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
    if len(values) < _TWO:
        return None
    return _covariance(values, values)


def _covariance(left: Sequence[float], right: Sequence[float]) -> float:
    """Return the covariance of a sample of two or more; exactly 0 when a side does not vary."""
    if min(left) == max(left) or min(right) == max(right):
        return 0.0
    count = len(left)
    left_mean, right_mean = sum(left) / count, sum(right) / count
    pairs = zip(left, right, strict=True)
    return sum((x - left_mean) * (y - right_mean) for x, y in pairs) / (count - 1)


def _share(row: Row, points: Sequence[float]) -> float:
    """Return the share of the points that the attempt could reach."""
    asked = [p for score, p in zip(row, points, strict=True) if score is not None]
    return _points(row, points) / sum(asked) if asked else 0.0


def _points(row: Row, points: Sequence[float]) -> float:
    return sum((score or 0.0) * p for score, p in zip(row, points, strict=True))


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
