"""Item statistics: how hard a question is, and whether those who know more get it right."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from quizapp.analytics.figure import Figure, correlation, mean, undefined
from quizapp.errors import translatable

_FEWEST_LEARNERS = 2
_PLACES = 12


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """The statistics of one question.

    Attributes:
        learners: whose answer counts.
        facility: mean score, 0 (nobody right) to 1 (everybody right).
        discrimination: correlation of the item with the rest of the quiz, -1 to 1; below 0 those
            who know more get it wrong, often the sign of a bad key.
    """

    learners: int
    facility: Figure
    discrimination: Figure


def item_statistics(
    scores: Sequence[Sequence[float | None]], *, items: int
) -> tuple[ItemStatistics, ...]:
    """Return the statistics of each item, in the order of the items.

    Args:
        scores: a row for each learner (the first attempt), a score 0..1 for each item; None where
            the learner was not asked the item. An item left empty scores 0.
        items: how many there are, so that a quiz nobody took has its statistics too.

    Raises:
        ValueError: a row does not have one score for each item.
    """
    if any(len(row) != items for row in scores):
        raise ValueError(f"each row needs {items} scores")
    sums = [
        (fsum(answered), len(answered))
        for answered in ([score for score in row if score is not None] for row in scores)
    ]
    return tuple(_statistics(scores, sums, index) for index in range(items))


def _statistics(
    scores: Sequence[Sequence[float | None]], sums: Sequence[tuple[float, int]], index: int
) -> ItemStatistics:
    own = [score for row in scores if (score := row[index]) is not None]
    return ItemStatistics(
        learners=len(own),
        facility=mean(own, nothing=translatable("Nobody has answered this question.")),
        discrimination=_discrimination(scores, sums, index),
    )


def _discrimination(
    scores: Sequence[Sequence[float | None]], sums: Sequence[tuple[float, int]], index: int
) -> Figure:
    """Return the correlation of an item with the mean of the learner's other items.

    The mean rather than the sum, as learners may have been asked different items; where all were
    asked the same the two give the same correlation. The item itself is left out: with it, an item
    would agree with itself.

    Source: Moodle, quiz statistics, discrimination index (item against the rest).
    """
    own: list[float] = []
    rest: list[float] = []
    for row, (whole, asked) in zip(scores, sums, strict=True):
        score = row[index]
        if score is not None and asked > 1:
            own.append(score)
            # Rounded, so that what subtracting loses is not taken for a difference of learners.
            rest.append(round((whole - score) / (asked - 1), _PLACES))
    if len(own) < _FEWEST_LEARNERS:
        return undefined(
            translatable("Fewer than two learners have answered this question and others.")
        )
    value = correlation(own, rest)
    if value is not None:
        return Figure(value)
    if min(own) == max(own):
        return undefined(translatable("All learners have the same score on this question."))
    return undefined(translatable("All learners have the same score on the other questions."))
