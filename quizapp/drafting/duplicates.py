"""The same fact told twice is proposed once."""

from collections.abc import Iterable

from quizapp.drafting.plain import words_of
from quizapp.drafting.proposal import Proposal

_ALIKE = 0.8


def _content(proposal: Proposal) -> frozenset[str]:
    small = {
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "to",
        "and",
        "was",
        "were",
        "by",
        "for",
        "is",
    }
    return frozenset(words_of(proposal.statement)) - small


def without_repeats(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Return the proposals in their order, the surer one of two that tell the same."""
    kept: list[tuple[Proposal, frozenset[str]]] = []
    for each in sorted(proposals, key=lambda one: (-one.confidence, one.passage, one.start)):
        words = _content(each)
        if not any(_same(each, words, other, theirs) for other, theirs in kept):
            kept.append((each, words))
    found = [each for each, _ in kept]
    return tuple(sorted(found, key=lambda one: (one.passage, one.start, one.end, one.type)))


def _same(one: Proposal, words: frozenset[str], other: Proposal, theirs: frozenset[str]) -> bool:
    if one.type != other.type or not words or not theirs:
        return False
    if one.slots.get("when") != other.slots.get("when") and one.type == "event":
        return False
    if one.type == "quantity" and one.slots.get("value") != other.slots.get("value"):
        return False
    return len(words & theirs) / min(len(words), len(theirs)) >= _ALIKE
