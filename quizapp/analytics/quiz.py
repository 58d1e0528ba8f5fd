"""How the scores of a quiz are spread."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, stdev

from quizapp.analytics.figure import Figure, mean, undefined
from quizapp.errors import translatable

_NOBODY = translatable("Nobody has handed in this quiz.")
_FEWEST_FOR_SPREAD = 2
DEFAULT_BINS = 10


@dataclass(frozen=True, slots=True)
class ScoreDistribution:
    """The scores of a quiz, each as a share of what could be reached.

    Attributes:
        learners: who handed in.
        counts: learners in each of equal stretches of the share, lowest first; 1 is in the last.
        mean: 0..1. median: 0..1.
        deviation: standard deviation of the sample.
        passed: share of learners at or above the pass mark, 0..1.
    """

    learners: int
    counts: tuple[int, ...]
    mean: Figure
    median: Figure
    deviation: Figure
    passed: Figure


def score_distribution(
    shares: Sequence[float], *, pass_mark: float | None, bins: int = DEFAULT_BINS
) -> ScoreDistribution:
    """Return how the scores are spread.

    Args:
        shares: each learner's score over the highest possible, 0..1.
        pass_mark: 0..1; None when the quiz has none.
        bins: how many stretches, at least 1.
    """
    counts = [0] * bins
    for share in shares:
        counts[min(int(share * bins), bins - 1)] += 1
    return ScoreDistribution(
        learners=len(shares),
        counts=tuple(counts),
        mean=mean(shares, nothing=_NOBODY),
        median=Figure(float(median(shares))) if shares else undefined(_NOBODY),
        deviation=_deviation(shares),
        passed=_passed(shares, pass_mark=pass_mark),
    )


def _deviation(shares: Sequence[float]) -> Figure:
    if len(shares) < _FEWEST_FOR_SPREAD:
        return undefined(translatable("Fewer than two learners have handed in this quiz."))
    return Figure(stdev(shares))


def _passed(shares: Sequence[float], *, pass_mark: float | None) -> Figure:
    if pass_mark is None:
        return undefined(translatable("This quiz has no pass mark."))
    return mean([float(share >= pass_mark) for share in shares], nothing=_NOBODY)
