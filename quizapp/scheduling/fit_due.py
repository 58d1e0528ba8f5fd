"""When a learner's parameters are due to be fitted, and what a fitted set is called."""

import hashlib
import json
import math
from collections.abc import Sequence
from typing import Final

from quizapp.scheduling.parameters import Parameters

FIRST_FITS: Final = (200, 500, 1000)
"""Reviews at which the first fits are due; the first is also the least that a fit needs."""
GROWTH: Final = 1.2
"""After those, each fit is due when there are a fifth more reviews than at the last."""


def next_fit_at(last_reviews: int) -> int:
    """Return at how many reviews the next fit is due.

    Args:
        last_reviews: answers that the last fit had, 0 for none.
    """
    for count in FIRST_FITS:
        if last_reviews < count:
            return count
    # Rounded first: 1000 * 1.2 must not be 1201 for want of a float.
    return math.ceil(round(last_reviews * GROWTH, 6))


def is_due(reviews: int, *, last_reviews: int) -> bool:
    """Return whether a fit is due for somebody with that many reviews."""
    return reviews >= next_fit_at(last_reviews)


def named(weights: Sequence[float]) -> Parameters:
    """Return a set of weights under the name that follows from them: equal sets, equal names.

    Raises:
        InputError: a weight cannot be used.
    """
    rounded = tuple(round(float(weight), 4) for weight in weights)
    digest = hashlib.sha256(json.dumps(rounded).encode()).hexdigest()
    return Parameters(name=f"fsrs6-{digest[:16]}", weights=rounded)
