"""The equations of FSRS-6: stability, difficulty, recall and interval.

Source of every formula: "The Algorithm", section FSRS-6, wiki of
github.com/open-spaced-repetition/awesome-fsrs. Stability is in days, difficulty in [1, 10].
"""

import math
from collections.abc import Iterable

from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.rating import Rating

MINIMUM_STABILITY = 0.001
MAXIMUM_STABILITY = 36500.0
MINIMUM_DIFFICULTY = 1.0
MAXIMUM_DIFFICULTY = 10.0


def _bounded_stability(stability: float) -> float:
    return min(max(stability, MINIMUM_STABILITY), MAXIMUM_STABILITY)


def _bounded_difficulty(difficulty: float) -> float:
    return min(max(difficulty, MINIMUM_DIFFICULTY), MAXIMUM_DIFFICULTY)


def retrievability(stability: float, *, elapsed_days: float, parameters: Parameters) -> float:
    """Return the predicted recall after some days, in (0, 1].

    Source: FSRS-6, R(t, S) = (1 + factor * t / S) ^ decay, so that R(0) = 1 and R(S) = 0.9.
    """
    ratio = max(elapsed_days, 0.0) / stability
    return float((1.0 + parameters.factor * ratio) ** parameters.decay)


def recalls_on(
    day: int, memories: Iterable[tuple[float | None, int | None]], *, parameters: Parameters
) -> list[float]:
    """Return ``retrievability`` on a study day of many cards of one person, in their order.

    Args:
        day: study day.
        memories: (stability in days, last study day) of each; a new card is not recalled: 0.
        parameters: the person's.
    """
    factor, decay = parameters.factor, parameters.decay
    # In place, without a call for each: a class and a set have ten thousands.
    return [
        (1.0 + factor * (day - last_day if day > last_day else 0) / stability) ** decay
        if stability is not None and last_day is not None
        else 0.0
        for stability, last_day in memories
    ]


def interval(stability: float, *, desired_retention: float, parameters: Parameters) -> float:
    """Return after how many days recall falls to the desired retention; a fraction, unbounded.

    Source: FSRS-6, I(r, S) = S / factor * (r ^ (1 / decay) - 1).
    """
    reach = desired_retention ** (1.0 / parameters.decay) - 1.0
    return float(stability / parameters.factor * reach)


def initial_stability(rating: Rating, *, parameters: Parameters) -> float:
    """Return the stability after the first review. Source: FSRS-6, S0(G) = w[G-1]."""
    return _bounded_stability(parameters.weights[rating - 1])


def _unbounded_initial_difficulty(rating: Rating, parameters: Parameters) -> float:
    w = parameters.weights
    return w[4] - math.exp(w[5] * (rating - 1)) + 1.0


def initial_difficulty(rating: Rating, *, parameters: Parameters) -> float:
    """Return the difficulty after the first review.

    Source: FSRS-6, D0(G) = w4 - e^(w5 * (G-1)) + 1, then kept in [1, 10].
    """
    return _bounded_difficulty(_unbounded_initial_difficulty(rating, parameters))


def next_difficulty(difficulty: float, *, rating: Rating, parameters: Parameters) -> float:
    """Return the difficulty after a later review.

    Source: FSRS-6. A change of -w6 * (G-3), damped linearly by (10-D)/9, then reverted to the
    unbounded D0(Easy) by w7.
    """
    w = parameters.weights
    damped = (10.0 - difficulty) * -(w[6] * (rating - 3)) / 9.0
    target = _unbounded_initial_difficulty(Rating.EASY, parameters)
    return _bounded_difficulty(w[7] * target + (1.0 - w[7]) * (difficulty + damped))


def stability_after_recall(
    stability: float,
    *,
    difficulty: float,
    recall: float,
    rating: Rating,
    parameters: Parameters,
) -> float:
    """Return the stability after a remembered review on a later day (Hard, Good or Easy).

    Source: FSRS-6, S'_r = S * (1 + e^w8 * (11-D) * S^-w9 * (e^(w10 * (1-R)) - 1) * w15 (Hard)
    * w16 (Easy)).
    """
    w = parameters.weights
    penalty = w[15] if rating is Rating.HARD else 1.0
    bonus = w[16] if rating is Rating.EASY else 1.0
    gain = (
        math.exp(w[8])
        * (11.0 - difficulty)
        * stability ** -w[9]
        * (math.exp((1.0 - recall) * w[10]) - 1.0)
    )
    return _bounded_stability(stability * (1.0 + gain * penalty * bonus))


def stability_after_forgetting(
    stability: float, *, difficulty: float, recall: float, parameters: Parameters
) -> float:
    """Return the stability after Again on a later day; never above what a same-day Again leaves.

    Source: FSRS-6, S'_f = w11 * D^-w12 * ((S+1)^w13 - 1) * e^(w14 * (1-R)), at most
    S / e^(w17 * w18).
    """
    w = parameters.weights
    long_term = (
        w[11]
        * difficulty ** -w[12]
        * ((stability + 1.0) ** w[13] - 1.0)
        * math.exp((1.0 - recall) * w[14])
    )
    return _bounded_stability(min(long_term, stability / math.exp(w[17] * w[18])))


def stability_after_same_day(stability: float, *, rating: Rating, parameters: Parameters) -> float:
    """Return the stability after another review on the same study day.

    Source: FSRS-6, S' = S * e^(w17 * (G-3+w18)) * S^-w19; Hard, Good and Easy never lower it.
    """
    w = parameters.weights
    growth = math.exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
    if rating is not Rating.AGAIN:
        growth = max(growth, 1.0)
    return _bounded_stability(stability * growth)


def next_stability(
    stability: float,
    *,
    difficulty: float,
    elapsed_days: int,
    rating: Rating,
    parameters: Parameters,
) -> float:
    """Return the stability after a later review, by the formula that the elapsed days call for.

    Args:
        stability: before the review, days.
        difficulty: before the review.
        elapsed_days: study days since the last review; 0 is the same study day.
        rating: of this review.
        parameters: the weights.
    """
    if elapsed_days < 1:
        return stability_after_same_day(stability, rating=rating, parameters=parameters)
    recall = retrievability(stability, elapsed_days=elapsed_days, parameters=parameters)
    if rating is Rating.AGAIN:
        return stability_after_forgetting(
            stability, difficulty=difficulty, recall=recall, parameters=parameters
        )
    return stability_after_recall(
        stability, difficulty=difficulty, recall=recall, rating=rating, parameters=parameters
    )
