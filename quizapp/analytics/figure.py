"""A number that may be undefined, and then says why."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class Figure:
    """A statistic.

    Attributes:
        value: the number; None where it is undefined.
        reason: why it is undefined, as a person reads it; empty where there is a value.
    """

    value: float | None
    reason: str = ""


def undefined(reason: str) -> Figure:
    """Return a figure without a value, for this reason."""
    return Figure(value=None, reason=reason)


def mean(values: Sequence[float], *, nothing: str) -> Figure:
    """Return the mean; undefined for the reason ``nothing`` when there are no values."""
    if not values:
        return undefined(nothing)
    return Figure(sum(values) / len(values))


def correlation(left: Sequence[float], right: Sequence[float]) -> float | None:
    """Return Pearson's correlation, -1..1; None when one side does not vary.

    Source: Pearson (1896): covariance over the product of the standard deviations.
    """
    if min(left, default=0.0) == max(left, default=0.0):
        return None
    if min(right, default=0.0) == max(right, default=0.0):
        return None
    left_mean, right_mean = sum(left) / len(left), sum(right) / len(right)
    pairs = [(x - left_mean, y - right_mean) for x, y in zip(left, right, strict=True)]
    together = sum(x * y for x, y in pairs)
    apart = sqrt(sum(x * x for x, _ in pairs) * sum(y * y for _, y in pairs))
    if apart == 0.0:
        return None  # The differences are too small for their squares to be told from 0.
    # Rounding can carry a perfect correlation just past 1.
    return max(-1.0, min(1.0, together / apart))
