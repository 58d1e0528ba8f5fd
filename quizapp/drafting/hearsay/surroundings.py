"""Passages that are somebody's as a whole, by what stands above them."""

from collections.abc import Mapping, Sequence
from typing import Final

from quizapp.drafting.hearsay.phrases import ATTITUDE, HEADED

_LONGEST_LEAD: Final = 20
"""Words of a line that only brings in the list below it."""
_LISTED: Final = 40
"""Words of a passage that may be an item of such a list."""


def find_given_over(
    passages: Sequence[tuple[int, str]], headings: Mapping[int, str]
) -> frozenset[int]:
    """Return the passages in which the article only hands on what somebody holds.

    They stand under a heading such as "Myths about the plague", or belong to a list below
    "What the residents complain of:".

    Args:
        passages: number and text of each, in the order of the article.
        headings: the heading that a passage stands under, by its number.
    """
    found = {number for number, _ in passages if HEADED.search(headings.get(number, ""))}
    listing = False
    for number, text in passages:
        words = text.split()
        if text.rstrip().endswith(":"):
            listing = len(words) <= _LONGEST_LEAD and ATTITUDE.search(text) is not None
            continue
        listing = listing and len(words) <= _LISTED
        if listing:
            found.add(number)
    return frozenset(found)
