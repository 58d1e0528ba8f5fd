"""The four ratings, and the rating that machine-graded evidence deserves."""

from enum import IntEnum


class Rating(IntEnum):
    """How well a card was remembered; the numbers are those of FSRS and Anki."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


def rating_from_evidence(score: float, *, hints: int) -> Rating:
    """Return the rating for a graded response.

    Args:
        score: 0..1.
        hints: how many hints were taken.

    Wrong is Again; right is Good; right after a hint, or at least half right, is Hard. Easy is
    never given by the machine.
    """
    if score < 0.5:  # noqa: PLR2004 - half right, as documented
        return Rating.AGAIN
    if score < 1.0 or hints > 0:
        return Rating.HARD
    return Rating.GOOD
