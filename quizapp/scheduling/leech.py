"""Leeches: cards that slip away more often than chance and their predicted recall allow."""

from collections.abc import Sequence

from quizapp.scheduling.scheduler import is_leech

FEWEST_FAILURES = 4
"""Below this no card is a leech, however surprising: a bad week makes three."""
UNLIKELY = 0.001
"""A card that behaves as predicted is called a leech by mistake once in a thousand looks."""


def chance_of_failures(recalls: Sequence[float], *, failures: int) -> float:
    """Return the probability of at least that many failures when the predictions are true.

    Args:
        recalls: predicted recall at each review, 0..1.
        failures: how many of these reviews failed.

    Source: the Poisson binomial distribution, by convolution (exact).
    """
    chances = [1.0]
    for recall in recalls:
        kept = [chance * recall for chance in chances] + [0.0]
        for place, chance in enumerate(chances, start=1):
            kept[place] += chance * (1.0 - recall)
        chances = kept
    return min(1.0, sum(chances[failures:]))


def becomes_leech(lapses: int, *, recalls: Sequence[float], failures: int) -> bool:
    """Return whether a lapse that just happened makes its card a leech.

    Either the count says so (the 8th lapse, then every 4th), or so many failures were unlikely
    under the recall that was predicted each time.

    Args:
        lapses: of the card, the present one included.
        recalls: predicted at each review since the card was new or last cleared.
        failures: how many of those reviews failed.
    """
    if is_leech(lapses):
        return True
    unlikely = failures >= FEWEST_FAILURES
    return unlikely and chance_of_failures(recalls, failures=failures) < UNLIKELY
